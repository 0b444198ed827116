"""A column of vertical writing as a level line: its characters cut apart and set side by side."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

Cell = tuple[int, int]
# Of the column's width: the height of a character, and how far off its end may be looked for.
_EM, _SLACK = 0.8, 0.28
_INK_SHARE = 0.03


def upright(column: Any) -> tuple[Any, list[Cell]]:
    """The characters of a column (height x width x 3) in a row, and where each began and ended in it."""
    width = column.shape[1]
    em = max(round(_EM * width), 1)
    cells = _cells(_ink(column), em)
    tiles = [_tile(column[top:bottom], em) for top, bottom in cells]
    return np.concatenate(tiles, axis=1), cells


def _ink(column: Any) -> Any:
    """Of each row of pixels: how much of it is darker than the paper."""
    grey = cv2.cvtColor(column, cv2.COLOR_BGR2GRAY)
    _, dark = cv2.threshold(grey, 0, 1, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    return dark.mean(axis=1)


def _cells(ink: Any, em: int) -> list[Cell]:
    """Cut where there is the least ink about an em after the last cut; white stretches are passed over."""
    cells: list[Cell] = []
    at, end = 0, len(ink)
    while at < end:
        inked = np.flatnonzero(ink[at:] > _INK_SHARE)
        if not len(inked):
            break
        start = max(at, at + int(inked[0]) - 1)
        low, high = start + round(em * (1 - _SLACK)), start + round(em * (1 + _SLACK))
        if low >= end:
            cells.append((start, end))
            break
        cut = low + int(np.argmin(ink[low : max(high, low + 1)]))
        cells.append((start, max(cut, start + 1)))
        at = max(cut, start + 1)
    return cells or [(0, end)]


def _tile(piece: Any, em: int) -> Any:
    """As high as the column is wide and an em wide, the character in the middle of white."""
    height, width = piece.shape[:2]
    above = max(0, (width - height) // 2)
    below = max(0, width - height - above)
    paper = tuple(int(value) for value in np.percentile(piece.reshape(-1, 3), 90, axis=0))
    framed = cv2.copyMakeBorder(piece, above, below, 0, 0, cv2.BORDER_CONSTANT, value=paper)
    side = (width - em) // 2
    return cv2.resize(framed[:, side : side + em] if side > 0 else framed, (em, width))
