"""Contracts as they come: every case is a text with its articles planted in it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from pipeline.outline.section import Outline
from pipeline.outline.tree import build
from tests.outline.planted import document, plant

CASES = {case.stem: case.read_text("utf-8") for case in sorted(Path(__file__).with_name("contracts").glob("*.txt"))}


def check(outline: Outline, text: str, marked: str) -> None:
    _, truth = plant(marked)
    found = [(a.section.number, a.section.part, text[a.start : a.end]) for a in outline.articles]
    assert found == [(each.number, each.part, each.text) for each in truth]
    titles = [article.section.title for article in outline.articles]
    assert [
        "~" if each.title == "~" else title for title, each in zip(titles, truth, strict=True)
    ] == [each.title for each in truth]


@pytest.mark.parametrize("name", CASES)
def test_planted_articles(name: str) -> None:
    text, _ = plant(CASES[name])
    check(build(document(text)), document(text).text, CASES[name])


@pytest.mark.parametrize("name", CASES)
def test_the_kinds_of_blocks_do_not_matter(name: str) -> None:
    text, _ = plant(CASES[name])
    check(build(document(text, "table_row")), document(text).text, CASES[name])
