"""Readings in small type beside the words they belong to: told from the text by size, place and script."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from pipeline.loaders.pages.pieces import Piece

# Of the size of what it belongs to; the others are ems of that.
_LARGEST_SHARE = 0.62
_NEAREST, _FARTHEST, _SIDE = 0.5, 1.4, 0.5
# Kana, bopomofo, pinyin, and the dots that stand for stress.
_READING = re.compile(
    r"[\u3041-\u30ff\u3105-\u312f\u31a0-\u31bfa-zA-Z\u00c0-\u01dc\u02c7\u02ca\u02cb\u02d9・﹅﹆、\s]+"
)
_MOST_STEPS = 1_000_000


def mark_ruby(pieces: Sequence[Piece]) -> None:
    """Gives every reading the look of one; `pieces` are those of one direction of writing."""
    largest = max((piece.size for piece in pieces), default=0.0)
    small = [piece for piece in pieces if piece.size <= _LARGEST_SHARE * largest and _READING.fullmatch(piece.text)]
    if not small:
        return
    words = sorted((piece for piece in pieces if piece.look == "text"), key=lambda piece: piece.base)
    bases = [piece.base for piece in words]
    steps = 0
    for piece in small:
        low, high = bisect_left(bases, piece.base), bisect_right(bases, piece.base + _FARTHEST * largest)
        steps += high - low
        if steps > _MOST_STEPS:
            return
        if any(_belongs(piece, word) for word in words[low:high]):
            piece.look = "ruby"


def _belongs(reading: Piece, word: Piece) -> bool:
    """Whether the reading stands right above the word."""
    if reading.size > _LARGEST_SHARE * word.size:
        return False
    middle, side = (reading.left + reading.right) / 2, _SIDE * word.size
    above = _NEAREST * word.size <= word.base - reading.base <= _FARTHEST * word.size
    return above and word.left - side <= middle <= word.right + side
