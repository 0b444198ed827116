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
# From one full-width figure to the next, and how many of these steps a space between figures takes.
_FULL_WIDTH_STEP, _MOST_STEPS = 0.75, 1.6


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
    line = _without_spaces_in_numbers(line, size)
    gaps = _gaps(line, size)
    chars, centres = [line.text[:1]], list(line.centres[:1])
    for index, gap in enumerate(gaps):
        if max(least, least + _digit_gap(line.text, gaps, index)) <= gap < _WIDE_GAP and _parts(line.text, index):
            chars.append(" ")
            centres.append((line.centres[index] + line.centres[index + 1]) / 2)
        chars.append(line.text[index + 1])
        centres.append(line.centres[index + 1])
    return replace(line, text="".join(chars), centres=tuple(centres))


def _without_spaces_in_numbers(line: ReadLine, size: float) -> ReadLine:
    """Without the engine's own spaces where all figures around stand apart: ２０ ２６."""
    kept = [index for index in range(len(line.text)) if not _is_loose(line, index, size)]
    return replace(
        line, text="".join(line.text[index] for index in kept), centres=tuple(line.centres[index] for index in kept)
    )


def _is_loose(line: ReadLine, index: int, size: float) -> bool:
    text, centres = line.text, line.centres
    if text[index] != " " or not (text[index - 1 : index].isdecimal() and text[index + 1 : index + 2].isdecimal()):
        return False
    pairs = ((index - 2, index - 1), (index + 1, index + 2))
    steps = [
        centres[there] - centres[here]
        for here, there in pairs
        if here >= 0 and there < len(text) and text[here].isdecimal() and text[there].isdecimal()
    ]
    apart = centres[index + 1] - centres[index - 1]
    return any(step >= _FULL_WIDTH_STEP * size and apart < _MOST_STEPS * step for step in steps)


def _gaps(line: ReadLine, size: float) -> list[float]:
    """Between neighbours, in ems."""
    pairs = zip(pairwise(line.text), pairwise(line.centres), strict=True)
    return [(there - here) / size - (width_of(one) + width_of(other)) / 2 for (one, other), (here, there) in pairs]


def _parts(text: str, index: int) -> bool:
    return not (text[index].isspace() or text[index + 1].isspace())


def _digit_gap(text: str, gaps: Sequence[float], index: int) -> float:
    """How far apart the figures around are set: full-width ones come as ordinary ones that stand apart."""
    if not _are_digits(text, index):
        return 0.0
    around = [gaps[near] for near in (index - 1, index + 1) if 0 <= near < len(gaps) and _are_digits(text, near)]
    return max(around, default=0.0)


def _are_digits(text: str, index: int) -> bool:
    return text[index].isdecimal() and text[index + 1].isdecimal()


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
