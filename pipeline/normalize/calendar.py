"""Dates that follow from other dates: the arithmetic of terms and notice periods."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from pipeline.text.regex import regex

_PERIOD = regex(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")


def shift(day: date, period: str, sign: int = 1) -> date | None:
    """The day a period after (or before) another; None where the period is no whole calendar period.

    A month later than the 31st is the last day of a shorter month.
    """
    match = _PERIOD.fullmatch(period)
    if match is None or not any(match.groups()):
        return None
    years, months, weeks, days = (int(part or 0) * sign for part in match.groups())
    try:
        return _add_months(day, 12 * years + months) + timedelta(weeks=weeks, days=days)
    except (ValueError, OverflowError):
        return None


def _add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def last_day(start: date, period: str) -> date | None:
    """The last day of a period that begins with `start`: three years from 1 April end on 31 March.

    Where its last month lacks the day that it would end before, it ends with the month: one month from 31 January on
    28 February (中华人民共和国民法典 202, 日本民法 143 II, 대한민국 민법 160 III, 中華民國民法 121 II). A day that a
    contract names as the first is counted: it begins with it, and not with an event in its course (초일불산입).
    """
    after = shift(start, period)
    if after is None:
        return None
    return after if _ends_with_month(start, after, period) else after - timedelta(days=1)


def reckoning(start: date, period: str) -> str:
    """How the last day follows, as it is shown: 2026-04-01 + P3Y - P1D, and 2026-01-31 + P1M."""
    after = shift(start, period)
    whole = after is not None and _ends_with_month(start, after, period)
    return f"{start.isoformat()} + {period}{'' if whole else ' - P1D'}"


def _ends_with_month(start: date, after: date, period: str) -> bool:
    """Whether the month that the period leads into lacks the day of its start."""
    return after.day != start.day and re.fullmatch(r"P(?:\d+Y)?(?:\d+M)?", period) is not None
