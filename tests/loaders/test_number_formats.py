from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.loaders.number_formats import Counting, format_number

# ECMA-376 part 1, 17.18.59, and what Word shows where the standard is silent.
TRUTHS = {
    "decimal": {1: "1", 101: "101"},
    "decimalZero": {1: "01", 10: "10"},
    "decimalFullWidth": {1: "１", 12: "１２"},
    "decimalEnclosedCircle": {1: "①", 20: "⑳", 21: "21"},
    "decimalEnclosedParen": {2: "⑵", 21: "21"},
    "decimalEnclosedFullstop": {3: "⒊"},
    "ideographEnclosedCircle": {1: "㊀", 10: "㊉", 11: "11"},
    "ideographTraditional": {1: "甲", 10: "癸", 11: "11"},
    "ideographZodiac": {1: "子", 12: "亥", 13: "13"},
    "ideographZodiacTraditional": {1: "甲子", 11: "甲戌", 60: "癸亥", 61: "61"},
    "ideographDigital": {10: "一〇", 101: "一〇一"},
    "chineseCounting": {1: "一", 10: "十", 11: "十一", 20: "二十", 99: "九十九", 100: "一○○", 101: "一○一"},
    "chineseCountingThousand": {10: "十", 19: "十九", 100: "一百", 101: "一百〇一", 110: "一百一十", 1001: "一千〇一"},
    "chineseLegalSimplified": {1: "壹", 10: "壹拾", 11: "壹拾壹", 101: "壹佰零壹"},
    "japaneseCounting": {10: "十", 100: "百", 101: "百一", 111: "百十一", 1001: "千一", 10000: "一万"},
    "japaneseLegal": {1: "壱", 10: "壱拾", 12: "壱拾弐"},
    "japaneseDigitalTenThousand": {12: "一二"},
    "taiwaneseCounting": {12: "十二", 100: "一○○"},
    "taiwaneseCountingThousand": {12: "十二", 101: "一百零一"},
    "taiwaneseDigital": {10: "一○"},
    "ideographLegalTraditional": {12: "壹拾貳"},
    "koreanDigital": {1: "일", 12: "일이", 20: "이영"},
    "koreanDigital2": {12: "一二"},
    "koreanCounting": {10: "십", 12: "십이", 101: "백일"},
    "koreanLegal": {1: "하나", 12: "열둘", 99: "아흔아홉", 100: "100"},
    "ganada": {1: "가", 14: "하", 15: "가가"},
    "chosung": {1: "ㄱ", 14: "ㅎ"},
    "aiueo": {1: "ｱ", 46: "ﾝ", 47: "ｱｱ"},
    "aiueoFullWidth": {1: "ア", 10: "コ"},
    "iroha": {1: "ｲ", 3: "ﾊ"},
    "irohaFullWidth": {1: "イ", 2: "ロ", 3: "ハ"},
    "upperLetter": {1: "A", 26: "Z", 27: "AA", 28: "BB"},
    "lowerRoman": {4: "iv", 1999: "mcmxcix"},
    "upperRoman": {9: "IX"},
    "ordinal": {1: "1st", 2: "2nd", 11: "11th", 23: "23rd"},
    "cardinalText": {21: "Twenty-one"},
    "ordinalText": {1: "First", 12: "Twelfth", 20: "Twentieth", 22: "Twenty-second"},
    "numberInDash": {3: "- 3 -"},
    "hex": {255: "FF"},
    "none": {7: ""},
    "bullet": {7: ""},
    "no such format": {7: "7"},
}


@pytest.mark.parametrize(("name", "number", "shown"), [(n, k, v) for n, by in TRUTHS.items() for k, v in by.items()])
def test_number_as_word_shows_it(name: str, number: int, shown: str) -> None:
    assert format_number(number, name) == shown


@pytest.mark.parametrize(("pattern", "shown"), [("01, 02, 03, ...", "07"), ("001, 002, ...", "007"), ("", "7")])
def test_custom_pattern_pads(pattern: str, shown: str) -> None:
    assert format_number(7, "custom", pattern) == shown


@pytest.mark.parametrize("name", sorted(TRUTHS))
@pytest.mark.parametrize("number", [-1, 0, 32_768, 10**6, 10**9])
def test_absurd_numbers_stay_short(name: str, number: int) -> None:
    assert len(format_number(number, name)) < 60


@settings(deadline=None, max_examples=200)
@given(st.integers(1, 999_999), st.integers(1, 999_999))
def test_counting_tells_numbers_apart(one: int, other: int) -> None:
    """Two numbers never look the same, in any system that counts without end."""
    for system in (
        Counting("〇一二三四五六七八九", "十百千", "万", zero="〇", bare_ten=True),
        Counting("〇一二三四五六七八九", "十百千", "万", bare_units=True),
    ):
        assert (system(one) == system(other)) == (one == other)
