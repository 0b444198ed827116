from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.normalize import NoValue, mentions, normalize

DAYS = {
    "2024-03-01": [
        *(
            "2024年3月1日",
            "２０２４ 年 ３ 月 １ 日",
            "2024年03月01日",
            "二〇二四年三月一日",
            "二○二四年三月一日",
            "二零二四年三月一号",
        ),
        *(
            "贰零贰肆年叁月壹日",
            "公元2024年3月1日",
            "西暦2024年3月1日",
            "2024-03-01",
            "2024/3/1",
            "2024.3.1",
            "２０２４／０３／０１",
        ),
        *(
            "令和6年3月1日",
            "令和６年３月１日",
            "令和六年三月一日",
            "R6.3.1",
            "R6/3/1",
            "令6.3.1",
            "이천이십사년 삼월 일일",
            "㋿6年3月1日",
            "2024年（令和6年）3月1日",
        ),
        *("民國113年3月1日", "中華民國一一三年三月一日", "中華民國113年03月01日", "民國113.3.1"),
        *("2024. 3. 1.", "2024년 3월 1일", "2024년3월1일", "단기 4357년 3월 1일", "서기 2024년 3월 1일"),
        *("March 1, 2024", "1 March 2024", "Mar. 1, 2024", "1st day of March, 2024", "【2024】年【3】月【1】日"),
        *("自__2024__年__3__月__1__日起", "[2024]年[3]月[1]日"),
    ],
    "2024-01-23": ["二〇二四年元月廿三日", "2024年元月23日"],
    "2019-05-01": ["令和元年五月一日", "令和元年5月1日"],
    "2024-02-29": ["2024年2月末日", "2024年2月最后一日", "令和6年2月末日", "2024년 2월 말일"],
    "2024-12-31": ["二〇二四年十二月三十一日", "二〇二四年拾贰月卅一日"],
    "2024-03": ["2024年3月", "令和6年3月", "2024년 3월", "March 2024", "二〇二四年三月份"],
    "2024-03-25": ["25/03/2024", "03/25/2024"],
}
BLANKS = [
    *(
        "____年__月__日",
        "20__年__月__日",
        "　　年　　月　　日",
        "2024年   月   日",
        "２０２４年　月　日",
        "20XX年XX月XX日",
    ),
    *(
        "令和　　年　　月　　日",
        "令和〇年〇月〇日",
        "○○年○月○日",
        "${y}年${m}月${d}日",
        "【　】年【　】月【　】日",
        "年   月   日",
    ),
    *(
        "____년 __월 __일",
        "20  년   월   일",
        "○○○○년 ○○월 ○○일",
        "2024年3月__日",
        "____-__-__",
        "{{year}}年{{month}}月{{day}}日",
    ),
    *(
        "［　］年［　］月［　］日",
        "yyyy年mm月dd日".replace("yyyy", "xxxx").replace("mm", "xx").replace("dd", "xx"),
        "二〇  年  月  日",
        "0000년 00월 00일",
        "20○○. ○. ○.",
        "2024. 3.   .",
    ),
]
RELATIVE = {
    "双方盖章之日起": ("双方盖章之日", "P0D", "calendar"),
    "本合同自双方签字盖章之日起生效": ("双方签字盖章之日", "P0D", "calendar"),
    "本合同经双方签字（盖章）之日起生效": ("本合同经双方签字（盖章）之日", "P0D", "calendar"),
    "合同签订之日起30日内": ("合同签订之日", "P30D", "calendar"),
    "乙方应在收到发票后10个工作日内付款": ("收到发票", "P10D", "business"),
    "期限届满前六十日": ("期限届满", "-P60D", "calendar"),
    "契約締結日から30日以内": ("契約締結日", "P30D", "calendar"),
    "検収完了後10営業日以内": ("検収完了", "P10D", "business"),
    "期間満了の3か月前まで": ("期間満了", "-P3M", "calendar"),
    "계약 체결일로부터 30일 이내": ("계약 체결일", "P30D", "calendar"),
    "within 30 days after receipt of the invoice": ("receipt of the invoice", "P30D", "calendar"),
}
MONTHLY = {
    "翌月末日": ("翌月", "P1M", "last"),
    "検収日の属する月の翌月末日まで": ("検収日の属する月", "P1M", "last"),
    "毎月25日": ("毎月", "P0M", 25),
    "每月5日前": ("每月", "P0M", 5),
    "次月十五日": ("次月", "P1M", 15),
    "익월 10일": ("익월", "P1M", 10),
    "매월 말일": ("매월", "P0M", "last"),
    "다음 달 25일까지": ("다음 달", "P1M", 25),
    "每季度末": ("每季度", "P0M", "last"),
    "每季度末月20日": ("每季度", "P0M", 20),
    "매 분기 말": ("매 분기", "P0M", "last"),
}
NO_DATES = [
    *("《民法典》（2021年1月1日起施行）", "법률 제17326호, 2020. 5. 26., 타법개정", "(법률 제17326호, 2020. 5. 26.)"),
    *(
        "账号6222024202403011234",
        "合同编号2024-03-01-005",
        "HT-2024-03-01",
        "电话：010-2024-3011",
        "生年月日",
        "2024年度",
        "第2024号",
    ),
    *(
        "平成15年5月30日法律第57号",
        "平成15年法律第57号",
        "2020年民法典",
        "© 2024",
        "国务院令第279号，2000年1月30日",
        "1999年3月15日第九届全国人民代表大会第二次会议通过",
    ),
    *("2024年第1号", "192.168.2024.3.1.5", "邮编100020", "第2024.3.1条款号".replace("2024.3.1", "3.1")),
]


