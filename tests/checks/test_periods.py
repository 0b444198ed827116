from __future__ import annotations

import pytest

from tests.checks.checking import checked, pointed

CODES = ("period_backwards", "term_against_dates")


def periods(sentence: str) -> list[str]:
    _, said, issues = checked(f"契约\n第一条 期限\n{sentence}\n第二条 其他\n协商。")
    for issue in issues:
        assert issue.code not in CODES or pointed(issue, said).kind in ("date", "duration")
    return [
        f"{issue.code}:{issue.params.get('computed', issue.params['end'])}" for issue in issues if issue.code in CODES
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("期限三年，自2026年4月1日起至2028年3月31日止。", "term_against_dates:2026-04-01 + P3Y - P1D = 2029-03-31"),
        ("租期为24个月（2026年4月1日至2027年3月31日）。", "term_against_dates:2026-04-01 + P24M - P1D = 2028-03-31"),
        ("自2026年4月1日起至2028年3月31日止，共计三年。", "term_against_dates:2026-04-01 + P3Y - P1D = 2029-03-31"),
        (
            "自民國113年6月1日起至民國115年5月31日止，為期三年。",
            "term_against_dates:2024-06-01 + P3Y - P1D = 2027-05-31",
        ),
        (
            "令和8年4月1日から令和10年3月31日までの3年間とする。",
            "term_against_dates:2026-04-01 + P3Y - P1D = 2029-03-31",
        ),
        (
            "2026년 4월 1일부터 2028년 3월 31일까지 3년간으로 한다.",
            "term_against_dates:2026-04-01 + P3Y - P1D = 2029-03-31",
        ),
        ("自2027年5月1日起至2026年5月1日止。", "period_backwards:2026-05-01"),
        ("令和9年4月1日から令和8年3月31日までとする。", "period_backwards:2026-03-31"),
        ("2027. 5. 1.부터 2026. 4. 30.까지로 한다.", "period_backwards:2026-04-30"),
        ("本合同于2025年3月1日生效，2024年12月31日终止。", "period_backwards:2024-12-31"),
        ("2025年4月1日に開始し、2024年3月31日に終了する。", "period_backwards:2024-03-31"),
        ("2025년 4월 1일에 시작하여 2024년 3월 31일에 종료한다.", "period_backwards:2024-03-31"),
    ],
)
def test_days_that_do_not_fit_are_told_with_the_arithmetic(sentence: str, expected: str) -> None:
    assert periods(sentence) == [expected]


@pytest.mark.parametrize(
    "sentence",
    [
        "期限三年，自2026年4月1日起至2029年3月31日止。",
        "期限三年，自2026年4月1日起至2029年4月1日止。",  # both days counted
        "本合同于2026年4月1日生效，原合同2026年3月31日签订，期限三年。",
        "期限三年，自2026年4月1日起至2029年3月31日止，其中2026年4月1日至2026年6月30日为免租期。",
        "劳动合同期限三年，试用期三个月，自2026年4月1日起至2029年3月31日止。",
        "劳动合同期限三年，试用期三个月，自2026年4月1日起至2026年6月30日止。",
        "租期三年，2026年4月1日至2027年3月31日为第一年。",
        "自2026年4月1日起至2026年12月31日止，30日内未支付的，甲方可解除。",
        "约三年，自2026年4月1日起至2028年12月31日止。",
        "十个工作日，自2026年4月1日起至2026年4月15日止。",
        "自____年__月__日起至2026年4月15日止，期限三年。",
        "一年，自2024年2月29日起至2025年2月28日止。",
        "令和8年4月1日から令和11年3月31日までの3年間とする。",
        "契約日は令和8年4月1日、納期は令和7年12月1日とする。",
        "2026년 4월 1일부터 2029년 3월 31일까지 (3년간)으로 한다.",
    ],
)
def test_days_that_fit_and_other_days_are_silent(sentence: str) -> None:
    assert periods(sentence) == []
