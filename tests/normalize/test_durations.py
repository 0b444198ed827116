from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.normalize import mentions, normalize

LENGTHS = {
    ("P30D", "calendar"): [
        *(
            "30日",
            "三十日",
            "３０日間",
            "30天",
            "三十（30）日",
            "30个自然日",
            "30일",
            "30일간",
            "30 days",
            "thirty (30) days",
        ),
        *("30 calendar days", "三十天", "30（三十）日", "卅日", "叁拾日"),
    ],
    ("P30D", "business"): [
        "30个工作日",
        "三十个工作日",
        "30営業日",
        "30銀行営業日".replace("銀行", ""),
        "30영업일",
        "30 business days",
        "30個工作日",
    ],
    ("P2Y", "calendar"): [
        "两年",
        "二年间",
        "2年",
        "２年間",
        "2年间",
        "2년간",
        "2년",
        "2 years",
        "贰年",
        "兩年",
        "2か年",
    ],
    ("P3M", "calendar"): [
        "三个月",
        "3個月",
        "3か月",
        "３ヶ月",
        "3箇月",
        "三カ月",
        "3개월",
        "3개월간",
        "三個月",
        "삼개월",
        "3 months",
        "一个季度",
    ],
    ("P6M", "calendar"): ["半年", "半年間", "6か月", "六個月", "反年".replace("反", "半")],
    ("P1Y6M", "calendar"): ["一年半", "1年6个月", "1年6か月", "1.5年", "1년 6개월", "一年零六个月"],
    ("P2W", "calendar"): ["两周", "2週間", "2주일", "2주간", "2 weeks", "两个星期"],
    ("PT24H", "calendar"): [
        "24小时",
        "二十四小时",
        "24時間",
        "24시간",
        "24 hours",
        "24個小時".replace("個小時", "个小时"),
    ],
    ("P1M", "calendar"): ["一个月", "1か月", "한 달", "1개월"],
    ("P5D", "business"): ["五个工作日", "5日内（工作日）", "5営業日", "5근무일", "5 working days"],
}
BOUNDS = [
    ("72시간 안에", "ko", "inclusive"),
    ("不得逾八小時", "zh-Hant", "inclusive"),
    ("逾八小時", "zh-Hant", "exclusive"),
    ("30日以内", "ja", "inclusive"),
    ("30日内", "zh-Hans", "inclusive"),
    ("10年以上", "ja", "inclusive"),
    ("不超过三个月", "zh-Hans", "inclusive"),
    ("至少提前30日", "zh-Hans", "inclusive"),
    ("30일 이내", "ko", "inclusive"),
    ("3개월 이상", "ko", "inclusive"),
    ("within 30 days", "en", "inclusive"),
    ("24か月を超えない", "ja", "inclusive"),
    ("超过30日", "zh-Hans", "exclusive"),
    ("逾期超过十五日", "zh-Hans", "exclusive"),
    ("六十日未満", "ja", "exclusive"),
    ("3か月を超えて", "ja", "exclusive"),
    ("不满三个月", "zh-Hans", "exclusive"),
    ("30일을 초과하여", "ko", "exclusive"),
    ("1년 미만", "ko", "exclusive"),
    ("期限为三年", "zh-Hans", None),
    ("連続して二季度不満".replace("二季度不満", "2週間"), "ja", None),
]
NONE = [
    "毎年６月及び１２月",
    *(
        "首尾兩日包括在內",
        "2024年3月1日",
        "2024年",
        "令和6年",
        "平成15年",
        "第3日",
        "第三年",
        "每逾期一日",
        "每迟延一天",
        "1日につき",
        "18周岁",
        "100日元",
        "年365日の日割計算",
        "一年按360天计算",
        "1년을 365일로 하고",
        "前半年",
    ),
    *("3月1日", "每月10日", "2024年度", "民國113年", "最后一日", "1일당", "2024년", "제3일", "毎月末日", "1999年生"),
]


@pytest.mark.parametrize(("expected", "text"), [(key, text) for key, texts in LENGTHS.items() for text in texts])
def test_reads_every_notation(expected: tuple[str, str], text: str) -> None:
    value = normalize("duration", text, "zh-Hans")
    assert (value["iso"], value["days"]) == expected
    assert "bound" not in value


@pytest.mark.parametrize(("text", "language", "bound"), BOUNDS)
def test_bounds_include_or_exclude(text: str, language: str, bound: str | None) -> None:
    assert normalize("duration", text, language).get("bound") == bound


@pytest.mark.parametrize(
    ("text", "language", "iso", "days"),
    [
        ("1ヶ月半", "ja", "P1M15D", "calendar"),
        ("６月を経過した日", "ja", "P6M", "calendar"),
        ("１２月以内", "ja", "P12M", "calendar"),
        ("６月前までの間", "ja", "P6M", "calendar"),
        ("三个月半", "zh-Hans", "P3M15D", "calendar"),
        ("一个半月", "zh-Hans", "P1M15D", "calendar"),
        ("半个月内", "zh-Hans", "P15D", "calendar"),
        ("半個月", "zh-Hant", "P15D", "calendar"),
        ("보름 이내", "ko", "P15D", "calendar"),
        ("提前半年通知", "zh-Hans", "P6M", "calendar"),
        ("十個工作天", "zh-Hant", "P10D", "business"),
        ("1년 6월", "ko", "P1Y6M", "calendar"),
        ("6월 이내", "ko", "P6M", "calendar"),
        ("삼십일 이내", "ko", "P30D", "calendar"),
        ("일주일", "ko", "P1W", "calendar"),
        ("갱신한다. 30일 전까지", "ko", "P30D", "calendar"),
    ],
)
def test_reads_the_ways_of_one_country(text: str, language: str, iso: str, days: str) -> None:
    (found,) = [mention for mention in mentions(text, language) if mention.kind == "duration"]
    assert (found.value["iso"], found.value["days"]) == (iso, days)


