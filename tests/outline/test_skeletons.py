"""Contracts put together: every way of numbering with every form of a title, every way to close with every signature."""

from __future__ import annotations

import json
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from pipeline.outline.tree import build
from tests.outline.planted import document

LANGUAGES: dict[str, dict[str, Any]] = json.loads(Path(__file__).with_name("skeletons.json").read_text("utf-8"))


def found(lines: list[str]) -> list[tuple[str | None, str]]:
    text = "\n".join(lines)
    return [(article.section.number, text[article.start : article.end]) for article in build(document(text)).articles]


def numbered(parts: list[str]) -> list[tuple[str | None, str]]:
    return [(str(number), part) for number, part in enumerate(parts, 1)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_way_of_numbering(language: str) -> None:
    words = LANGUAGES[language]
    for numbers in words["numbers"]:
        for form in words["forms"]:
            pairs = zip(numbers, words["titles"], strict=True)
            parts = [form.format(n=number, t=title, s=words["sentence"]) for number, title in pairs]
            assert found([words["name"], *parts]) == numbered(parts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_way_to_close(language: str) -> None:
    words = LANGUAGES[language]
    numbers, form = words["numbers"][0], words["forms"][0]
    endings = cycle(words["endings"])
    for closing in words["closings"]:
        for signature in words["signatures"]:
            said = [words["sentence"], words["sentence"], next(endings)]
            triples = zip(numbers, words["titles"], said, strict=True)
            parts = [form.format(n=number, t=title, s=sentence) for number, title, sentence in triples]
            assert found([words["name"], *parts, closing, signature]) == numbered(parts)
