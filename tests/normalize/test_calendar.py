from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalize.calendar import last_day, reckoning, shift


@pytest.mark.parametrize(
    ("start", "period", "end"),
    [
        ("2026-04-01", "P3Y", "2029-03-31"),
        ("2026-04-01", "P1M", "2026-04-30"),
        ("2024-02-29", "P1Y", "2025-02-28"),
        ("2026-01-31", "P1M", "2026-02-28"),
        ("2026-02-28", "P1M", "2026-03-27"),
        ("2026-01-31", "P2M", "2026-03-30"),
        ("2026-01-31", "P31D", "2026-03-02"),
        ("2026-04-01", "P30D", "2026-04-30"),
        ("2026-04-01", "P2W", "2026-04-14"),
    ],
)
def test_the_last_day_of_a_period(start: str, period: str, end: str) -> None:
    assert last_day(date.fromisoformat(start), period) == date.fromisoformat(end)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 400), st.sampled_from("YMWD"))
def test_the_reckoning_that_is_shown_leads_to_the_last_day(start: date, count: int, unit: str) -> None:
    first, period, *less = reckoning(start, f"P{count}{unit}").replace("+ ", "").replace("- ", "").split()
    after = shift(date.fromisoformat(first), period)
    assert after is not None
    assert (shift(after, less[0], -1) if less else after) == last_day(start, f"P{count}{unit}")


@pytest.mark.parametrize("period", ["", "P", "PT12H", "P1.5Y", "three years"])
def test_what_is_no_calendar_period_gives_no_day(period: str) -> None:
    assert shift(date(2026, 4, 1), period) is None


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 400))
def test_days_forth_and_back_are_where_one_was(day: date, days: int) -> None:
    there = shift(day, f"P{days}D")
    assert there is not None
    assert shift(there, f"P{days}D", -1) == day
