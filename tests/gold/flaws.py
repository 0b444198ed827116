"""What a contract may say against itself: for each issue the values of an article, once wrong and once right.

The sentences stand in wording/ under `# flaws`, one article an issue; here is only the arithmetic.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any, Final

from tests.gold.people import Side, company, slip

Given = Mapping[str, Any]
Maker = Callable[[Random, bool], Given]
_ANNEX_NUMBERS: Final = {"zh-Hans": "一", "zh-Hant": "一", "ja": "１", "ko": "1"}
_THIRD: Final = {"zh-Hans": "丙方", "zh-Hant": "丙方", "ja": "丙", "ko": "“병”"}


def _off(random: Random, amount: int) -> int:
    """Another amount of about the same size."""
    return amount + random.choice([-1, 1]) * random.randrange(1, 9) * 10 ** (len(str(amount)) - 2)


def _total(random: Random, wrong: bool) -> Given:
    count, price = random.randrange(12, 90), random.randrange(11, 99) * 100
    total = count * price
    return {"count": count, "price": price, "total": _off(random, total) if wrong else total}


def _instalments(random: Random, wrong: bool) -> Given:
    total = random.randrange(20, 90) * 10_000
    first, second = total * 3 // 10, total * 4 // 10
    last = total - first - second
    return {"total": total, "first": first, "second": second, "last": last - (5000 if wrong else 0)}


def _share(random: Random, wrong: bool) -> Given:
    total, share = random.randrange(20, 90) * 10_000, random.choice([20, 30, 40])
    part = total * share // 100
    return {"total": total, "share": share, "part": part + (3000 if wrong else 0)}


def _shares(random: Random, wrong: bool) -> Given:
    first, second = random.choice([(30, 50), (40, 40), (30, 60), (20, 70)])
    return {"first": first, "second": second, "last": 100 - first - second + (5 if wrong else 0)}


def _row(random: Random, wrong: bool) -> Given:
    counts, prices = random.sample(range(3, 30), 2), random.sample(range(1200, 9800, 100), 2)
    amounts = [count * price for count, price in zip(counts, prices, strict=True)]
    second = _off(random, amounts[1]) if wrong else amounts[1]
    return dict(zip(("n1", "p1", "a1", "n2", "p2", "a2"), (counts[0], prices[0], amounts[0], counts[1], prices[1], second), strict=True))  # fmt: skip


def _sum(random: Random, wrong: bool) -> Given:
    first, second = (random.randrange(11, 99) * 1000 for _ in range(2))
    total = first + second
    return {"n1": 3, "a1": first, "n2": 5, "a2": second, "sum": _off(random, total) if wrong else total}


def _words(random: Random, wrong: bool) -> Given:
    amount = random.randrange(11, 99) * 10_000
    return {"sum": (amount, amount + 90_000 if wrong else amount)}


def _day(random: Random, wrong: bool) -> Given:
    year, month = random.randrange(2024, 2032), random.choice([2, 4, 6, 9, 11])
    last = monthrange(year, month)[1]
    return {"day": (year, month, last + 1 if wrong else last)}


def lasting(random: Random) -> Given:
    """Some years from a day to the day before it: what a contract says of its term where nothing is wrong."""
    years, start = random.choice((1, 2, 3, 5)), _any_day(random)
    end = start.replace(year=start.year + years) - timedelta(days=1)
    days = {"starts": start, "ends": end, "opens": start, "closes": end}
    return {"lasting": years, **{name: _ymd(day) for name, day in days.items()}}


def _any_day(random: Random) -> date:
    return date(random.randrange(2016, 2030), random.randrange(1, 13), random.randrange(1, 29))


def _period(random: Random, wrong: bool) -> Given:
    start = _any_day(random)
    end = start + timedelta(days=random.randrange(20, 80) * (-1 if wrong else 1))
    return {"start": _ymd(start), "end": _ymd(end)}


def _term(random: Random, wrong: bool) -> Given:
    """Years from the first of a month end with the last day of the month before."""
    years, start = random.randrange(2, 6), date(random.randrange(2024, 2028), random.randrange(1, 13), 1)
    end = date(start.year + years + (1 if wrong else 0), start.month, 1) - timedelta(days=1)
    return {"years": years, "start": _ymd(start), "end": _ymd(end)}


def _ymd(day: date) -> tuple[int, int, int]:
    return day.year, day.month, day.day


VALUES: Final[Mapping[str, Maker]] = {
    "total_against_product": _total,
    "instalments_against_total": _instalments,
    "share_against_sum": _share,
    "shares_against_whole": _shares,
    "row_against_product": _row,
    "total_against_rows": _sum,
    "words_against_figures": _words,
    "impossible_date": _day,
    "period_backwards": _period,
    "term_against_dates": _term,
}
ORDERS: Final = {"numbering_gap", "numbering_twice"}
"""Wrong in the numbers of articles: they have no article of their own."""
CODES: Final = (
    *VALUES,
    *("list_gap", "list_twice", "reference_dangles", "annex_missing", "party_name_differs", "role_swapped"),
    *("party_undefined", "signature_name_differs", "term_unused", "term_undefined", *sorted(ORDERS)),
)
BY_TABLE: Final = {"row_against_product", "total_against_rows"}
"""What only a file with tables shows."""
BY_ROLE: Final = {"role_swapped", "party_undefined"}
"""What only a contract shows that names role and short name of its parties."""


def given(code: str, random: Random, wrong: bool, language: str, sides: list[Side]) -> Given:
    """The values and words of the article that has the flaw, or might have it."""
    if code in VALUES:
        return VALUES[code](random, wrong)
    first, second = sides
    return {
        "reference_dangles": {"n": random.randrange(60, 90) if wrong else 2},
        "annex_missing": {"annex": _ANNEX_NUMBERS[language]},
        "party_name_differs": {"name": slip(first.name) if wrong else first.name},
        "role_swapped": {"alias": first.alias, "role": (second if wrong else first).role},
        "party_undefined": {"third": _THIRD[language] if wrong else first.called},
        "signature_name_differs": {
            "name": company(random, language) if wrong else first.name,
            "other": second.name,
        },
    }.get(code, {})


def orders(code: str | None, count: int) -> list[int]:
    """The numbers of `count` paragraphs or articles; one is left out, or stands twice, where the issue says so."""
    numbers, middle = list(range(1, count + 2)), count // 2
    if code in ("list_gap", "numbering_gap"):
        return numbers[:middle] + numbers[middle + 1 :]
    if code in ("list_twice", "numbering_twice"):
        return numbers[:middle] + numbers[middle - 1 : count - 1]
    return numbers[:count]