def language_of(text: str) -> str:
    if any("가" <= char <= "힣" for char in text):
        return "ko"
    return "ja" if any("ぁ" <= char <= "ヿ" for char in text) or "令和" in text else "zh-Hans"


@pytest.mark.parametrize(("iso", "text"), [(iso, text) for iso, texts in DAYS.items() for text in texts])
def test_reads_every_notation(iso: str, text: str) -> None:
    assert normalize("date", text, language_of(text))["iso"] == iso
    assert normalize("date", f"（{text}）", language_of(text))["iso"] == iso


@pytest.mark.parametrize("text", BLANKS)
def test_a_blank_is_never_a_date(text: str) -> None:
    for quote in (text, f"签订日期：{text}"):
        value = normalize("date", quote, "zh-Hans")
        assert value["value"] is None
        assert value["blank"] is True
        assert "iso" not in value
    assert [mention.blank for mention in mentions(f"日期：{text}。", "zh-Hans")] == [True]


@pytest.mark.parametrize(("text", "expected"), RELATIVE.items())
def test_keeps_anchor_and_offset(text: str, expected: tuple[str, str, str]) -> None:
    value = normalize("date", text, language_of(text))
    assert (value["anchor"], value["offset"], value["days"]) == expected
    assert value["written"] in text


@pytest.mark.parametrize(("text", "expected"), MONTHLY.items())
def test_keeps_month_and_day(text: str, expected: tuple[str, str, int | str]) -> None:
    value = normalize("date", text, language_of(text))
    assert (value["anchor"], value["offset"], value["day"]) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("毎年4月1日", ("毎年", "P0Y", 4, 1)),
        ("于每年十二月三十一日前", ("每年", "P0Y", 12, 31)),
        ("4月1日から翌年3月末日まで", ("翌年", "P1Y", 3, "last")),
        ("매년 12월 31일", ("매년", "P0Y", 12, 31)),
    ],
)
def test_keeps_the_day_of_every_or_the_next_year(text: str, expected: tuple[str, str, int, int | str]) -> None:
    value = normalize("date", text, language_of(text))
    assert (value["anchor"], value["offset"], value["month"], value["day"]) == expected


@pytest.mark.parametrize("text", NO_DATES)
def test_numbers_statutes_and_words_are_no_dates(text: str) -> None:
    assert [mention for mention in mentions(text, language_of(text)) if mention.kind == "date"] == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2024年2月30日", "impossible_date"),
        ("2023年2月29日", "impossible_date"),
        ("2024-13-01", "impossible_date"),
        ("令和6年4月31日", "impossible_date"),
        ("2月30日", "impossible_date"),
        ("3月1日", "ambiguous_date"),
        ("24年3月1日", "ambiguous_date"),
        ("01/03/2024", "ambiguous_date"),
        ("'24. 3. 1.", "ambiguous_date"),
        ("2024年1月1日至2025年1月1日", "ambiguous_value"),
        ("双方协商", "no_value"),
        ("", "no_value"),
    ],
)
def test_refuses_instead_of_guessing(text: str, code: str) -> None:
    with pytest.raises(ValueError) as refusal:
        normalize("date", text, "zh-Hans")
    assert isinstance(refusal.value, NoValue)
    assert refusal.value.code == code
    for language in ("en", "zh-Hans", "zh-Hant", "ja", "ko"):
        assert refusal.value.line(language)


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("1/7/2024 - 31/12/2024", ["2024-07-01", "2024-12-31"]),
        ("1/7/2024 - 12/31/2024", ["2024-01-07", "2024-12-31"]),
        ("7/7/2024", ["2024-07-07"]),
        ("1/7/2024, 31/12/2024, 12/31/2025", [None, "2024-12-31", "2025-12-31"]),
        ("31/31/2024", []),
    ],
)
def test_the_order_of_day_and_month_is_that_of_the_others(text: str, dates: list[str | None]) -> None:
    assert [each.value.get("iso") for each in mentions(text, "zh-Hant")] == dates


