"""Patterns are compiled late, and none of this project's is wrong."""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

import pipeline
from pipeline.extract.label import label
from pipeline.outline.words import form
from pipeline.text.regex import regex

_ROOT = Path(pipeline.__file__).parents[1]
_Named = tuple[str, re.Pattern[str]]


def _patterns() -> Iterator[_Named]:
    """Every pattern that a module holds by name or within something, and those of the words that are asked by name."""
    for module in sorted(_ROOT.rglob("pipeline/**/*.py")):
        if "import regex" in module.read_text("utf-8"):
            path = ".".join(module.relative_to(_ROOT).with_suffix("").parts)
            for name, value in vars(importlib.import_module(path)).items():
                yield from _within(f"{path}.{name}", value)
    for table, find in (("pipeline/outline/words.json", form), ("pipeline/extract/labels.json", label)):
        for name in json.loads((_ROOT / table).read_text("utf-8")):
            yield f"{table}: {name}", find(name)


def _within(name: str, value: object) -> Iterator[_Named]:
    if isinstance(value, type(regex(""))):
        yield name, value
    elif isinstance(value, dict):
        yield from _within(name, tuple(value.values()))
    elif isinstance(value, (tuple, list)):
        for index, each in enumerate(value):
            yield from _within(f"{name}[{index}]", each)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _within(f"{name}.{field.name}", getattr(value, field.name))


def test_every_pattern_can_be_compiled() -> None:
    held = dict(_patterns())
    assert len(held) > 400
    for name, pattern in held.items():
        try:
            pattern.search("")
        except re.error as error:
            pytest.fail(f"{name}: {error}")


def test_a_pattern_answers_like_one_that_was_compiled_at_once() -> None:
    late, early = regex(r"(?P<head>第\s*)\d+条", re.ASCII), re.compile(r"(?P<head>第\s*)\d+条", re.ASCII)
    text = "第 1条、第2条"
    for _ in range(2):
        assert late.findall(text) == early.findall(text) == ["第 ", "第"]
        assert [each.span("head") for each in late.finditer(text)] == [(0, 2), (5, 6)]
        assert late.sub("…", text) == early.sub("…", text)
        assert late.split(text) == early.split(text)
        assert late.match(text, 5) and not late.match(text, 1) and late.search(text, 1)
        assert late.fullmatch(text, 5) and not late.fullmatch(text)
    assert late.pattern == early.pattern


def test_a_wrong_pattern_is_told_when_it_is_used() -> None:
    wrong = regex("(")
    for _ in range(2):
        with pytest.raises(re.error):
            wrong.match("")
    with pytest.raises(AttributeError):
        _ = wrong.groups
