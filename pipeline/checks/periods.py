"""Periods of the calendar: an end before its start, a term that is not the time between its days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from pipeline.checks.contract import Contract, Said
from pipeline.issues import Issue
from pipeline.normalize.calendar import last_day, reckoning, shift
from pipeline.text.regex import regex

_TO = regex(
    r"\s*(?:\([^()\n]{1,12}\)\s*)?(?:起算?|开始|から|より|부터)?[\s,、]*(?:至|到|~|-|迄至|until|to|through)\s*|"
    r"\s*(?:\([^()\n]{1,12}\)\s*)?(?:から|より|부터|起)[\s,、]*"
)
# …生效，…终止; …に開始し、…に終了する: each of the two days is called what it is.
_STARTS = regex(
    r"\s*(?:之?日?起|に|から|より|에|부터)?\s*(?:正式)?(?:生效|开始|起算|起租|开工|启动|発効|着手|시작|개시|착수|발효|commences?|starts?)"
    r"(?:し|する|하여|하고|하며|되어)?[\s,、]*(?:并|且|and)?\s*(?:于|至|到|在|on|ends? on)?\s*"
)
_ENDS = regex(r"\s*(?:に|에)?\s*(?:终止|届满|期满|结束|失效|到期|完工|竣工|终了|满了|종료|만료|완료|ends?|expires?)")
# A term stands before its days (三年，自…起) or behind them (…まで3年間, …(共三年)).
_BEFORE = regex(r"[\s,、:(]{0,3}(?:即|由|自|从|为|是|は|とし|として|으로 하며|으로 하고|[,、:\s(])*")
_BEHIND = regex(
    r"(?:止|まで|까지|终止)?(?:日)?[\s,、]*(?:(?:\(|共计?|合计|总计|总共|为期|期限为?|计|の|총|간의?)[\s:]*)+|(?:まで|까지)\s*"
)
_LIMIT = regex(r"\s*(?:以?内|之内|前|以?后|之|이내|내|전|후|ごと|每|毎|마다)")
_ABOUT = regex(r"(?:约|大约|近|およそ|약|around|about)\s*$")
# 自2026年1月1日至2026年12月31日为第一年: one piece of the term.
_PIECE = regex(r"[^。;\n]{0,8}(?:第\s*[一二三四五1-9]|[1-5]\s*년차|初年|首年)")
_LONGEST_BETWEEN = 40


def periods(contract: Contract) -> Iterator[Issue]:
    for position, (left, right) in enumerate(pairwise(contract.indexed)):
        start, end = _day(left[1], left[2]), _day(right[1], right[2])
        if start is None or end is None:
            continue
        joined = _joined(contract.plain, left[1].end, right[1].start)
        if end < start and (joined or _named(contract.plain, left[1], right[1])):
            params = {"start": start.isoformat(), "end": end.isoformat()}
            yield Issue("period_backwards", "warning", params, f"/mentions/{right[0]}", right[1].start, right[1].end)
        elif joined:
            yield from _against_term(contract, position, start, end)


def _day(said: Said, value: object) -> date | None:
    iso = value.get("iso") if said.kind == "date" and isinstance(value, dict) else None
    try:
        return date.fromisoformat(iso) if isinstance(iso, str) and len(iso) == 10 else None
    except ValueError:
        return None


def _joined(plain: str, low: int, high: int) -> bool:
    return high - low <= _LONGEST_BETWEEN and _TO.fullmatch(plain, low, high) is not None


def _named(plain: str, left: Said, right: Said) -> bool:
    """Whether the words behind the one day let something start, and those behind the other let it end."""
    if right.start - left.end > _LONGEST_BETWEEN:
        return False
    return bool(_STARTS.fullmatch(plain, left.end, right.start) and _ENDS.match(plain, right.end))


def _against_term(contract: Contract, position: int, start: date, end: date) -> Iterator[Issue]:
    """The terms beside the two days; where several stand there, one that fits is enough."""
    low, high = contract.indexed[position][1].start, contract.indexed[position + 1][1].end
    if _PIECE.match(contract.plain, high):
        return
    terms = [*_behind(contract, position, high), *_before(contract, position, low)]
    if not terms or any(_fits(start, end, iso) for _, _, iso in terms):
        return
    index, said, iso = terms[0]
    expected = last_day(start, iso)
    if expected is None:
        return
    params = {
        "term": contract.text[said.start : said.end],
        "start": start.isoformat(),
        "end": end.isoformat(),
        "computed": f"{reckoning(start, iso)} = {expected.isoformat()}",
    }
    yield Issue("term_against_dates", "warning", params, f"/mentions/{index}", said.start, said.end)


def _fits(start: date, end: date, iso: str) -> bool:
    """Three years from 1 April end on 31 March; who counts both days writes 1 April."""
    return end in (last_day(start, iso), shift(start, iso))


def _before(contract: Contract, position: int, low: int) -> Iterator[tuple[int, Said, str]]:
    """The term that leads to the days, and those before it in its sentence: 期限三年，试用期三个月，自…."""
    beside = low
    for index, said, value in reversed(contract.indexed[max(0, position - 4) : position]):
        if re.search(r"[。;\n]", contract.plain[said.end : low]) or said.kind not in ("duration", "date", "rate"):
            return
        if beside == low and not (
            low - said.end <= _LONGEST_BETWEEN and _BEFORE.fullmatch(contract.plain, said.end, low)
        ):
            return
        beside = said.start
        if iso := _length(contract.plain, said, value):
            yield index, said, iso


def _behind(contract: Contract, position: int, high: int) -> Iterator[tuple[int, Said, str]]:
    for index, said, value in contract.indexed[position + 2 : position + 3]:
        near = said.start - high <= _LONGEST_BETWEEN and _BEHIND.fullmatch(contract.plain, high, said.start)
        if near and (iso := _length(contract.plain, said, value)):
            yield index, said, iso


def _length(plain: str, said: Said, value: object) -> str | None:
    """The period as ISO 8601, None where it is a limit, about so long, or counted in business days."""
    if said.kind != "duration" or not isinstance(value, dict) or value.get("days") == "business" or "bound" in value:
        return None
    if _LIMIT.match(plain, said.end) or _ABOUT.search(plain, max(0, said.start - 4), said.start):
        return None
    return value.get("iso")