def test_an_impossible_date_stands_among_the_mentions_with_its_problem() -> None:
    (mention,) = mentions("签订于2024年2月30日。", "zh-Hans")
    assert (mention.value["value"], mention.problem, mention.blank) == (None, "impossible_date", False)


@pytest.mark.parametrize(
    ("text", "iso", "flags"),
    [
        ("平成33年3月1日", "2021-03-01", ["era_past_its_end"]),
        ("昭和64年1月8日", "1989-01-08", ["era_past_its_end"]),
        ("令和元年4月30日", "2019-04-30", ["era_before_its_start"]),
        ("平成31年4月30日", "2019-04-30", None),
    ],
)
def test_an_era_beyond_its_days_is_converted_and_flagged(text: str, iso: str, flags: list[str] | None) -> None:
    value = normalize("date", text, "ja")
    assert value["iso"] == iso
    assert value.get("flags") == flags


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("2024年4月1日至12月31日", "2024-12-31"),
        ("2024年4月1日から同年5月31日まで", "2024-05-31"),
        ("令和6年4月1日から7年3月31日まで", "2025-03-31"),
        ("2024. 3. 1. ~ 12. 31.", "2024-12-31"),
        ("2024.3.1-2024.12.31", "2024-12-31"),
        ("2024년 4월 1일부터 12월 31일까지", "2024-12-31"),
    ],
)
def test_the_end_of_a_range_takes_the_year_of_its_start(text: str, end: str) -> None:
    assert [mention.value["iso"] for mention in mentions(text, language_of(text))][1:] == [end]


MARCH = ["2025-03-01", "2025-03-02"]


@pytest.mark.parametrize(
    ("text", "language", "dates"),
    [
        ("民國106年11月3日收受，同年11月6日通知", "zh-Hant", ["2017-11-03", "2017-11-06"]),
        ("令和6年3月1日に申し込み、同年4月10日に承諾した", "ja", ["2024-03-01", "2024-04-10"]),
        ("2018. 7. 9. 체결하고 동년 8월 31일 준공", "ko", ["2018-07-09", "2018-08-31"]),
        ("同年11月6日", "zh-Hans", []),
        (
            "2025年3月1、2日に開催し、2025年4月1日、2日及び3日は休む",
            "ja",
            [*MARCH, "2025-04-01", "2025-04-02", "2025-04-03"],
        ),
        ("2025年3月1日、30日前までに通知し、2025年3月2日、10日ごとに払う", "ja", MARCH),
        ("平成7年8月16日限り、同月一七日から支払済みまで", "ja", ["1995-08-16", "1995-08-17"]),
        ("2024年4月1日から、毎月10日に締め切り、同月25日までに支払う", "ja", ["2024-04-01"]),
        ("공사기간 2016. 5.부터 2016. 8.까지, 2015. 2.경 계약", "ko", ["2016-05", "2016-08", "2015-02"]),
        ("제2016. 5. 부품", "ko", []),
        ("平成22年9月末日までに同年10月分の賃料を支払わず、同月19日に支払った", "ja", ["2010-09-30"]),
        ("物件引渡し平成25年3月末(予定)、平成26年3月末頃", "ja", ["2013-03-31", "2014-03"]),
        ("2024年3月底层施工", "zh-Hans", ["2024-03"]),
        ("2024年3月、10日以内に通知し、2024年3月、4、5月に払う", "ja", ["2024-03", "2024-03"]),
        (
            "2024年3月1、2日に払う。2024年4月1日、5、6日",
            "ja",
            ["2024-03-01", "2024-03-02", "2024-04-01", "2024-04-05", "2024-04-06"],
        ),
        ("2024年3月1日、5、6号機を引き渡す", "ja", ["2024-03-01"]),
        ("2024年3月1日和2号楼", "zh-Hans", ["2024-03-01"]),
        ("2024年3月1日、30日の猶予期間", "ja", ["2024-03-01"]),
        ("2024年10月1日和30日宽限期", "zh-Hans", ["2024-10-01"]),
        ("2024년 3월 1일 및 30일의 유예기간", "ko", ["2024-03-01"]),
        ("2024年2月底前交付，2026년 6월말까지", "zh-Hans", ["2024-02-29", "2026-06-30"]),
        ("113/03/01", "zh-Hant", ["2024-03-01"]),
        ("113/03/01", "ja", []),
        ("分机113/03/011", "zh-Hant", []),
        ("二O二四年三月一日，二0二五年三月一日", "zh-Hans", ["2024-03-01", "2025-03-01"]),
    ],
)
def test_the_years_that_a_text_leaves_to_its_reader(text: str, language: str, dates: list[str]) -> None:
    found = [mention for mention in mentions(text, language) if mention.kind == "date" and "iso" in mention.value]
    assert [mention.value["iso"] for mention in found] == dates


