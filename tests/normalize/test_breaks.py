"""Values that a line end or spaces break."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.normalize import mentions
from pipeline.normalize.breaks import breaks
from pipeline.normalize.mention import Mention

BROKEN = {
    "人民币伍拾\n万元整": ("zh-Hans", "amount", "500000.00"),
    "人民币壹佰贰拾捌\n万伍仟元整": ("zh-Hans", "amount", "1285000.00"),
    "¥1,280,\n000.00元": ("zh-Hans", "amount", "1280000.00"),
    "人民币 1 280 000 元": ("zh-Hans", "amount", "1280000.00"),
    "金1,100,\n000円": ("ja", "amount", "1100000"),
    "2024年3月\n1日": ("zh-Hans", "iso", "2024-03-01"),
    "2024年4\n月1日": ("ja", "iso", "2024-04-01"),
    "2024년 3월\n1일": ("ko", "iso", "2024-03-01"),
    "二零 二四年十二月三十一日": ("zh-Hans", "iso", "2024-12-31"),
    "民国一\n0八年八月七日": ("zh-Hant", "iso", "2019-08-07"),
    "20 24年3月1日": ("zh-Hans", "iso", "2024-03-01"),
    "三十\n个工作日": ("zh-Hans", "iso", "P30D"),
    "万分之\n五": ("zh-Hans", "rate", "0.0005"),
}


@pytest.mark.parametrize("text", BROKEN)
def test_a_value_goes_on_behind_a_line_end(text: str) -> None:
    language, name, value = BROKEN[text]
    [mention] = mentions(f"约定如下：{text}，以此为准。", language)
    assert mention.value[name] == value
    assert mention.value["written"] == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("第3条\n30日内付款", ["30日"]),
        ("数量 5\n20元一件", ["20元"]),
        ("见附表 7\n% note", []),
        ("0 595 842 元", ["842 元"]),
        ("自2024年起\n3日内", ["3日"]),
    ],
)
def test_what_stands_on_two_lines_is_not_one_value(text: str, written: list[str]) -> None:
    assert [mention.value["written"] for mention in mentions(text, "zh-Hans")] == written


@settings(deadline=None, max_examples=200)
@given(st.text("0123456789 ,年月日元万壹贰拾\n人民币", max_size=40))
def test_every_place_leads_back_to_its_own_character(text: str) -> None:
    gaps = breaks(text)
    for index, character in enumerate(gaps.cut(text)):
        placed = Mention("date", index, index + 1, {}).placed(gaps)
        assert text[placed.start : placed.end] == character
