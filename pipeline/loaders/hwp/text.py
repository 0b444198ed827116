"""The text of a paragraph in an HWP 5.0 file: units of 16 bits, among them signs and controls (revision 1.3, 4.3.2)."""

from __future__ import annotations

import re
import struct
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise
from sys import byteorder
from typing import NamedTuple

from pipeline.loaders.hwp.context import Context
from pipeline.loaders.hwp.records import Record, Tag

FIELD_END = 4
EXTENDED = frozenset((1, 2, 3, 11, 12, *range(14, 19), 21, 22, 23))
# A hyphen (24) shows only where a line ends at it.
SIGNS = {9: "\t", 10: "\n", 30: "\u00a0", 31: " "}
_CONTROL = re.compile("[\x00-\x1f]")
_WIDE = frozenset((*range(1, 10), 11, 12, *range(14, 24)))
_WIDE_UNITS = 8


class Stretch(NamedTuple):
    """Text from `start` to `end` in units, and the code of the control behind it, None at the end."""

    start: int
    end: int
    code: int | None


def units_of(record: Record) -> str:
    """The text of a paragraph, one character for every 16 bits, as positions in the file count."""
    text = record.child(Tag.PARA_TEXT)
    payload = b"" if text is None else text.payload
    units = array("H", payload[: len(payload) // 2 * 2])
    if byteorder == "big":
        units.byteswap()
    return "".join(map(chr, units))


def stretches(units: str) -> Iterator[Stretch]:
    at = 0
    while at < len(units):
        match = _CONTROL.search(units, at)
        if match is None:
            yield Stretch(at, len(units), None)
            return
        code = ord(match[0])
        yield Stretch(at, match.start(), code)
        at = match.start() + (_WIDE_UNITS if code in _WIDE else 1)


def joined(units: str) -> str:
    """Characters beyond the first plane, which the file holds in two halves."""
    if units.isascii() or not any("\ud800" <= unit <= "\udfff" for unit in units):
        return units
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


class Hiding:
    """Which units of a paragraph nobody can see, by the shapes of its letters."""

    def __init__(self, record: Record, context: Context, ground: bool) -> None:
        held = record.child(Tag.PARA_CHAR_SHAPE)
        shapes = sorted(struct.iter_unpack("<2L", held.payload[: len(held.payload) // 8 * 8])) if held else []
        hidden = [context.shapes.char(shape).hidden_on(ground) for _, shape in shapes]
        self._hidden = hidden if any(hidden) else []
        self._starts = [start for start, _ in shapes] if self._hidden else []

    def at(self, unit: int) -> bool:
        index = bisect_right(self._starts, unit) - 1
        return index >= 0 and self._hidden[index]

    def pieces(self, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
        """A stretch cut where shapes change, each piece with whether it is hidden."""
        first, last = bisect_right(self._starts, start), bisect_left(self._starts, end)
        for low, high in pairwise([start, *self._starts[first:last], end]):
            yield low, high, self.at(low)