def test_an_end_before_its_start_is_left_open() -> None:
    _, end = mentions("2024年4月1日至3月31日", "zh-Hans")
    assert (end.value["value"], end.problem) == (None, "ambiguous_date")


def test_taiwan_counts_years_of_the_republic_without_saying_so() -> None:
    assert normalize("date", "113年3月1日", "zh-Hant")["iso"] == "2024-03-01"
    with pytest.raises(NoValue):
        normalize("date", "113年3月1日", "zh-Hans")


def test_a_year_alone_is_a_value_but_no_mention() -> None:
    assert normalize("date", "2024年", "zh-Hans")["iso"] == "2024"
    assert mentions("2024年", "zh-Hans") == []


HAN = "〇一二三四五六七八九"


def counting(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else HAN[tens] + "十"
    return head + (HAN[ones] if ones else "")


@settings(deadline=None, max_examples=60)
@given(st.dates(date(2019, 5, 1), date(2060, 12, 31)))
def test_every_day_is_read_back_from_every_notation(day: date) -> None:
    year, month, number = day.year, day.month, day.day
    han_year = "".join(HAN[int(digit)] for digit in str(year))
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    written = [
        f"{year}年{month}月{number}日",
        f"{year}年{month:02}月{number:02}日".translate(wide),
        f"{han_year}年{counting(month)}月{counting(number)}日",
        f"令和{year - 2018}年{month}月{number}日",
        f"民國{year - 1911}年{month}月{number}日",
        f"{year}. {month}. {number}.",
        f"{year}년 {month}월 {number}일",
        day.isoformat(),
        f"{day:%B} {number}, {year}",
    ]
    for text in written:
        assert normalize("date", text, "ja")["iso"] == day.isoformat(), text
    if number == 1:
        last = day - timedelta(days=1)
        assert normalize("date", f"{last.year}年{last.month}月末日", "ja")["iso"] == last.isoformat()


@pytest.mark.parametrize("unit", ["1", "一", "年", "2024年", "2024-", " ", "_", "年月日", "〇", "_ ", "((", "1.1"])
def test_time_is_linear_on_hostile_text(unit: str) -> None:
    began = time.perf_counter()
    mentions(unit * (100_000 // len(unit)), "zh-Hans")
    assert time.perf_counter() - began < 10


@pytest.mark.parametrize(
    ("text", "language", "iso"),
    [
        ("2024年10月1日至7日", "zh-Hans", "2024-10-07"),
        ("2025年4月1日から30日まで", "ja", "2025-04-30"),
        ("2025년 4월 1일부터 30일까지", "ko", "2025-04-30"),
    ],
)
def test_the_end_of_a_range_may_leave_out_the_month(text: str, language: str, iso: str) -> None:
    assert [(found.kind, found.value["iso"]) for found in mentions(text, language)][1:] == [("date", iso)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("2025年4月1日から30日以内", "ja"),
        ("2025年4月1日から30日を経過した日", "ja"),
        ("自2025年4月1日起30日内", "zh-Hans"),
        ("2025년 4월 1일부터 30일간", "ko"),
    ],
)
def test_a_length_of_time_from_a_day_is_no_day(text: str, language: str) -> None:
    assert [found.kind for found in mentions(text, language)] == ["date", "duration"]
