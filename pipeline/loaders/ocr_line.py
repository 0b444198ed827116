"""A line as an OCR engine read it, and where its characters stand."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

# In ems. Up to the first, neighbours touch: the engine's columns are a quarter of an em wide. From the second on it is
# the next column or cell.
REAL_GAP, _WIDE_GAP = 0.6, 2.0
_LEAST_EM, _MOST_EM = 0.5, 1.1
_TELLING_CHARS = 6
_USUAL_EM = 0.75
_BODY_RATIO = 1.15


@dataclass(frozen=True, slots=True)
class ReadLine:
    """`left` to `bottom` are pixels of the upright, level page; `centres` are those of the characters along the line.

    A `vertical` line runs downwards. `score` is the engine's own, from 0 to 1.
    """

    text: str
    centres: tuple[float, ...]
    left: float
    top: float
    right: float
    bottom: float
    score: float
    vertical: bool = False

    @property
    def thickness(self) -> float:
        return self.right - self.left if self.vertical else self.bottom - self.top


def is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"


def width_of(char: str) -> float:
    """In ems."""
    return 1.0 if is_wide(char) else 0.5


def sizes(lines: Sequence[ReadLine]) -> list[float]:
    """The size of type of each line in pixels. What is about the size of the body is that size exactly."""
    told = [_pitch(line) for line in lines]
    shares = [pitch / line.thickness for line, pitch in zip(lines, told, strict=True) if pitch and line.thickness > 0]
    share = min(max(median(shares), _LEAST_EM), _MOST_EM) if shares else _USUAL_EM
    raw = [pitch or share * line.thickness for line, pitch in zip(lines, told, strict=True)]
    weighted = [size for line, size in zip(lines, raw, strict=True) for _ in line.text]
    body = median(weighted) if weighted else 1.0
    return [body if body / _BODY_RATIO < size < body * _BODY_RATIO else size for size in raw]


def _pitch(line: ReadLine) -> float | None:
    """From ideograph to ideograph, None where too few stand side by side."""
    pairs = zip(pairwise(line.text), pairwise(line.centres), strict=True)
    steps = [there - here for (one, other), (here, there) in pairs if is_wide(one) and is_wide(other)]
    if len(steps) < _TELLING_CHARS:
        return None
    pitch = median(steps)
    return pitch if _LEAST_EM * line.thickness <= pitch <= _MOST_EM * line.thickness else None


def spaced(line: ReadLine, size: float, least: float = REAL_GAP) -> ReadLine:
    """With a space in every gap of more than `least` ems that is not one between columns."""
    chars, centres = [line.text[:1]], list(line.centres[:1])
    for (one, other), (here, there) in zip(pairwise(line.text), pairwise(line.centres), strict=True):
        gap = (there - here) / size - (width_of(one) + width_of(other)) / 2
        if least <= gap < _WIDE_GAP and not (one.isspace() or other.isspace()):
            chars.append(" ")
            centres.append((here + there) / 2)
        chars.append(other)
        centres.append(there)
    return replace(line, text="".join(chars), centres=tuple(centres))


def edges(line: ReadLine, size: float) -> list[tuple[float, float]]:
    """Where each character begins and ends along the line; neighbours without a real gap meet halfway."""
    spans = [
        [centre - size * width_of(char) / 2, centre + size * width_of(char) / 2]
        for char, centre in zip(line.text, line.centres, strict=True)
    ]
    for one, other in pairwise(spans):
        if other[0] - one[1] < REAL_GAP * size:
            one[1] = other[0] = (one[1] + other[0]) / 2
    return [(min(start, end), max(start, end)) for start, end in spans]


def slope(angles: Iterable[tuple[float, float]]) -> float:
    """The degrees by which a page is askew: the median of (degrees, length), weighted by length."""
    ordered = sorted(angles)
    half, passed = sum(length for _, length in ordered) / 2, 0.0
    for degrees, length in ordered:
        passed += length
        if passed >= half:
            return degrees
    return 0.0


def rotate(x: float, y: float, degrees: float, middle: tuple[float, float]) -> tuple[float, float]:
    """A point turned about `middle`, clockwise as displayed."""
    turn = math.radians(degrees)
    dx, dy = x - middle[0], y - middle[1]
    return (
        middle[0] + dx * math.cos(turn) - dy * math.sin(turn),
        middle[1] + dx * math.sin(turn) + dy * math.cos(turn),
    )
