"""The numbers that a browser writes before the items of a list (HTML 4.4.5 to 4.4.8, CSS Counter Styles Level 3)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.loaders.number_formats import format_number

_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z -]+)")
# CSS counter style to our number format, and what stands behind the number.
_FORMATS = {
    "decimal": ("decimal", ". "),
    "decimal-leading-zero": ("decimalZero", ". "),
    "lower-alpha": ("lowerLetter", ". "),
    "lower-latin": ("lowerLetter", ". "),
    "upper-alpha": ("upperLetter", ". "),
    "upper-latin": ("upperLetter", ". "),
    "lower-roman": ("lowerRoman", ". "),
    "upper-roman": ("upperRoman", ". "),
    "cjk-decimal": ("ideographDigital", "、"),
    "cjk-ideographic": ("taiwaneseCountingThousand", "、"),
    "trad-chinese-informal": ("taiwaneseCountingThousand", "、"),
    "simp-chinese-informal": ("chineseCountingThousand", "、"),
    "trad-chinese-formal": ("ideographLegalTraditional", "、"),
    "simp-chinese-formal": ("chineseLegalSimplified", "、"),
    "japanese-informal": ("japaneseCounting", "、"),
    "japanese-formal": ("japaneseLegal", "、"),
    "korean-hangul-formal": ("koreanCounting", ", "),
    "korean-hanja-informal": ("japaneseCounting", ", "),
    "cjk-heavenly-stem": ("ideographTraditional", "、"),
    "cjk-earthly-branch": ("ideographZodiac", "、"),
    "katakana": ("aiueoFullWidth", "、"),
    "katakana-iroha": ("irohaFullWidth", "、"),
    "hangul": ("ganada", ", "),
}
_NONE = ("none", "disc", "circle", "square")
_INTEGER = re.compile(r"\s*[+-]?\d{1,9}")


@dataclass(slots=True)
class List:
    """`style` is None where items bear no number; `step` is -1 in a reversed list."""

    style: str | None
    next_number: int = 1
    step: int = 1

    def number(self, attributes: Mapping[str, str]) -> str:
        """The number of the next item, with what stands behind it; "" for none."""
        self.next_number = _integer(attributes.get("value"), self.next_number)
        number, style = self.next_number, _style(attributes) or self.style
        self.next_number += self.step
        if style is None or style in _NONE:
            return ""
        name, behind = _FORMATS.get(style, _FORMATS["decimal"])
        return format_number(number, name if number > 0 else "decimal") + behind


def open_list(tag: str, attributes: Mapping[str, str], items: int) -> List:
    """A list by its element; `items` are its own."""
    if tag != "ol":
        return List(_style(attributes))
    is_reversed = "reversed" in attributes
    start = _integer(attributes.get("start"), items if is_reversed else 1)
    return List(_style(attributes) or "decimal", start, -1 if is_reversed else 1)


def _style(attributes: Mapping[str, str]) -> str | None:
    declared = _STYLE.search(attributes.get("style", "").lower())
    if declared:
        known = (name for name in declared[1].split() if name in _FORMATS or name in _NONE)
        if (name := next(known, None)) is not None:
            return name
    return _TYPES.get(attributes.get("type", ""))


def _integer(written: str | None, otherwise: int) -> int:
    match = _INTEGER.match(written or "")
    return int(match[0]) if match else otherwise
