"""The ruled lines of a page, and the table cells they make."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Protocol

from pipeline.loaders.pages.sheet import Box

Cell = tuple[float, float, float, float]

_THIN_POINTS = 3.0
_SLACK_POINTS = 2.0
_SHORTEST_POINTS = 6.0
# Beyond it a page is a drawing, and looking for cells costs more than it tells.
_MOST_RULES = 4_000
_MOST_STEPS = 3_000_000


class Placed(Protocol):
    left: float
    right: float
    top: float
    bottom: float
    cell: Cell | None


class Grid:
    """Rules as upright and level lines: (position, from, to), sorted by position."""

    def __init__(self, rules: Sequence[Box]) -> None:
        self._upright: list[tuple[float, float, float]] = []
        self._level: list[tuple[float, float, float]] = []
        for rule in rules[:_MOST_RULES]:
            self._take(rule)
        self._upright, self._level = _merge(self._upright), _merge(self._level)
        self._highest = min((start for _, start, _ in self._upright), default=0.0) - _SLACK_POINTS
        self._lowest = max((end for _, _, end in self._upright), default=0.0) + _SLACK_POINTS

    def place(self, pieces: Sequence[Placed]) -> None:
        """Sets the cell of each piece that stands in a table of at least two columns."""
        steps = len(pieces) * (len(self._upright) + len(self._level))
        if len(self._upright) < 2 or len(self._level) < 2 or steps > _MOST_STEPS:
            return
        cells = [self._cell((piece.left + piece.right) / 2, (piece.top + piece.bottom) / 2) for piece in pieces]
        tabular = _with_neighbours({cell for cell in cells if cell})
        for piece, cell in zip(pieces, cells, strict=True):
            piece.cell = cell if cell in tabular else None

    def _take(self, rule: Box) -> None:
        x0, y0, x1, y1 = rule
        if x1 - x0 <= _THIN_POINTS and y1 - y0 > _THIN_POINTS:
            self._upright.append(((x0 + x1) / 2, y0, y1))
        elif y1 - y0 <= _THIN_POINTS and x1 - x0 > _THIN_POINTS:
            self._level.append(((y0 + y1) / 2, x0, x1))
        elif x1 - x0 > _SHORTEST_POINTS and y1 - y0 > _SHORTEST_POINTS:
            self._upright += [(x0, y0, y1), (x1, y0, y1)]
            self._level += [(y0, x0, x1), (y1, x0, x1)]

    def _cell(self, x: float, y: float) -> Cell | None:
        if not self._highest <= y <= self._lowest:
            return None
        left, right = _around(self._upright, x, y)
        if left is None or right is None:
            return None
        top, bottom = _around(self._level, y, x)
        if top is None or bottom is None:
            return None
        return round(left, 1), round(top, 1), round(right, 1), round(bottom, 1)


def _around(lines: list[tuple[float, float, float]], at: float, across: float) -> tuple[float | None, float | None]:
    """The nearest lines on both sides of a point that reach past it."""
    middle = bisect_right(lines, (at, float("inf"), float("inf")))
    low, high = across + _SLACK_POINTS, across - _SLACK_POINTS
    return _first(lines[middle - 1 :: -1] if middle else [], low, high), _first(lines[middle:], low, high)


def _first(lines: Iterable[tuple[float, float, float]], low: float, high: float) -> float | None:
    """The position of the first line that reaches from `high` to `low`."""
    for position, start, end in lines:
        if start <= low and high <= end:
            return position
    return None


def _merge(lines: list[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    """Lines that continue or cover each other as one: borders are drawn cell by cell."""
    by_position: dict[int, list[tuple[float, float, float]]] = defaultdict(list)
    for line in lines:
        by_position[round(line[0])].append(line)
    merged: list[tuple[float, float, float]] = []
    for group in by_position.values():
        group.sort(key=lambda line: line[1])
        position, start, end = group[0]
        for _, low, high in group[1:]:
            if low > end + _SLACK_POINTS:
                merged.append((position, start, end))
                start, end = low, high
            end = max(end, high)
        merged.append((position, start, end))
    return sorted(line for line in merged if line[2] - line[1] >= _SHORTEST_POINTS)


def _with_neighbours(cells: set[Cell]) -> set[Cell]:
    """Cells that have another one beside them: a frame around a page or a paragraph is no table."""
    tabular: set[Cell] = set()
    reach: list[Cell] = []
    for cell in sorted(cells, key=lambda cell: cell[1]):
        reach = [other for other in reach if other[3] > cell[1] + _SLACK_POINTS]
        beside = [
            other for other in reach if other[2] <= cell[0] + _SLACK_POINTS or other[0] >= cell[2] - _SLACK_POINTS
        ]
        if beside:
            tabular.add(cell)
            tabular.update(beside)
        reach.append(cell)
    return tabular
