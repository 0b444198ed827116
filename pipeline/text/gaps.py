"""What is left out of a text, and where what stays stood before."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate


@dataclass(frozen=True, slots=True)
class Gaps:
    """Stretches that are left out, in order and apart."""

    spans: tuple[tuple[int, int], ...]
    _starts: tuple[int, ...]
    """Where each piece behind a gap begins in what is left,"""
    _shifts: tuple[int, ...]
    """and how many characters were left out before it."""

    @classmethod
    def of(cls, spans: Sequence[tuple[int, int]]) -> Gaps:
        shifts = tuple(accumulate(end - start for start, end in spans))
        return cls(tuple(spans), tuple(end - shift for (_, end), shift in zip(spans, shifts, strict=True)), shifts)

    def cut(self, text: str) -> str:
        """The text without the gaps."""
        starts = [0, *(end for _, end in self.spans)]
        ends = [*(start for start, _ in self.spans), len(text)]
        return "".join(text[start:end] for start, end in zip(starts, ends, strict=True))

    def place(self, position: int) -> int:
        """Where in the whole text the character stands that is at `position` in what is left."""
        index = bisect_right(self._starts, position)
        return position + (self._shifts[index - 1] if index else 0)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where in the whole text the stretch stands that is at these places in what is left."""
        first = self.place(start)
        return first, self.place(end - 1) + 1 if end > start else first

    def left(self, position: int) -> int:
        """Where in what is left the character stands that is at `position` in the whole text, or the next one."""
        index = bisect_left(self.spans, (position + 1,))
        if index and (before := self.spans[index - 1])[1] > position:
            position = before[1]
        return position - (self._shifts[index - 1] if index else 0)
