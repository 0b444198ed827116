"""Mentions of other sections of the same contract, and where they lead."""

from __future__ import annotations

from pipeline.outline.section import Reference, Section


def references(text: str, sections: tuple[Section, ...]) -> tuple[Reference, ...]:
    return ()