@pytest.mark.parametrize("text", NONE)
def test_days_and_years_of_the_calendar_are_no_durations(text: str) -> None:
    assert [found for found in mentions(text, "zh-Hans") if found.kind == "duration"] == []


@pytest.mark.parametrize(
    "text", ["____日内", "____个工作日", "〇日以内", "○か月", "○○営業日", "__年内", "OO일 이내", "【 】日内"]
)
def test_a_blank_is_never_a_duration(text: str) -> None:
    value = normalize("duration", f"应在{text}", "zh-Hans")
    assert (value["value"], value["blank"]) == (None, True)
    assert all(found.blank for found in mentions(f"应在{text}", "zh-Hans"))


@pytest.mark.parametrize("text", ["〇日とする", "__日自動的に延長", "○일 동안", "__일으로 한다", "____日，自"])
def test_a_blank_length_says_that_it_is_one(text: str) -> None:
    (found,) = [mention for mention in mentions(text, "ja") if mention.kind == "duration"]
    assert found.blank


@pytest.mark.parametrize("text", ["商品別・月別の件数", "残存月数 × 月額とする"])
def test_what_parts_two_words_is_no_blank_length(text: str) -> None:
    assert [mention for mention in mentions(text, "ja") if mention.kind == "duration"] == []


def test_a_range_holds_both_ends() -> None:
    value = normalize("duration", "3-5个工作日", "zh-Hans")
    assert [end["iso"] for end in value["candidates"]] == ["P3D", "P5D"]
    assert value["value"] is None


def test_words_against_figures_are_refused() -> None:
    with pytest.raises(ValueError, match="differ"):
        normalize("duration", "三十（20）日", "zh-Hans")


def test_several_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="More than one"):
        normalize("duration", "期限三年，提前30日通知", "zh-Hans")


@settings(deadline=None, max_examples=100)
@given(st.integers(2, 99))
def test_every_count_is_read_back(count: int) -> None:
    for text, iso in [
        (f"{count}日以内", f"P{count}D"),
        (f"{count}个工作日", f"P{count}D"),
        (f"{count}か月", f"P{count}M"),
        (f"{count}개월", f"P{count}M"),
        (f"{count}年间", f"P{count}Y"),
        (f"{count}時間", f"PT{count}H"),
    ]:
        assert normalize("duration", text, "ja")["iso"] == iso


@pytest.mark.parametrize(
    ("quote", "iso"),
    [
        ("thirty (30) days", "P30D"),
        ("Forty-five (45) calendar days", "P45D"),
        ("one hundred and twenty (120) days", "P120D"),
        ("two years", "P2Y"),
    ],
)
def test_english_words_and_their_figures_are_one_length(quote: str, iso: str) -> None:
    (mention,) = mentions(f"within {quote} after the notice", "en")
    assert (mention.kind, mention.value["written"], mention.value["iso"]) == ("duration", quote, iso)


def test_english_words_against_their_figures_are_undecided() -> None:
    (mention,) = mentions("within thirty (60) days", "en")
    assert (mention.value["value"], mention.problem) == (None, "words_against_figures")


@pytest.mark.parametrize("text", ["期限自1日__日", "1日＿＿日起", "12月___日"])
def test_a_form_half_filled_is_no_length(text: str) -> None:
    assert [mention for mention in mentions(text, "zh-Hans") if mention.kind == "duration" and not mention.blank] == []


@pytest.mark.parametrize("text", ["10日（工作日）", "10天(工作日)", "10日（営業日）", "10일(영업일 기준)"])
def test_days_that_a_bracket_calls_business_days_are(text: str) -> None:
    language = "ko" if "일" in text else "ja" if "営" in text else "zh-Hans"
    assert normalize("duration", text, language) == {"written": text, "iso": "P10D", "days": "business"}


def test_a_year_of_the_calendar_is_no_day() -> None:
    assert [found.value["iso"] for found in mentions("1个日历年，2个日历日", "zh-Hans")] == ["P2D"]


@pytest.mark.parametrize(
    ("text", "quote", "iso"),
    [
        ("（期間）\n４．１か月に満たない端数は切り捨てる。", "１か月", "P1M"),
        ("4. 30日以内に支払う。", "30日", "P30D"),
        ("期間は4.1か月とする。", "4.1か月", "P4.1M"),
        ("1.5か月分とする。", "1.5か月", "P1.5M"),
        ("５が６月を超えるときは、６月）を超えたとき", "６月", "P6M"),
    ],
)
def test_the_number_of_a_paragraph_is_no_part_of_a_length(text: str, quote: str, iso: str) -> None:
    found = [each for each in mentions(text, "ja") if each.kind == "duration"]
    assert {(text[each.start : each.end], each.value["iso"]) for each in found} == {(quote, iso)}
