from __future__ import annotations

import json
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

import pipeline.messages
from pipeline.chat.faults import Fatal, Fault, FaultKind, Refused
from pipeline.errors import StopRun
from pipeline.messages import LANGUAGES

CATALOGUE = json.loads((Path(pipeline.messages.__file__).parent / "chat.json").read_text("utf-8"))


@pytest.mark.parametrize("kind", get_args(FaultKind))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fault_has_its_sentence(kind: FaultKind, language: str) -> None:
    line = Fault(kind, "why", 418, "tools").error("llm.test", "kimi", str.upper).line(language)
    assert "llm.test" in line
    assert "WHY" in line


@pytest.mark.parametrize("code", CATALOGUE)
def test_all_languages_have_the_same_placeholders(code: str) -> None:
    def names(language: str) -> set[str]:
        return {name for sentence in CATALOGUE[code][language] for _, name, _, _ in Formatter().parse(sentence) if name}

    assert {frozenset(names(language)) for language in LANGUAGES} == {frozenset(names("en"))}


def test_a_fatal_error_stops_the_run_in_the_same_words() -> None:
    fatal = Fatal("quota_spent", host="h", detail="d")
    stop = fatal.as_stop()
    assert (type(stop), stop.exit_code) == (StopRun, 4)
    assert str(stop) == str(fatal)


def test_a_refusal_without_a_path_has_none() -> None:
    error = Fault("refused", "no", 400).error("h", "m", str)
    assert isinstance(error, Refused)
    assert error.path == ""
