"""Year counts: the eras of Japan, the Republic's years of Taiwan, Dangi, and the Western count."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final


@dataclass(frozen=True, slots=True)
class Era:
    """`zero` is the Western year before its first. `last` is None while it runs."""

    zero: int
    first: date
    last: date | None = None


# Era days: Japanese cabinet orders on era names (元号を改める政令), 1989 and 2019; earlier eras by proclamation.
_REIWA: Final = Era(2018, date(2019, 5, 1))
_HEISEI: Final = Era(1988, date(1989, 1, 8), date(2019, 4, 30))
_SHOWA: Final = Era(1925, date(1926, 12, 25), date(1989, 1, 7))
_TAISHO: Final = Era(1911, date(1912, 7, 30), date(1926, 12, 25))
_MEIJI: Final = Era(1867, date(1868, 1, 25), date(1912, 7, 30))
_MINGUO: Final = Era(1911, date(1912, 1, 1))
_DANGI: Final = Era(-2333, date(1, 1, 1))
_WESTERN: Final = Era(0, date(1, 1, 1))

ERAS: Final = {
    **dict.fromkeys(("令和", "㋿", "R"), _REIWA),
    **dict.fromkeys(("平成", "㍻", "H"), _HEISEI),
    **dict.fromkeys(("昭和", "㍼", "S"), _SHOWA),
    **dict.fromkeys(("大正", "㍽", "T"), _TAISHO),
    **dict.fromkeys(("明治", "㍾", "M"), _MEIJI),
    **dict.fromkeys(("中华民国", "民国", "民國"), _MINGUO),
    "단기": _DANGI,
    **dict.fromkeys(("公元", "西元", "西历", "서기", "서력", "西纪"), _WESTERN),
}
SHORT: Final = {"令": "令和", "平": "平成", "昭": "昭和"}
"""What stands for the name of an era before figures alone: 令6.3.1."""
LONG: Final = "|".join(re.escape(name) for name in ERAS if not name.isascii())
"""Alternatives of a pattern: the names that need no further proof."""


def western(era: str | None, number: int, language: str) -> int | None:
    """The Western year of a year as written, None where it could be several."""
    if era is not None:
        return ERAS[era].zero + number
    if 1800 <= number <= 2200:
        return number
    # Taiwan's contracts leave the Republic out; a three-digit year is nothing else there.
    return _MINGUO.zero + number if language == "zh-Hant" and 100 <= number <= 199 else None


def flags(era: str | None, year: int, month: int, day: int) -> list[str]:
    """What is odd about a date of an era: it may lie after the era's end (平成33年) or before its start."""
    found: list[str] = []
    if era is None:
        return found
    when, span = date(year, month, day), ERAS[era]
    if span.last and when > span.last:
        found.append("era_past_its_end")
    if when < span.first:
        found.append("era_before_its_start")
    return found
