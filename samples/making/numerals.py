"""Numerals as contracts print them, and the numbers of printed labels."""

from __future__ import annotations

import re
from collections.abc import Callable

HAN_DIGITS = "〇一二三四五六七八九"
GANADA = "가나다라마바사아자차카타파하"
KATAKANA = "アイウエオカキクケコサシスセソタチツテト"

_NUMERAL = re.compile(r"[0-9０-９]+|[〇零一二三四五六七八九十百]+|[壹貳參肆伍陸柒捌玖]")
_LABEL = re.compile(rf"[^0-9０-９]*?({_NUMERAL.pattern})[^0-9之のノ의]*?(?:[之の의]({_NUMERAL.pattern}))?$")


def chinese(number: int) -> str:
    """1 to 199: 九, 十, 二十一, 一百零一, 一百一十."""
    if number >= 100:
        rest = number - 100
        return "一百" + ("" if not rest else "零" + chinese(rest) if rest < 10 else "一" * (rest < 20) + chinese(rest))
    tens, ones = divmod(number, 10)
    return (HAN_DIGITS[tens] if tens > 1 else "") + "十" * (tens > 0) + (HAN_DIGITS[ones] if ones else "")


def full_width(number: int) -> str:
    return str(number).translate({ord("0") + digit: ord("０") + digit for digit in range(10)})


# kind of counter: how it is printed, and the name Word has for it
COUNTERS: dict[str, tuple[Callable[[int], str], str]] = {
    "decimal": (str, "decimal"),
    "fullwidth": (full_width, "decimalFullWidth"),
    "chinese": (chinese, "chineseCounting"),
    "japanese": (chinese, "japaneseCounting"),
    "circle": (lambda number: chr(0x245F + number), "decimalEnclosedCircle"),
    "ganada": (lambda number: GANADA[number - 1], "ganada"),
    "katakana": (lambda number: KATAKANA[number - 1], "aiueoFullWidth"),
}


def value(numeral: str) -> int:
    """The number of a numeral of a label: １２, 十二, 一百零三."""
    if numeral[0].isdecimal():
        return int(numeral)
    if numeral in "壹貳參肆伍陸柒捌玖":
        return "壹貳參肆伍陸柒捌玖".index(numeral) + 1
    hundreds, _, rest = numeral.rpartition("百")
    tens, ten, ones = rest.replace("零", "").rpartition("十")
    total = (value(hundreds) * 100 if hundreds else 0) + (HAN_DIGITS.index(tens) if tens else bool(ten)) * 10
    return total + (HAN_DIGITS.index(ones) if ones else 0)


def number_of(label: str) -> str | None:
    """The number of a printed label: 第１２条 is 12, 제3조의2 is 3-2, 附件一 is 1."""
    match = _LABEL.match(label)
    if match is None:
        return None
    return "-".join(str(value(part)) for part in match.groups() if part)
