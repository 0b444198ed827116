from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.text import numerals

WHOLE = {
    "12": 12,
    "１２": 12,
    "０": 0,
    "1,280,000": 1_280_000,
    "１，２８０，０００": 1_280_000,
    "十二": 12,
    "二十": 20,
    "百五": 105,
    "一百零五": 105,
    "一千〇五十": 1050,
    "三千五百万": 35_000_000,
    "二〇二四": 2024,
    "二○二四": 2024,
    "二０二四": 2024,
    "一二〇〇万": 12_000_000,
    "廿三": 23,
    "卅一": 31,
    "两千": 2000,
    "兩萬": 20_000,
    "壹佰贰拾捌万": 1_280_000,
    "伍 拾 万": 500_000,
    "玖仟玖佰玖拾玖万玖仟玖佰玖拾玖": 99_999_999,
    "陸佰參拾": 630,
    "壱百万": 1_000_000,
    "弐千参拾": 2030,
    "壱阡": 1000,
    "1億2000万": 120_000_000,
    "1億 2000万": 120_000_000,
    "1万500": 10_500,
    "5百万": 5_000_000,
    "1,234百万": 1_234_000_000,
    "123千": 123_000,
    "일백만": 1_000_000,
    "일억이천만": 120_000_000,
    "1억2천만": 120_000_000,
    "이십삼": 23,
    "二五〇，〇〇〇": 250_000,
    "一、二〇〇万": 12_000_000,
    "一万亿": 10**12,
    "1万2千亿": 12_000 * 10**8,
    "1.28亿": 128_000_000,
    "一点二八亿": 128_000_000,
    "万": 10_000,
    "①": 1,
    "⑳": 20,
    "㊀": 1,
    "⑴": 1,
    "Ⅳ": 4,
    "ⅩⅤ": 15,
    "IX": 9,
    "XII": 12,
    "⼆": 2,
}
NONE = [
    *("", " ", "abc", "第一", "一条", "12,34", "1,23,456", "1 2", "1.5", "〇〇", "○○", "○", "零零", "IIX", "VX"),
    *(
        "十十",
        "百千",
        "二五百",
        "一千千",
        "25十",
        "亿万",
        "亿亿",
        "1億3億",
        "3万5",
        "一万五",
        "1亿20000万",
        "①②",
        "10²",
        "-5",
    ),
    *("9" * 100, "一" * 1_000_000, "1 " * 500_000),
]


@pytest.mark.parametrize(("text", "number"), WHOLE.items())
def test_reads_whole_numbers(text: str, number: int) -> None:
    assert numerals.to_int(text) == number


@pytest.mark.parametrize("text", NONE, ids=lambda text: text[:12])
def test_refuses_what_is_not_wholly_one_numeral(text: str) -> None:
    assert numerals.to_int(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [("1.28亿", "128000000"), ("12.5万", "125000"), ("半", "0.5"), ("０．０５", "0.05"), ("1,000.50", "1000.5")],
)
def test_reads_decimals_and_writes_them_plainly(text: str, number: str) -> None:
    value = numerals.to_decimal(text)
    assert value is not None
    assert numerals.plain(value) == number


def test_keeps_every_digit() -> None:
    assert numerals.to_decimal("123456789012345678901234567890.123") == Decimal("123456789012345678901234567890.123")
    assert numerals.plain(Decimal("1E+30")) == "1" + "0" * 30


def han(number: int, digits: str, small: str, large: str) -> str:
    """Writes a number the formal way, independently of the reader."""
    if number == 0:
        return digits[0]
    out, gap = "", False
    for index in range(3, -1, -1):
        section = number // 10 ** (4 * index) % 10**4
        for place in range(3, -1, -1):
            digit = section // 10**place % 10
            if digit:
                out += (digits[0] if gap and out else "") + digits[digit] + ("", *small)[place]
            gap = not digit
        if section:
            out += ("", *large)[index]
    return out


@settings(deadline=None, max_examples=200)
@given(st.integers(0, 10**16 - 1))
def test_what_is_written_in_any_script_is_read_back(number: int) -> None:
    assert numerals.to_int(f"{number:,}") == number
    assert numerals.to_int(han(number, "零一二三四五六七八九", "十百千", "万亿兆")) == number
    assert numerals.to_int(han(number, "零壹贰叁肆伍陆柒捌玖", "拾佰仟", "萬億兆")) == number
    hangul = han(number, "영일이삼사오육칠팔구", "십백천", "만억조")
    assert numerals.to_int(hangul) == number


@settings(deadline=None, max_examples=200)
@given(st.text("0123456789,.０１，．零〇一二十百千万亿壹拾佰仟萬億일십백천만억 ①○点", max_size=12))
def test_never_raises_and_never_reads_a_negative(text: str) -> None:
    value = numerals.to_decimal(text)
    assert value is None or (value >= 0 and "E" not in numerals.plain(value))


def test_finds_numerals_in_running_text() -> None:
    found = [match[0] for match in numerals.FIND.finditer("价款1,280,000.50元，１２个月，三十日，1억 2천만원，1,2,3")]
    assert found == ["1,280,000.50", "１２", "三十", "1억 2천만", "1", "2", "3"]


def test_finding_is_linear_on_hostile_text() -> None:
    for hostile in ("1" * 200_000, "1," * 100_000, "一" * 200_000, "1 " * 100_000, "1,222" * 40_000):
        began = time.process_time()
        list(numerals.FIND.finditer(hostile))
        assert time.process_time() - began < 20
