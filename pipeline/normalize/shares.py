"""Shares as they stand, in every notation of the three countries: 万分之五, 0.05%, 3割5分, 八成, 年5分, 日歩4銭, 1000분의 1.5."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from pipeline.normalize import blanks
from pipeline.text.numerals import FIND, HAN_CLASS, HANGUL_DIGITS, NUMERAL, to_decimal
from pipeline.text.regex import regex

_PER_UNIT: Final = {"%": 100, "‰": 1000, "‱": 10_000}
_SIGN: Final = regex(
    r" {0,2}(?:(?P<sign>[%‰‱])|(?P<percent>パーセント|퍼센트|프로(?![가-힣])|per ?cent|percent)|"
    r"(?P<point>(?:个?基点|bps?(?![A-Za-z])|basis points?)))",
    re.I,
)
_OF: Final = regex(
    rf"(?P<by>[十百千万]|1?0{{1,4}}|10{{1,4}}|10,000|1,000) ?分之 ?(?P<count>{NUMERAL}(?: ?点[{HAN_CLASS}]+)?)"
    rf"|(?<![0-9.,])(?P<ko>100?|1,?000|10,?000|1?[백천만]) ?분의 ?(?P<ko_count>{NUMERAL}|[{HANGUL_DIGITS}]?십[{HANGUL_DIGITS}]?|[{HANGUL_DIGITS}])"
    rf"|(?<![0-9.,])(?P<ja>[1-9]0|100|1,?000|10,?000|百|千|万) ?分の ?(?P<ja_count>{NUMERAL})"
)
# 지체상금률: 1/1000, 契約金額の1/1,000; a drawing's scale and a page of several are none.
_SLASHED: Final = regex(
    r"(?<=[率의률율の的额款价金:]) ?(?:[:：] ?)?(?P<count>[0-9]{1,3}(?:\.[0-9]+)?) ?/ ?(?P<by>100|1,?000|10,?000)(?![0-9/-]|[.,][0-9])"
)
_POWERS: Final = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "백": 100, "천": 1000, "만": 10_000}
_WARI: Final = regex(
    r"(?<![0-9.])(?P<wari>[0-9]{1,2}|[一二三四五六七八九])割(?![合引当り増赋賦])(?:(?P<bu>[0-9]|[一二三四五六七八九])分)?"
    r"(?:(?P<rin>[0-9]|[一二三四五六七八九])厘)?"
)
_CHENG: Final = regex(
    r"(?<![0-9.一二三四五六七八九十])(?P<cheng>[1-9]|[一二两三四五六七八九])成(?P<half>半)?"
    r"(?=的?(?:[款货租佣股利归计收给,，。;；)]|支付|首付|左右|以上|以下)|$)"
)
# 八五折, 9折, 8.5折: what is still paid.
_ZHE: Final = regex(
    r"(?<![0-9.一二三四五六七八九十打])(?P<tenth>[1-9]|[一二三四五六七八九])(?:\.?(?P<hundredth>[1-9])|(?P<han>[一二三四五六七八九]))?折"
    r"(?![旧算叠合回断磨射线弯页减])|(?<![0-9.])(?P<kake>[1-9])掛(?:け)?(?=[でとのに、。,])"
)
_BU: Final = regex(
    r"(?P<by>[年月]) ?(?:利率?|息|率)? ?(?P<bu>[0-9]{1,2}(?:\.[0-9]+)?|[一二两三四五六七八九])分(?![之0-9]|の[0-9一二三四五六七八九十])"
    r"(?:(?P<rin>[0-9]|[一二三四五六七八九])厘)?"
)
_HAL: Final = regex(r"(?<![0-9.])(?P<wari>[0-9]{1,2})할(?!인|당|부)(?: ?(?P<bu>[0-9])푼)?")
_PUN: Final = regex(
    r"(?P<by>연|월) ?(?P<bu>[0-9]{1,2}|[일이삼사오육칠팔구]) ?푼(?: ?(?P<rin>[0-9일이삼사오육칠팔구]) ?리)?"
)
_HIBU: Final = regex(
    r"日歩 ?(?P<sen>[0-9]+(?:\.[0-9]+)?|[一二三四五六七八九十])[銭钱](?:(?P<rin>[0-9]|[一二三四五六七八九])厘)?"
)

_TWIN: Final = regex(r" ?\( ?(?:即 ?)?[0-9.]+ ?[%‰] ?\)")


@dataclass(frozen=True, slots=True)
class Share:
    """`per` where the notation itself names the period."""

    start: int
    end: int
    value: Decimal
    per: str | None = None


# 一个基点为0.01%: what the word stands for, and no share.
_POINT_SAID: Final = regex(r"(?:[1一] ?)?个?基点\)? ?(?:[为是即指=:]|等于)+ ?(?:0\.01 ?%|万分之一|百分之零点零一)")


def read(text: str, language: str) -> Iterator[Share]:
    """Every share of a folded text, in order; some lie over others."""
    text = _POINT_SAID.sub(lambda said: " " * len(said[0]), text)
    yield from _twins(text, sorted(_all(text, language), key=lambda share: (share.start, -share.end)))


def _twins(text: str, shares: Iterable[Share]) -> Iterator[Share]:
    """The shares, with one that stands once more in figures as one: 百分之五(5%)."""
    last: Share | None = None
    for share in shares:
        if last and share.value == last.value and (twin := _TWIN.fullmatch(text, last.end, share.end + 1)):
            last = replace(last, end=twin.end(), per=last.per or share.per)
            continue
        if last:
            yield last
        last = share
    if last:
        yield last


def _all(text: str, language: str) -> Iterator[Share]:
    for number in FIND.finditer(text):
        if (sign := _SIGN.match(text, number.end())) and (share := _signed(number, sign)):
            yield share
    for match in _OF.finditer(text):
        if share := _fraction(match):
            yield share
    for match in _SLASHED.finditer(text):
        by = int(match["by"].replace(",", ""))
        yield Share(match.start("count"), match.end(), Decimal(match["count"]) / by)
    for match in _WARI.finditer(text):
        yield Share(match.start(), match.end(), _digits(match, wari="0.1", bu="0.01", rin="0.001"))
    for match in _CHENG.finditer(text):
        yield Share(match.start(), match.end(), _digits(match, cheng="0.1") + Decimal("0.05" if match["half"] else 0))
    for match in _ZHE.finditer(text):
        yield Share(match.start(), match.end(), _digits(match, tenth="0.1", hundredth="0.01", han="0.01", kake="0.1"))
    for match in _HAL.finditer(text):
        yield Share(match.start(), match.end(), _digits(match, wari="0.1", bu="0.01"))
    for match in _BU.finditer(text):
        # 年息一分 is ten percent in Chinese, 年5分 five percent in Japanese; 月息二分 is two percent in both.
        tenth = match["by"] == "年" and language.startswith("zh")
        bu, rin = ("0.1", "0.01") if tenth else ("0.01", "0.001")
        yield Share(
            match.start(), match.end(), _digits(match, bu=bu, rin=rin), "year" if match["by"] == "年" else "month"
        )
    for match in _PUN.finditer(text):
        period = "year" if match["by"] == "연" else "month"
        yield Share(match.start(), match.end(), _digits(match, bu="0.01", rin="0.001"), period)
    for match in _HIBU.finditer(text):  # sen a day on a hundred yen
        yield Share(match.start(), match.end(), _digits(match, sen="0.0001", rin="0.00001"), "day")


def _signed(number: re.Match[str], sign: re.Match[str]) -> Share | None:
    written, start = number[0], number.start()
    value = to_decimal(written)
    if value is None and " " in written:
        tail = written.rsplit(" ", 1)[1]
        value, start = to_decimal(tail), number.end() - len(tail)
    if value is None or blanks.is_dummy(written):
        return None
    divisor = 10_000 if sign["point"] else _PER_UNIT.get(sign["sign"] or "%", 100)
    return Share(start, sign.end(), value / divisor)


def _fraction(match: re.Match[str]) -> Share | None:
    by = match["by"] or match["ko"] or match["ja"]
    count = match["count"] or match["ko_count"] or match["ja_count"]
    divisor = _POWERS.get(by[-1]) or int(by.replace(",", ""))
    value = to_decimal(count)
    return None if value is None or divisor < 10 else Share(match.start(), match.end(), value / divisor)


def _digits(match: re.Match[str], **weights: str) -> Decimal:
    groups = match.groupdict()
    parts = ((to_decimal(groups[name] or "0"), weight) for name, weight in weights.items())
    return sum(((digit or Decimal(0)) * Decimal(weight) for digit, weight in parts), Decimal(0))
