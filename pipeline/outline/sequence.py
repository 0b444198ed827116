"""Which of many candidates are the numbers of one sequence: the path 1, 2, 3 … of the greatest weight."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.outline.markers import AT_LINE, Marker

_STEP = 2.0  # what the expected next number gains
_GAP = 1.0  # what every missing number costs
_WIDEST_GAP = 4
_TWICE = 2.5  # the same number again: a slip of the author's
_SLIP = 1.0  # the same, at the start of a line, with none of its kind but a text between
_SHORTEST_SECTION_CHARS = 20
_LATE_START = 1.5  # the first number is not 1: the file begins in the middle
_RESTART = 6.0  # 1 again with nothing that explains it
_EXPLAINED_RESTART = 1.0  # 1 again behind an annex, a chapter, a new title
_JUMP = 4.6  # any other order
_BACK = 12.0  # back to a number above 1, where nothing but the number makes a heading


@dataclass(slots=True)
class _Paths:
    """The best path to each number, and the best of all, as (score, index of its last marker)."""

    by_value: dict[int, tuple[float, int]] = field(default_factory=dict)
    best: tuple[float, int] = (0.0, -1)

    def offer(self, value: int, score: float, index: int) -> None:
        if value not in self.by_value or score > self.by_value[value][0]:
            self.by_value[value] = (score, index)
        if score > self.best[0]:
            self.best = (score, index)


def chain(markers: Sequence[Marker], borders: Sequence[int] = ()) -> list[Marker]:
    """The markers that form the sequence, in order. `borders` are sorted positions where numbering may restart."""
    paths = _Paths()
    previous: list[int] = []
    for index, marker in enumerate(markers):
        gain, before = max(_ways(paths, markers, index, borders))
        previous.append(before)
        paths.offer(marker.value[0], marker.weight + gain, index)
    found: list[Marker] = []
    index = paths.best[1]
    while index >= 0:
        found.append(markers[index])
        index = previous[index]
    return found[::-1]


def _ways(paths: _Paths, markers: Sequence[Marker], index: int, borders: Sequence[int]) -> list[tuple[float, int]]:
    """Every way to reach the marker of an index, as (score so far, index of the marker before)."""
    marker = markers[index]
    value = marker.value[0]
    ways = [(0.0 if value == 1 else -_LATE_START, -1)]
    for gap in range(_WIDEST_GAP + 1):
        if (path := paths.by_value.get(value - 1 - gap)) is not None:
            ways.append((path[0] + (_STEP if gap == 0 else -_GAP * gap), path[1]))
    if (path := paths.by_value.get(value)) is not None:
        ways.append((path[0] + _again_gain(markers, path[1], index), path[1]))
    score, last = paths.best
    if last >= 0:
        ways.append((score - _leap(markers[last], marker, borders), last))
    return ways


def _again_gain(markers: Sequence[Marker], before: int, index: int) -> float:
    """What the number of the marker before, once more, gains or costs."""
    marker = markers[index]
    if _is_sub_step(markers[before], marker):
        return _STEP
    apart = marker.start - markers[before].end >= _SHORTEST_SECTION_CHARS
    at_line = min(marker.weight, markers[before].weight) >= AT_LINE
    slip = before == index - 1 and apart and marker.value[0] > 1 and at_line
    return -_SLIP if slip else -_TWICE


def _is_sub_step(before: Marker, marker: Marker) -> bool:
    """第十二条, 第十二条之一, 第十二条之二; 第3条, 第3条の2; 1.1, 1.2."""
    if len(marker.value) < 2:
        return False
    sub = before.value[1] if len(before.value) > 1 else 0
    return marker.value[1] == sub + 1 or (sub == 0 and marker.value[1] == 2)


def _leap(before: Marker, marker: Marker, borders: Sequence[int]) -> float:
    if marker.value[0] != 1 or len(marker.value) > 1:
        return _BACK if marker.value < before.value and marker.weight <= AT_LINE else _JUMP
    return _EXPLAINED_RESTART if has_border(borders, before.end, marker.start) else _RESTART


def has_border(borders: Sequence[int], start: int, end: int) -> bool:
    """Whether a border stands in the span, its end included."""
    return bisect_right(borders, end) > bisect_right(borders, start - 1)


def runs(markers: Sequence[Marker]) -> list[list[Marker]]:
    """The stretches of a chain between its restarts."""
    found: list[list[Marker]] = []
    for marker in markers:
        if not found or (marker.value[0] == 1 and marker.value < found[-1][-1].value) or _again(found[-1], marker):
            found.append([])
        found[-1].append(marker)
    return found


def _again(run: list[Marker], marker: Marker) -> bool:
    return marker.value == (1,) and run[-1].value == (1,)
