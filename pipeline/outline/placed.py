"""An outline of unwrapped paragraphs, at its places in the file's own text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.outline.section import Article, Definition, Outline, Part, Reference, Section
from pipeline.text.gaps import Gaps


def placed(outline: Outline, gaps: Gaps) -> Outline:
    """The same outline, where the gaps are in the text."""
    sections = tuple(_section(section, gaps) for section in outline.sections)
    moved = {id(old): new for old, new in zip(outline.walk(), _walk(sections), strict=True)}

    def article(own: Article) -> Article:
        return replace(own, section=moved[id(own.section)], **_span(own, gaps))

    def reference(own: Reference) -> Reference:
        return replace(own, target=own.target and moved[id(own.target)], **_span(own, gaps))

    return Outline(
        sections,
        tuple(map(article, outline.articles)),
        tuple(replace(part, **_span(part, gaps)) for part in outline.parts),
        tuple(replace(definition, **_span(definition, gaps)) for definition in outline.definitions),
        tuple(map(reference, outline.references)),
    )


def _walk(sections: tuple[Section, ...]) -> Iterator[Section]:
    for section in sections:
        yield from section.walk()


def _section(section: Section, gaps: Gaps) -> Section:
    children = tuple(_section(child, gaps) for child in section.children)
    return replace(section, children=children, **_span(section, gaps))


def _span(own: Section | Article | Part | Definition | Reference, gaps: Gaps) -> dict[str, int]:
    start = gaps.place(own.start)
    return {"start": start, "end": gaps.place(own.end - 1) + 1 if own.end > own.start else start}
