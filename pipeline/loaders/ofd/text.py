"""The characters of a text object of an OFD page, each with its box (GB/T 33190-2016, 11)."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from itertools import groupby, islice
from typing import NamedTuple

from pipeline.loaders.ofd.geometry import Matrix, first, numbers
from pipeline.loaders.ofd.names import children
from pipeline.loaders.package import Element
from pipeline.loaders.pages.sheet import UNMAPPED, Box, Run

# In ems: how far a sign reaches above and below its baseline, and how wide it is taken to be.
_ASCENT, _DESCENT = 0.88, 0.12
_WIDE, _NARROW, _SLIM = 1.0, 0.55, 0.3
_NARROW_SIGN = re.compile(r"[\x20-\u024f\uff61-\uff9f]")
_SLIM_SIGN = re.compile(r"[iljtf.,:;'|!()\[\]\x20]")
# Codes that a font numbers for itself: nobody knows what they mean.
_UNKNOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ue000-\uf8ff\ufffd]")
_LINE_END = re.compile(r"(?<!\s)\s*[\r\n]\s*")


class _Sign(NamedTuple):
    """A character with the point it is set at and its width."""

    char: str
    x: float
    y: float
    width: float


def read_runs(element: Element, matrix: Matrix) -> Iterator[Run]:
    """`matrix` brings the inside of the object to the page. Without a size, signs are as high as the object."""
    size = first(element.get("Size")) or next(iter(numbers(element.get("Boundary"))[3:4]), 0.0)
    em = size * (first(element.get("HScale")) or 1.0)
    degrees = first(element.get("CharDirection")) or 0.0
    turn, height, boxes = matrix.turn(degrees), size * matrix.height, _Boxes(matrix.turned(degrees), size)
    x = y = 0.0
    for code in children(element, "TextCode"):
        own_x, own_y = first(code.get("X")), first(code.get("Y"))
        x, y = x if own_x is None else own_x, y if own_y is None else own_y
        for _, level in groupby(_set(code, x, y, em), lambda sign: sign.y):
            signs = list(level)
            points = [matrix.point(sign.x, sign.y) for sign in signs]
            flat = array("f")
            for sign, point in zip(signs, points, strict=True):
                flat.extend(boxes.at(sign.width, *point))
            base = points[0][0] if turn in (1, 3) else points[0][1]
            yield Run(_UNKNOWN.sub(UNMAPPED, "".join(sign.char for sign in signs)), flat, base, height, turn, "text")


class _Boxes:
    """The boxes of signs, from the points they are set at; signs of one width have one shape."""

    def __init__(self, matrix: Matrix, size: float) -> None:
        self._matrix, self._size = matrix._replace(e=0.0, f=0.0), size
        self._shapes: dict[float, Box] = {}

    def at(self, width: float, x: float, y: float) -> Box:
        shape = self._shapes.get(width)
        if shape is None:
            shape = self._matrix.box(0, -_ASCENT * self._size, width, _DESCENT * self._size)
            self._shapes[width] = shape
        return x + shape[0], y + shape[1], x + shape[2], y + shape[3]


def _set(code: Element, x: float, y: float, em: float) -> Iterator[_Sign]:
    """Each character of a code in its place. Where no step is given, it is as wide as it looks."""
    text = _LINE_END.sub("", code.text or "")
    along, down = _steps(code.get("DeltaX"), len(text)), _steps(code.get("DeltaY"), len(text))
    for place, char in enumerate(text):
        width = _width(char) * em
        step_x = along[place] if place < len(along) else 0.0 if along or down else width
        yield _Sign(char, x, y, min(step_x, em) if step_x > 0 else width)
        x, y = x + step_x, y + (down[place] if place < len(down) else 0.0)


def _width(char: str) -> float:
    if not _NARROW_SIGN.match(char):
        return _WIDE
    return _SLIM if _SLIM_SIGN.match(char) else _NARROW


def _steps(text: str | None, count: int) -> Sequence[float]:
    """The steps from character to character; "g 3 4.2" stands for three of 4.2."""
    return list(islice(_unfolded(text.split(), count), count)) if text else ()


def _unfolded(words: Sequence[str], count: int) -> Iterator[float]:
    at = 0
    while at < len(words):
        if words[at] == "g" and at + 2 < len(words):
            times = first(words[at + 1]) or 0.0
            yield from numbers(words[at + 2]) * min(int(max(times, 0.0)), count)
            at += 3
        else:
            yield from numbers(words[at])
            at += 1
