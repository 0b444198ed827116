"""The cells of a Hancom table, which stand by their addresses, as rows with the places of merged cells kept."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pipeline.loaders.blocks import Block, Cell, Table

# Cells of one table, those that merged ones cover included.
_MOST_CELLS = 1_000_000


class Placed(NamedTuple):
    """`column` and `row` count from 0."""

    row: int
    column: int
    row_span: int
    blocks: list[Block]


class TooManyCells(Exception):
    """A table that claims more cells than a document can hold."""


def arrange(cells: Iterable[Placed]) -> Table:
    """Rows from top to bottom, cells from left to right; one that is covered from above has no blocks."""
    rows: dict[int, list[Placed]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    table: list[list[Cell]] = []
    reaching: list[tuple[int, int]] = []  # column, and the row before which the cell ends
    count = 0
    for row in sorted(rows):
        reaching = [(column, end) for column, end in reaching if end > row]
        standing = {cell.column for cell in rows[row]}
        covered = [Cell(column) for column, _ in reaching if column not in standing]
        count += len(reaching)
        if count > _MOST_CELLS:
            raise TooManyCells
        cells_here = covered + [Cell(cell.column, cell.blocks) for cell in rows[row]]
        table.append(sorted(cells_here, key=lambda cell: cell.column))
        reaching += [(cell.column, row + cell.row_span) for cell in rows[row] if cell.row_span > 1]
    return Table(table)
