"""Numerals of Chinese, Japanese and Korean contracts, read exactly: 1,280,000 二〇二四 壹佰贰拾捌万 1억2천만 ① Ⅳ.

A numeral that could be read in two ways (3万5: 35,000 in speech, 30,005 as written) is no numeral here.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import lru_cache
from typing import Final

from pipeline.text.char_ranges import HANGUL_SYLLABLES
from pipeline.text.regex import regex

_LONGEST_CHARS: Final = 64
_EXACT: Final = Context(prec=160)
_ONE: Final = Decimal(1)

_DIGITS_BY_VALUE: Final = (
    "零〇영령",
    "一壹壱弌일",
    "二贰貳弐弍貮两兩이",
    "三叁參参弎叄삼",
    "四肆사",
    "五伍오",
    "六陆陸육륙",
    "七柒漆칠",
    "八捌팔",
    "九玖구",
)
_TENS: Final = {"廿": 20, "卄": 20, "卅": 30, "卌": 40}
_FORMAL: Final = "佰陌仟阡"
_SMALL: Final = dict.fromkeys("十拾십", 10) | dict.fromkeys("百佰陌백", 100) | dict.fromkeys("千仟阡천", 1000)
_LARGE: Final = (
    dict.fromkeys("万萬만", 10**4)
    | dict.fromkeys("亿億억", 10**8)
    | dict.fromkeys("兆조", 10**12)
    | dict.fromkeys("京경", 10**16)
)
_DIGIT: Final = {char: value for value, chars in enumerate(_DIGITS_BY_VALUE) for char in chars}
_ASCII: Final = {ord(char): str(value) for char, value in _DIGIT.items()} | {
    ord(char): "0" for char in "○◯OoОо"
}  # how a zero between Han digits is typed where 〇 is not at hand

_D: Final = "".join(_DIGIT)
_U: Final = "".join({**_TENS, **_SMALL, **_LARGE})
_TOKEN: Final = regex(rf"([0-9][0-9,]*(?:\.[0-9]+)?)|([{_D}]+)|([{_U}])|[ ]+")
_GROUPED: Final = regex(r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+")
_POSITIONAL: Final = regex(rf"[{_D}][{_D}0○◯OoОо]*")
_SPOKEN_POINT: Final = regex(rf"([{_D}{_U}]+)[点點・]([{_D}]+)([{_U}]*)")
_SPACES_INSIDE: Final = regex(r"[0-9] +[0-9]")
_ROMAN: Final = regex(r"X{0,2}(?:IX|IV|V?I{0,3})")
_ROMAN_VALUES: Final = {"I": 1, "V": 5, "X": 10}

_HAN_GROUPED: Final = regex(rf"[{_D}]{{1,3}}(?:[,、][{_D}○]{{3}})+[{_U}]*")

HAN_CLASS: Final = "".join(char for char in _D + _U if not HANGUL_SYLLABLES.holds(char))
"""Every Han character of a numeral, to stand inside a character class."""
HANGUL_DIGITS: Final = "".join(filter(HANGUL_SYLLABLES.holds, _D))
"""Hangul digits, to stand inside a character class; every one of them is an ordinary word too (일: one, day)."""
HANGUL_UNITS: Final = "십백천만억조경"
# Loops over groups stand inside (?>…), never as (…)*+: Python before 3.11.5 leaves those half-way through a group.
FIGURES: Final = r"(?>[0-9０-９]+(?:[,，][0-9０-９]{3}(?![0-9０-９]))*(?:[.．][0-9０-９]++)?)"
"""The source of a pattern: Arabic figures of either width with separators and decimals. Never backtracks."""
_HANGUL_AFTER: Final = r"[십백천만억]|조(?= ?(?:[0-9,]{1,5} ?[천만억]|원))"  # 조 is an article more often than 10^12
_SPACE: Final = r"[ \u3000]"
_MORE_FIGURES: Final = rf"(?:(?<=[{_U}]){_SPACE})?{FIGURES}"  # 1억 2000만 is one number, 2024 1000 is two
_HAN_DIGIT: Final = "[〇零○一二三四五六七八九]"
_HAN_FIGURES: Final = rf"(?!〇|零|○){_HAN_DIGIT}{{1,3}}(?>(?:[,，、]{_HAN_DIGIT}{{3}}(?!{_HAN_DIGIT}))+)"
NUMERAL: Final = (
    rf"(?>(?:{_HAN_FIGURES}|{FIGURES}|[{HAN_CLASS}])(?:{_MORE_FIGURES}|{_SPACE}?(?:[{HAN_CLASS}]|{_HANGUL_AFTER}))*)"
)
"""The source of a pattern: a numeral in figures, Han characters or both, Hangul units after figures included."""
FIND: Final = regex(NUMERAL)
"""Finds what may be a numeral; `to_int` and `to_decimal` judge it."""
HANGUL_WORDS: Final = rf"(?>[{HANGUL_DIGITS}{HANGUL_UNITS}](?: ?[{HANGUL_DIGITS}{HANGUL_UNITS}])*)"
"""The source of a pattern: a numeral in Hangul words; only what stands around it tells it from ordinary words."""


def to_int(text: str) -> int | None:
    """The whole number that the text is, None where it is anything else. Roman numerals from I to XXIX count."""
    if len(text) == 1 and (single := unicodedata.numeric(text, None)) is not None:
        return int(single) if single == int(single) else None
    value = to_decimal(text)
    if value is not None:
        return int(value) if value == value.to_integral_value() else None
    return _roman(unicodedata.normalize("NFKC", text.strip()) if len(text) <= _LONGEST_CHARS else "")


@lru_cache(maxsize=4096)
def to_decimal(text: str) -> Decimal | None:
    """The number that the text is (1.28亿 is 128000000, 半 a half), None where it is anything else."""
    if len(text) > _LONGEST_CHARS:
        return None
    if len(text) > 1 and any(unicodedata.category(char) == "No" for char in text):
        return None  # ①② is two numbers, 10² no plain one
    folded = unicodedata.normalize("NFKC", text).strip().replace("萬", "万")
    if folded == "半":
        return Decimal("0.5")
    if _HAN_GROUPED.fullmatch(folded):
        folded = re.sub("[,、]", "", folded)
    if _POSITIONAL.fullmatch(folded):
        return _positional(folded)
    if spoken := _SPOKEN_POINT.fullmatch(folded):
        whole = _mixed(spoken[1])
        folded = "" if whole is None else f"{whole}.{spoken[2].translate(_ASCII)}{spoken[3]}"
    return None if _SPACES_INSIDE.search(folded) else _mixed(folded)


def plain(value: Decimal) -> str:
    """A decimal string without exponent and without trailing zeros."""
    return (
        f"{value.quantize(_ONE, context=_EXACT) if value == value.to_integral_value() else value.normalize(_EXACT):f}"
    )


def _positional(text: str) -> Decimal | None:
    """Digit after digit; a row of nothing but zeros is a blank form, not a number."""
    figures = text.translate(_ASCII)
    if len(figures) > 1 and not figures.strip("0"):
        return None
    return Decimal(figures)


def _roman(text: str) -> int | None:
    if not text or not _ROMAN.fullmatch(text):
        return None
    values = [_ROMAN_VALUES[char] for char in text]
    return sum(-here if here < after else here for here, after in zip(values, [*values[1:], 0], strict=True))


def _mixed(text: str) -> Decimal | None:
    """Figures, digits and units in descending order."""
    total, position = _Sum(), 0
    for token in _TOKEN.finditer(text):
        if token.start() != position:
            return None
        position = token.end()
        figures, digits, unit = token.groups()
        if figures and not total.take_figures(figures):
            return None
        if digits and not total.take_digits(digits):
            return None
        if unit and not total.take_unit(unit):
            return None
    return total.close() if position == len(text) else None


@dataclass(slots=True)
class _Sum:
    """A numeral read from left to right. `take_…` return False where the numeral breaks its own order."""

    total: Decimal = Decimal(0)
    section: Decimal = Decimal(0)  # what the next large unit multiplies
    pending: Decimal | None = None  # what the next unit multiplies
    small: int = 0  # the last small unit of this section, 0 before the first
    large: int = 0  # the last large unit, 0 before the first
    largest: int = 0
    seen: bool = False
    broken: bool = False  # a fraction was read: only units may follow
    bare: bool = False  # pending stands right behind a large unit
    figures: bool = False  # pending is in Arabic figures: 1,234百万 is one number, 二五百 none

    def take_figures(self, figures: str) -> bool:
        whole, _, fraction = figures.partition(".")
        if self.pending is not None or self.broken or not _GROUPED.fullmatch(whole):
            return False
        self.broken = bool(fraction)
        self.figures = True
        return self._hold(Decimal(figures.replace(",", "")), bare=True)

    def take_digits(self, digits: str) -> bool:
        figures = digits.translate(_ASCII)
        significant = figures.lstrip("0")
        if self.pending is not None or self.broken or (len(significant) > 1 and self.small):
            return False
        if not significant:
            self.seen = self.seen or len(digits) == 1
            return len(digits) == 1
        self.figures = False
        return self._hold(Decimal(figures), bare=figures[0] != "0")

    def _hold(self, value: Decimal, bare: bool) -> bool:
        self.pending, self.seen, self.bare = value, True, bare and self.large > 0 and not self.small
        return True

    def take_unit(self, unit: str) -> bool:
        if unit in _TENS:
            self.seen = True
            return self.pending is None and self._add(_TENS[unit], 10)
        if unit in _SMALL:
            size = _SMALL[unit]
            if self.pending is None and (unit in _FORMAL or (unit == "拾" and self.seen)):
                return False  # 仟佰拾 without digits head the boxes of a form
            count = _ONE if self.pending is None else self.pending
            self.seen = True
            counted = count > 0 and (count < 10 or (self.figures and size > 10))
            return counted and self._add(_EXACT.multiply(count, size), size)
        self.seen = True
        return self._multiply(_LARGE[unit])

    def _add(self, value: Decimal | int, size: int) -> bool:
        if self.small and value >= self.small:
            return False
        self.section = _EXACT.add(self.section, value)
        self.pending, self.small = None, size
        return True

    def _close_section(self) -> Decimal | None:
        pending = self.pending or Decimal(0)
        if self.small and pending >= self.small:
            return None
        section = _EXACT.add(self.section, pending)
        self.section, self.pending, self.small = Decimal(0), None, 0
        return section

    def _multiply(self, unit: int) -> bool:
        nothing = self.pending is None and not self.section
        section = self._close_section()
        if section is None or (nothing and not self.large and unit != 10**4):
            return False
        if self.large and unit > self.large:  # 一万亿, 1万2千亿
            if unit <= self.largest:
                return False
            self.total = _EXACT.multiply(_EXACT.add(self.total, section), unit)
        else:
            amount = _EXACT.multiply(section or _ONE, unit)
            if self.large and (nothing or amount >= self.large):
                return False
            self.total = _EXACT.add(self.total, amount)
        self.large, self.largest = unit, max(unit, self.largest)
        return True

    def close(self) -> Decimal | None:
        """The number, None where nothing was read or the rest does not fit under the last unit."""
        ambiguous = self.bare and self.pending is not None and self.pending < 10
        rest = self._close_section()
        if not self.seen or ambiguous or rest is None or (self.large and rest >= self.large):
            return None
        return _EXACT.add(self.total, rest)
