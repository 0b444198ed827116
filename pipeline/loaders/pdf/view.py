"""Points of a PDF page to points of the page as displayed."""

from __future__ import annotations

import math
from array import array

from pipeline.loaders.pages.sheet import SLANTED, Box, Turn

_SLANT_DEGREES = 3.0


class View:
    """A page whose paper has these edges in points of the file, turned by quarters, clockwise, when it is displayed."""

    def __init__(self, turns: Turn, left: float, bottom: float, right: float, top: float) -> None:
        self.turns = turns
        self.left, self.bottom, self.right, self.top = left, bottom, right, top
        width, height = right - left, top - bottom
        self.width, self.height = (height, width) if turns % 2 else (width, height)

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.turns == 0:
            return x - self.left, self.top - y
        if self.turns == 1:
            return y - self.bottom, x - self.left
        if self.turns == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        (x0, y0), (x1, y1) = self.point(left, bottom), self.point(right, top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def boxes(self, edges: array[float]) -> array[float]:
        """Of all characters: left, top, right, bottom in points of the file to x0, y0, x1, y1 as displayed."""
        lefts, tops, rights, bottoms = edges[0::4], edges[1::4], edges[2::4], edges[3::4]
        a, b = _moved(lefts, rights, self.left, self.right, self.turns in (2, 3))
        c, d = _moved(bottoms, tops, self.bottom, self.top, self.turns in (0, 3))
        boxes = array("f", edges)
        (boxes[0::4], boxes[2::4]), (boxes[1::4], boxes[3::4]) = (
            ((c, d), (a, b)) if self.turns % 2 else ((a, b), (c, d))
        )
        return boxes

    def turn(self, a: float, b: float) -> Turn:
        """Of text whose direction in the file is (a, b)."""
        if b == 0 and a > 0:
            return -self.turns % 4
        degrees = math.degrees(math.atan2(b, a))
        quarters = round(degrees / 90)
        return SLANTED if abs(degrees - 90 * quarters) > _SLANT_DEGREES else (quarters - self.turns) % 4


def _moved(
    lows: array[float], highs: array[float], low: float, high: float, mirrored: bool
) -> tuple[array[float], array[float]]:
    """Where stretches begin and end, measured from the lower edge of the page, or from the upper one if mirrored."""
    if mirrored:
        return array("f", [high - at for at in highs]), array("f", [high - at for at in lows])
    if not low:
        return lows, highs
    return array("f", [at - low for at in lows]), array("f", [at - low for at in highs])
