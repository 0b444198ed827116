"""The catalogue and the code agree: every code that is raised has a sentence in five languages."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from pipeline.messages import LANGUAGES, catalogue, render

ROOT = Path(__file__).parent.parent / "pipeline"
# Classes whose first argument is a code of the catalogue.
RAISED = {"UsageError", "SetupError", "DocumentError", "RequestError", "StopRun", "Issue", "Fatal", "Unanswered"}


def codes_in_use() -> Iterator[tuple[str, str]]:
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else ""
            first = node.args[0]
            if name in RAISED and isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value, f"{path.name}:{node.lineno}"


def fields(text: str) -> set[str]:
    return {name.split(".")[0].split("!")[0] for _, name, _, _ in Formatter().parse(text) if name}


def test_every_code_that_is_raised_has_its_sentence() -> None:
    missing = {code: place for code, place in codes_in_use() if code not in catalogue()}
    assert not missing


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_every_sentence_stands_in_every_language_with_the_same_parameters(code: str) -> None:
    sentences = catalogue()[code]
    assert set(sentences) == set(LANGUAGES)
    used = {language: fields("".join(pair)) for language, pair in sentences.items()}
    assert all(params == used["en"] for params in used.values()), used
    assert all(pair[0].strip() for pair in sentences.values())


def test_an_unknown_language_is_told_in_english() -> None:
    params = {"path": "x"}
    assert render("path_not_found", params, "fr") == render("path_not_found", params, "en")
