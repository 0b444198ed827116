"""The picture of a page made ready to be read: seals taken out, turned upright, ruled lines found.

Runs inside the OCR child; pictures are arrays of height x width x 3, blue first.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

Picture = Any

# Millimetres. A personal seal is 9 to 18 wide, a company's 18 to 45.
_LEAST_SEAL, _MOST_SEAL, _SEAL_ASPECT = 8.0, 60.0, 1.8
_STROKES_APART = 0.7
# How much redder than green and blue, of 255.
_RED = 45
_LEAST_LEVEL_RULE, _LEAST_UPRIGHT_RULE, _RULE_ROOM = 12.0, 6.0, 0.4
_MOST_RULES = 1500
_PAPER, _INK_STEP = 245, 18
_BLANK_SHARE = 0.00005
# The rim in pixels; as shares of the ink, below which type stands under it.
_RIM, _LEAST_RIM, _LEAST_INK = 3, 0.75, 0.85
# Red type has a neighbour of its height on one side or both, less than its height away.
_SAME_HEIGHT, _NEAR = 1.3, 1.0


def millimetres(length: float, dpi: float) -> int:
    """In pixels, at least one."""
    return max(1, round(length * dpi / 25.4))


def without_seals(picture: Picture, dpi: float) -> tuple[Picture, int]:
    """The picture with its red seals faded to paper, and how many there were. What they cover is black, and stays."""
    blue, green, red = cv2.split(picture)
    reddish = cv2.subtract(red, cv2.max(blue, green)) > _RED
    if not reddish.any():
        return picture, 0
    size = millimetres(_STROKES_APART, dpi)
    joined = cv2.morphologyEx(reddish.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
    count, _, boxes, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    seals = _without_type([box for box in boxes[1:count] if _is_seal(int(box[2]), int(box[3]), dpi)])
    if not seals:
        return picture, 0
    cleaned = picture.copy()
    for x, y, width, height, _ in _apart(seals):
        inside = slice(y, y + height), slice(x, x + width)
        cleaned[inside] = _faded(red[inside], reddish[inside])[:, :, None]
    return cleaned, len(_apart(seals))


def _faded(red: Any, reddish: Any) -> Any:
    """The red part of a seal, in which its ink is paper, and so is the rim where a camera blurs the colours: engines read
    the palest shade that is left of a name."""
    ink = max(float(np.median(red[reddish])), 1.0)
    rim = (cv2.dilate(reddish.astype(np.uint8), np.ones((_RIM, _RIM), np.uint8)) > 0) & ~reddish
    faded = np.minimum(red.astype(np.float32) * (_PAPER / ink), 255).astype(np.uint8)
    faded[(reddish & (red > _LEAST_INK * ink)) | (rim & (red > _LEAST_RIM * ink))] = 255
    return faded


def _is_seal(width: int, height: int, dpi: float) -> bool:
    least, most = millimetres(_LEAST_SEAL, dpi), millimetres(_MOST_SEAL, dpi)
    short, long = sorted((width, height))
    return least <= short and long <= most and long <= _SEAL_ASPECT * short


def _without_type(boxes: list[Any]) -> list[Any]:
    """Without the characters of a title in red."""
    return [box for box in boxes if sum(_stands_beside(box, other) for other in boxes) < 2]


def _stands_beside(box: Any, other: Any) -> bool:
    """Whether another box of its height stands in its row; counts itself."""
    low, high = sorted((int(box[3]), int(other[3])))
    level = abs(int(box[1]) + int(box[3]) / 2 - int(other[1]) - int(other[3]) / 2) < low / 4
    apart = max(int(other[0]) - int(box[0]) - int(box[2]), int(box[0]) - int(other[0]) - int(other[2]))
    return level and high < _SAME_HEIGHT * low and apart < _NEAR * low


def _apart(seals: list[Any]) -> list[Any]:
    """Without those that lie inside another: the name in the ring."""
    ordered = sorted(seals, key=lambda box: -int(box[2]) * int(box[3]))
    kept: list[Any] = []
    for box in ordered:
        x, y = box[0] + box[2] / 2, box[1] + box[3] / 2
        if not any(other[0] <= x <= other[0] + other[2] and other[1] <= y <= other[1] + other[3] for other in kept):
            kept.append(box)
    return kept


def is_blank(picture: Picture) -> bool:
    """Whether there is nothing on the paper but its grain."""
    small = cv2.GaussianBlur(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), (5, 5), 0)
    paper = cv2.blur(small, (61, 61))
    return bool(np.mean(cv2.absdiff(paper, small) > _INK_STEP) < _BLANK_SHARE)


def turned(picture: Picture, quarters: int) -> Picture:
    """Counter-clockwise."""
    return np.ascontiguousarray(np.rot90(picture, quarters)) if quarters % 4 else picture


def level(picture: Picture, degrees: float) -> Picture:
    """Turned about its middle so that lines that fall by so many degrees are level; what comes in is white."""
    if not degrees:
        return picture
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=(255, 255, 255))


def rules(picture: Picture, dpi: float) -> list[tuple[float, float, float, float]]:
    """The long straight lines of a level page in pixels: level ones first, each as thin as it can be."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    ink = cv2.adaptiveThreshold(grey, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 15)
    found: list[tuple[float, float, float, float]] = []
    for upright in (False, True):
        length = millimetres(_LEAST_UPRIGHT_RULE if upright else _LEAST_LEVEL_RULE, dpi)
        kernel: Any = np.ones((length, 1) if upright else (1, length), np.uint8)
        gap: Any = np.ones((1, 3) if upright else (3, 1), np.uint8)
        # A line that is a little askew climbs from one row of pixels to the next.
        lines = cv2.morphologyEx(cv2.dilate(ink, gap), cv2.MORPH_OPEN, kernel)
        count, _, boxes, _ = cv2.connectedComponentsWithStats(lines, connectivity=8)
        for x, y, width, height, _ in boxes[1 : min(count, _MOST_RULES)]:
            if upright and height > 4 * width:
                found.append((x + width / 2, float(y), x + width / 2, float(y + height)))
            elif not upright and width > 4 * height:
                found.append((float(x), y + height / 2, float(x + width), y + height / 2))
    return found


def without_rules(picture: Picture, found: list[tuple[float, float, float, float]], dpi: float) -> Picture:
    """With its ruled lines painted over."""
    cleaned = picture.copy()
    room = millimetres(_RULE_ROOM, dpi)
    for x0, y0, x1, y1 in found:
        cleaned[max(int(y0) - room, 0) : int(y1) + room + 1, max(int(x0) - room, 0) : int(x1) + room + 1] = 255
    return cleaned
