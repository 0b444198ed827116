"""Where a paragraph of an HWP 5.0 file stands, and what reads the paragraphs that stand inside of one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from pipeline.loaders.blocks import Block
from pipeline.loaders.hwp.records import Record
from pipeline.loaders.hwp.table import Placed

Lists = Sequence[tuple[Record, list[Record]]]
"""Lists of paragraphs, each with its head."""


@dataclass(frozen=True, slots=True)
class Scope:
    """`ground`: it is painted, so that white type shows on it."""

    cell: tuple[int, int, int] | None = None
    ground: bool = False


class StoryOf(Protocol):
    """Reads paragraphs of the running text."""

    def blocks(self, records: Iterable[Record], scope: Scope) -> Iterator[Block]: ...

    def cells(self, lists: Lists, scope: Scope) -> Iterator[Placed]:
        """Those of a table, which counts as one more."""
