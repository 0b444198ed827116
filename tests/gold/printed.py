"""A contract as a PDF: lines broken at the margin, page numbers, ruled tables."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from tests.bench.loading.press import HEIGHT, SIZE, WIDTH, Leaf, Line, Press, width
from tests.gold.contract import Contract

_LEFT, _TOP, _PITCH = 72.0, 80.0, 18.0
_COLUMNS: Final = 42
"""Ideographs between the margins."""
_ROWS: Final = 38
_CELL: Final = 105.0


class _Paper:
    """The pages, and the row on which the next line goes."""

    def __init__(self) -> None:
        self.press, self.row = Press(), _ROWS

    def next(self) -> tuple[Leaf, float]:
        """The page and the baseline of the next row."""
        if self.row >= _ROWS:
            self.row = 0
            leaf = self.press.leaf()
            leaf.text(Line(leaf.number, WIDTH / 2 - 10, HEIGHT - 40, f"- {leaf.number} -", 9))
        self.row += 1
        return self.press.leaves[-1], _TOP + (self.row - 1) * _PITCH


def printed(contract: Contract) -> bytes:
    paper = _Paper()
    for is_row, lines in groupby(contract.text.split("\n"), key=lambda line: "\t" in line):
        for line in lines:
            if is_row:
                _table_row(paper, line.split("\t"))
            elif line:
                for piece in _broken(line):
                    leaf, y = paper.next()
                    leaf.text(Line(leaf.number, _LEFT, y, piece))
            else:
                paper.row += 1
    return paper.press.save()


def _broken(line: str) -> Iterator[str]:
    """A paragraph in lines; no space and no punctuation begins one."""
    piece, wide = "", 0.0
    for char in line:
        if wide + width(char) > _COLUMNS and char not in " ，。、；：）」》,.)":
            yield piece
            piece, wide = "", 0.0
        piece, wide = piece + char, wide + width(char)
    yield piece


def _table_row(paper: _Paper, cells: list[str]) -> None:
    leaf, y = paper.next()
    for column, cell in enumerate(cells):
        x = _LEFT + column * _CELL
        leaf.box(x, y - SIZE - 3, _CELL, _PITCH)
        if cell:
            leaf.text(Line(leaf.number, x + 4, y, cell))
