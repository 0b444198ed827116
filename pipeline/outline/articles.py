"""The units that must be answered for."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.outline.section import Article, Section

_UNITS = ("article", "heading")
_HOLDERS = ("part", "chapter", "section", "annex")


def articles(sections: tuple[Section, ...]) -> tuple[Article, ...]:
    """Every article and headed text, and whatever holds units elsewhere but has none here: an annex, a chapter."""
    return tuple(
        Article(index, section, path, section.start, section.end)
        for index, (section, path) in enumerate(_units(sections, ()))
    )


def _units(sections: tuple[Section, ...], above: tuple[str, ...]) -> Iterator[tuple[Section, tuple[str, ...]]]:
    for section in sections:
        path = (*above, section.label or section.title)
        if section.kind in _UNITS:
            yield section, path
        elif any(child.kind in (*_UNITS, *_HOLDERS) for child in section.children):
            yield from _units(section.children, path)
        else:
            yield section, path
