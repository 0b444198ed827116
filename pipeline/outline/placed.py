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
    moved = {id(old): new for old, new in zip(outline.walk(), _walk(sections), strict=True)}
    articles = (replace(_moved(own, gaps), section=moved[id(own.section)]) for own in outline.articles)
    references = (replace(_moved(own, gaps), target=own.target and moved[id(own.target)]) for own in outline.references)
    return Outline(
        sections,
        tuple(articles),
        tuple(_moved(part, gaps) for part in outline.parts),
        tuple(_moved(definition, gaps) for definition in outline.definitions),
        tuple(references),
    )


def _walk(sections: tuple[Section, ...]) -> Iterator[Section]:
    for section in sections:
        yield from section.walk()


def _section(section: Section, gaps: Gaps) -> Section:
    return replace(_moved(section, gaps), children=tuple(_section(child, gaps) for child in section.children))


def _moved(own: _Placed, gaps: Gaps) -> _Placed:
    start = gaps.place(own.start)
    return replace(own, start=start, end=gaps.place(own.end - 1) + 1 if own.end > own.start else start)
