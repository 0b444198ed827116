"""What the signs show that Hancom keeps in the private areas of Unicode: numbers in boxes, and pictures of Wingdings."""

from __future__ import annotations

import re

from pipeline.loaders.number_formats import format_number
from pipeline.loaders.symbol_fonts import SYMBOL_SIGN, glyph

# Numbers in a box and in a black one: 1 to 9 whole, then the left halves 1 to 9 and the right halves 0 to 9.
_WHITE, _BLACK = 0xF02B1, 0xF02CE
_HALVES, _RIGHT_HALVES = 9, 18
_CIRCLED = 20


def shown(text: str) -> str:
    """The text as a reader sees it, as far as it is known; other private signs stay."""
    if SYMBOL_SIGN.search(text):
        text = SYMBOL_SIGN.sub(lambda match: glyph("", match[0]), text)
    return _BOXED.sub(_number, text)


def _span(first: int, start: int, length: int) -> str:
    return f"[{chr(first + start)}-{chr(first + start + length - 1)}]"


def _boxed(first: int) -> str:
    return f"{_span(first, 0, _HALVES)}|{_span(first, _HALVES, 9)}{_span(first, _RIGHT_HALVES, 10)}"


_BOXED = re.compile(f"{_boxed(_WHITE)}|{_boxed(_BLACK)}")


def _number(match: re.Match[str]) -> str:
    """In a circle, which Unicode has, or in brackets."""
    places = [ord(sign) - (_WHITE if ord(sign) < _BLACK else _BLACK) for sign in match[0]]
    number = places[0] + 1 if len(places) == 1 else 10 * (places[0] - _HALVES + 1) + places[1] - _RIGHT_HALVES
    return format_number(number, "decimalEnclosedCircle") if number <= _CIRCLED else f"[{number}]"
