"""An outline of unwrapped paragraphs, at its places in the file's own text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from pipeline.outline.section import Article, Definition, Outline, Part, Reference, Section
from pipeline.text.gaps import Gaps

_Placed = TypeVar("_Placed", Section, Article, Part, Definition, Reference)


def placed(outline: Outline, gaps: Gaps) -> Outline:
    """The same outline, where the gaps are in the text."""
    sections = tuple(_section(section, gaps) for section in outline.sections)
    at = {id(old): new for old, new in zip(outline.walk(), _walk(sections), strict=True)}
    articles = (replace(moved(own, gaps), section=at[id(own.section)]) for own in outline.articles)
    references = (replace(moved(own, gaps), target=own.target and at[id(own.target)]) for own in outline.references)
    return Outline(
        sections,
        tuple(articles),
        tuple(moved(part, gaps) for part in outline.parts),
        tuple(moved(definition, gaps) for definition in outline.definitions),
        tuple(references),
    )


def _walk(sections: tuple[Section, ...]) -> Iterator[Section]:
    for section in sections:
        yield from section.walk()


def _section(section: Section, gaps: Gaps) -> Section:
    return replace(moved(section, gaps), children=tuple(_section(child, gaps) for child in section.children))


def moved(own: _Placed, gaps: Gaps) -> _Placed:
    """What stands in the text without the gaps, where it stands in the whole."""
    start, end = gaps.span(own.start, own.end)
    return replace(own, start=start, end=end)
