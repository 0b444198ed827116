"""Where the sections of the upper levels begin, and the stretches of one numbering that they lie in."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.outline.lines import Lines
from pipeline.outline.section import SectionKind

RANKS: dict[str, int] = {"annex": 0, "part": 1, "chapter": 2, "section": 3, "list": 4, "article": 5, "heading": 5}
"""How far up a section stands; one holds those of greater rank that follow it."""


@dataclass(frozen=True, slots=True)
class Node:
    """A section of the upper levels by its beginning.

    The label stands from `label_start` to `label_end`, both `start` where there is none; a title may stand before it.
    A section without a number has its title from `start` to `title_end`.
    """

    kind: SectionKind
    rank: int
    start: int
    label_start: int
    label_end: int
    number: str | None
    part: str = ""
    title_end: int = 0

    def opened(self, lines: Lines) -> Node:
        """The node with the Markdown before it."""
        start = lines.opening(self.start)
        if start == self.start:
            return self
        if self.label_end > self.start:
            return replace(self, start=start)
        return replace(self, start=start, label_start=start, label_end=start)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of one numbering: the main body, an annex, a further contract. `head` opens it, if anything does."""

    part: str
    start: int
    end: int
    head: Node | None
