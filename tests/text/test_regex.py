"""Patterns are compiled late, and none of this project's is wrong."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest

import pipeline
from pipeline.text.regex import regex

_ROOMS = ("pipeline.outline", "pipeline.normalize", "pipeline.checks", "pipeline.extract", "pipeline.text")


def _patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """The patterns that modules hold by name, or in a tuple."""
    for module in pkgutil.walk_packages(pipeline.__path__, "pipeline."):
        if module.name.startswith(_ROOMS):
            for name, value in vars(importlib.import_module(module.name)).items():
                for each in value if isinstance(value, tuple) else (value,):
                    if isinstance(each, type(regex(""))):
                        yield f"{module.name}.{name}", each


def test_every_pattern_of_the_rooms_that_read_contracts_can_be_compiled() -> None:
    held = dict(_patterns())
    assert len(held) > 200
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
