"""Entries that stand side by side without rules, as the parties over their signatures: cells, where a line wraps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.loaders.pages.pieces import Piece
from pipeline.loaders.pages.rules import Cell

# In ems.
_GAP, _ALIGNED, _NEXT_LINE, _NEXT_ENTRY = 1.15, 0.6, 2.2, 5.0
_NEAR_NEXT, _NEAR_MARGIN = 4.0, 2.5
_LEAST_WIDTH = 6.0
# What begins an entry of its own: 住所：, 法定代表人（签字）:, (2).
_ENTRY = re.compile(r"\s*(?:[^：:，。、\s]{1,10}\s*[：:]|[（(]?[0-9０-９一二三四五六七八九十]{1,3}[）).．、])")


class _Segment(NamedTuple):
    """What stands together in one line."""

    pieces: list[Piece]

    @property
    def left(self) -> float:
        return self.pieces[0].left

    @property
    def right(self) -> float:
        return self.pieces[-1].right

    @property
    def size(self) -> float:
        return self.pieces[0].size or 1.0

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


class _Entries:
    """A line of several entries, and by column the lines that go on with them."""

    def __init__(self, columns: list[list[_Segment]], base: float) -> None:
        self.columns, self.base = columns, base
        self.wrapped = self.by_row = False
        self.lefts = [column[0].left for column in columns]

    def take(self, segments: Sequence[_Segment], margin: float) -> bool:
        """Adds the segments of the next line if all of them go on with what stands above them."""
        base, size = segments[0].pieces[0].base, segments[0].size
        places = [self._column(segment) for segment in segments]
        if base - self.base > _NEXT_LINE * size or None in places or (places == [0] and self._is_full(margin)):
            return False
        found = [(place, segment) for place, segment in zip(places, segments, strict=True) if place is not None]
        if not all(self._goes_on(place, segment, margin) for place, segment in found):
            return False
        for place, segment in found:
            self.columns[place].append(segment)
        self.base, self.wrapped = base, True
        return True

    def _is_full(self, margin: float) -> bool:
        """Whether the last entry ends at the margin: alone below, the first goes on with a sentence that has blanks."""
        last = self.columns[-1][-1]
        return last.right >= margin - _NEAR_MARGIN * last.size

    def _column(self, segment: _Segment) -> int | None:
        near = _ALIGNED * segment.size
        return next((place for place, left in enumerate(self.lefts) if abs(left - segment.left) <= near), None)

    def _goes_on(self, place: int, segment: _Segment, margin: float) -> bool:
        above, size = self.columns[place][-1], segment.size
        last = place + 1 == len(self.lefts)
        edge = margin - _NEAR_MARGIN * size if last else self.lefts[place + 1] - _NEAR_NEXT * size
        wide = above.right >= edge and above.right - above.left >= _LEAST_WIDTH * size
        return wide and above.pieces[0].base < segment.pieces[0].base and not _ENTRY.match(segment.text)

    def follows(self, other: _Entries, order: Mapping[int, int]) -> bool:
        """Whether the file writes these entries after all of the others, right above."""
        near = self.columns[0][0].pieces[0].base - other.base <= _NEXT_ENTRY * self.columns[0][0].size
        return near and _first(self.columns[0], order) > _last(other.columns[-1], order)

    def is_mixed(self, order: Mapping[int, int]) -> bool:
        """Whether the file goes on with an entry after it has begun the next one."""
        return any(_last(one, order) > _first(other, order) for one, other in pairwise(self.columns))

    def set_cells(self) -> None:
        every = [piece for column in self.columns for segment in column for piece in segment.pieces]
        top, bottom = min(piece.top for piece in every), max(piece.bottom for piece in every)
        rights = [*self.lefts[1:], max(piece.right for piece in every)]
        for column, left, right in zip(self.columns, self.lefts, rights, strict=True):
            cell: Cell = (round(left, 1), round(top, 1), round(right, 1), round(bottom, 1))
            for segment in column:
                for piece in segment.pieces:
                    piece.cell = cell


def _first(column: Sequence[_Segment], order: Mapping[int, int]) -> int:
    return order[id(column[0].pieces[0])]


def _last(column: Sequence[_Segment], order: Mapping[int, int]) -> int:
    return order[id(column[-1].pieces[-1])]


def set_cells(pieces: Sequence[Piece], lines: Sequence[Sequence[Piece]]) -> None:
    """Gives entries side by side cells where one of them takes several lines.

    `pieces` are in the order of the file, which writes columns of text one after the other but entries row by row;
    `lines` are the same from top to bottom.
    """
    if len(lines) == len(pieces):
        return
    order = {id(piece): place for place, piece in enumerate(pieces)}
    margin = max((piece.right for piece in pieces), default=0.0)
    last: _Entries | None = None
    for entries in _entries(lines, margin):
        if last is not None and entries.follows(last, order):
            last.by_row = entries.by_row = True
        entries.by_row = entries.by_row or entries.is_mixed(order)
        if last is not None and last.wrapped and last.by_row:
            last.set_cells()
        last = entries
    if last is not None and last.wrapped and last.by_row:
        last.set_cells()


def _entries(lines: Sequence[Sequence[Piece]], margin: float) -> Iterator[_Entries]:
    current: _Entries | None = None
    for line in lines:
        segments = _segments(line)
        if current is not None and current.take(segments, margin):
            continue
        if current is not None:
            yield current
        current = _Entries([[segment] for segment in segments], line[0].base) if len(segments) > 1 else None
    if current is not None:
        yield current


def _segments(line: Sequence[Piece]) -> list[_Segment]:
    segments: list[_Segment] = []
    for piece in line:
        if segments and piece.left - segments[-1].right < _GAP * (piece.size or 1.0):
            segments[-1].pieces.append(piece)
        else:
            segments.append(_Segment([piece]))
    return segments
