"""Points of a PDF page to points of the page as displayed."""

from __future__ import annotations

import math
from array import array

from pipeline.loaders import pdfium
from pipeline.loaders.pdfium import Handle

Box = tuple[float, float, float, float]
Turn = int
"""Quarter turns of the writing direction, counter-clockwise as displayed; SLANTED for any other angle."""

SLANTED: Turn = -1

_SLANT_DEGREES = 3.0


class View:
    """Points of the file to points of the page as displayed."""

    def __init__(self, page: Handle) -> None:
        self.turns: Turn = pdfium.page_rotation(page) % 4
        # Text is only put together rightly on an unturned page; the boxes are turned here.
        pdfium.set_page_rotation(page, 0)
        bounds = array("f", bytes(16))
        pdfium.page_bounds(page, bounds.buffer_info()[0])
        self.left, self.top, self.right, self.bottom = bounds
        width, height = self.right - self.left, self.top - self.bottom
        self.width, self.height = (height, width) if self.turns % 2 else (width, height)

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

    def boxes(self, edges: array[float]) -> list[Box]:
        """Of all characters; `edges` holds left, top, right and bottom of each."""
        lefts, tops, rights, bottoms = edges[0::4], edges[1::4], edges[2::4], edges[3::4]
        if self.turns:
            return [self.box(*box) for box in zip(lefts, bottoms, rights, tops, strict=True)]
        left, top = self.left, self.top
        return [
            (x0 - left, top - y1, x1 - left, top - y0)
            for x0, y0, x1, y1 in zip(lefts, bottoms, rights, tops, strict=True)
        ]

    def turn(self, a: float, b: float) -> Turn:
        """Of text whose direction in the file is (a, b)."""
        if b == 0 and a > 0:
            return -self.turns % 4
        degrees = math.degrees(math.atan2(b, a))
        quarters = round(degrees / 90)
        return SLANTED if abs(degrees - 90 * quarters) > _SLANT_DEGREES else (quarters - self.turns) % 4
