"""What a sign of a symbol font shows: Wingdings and Symbol hold pictures at the places of letters."""

from __future__ import annotations

import re

_PRIVATE = range(0xF000, 0xF100)
SYMBOL_SIGN = re.compile(f"[{chr(_PRIVATE.start)}-{chr(_PRIVATE.stop - 1)}]")
_WINGDINGS = {
    0x4A: "☺", 0x46: "☞", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x70: "❐", 0x71: "❑", 0x72: "❒", 0x73: "⬧",
    0x74: "⧫", 0x75: "◆", 0x76: "❖", 0x9F: "•", 0xA0: "▪", 0xA1: "○", 0xA2: "○", 0xA4: "◉", 0xA5: "◎", 0xA7: "▪",
    0xA8: "□", 0xAB: "★", 0xB2: "✧", 0xB5: "✪", 0xB6: "✰", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓",
    0xE8: "➔", 0xEF: "⇦", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    **{0x81 + step: chr(0x2460 + step) for step in range(10)},
    **{0x8C + step: chr(0x2776 + step) for step in range(10)},
}  # fmt: skip
_WINGDINGS_2 = {
    0x4F: "✗",
    0x50: "✓",
    0x51: "☒",
    0x52: "☑",
    0x53: "☒",
    0x54: "☒",
    0x97: "•",
    0x98: "●",
    0xA3: "□",
    0xA2: "■",
}
_SYMBOL = {
    0xA2: "′", 0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±",
    0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xD6: "√",
    0xE5: "∑",
    **dict(zip(map(ord, "abgdezhqiklmnxoprstufcyw"), "αβγδεζηθικλμνξοπρστυφχψω", strict=True)),
    **dict(zip(map(ord, "ABGDEZHQIKLMNXOPRSTUFCYW"), "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ", strict=True)),
}  # fmt: skip
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}


def is_symbol_font(font: str) -> bool:
    return font.lower() in _FONTS


def glyph(font: str, character: str, unknown: str | None = None) -> str:
    """The character that looks like this one in this font; `unknown` for a sign that no table has.

    Without `unknown` such a sign stays what it is. A sign of the private area whose font is not named is Wingdings',
    as in nearly every file.
    """
    code, private = ord(character), ord(character) in _PRIVATE
    if not private and not is_symbol_font(font):
        return character
    table = _FONTS.get(font.lower(), _WINGDINGS if private else {})
    fallback = character if unknown is None or not private else unknown
    low = code - _PRIVATE.start if private else code
    return table.get(low) or (chr(low) if font.lower() == "symbol" and low < 0x7F else fallback)
