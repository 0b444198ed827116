"""Where things stand on an OFD page: millimetres of nested objects to points of the page, origin top left."""

from __future__ import annotations

import math
from typing import NamedTuple

from pipeline.loaders.package import Element
from pipeline.loaders.pages.sheet import SLANTED, Box, Turn

POINTS_PER_MM = 72 / 25.4
_SLANT_DEGREES = 3.0
# No page and no object is larger; beyond it arithmetic means nothing.
_LARGEST = 1e6


class Matrix(NamedTuple):
    """x' = a x + c y + e, y' = b x + d y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def box(self, left: float, top: float, right: float, bottom: float) -> Box:
        """The upright box around a box."""
        corners = [self.point(x, y) for x in (left, right) for y in (top, bottom)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return min(xs), min(ys), max(xs), max(ys)

    def before(self, outer: Matrix) -> Matrix:
        """This one first, then the outer one."""
        (a, b), (c, d) = _turned(outer, self.a, self.b), _turned(outer, self.c, self.d)
        return Matrix(a, b, c, d, *outer.point(self.e, self.f))

    def turn(self, degrees: float = 0.0) -> Turn:
        """The direction of a line of writing; `degrees` are those by which its signs are turned, clockwise."""
        angle = -math.degrees(math.atan2(self.b, self.a)) - degrees
        quarters = round(angle / 90)
        return SLANTED if abs(angle - 90 * quarters) > _SLANT_DEGREES else quarters % 4

    def turned(self, degrees: float) -> Matrix:
        """With what stands in it turned by quarters first, clockwise."""
        if not degrees:
            return self
        a, b = {1: (0.0, 1.0), 2: (-1.0, 0.0), 3: (0.0, -1.0)}.get(round(degrees / 90) % 4, (1.0, 0.0))
        return Matrix(a, b, -b, a).before(self)

    @property
    def height(self) -> float:
        """How much taller things become."""
        return math.hypot(self.c, self.d)


def page_matrix(x: float, y: float) -> Matrix:
    """Millimetres to points for a page whose paper begins at this point."""
    return Matrix(POINTS_PER_MM, 0, 0, POINTS_PER_MM, -x * POINTS_PER_MM, -y * POINTS_PER_MM)


def placed(element: Element, outer: Matrix) -> Matrix:
    """What brings the inside of a graphic object to the page: its CTM, then its place in what holds it."""
    ctm, boundary = numbers(element.get("CTM")), numbers(element.get("Boundary"))
    x, y = boundary[:2] if len(boundary) >= 2 else (0.0, 0.0)
    there = Matrix(outer.a, outer.b, outer.c, outer.d, *outer.point(x, y))
    return Matrix(*ctm[:6]).before(there) if len(ctm) >= 6 else there


def numbers(text: str | None) -> tuple[float, ...]:
    """The numbers of an attribute, empty where one of them is none."""
    if not text:
        return ()
    try:
        found = tuple(map(float, text.split()))
    except ValueError:
        return ()
    return found if all(-_LARGEST < number < _LARGEST for number in found) else ()


def first(text: str | None) -> float | None:
    """The first number of an attribute, None without one."""
    found = numbers(text)
    return found[0] if found else None


def _turned(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """A direction, which knows no place."""
    return matrix.a * x + matrix.c * y, matrix.b * x + matrix.d * y
