"""Days of the register that follow from other days, and those that do not."""

from __future__ import annotations

import pytest

from pipeline.extract.record import Record
from tests.contracts import LEASE, job
from tests.extract.test_merge import answered, record, reply

RENEWED = "租赁期限自2026年4月1日起至{end}止。期满前{notice}未通知的，自动续期{period}。"


def renewed(end: str, notice: str, period: str) -> Record:
    lease = job(
        LEASE.replace(
            "租赁期限自2026年4月1日起至2029年3月31日止。", RENEWED.format(end=end, notice=notice, period=period)
        )
    )
    term = reply(lease, 1, "term", starts_on=("2026年4月1日", None), ends_on=(end, None))
    values = {"mode": ("自动续期", "automatic"), "notice_period": (notice, None), "period": (period, None)}
    return record(lease, answered(lease, a1=[term, reply(lease, 1, "renewal", **values)]))


@pytest.mark.parametrize(
    ("end", "period", "until", "written"),
    [
        ("2029年3月31日", "一年", "2030-03-31", "2029-04-01 + P1Y - P1D"),
        ("2027年2月28日", "一年", "2028-02-29", "2027-03-01 + P1Y - P1D"),
        ("2027年8月30日", "六个月", "2028-02-29", "2027-08-31 + P6M"),
    ],
)
def test_the_renewed_period_begins_on_the_day_after_the_end(end: str, period: str, until: str, written: str) -> None:
    renewal = renewed(end, "三十日", period).terms["renewal"]
    assert renewal.value["renewed_until"] == {"written": written, "iso": until}
    assert renewal.derived_from is not None and "/terms/ends_on" in renewal.derived_from


def test_a_notice_in_business_days_is_not_counted_and_the_record_says_why() -> None:
    made = renewed("2029年3月31日", "三十个工作日", "一年")
    assert made.terms["notice_by"].state == "unresolved"
    [issue] = [issue for issue in made.issues if issue.code == "business_days_not_counted"]
    assert (issue.pointer, issue.params["field"]) == ("/terms/notice_by", "notice_by")
    assert issue.start is not None and issue.params["quote"] == "三十个工作日"
    assert not [each for each in renewed("2029年3月31日", "三十日", "一年").issues if each.code == issue.code]


def test_the_checks_of_the_contract_stand_in_the_record() -> None:
    lease = job(
        LEASE.replace("租赁期限自2026年4月1日起至2029年3月31日止。", "租期三年，自2026年4月1日起至2028年3月31日止。")
    )
    made = record(lease, answered(lease))
    [issue] = [issue for issue in made.issues if issue.code == "term_against_dates"]
    index = int(issue.pointer.removeprefix("/mentions/"))
    assert made.mentions[index].quote == "三年"
    assert made.review.level != "none" and "term_against_dates" in made.review.reasons


def test_a_day_of_every_month_ends_no_term() -> None:
    lease = job(LEASE.replace("租赁期限自2026年4月1日起至2029年3月31日止。", "租赁期限三年，租金每月月末前付清。"))
    term = reply(lease, 1, "term", ends_on=("每月月末", None))
    assert record(lease, answered(lease, a1=[term])).terms["ends_on"].value is None


@pytest.mark.parametrize(
    ("said", "length", "end"),
    [
        ("租赁期限三年，自2026年4月1日起算。", "三年", "2029-03-31"),
        ("租赁期限为六个月，自2026年8月31日起算。", "六个月", "2027-02-28"),
        ("租赁期限不超过三年，自2026年4月1日起算。", "三年", None),
        ("租赁期限约三年，自2026年4月1日起算。", "三年", None),
        ("租赁期限为90个工作日，自2026年4月1日起算。", "90个工作日", None),
    ],
)
def test_the_last_day_follows_from_a_term_and_from_no_limit_and_no_guess(
    said: str, length: str, end: str | None
) -> None:
    lease = job(LEASE.replace("租赁期限自2026年4月1日起至2029年3月31日止。", said))
    start = next(day for day in ("2026年4月1日", "2026年8月31日") if day in said)
    term = reply(lease, 1, "term", starts_on=(start, None), duration=(length, None))
    ends_on = record(lease, answered(lease, a1=[term])).terms["ends_on"]
    assert ends_on.value == (None if end is None else {"written": ends_on.value["written"], "iso": end})


@pytest.mark.parametrize(
    ("said", "length", "event"),
    [
        ("租赁期限自本合同签订之日起三年。", "三年", "本合同签订之日"),
        ("租赁期限自____年__月__日起三年。", "三年", None),
        ("租赁期限届满前三十日，双方可以续租。", "三十日", None),
    ],
)
def test_a_term_that_is_counted_from_an_event_starts_with_it(said: str, length: str, event: str | None) -> None:
    lease = job(LEASE.replace("租赁期限自2026年4月1日起至2029年3月31日止。", said))
    terms = record(lease, answered(lease, a1=[reply(lease, 1, "term", duration=(length, None))])).terms
    assert (terms["starts_on"].value or {}).get("anchor") == event
    assert terms["ends_on"].value is None
    if event:
        evidence = terms["starts_on"].evidence
        assert evidence is not None and evidence.quote == terms["starts_on"].value["written"]
        assert lease.document.text[evidence.start : evidence.end] == evidence.quote


def test_the_old_end_of_an_extended_term_is_no_start() -> None:
    said = "租赁期限由2024年12月31日延长至2025年12月31日。"
    lease = job(LEASE.replace("租赁期限自2026年4月1日起至2029年3月31日止。", said))
    term = reply(lease, 1, "term", starts_on=("2024年12月31日", None), ends_on=("2025年12月31日", None))
    terms = record(lease, answered(lease, a1=[term])).terms
    assert terms["starts_on"].value is None
    assert terms["ends_on"].value["iso"] == "2025-12-31"


def test_a_term_that_is_not_renewed_has_no_period_of_renewal() -> None:
    lease = job(LEASE.replace("租赁期限自2026年4月1日起至2029年3月31日止。", "租期三年，期满不自动续期。"))
    values = {"mode": ("不自动续期", "none"), "period": ("三年", None)}
    made = record(lease, answered(lease, a1=[reply(lease, 1, "renewal", **values)]))
    assert made.terms["renewal"].value == {"mode": "none"}


def test_a_range_is_told_without_alarm() -> None:
    lease = job(LEASE.replace("租赁期限自2026年4月1日起至2029年3月31日止。", "维修应在3至5日内完成。"))
    [issue] = [each for each in record(lease, answered(lease)).issues if each.code == "range_of_values"]
    assert issue.severity == "info"


@pytest.mark.parametrize("until", ["起至清偿日止", "から支払済みまで", "부터 다 갚는 날까지"])
def test_the_day_from_which_interest_runs_starts_no_term(until: str) -> None:
    lease = job(LEASE.replace("租赁期限自2026年4月1日起至2029年3月31日止。", f"欠款自2024年12月31日{until}计息。"))
    term = reply(lease, 1, "term", starts_on=("2024年12月31日", None))
    assert record(lease, answered(lease, a1=[term])).terms["starts_on"].value is None
