"""One day or month, from its parts as they are written."""

from __future__ import annotations

from calendar import monthrange
from typing import Final

from pipeline.normalize import eras
from pipeline.normalize.mention import UNDECIDED, Mention, Value
from pipeline.text.numerals import to_int
from pipeline.text.regex import regex

MONTH_DAY: Final = regex(
    r"(?<![0-9])(?P<month>[0-9]{1,2}|[一二三四五六七八九十]{1,2}) ?[月월] ?"
    r"(?P<day>[0-9]{1,2}|[一二三四五六七八九十]{1,3}) ?(?:[日号]|일)"
)


def dated(start: int, end: int, era: str | None, year: str, month: str, day: str | None, language: str) -> Mention:
    """A mention of these parts as written; null with a problem where they are no date."""

    def undecided(problem: str) -> Mention:
        return Mention("date", start, end, UNDECIDED, problem=problem)

    number, month_number = year_number(year), number_of(month.replace("元", "1").replace("正", "1"))
    western = None if number is None else eras.western(era, number, language)
    if western is None or month_number is None:
        return undecided("ambiguous_date")
    if not (1 <= month_number <= 12 and 1 <= western <= 9999):
        return undecided("impossible_date")
    if day is None:
        return Mention("date", start, end, {"iso": f"{western:04d}-{month_number:02d}"})
    last = monthrange(western, month_number)[1]
    day_number = last if day == "末" else number_of(day)
    if day_number is None or not 1 <= day_number <= last:
        return undecided("impossible_date")
    value: Value = {"iso": f"{western:04d}-{month_number:02d}-{day_number:02d}"}
    if flags := eras.flags(era, western, month_number, day_number):
        value["flags"] = flags
    return Mention("date", start, end, value)


def year_number(text: str) -> int | None:
    return 1 if text == "元" else to_int(text)


def number_of(text: str) -> int | None:
    return to_int(text.strip(" _"))
