"""The characters of a text object of an OFD page, each with its box (GB/T 33190-2016, 11)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from pipeline.loaders.docx_package import Element
from pipeline.loaders.ofd_geometry import Matrix, numbers
from pipeline.loaders.ofd_names import children
from pipeline.loaders.pdf_answer import Look
from pipeline.loaders.pdf_sheet import UNMAPPED, Glyph

# In ems: how far a sign reaches above and below its baseline, and how wide it is taken to be.
_ASCENT, _DESCENT = 0.88, 0.12
_WIDE, _NARROW = 1.0, 0.55
_NARROW_SIGN = re.compile(r"[\x20-\u024f\uff61-\uff9f]")
_SLIM_SIGN = re.compile(r"[iljtf.,:;'|!()\[\]\x20]")
_SLIM = 0.3
# Codes that a font numbers for itself: nobody knows what they mean.
_UNKNOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ue000-\uf8ff\ufffd]")
_LINE_END = re.compile(r"\s*[\r\n]\s*")


def read_glyphs(element: Element, matrix: Matrix, look: Look) -> Iterator[Glyph]:
    """`matrix` brings the inside of the object to the page. Without a size, signs are as high as the object."""
    size = (numbers(element.get("Size")) or numbers(element.get("Boundary"))[3:4] or [0.0])[0]
    scale = (numbers(element.get("HScale")) or [1.0])[0]
    degrees = (numbers(element.get("CharDirection")) or [0.0])[0]
    turn, height = matrix.turn(degrees), size * matrix.height
    spin = _spin(degrees)
    x = y = 0.0
    for code in children(element, "TextCode"):
        x = (numbers(code.get("X")) or [x])[0]
        y = (numbers(code.get("Y")) or [y])[0]
        text = _LINE_END.sub("", code.text or "")
        for char, left, base, advance in _set(text, x, y, code, size * scale):
            box = spin.before(Matrix(e=left, f=base)).before(matrix).box(0, -_ASCENT * size, advance, _DESCENT * size)
            shown = UNMAPPED if _UNKNOWN.match(char) else char
            yield Glyph(shown, *box, matrix.point(left, base), height, turn, look, False)


def _set(text: str, x: float, y: float, code: Element, em: float) -> Iterator[tuple[str, float, float, float]]:
    """Each character with the point it is set at and its width. Where no step is given, it is as wide as it looks."""
    along, down = _steps(code.get("DeltaX"), len(text)), _steps(code.get("DeltaY"), len(text))
    for place, char in enumerate(text):
        width = _width(char) * em
        step_x = along[place] if place < len(along) else (0.0 if down or len(along) else width)
        step_y = down[place] if place < len(down) else 0.0
        yield char, x, y, min(step_x, em) if step_x > 0 else width
        x, y = x + step_x, y + step_y


def _width(char: str) -> float:
    if not _NARROW_SIGN.match(char):
        return _WIDE
    return _SLIM if _SLIM_SIGN.match(char) else _NARROW


def _steps(text: str | None, count: int) -> list[float]:
    """The steps from character to character; "g 3 4.2" stands for three of 4.2."""
    return list(islice(_unfolded((text or "").split(), count), count))


def _unfolded(words: list[str], count: int) -> Iterator[float]:
    at = 0
    while at < len(words):
        if words[at] == "g" and at + 2 < len(words):
            times, step = numbers(words[at + 1]), numbers(words[at + 2])
            yield from step * min(int(times[0]) if times and times[0] > 0 else 0, count)
            at += 3
        else:
            yield from numbers(words[at])
            at += 1


def _spin(degrees: float) -> Matrix:
    """Signs that are turned by quarters, clockwise."""
    a, b = {1: (0.0, 1.0), 2: (-1.0, 0.0), 3: (0.0, -1.0)}.get(round(degrees / 90) % 4, (1.0, 0.0))
    return Matrix(a, b, -b, a)
