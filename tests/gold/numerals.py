"""Whole numbers as contracts write them, from the rules of each language; nothing of the engine stands in here."""

from __future__ import annotations

from typing import Final, NamedTuple


class Script(NamedTuple):
    """`small` are the units below ten thousand, `large` those above; `one` says which units keep their 一."""

    digits: str
    small: tuple[str, str, str]
    large: tuple[str, str, str]
    zero: str
    one: frozenset[int]


_ALL: Final = frozenset({1, 10, 100, 1000})
SCRIPTS: Final = {
    "formal zh-Hans": Script("零壹贰叁肆伍陆柒捌玖", ("拾", "佰", "仟"), ("", "万", "亿"), "零", _ALL),
    "formal zh-Hant": Script("零壹貳參肆伍陸柒捌玖", ("拾", "佰", "仟"), ("", "萬", "億"), "零", _ALL),
    "plain zh-Hans": Script("零一二三四五六七八九", ("十", "百", "千"), ("", "万", "亿"), "零", _ALL),
    "plain zh-Hant": Script("零一二三四五六七八九", ("十", "百", "千"), ("", "萬", "億"), "零", _ALL),
    "formal ja": Script("〇壱弐参四五六七八九", ("拾", "百", "千"), ("", "万", "億"), "", _ALL),
    "plain ja": Script("〇一二三四五六七八九", ("十", "百", "千"), ("", "万", "億"), "", frozenset({1})),
    "formal ko": Script("영일이삼사오육칠팔구", ("십", "백", "천"), ("", "만", "억"), "", _ALL),
    "plain ko": Script("영일이삼사오육칠팔구", ("십", "백", "천"), ("", "만", "억"), "", frozenset({1})),
}


def spelled(number: int, script: str) -> str:
    """1280000 is 壹佰贰拾捌万; ten to nineteen lose their first 一 in plain Chinese."""
    rules, groups, text = SCRIPTS[script], [], ""
    rest = number
    while rest:
        groups.append(rest % 10_000)
        rest //= 10_000
    for index in reversed(range(len(groups))):
        if groups[index]:
            gap = text and groups[index] < 1000
            text += (rules.zero if gap else "") + _group(groups[index], rules) + rules.large[index]
    plain_teen = script.startswith("plain zh") and text.startswith("一十")
    return (text[1:] if plain_teen else text) or rules.digits[0]


def _group(number: int, rules: Script) -> str:
    text, gap = "", False
    for weight, unit in ((1000, rules.small[2]), (100, rules.small[1]), (10, rules.small[0]), (1, "")):
        digit = number // weight % 10
        if digit:
            said = "" if digit == 1 and weight > 1 and weight not in rules.one else rules.digits[digit]
            text += (rules.zero if gap and text else "") + said + unit
        gap = not digit
    return text


def digit_by_digit(number: int, digits: str = "〇一二三四五六七八九") -> str:
    """2024 is 二〇二四."""
    return "".join(digits[int(figure)] for figure in str(number))


def wide(text: str) -> str:
    """Figures in full width."""
    return text.translate({ord(str(figure)): chr(0xFF10 + figure) for figure in range(10)})
