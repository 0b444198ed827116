"""Amounts with their currency as they stand, in words or in figures, each before it meets its twin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from typing import Final

from pipeline.normalize import blanks, currencies
from pipeline.text.numerals import (
    FIND,
    HAN_CLASS,
    HANGUL_DIGITS,
    HANGUL_UNITS,
    HANGUL_WORDS,
    NUMERAL,
    to_decimal,
    to_int,
)
from pipeline.text.regex import regex

_LABEL: Final = r"(?:大写|小写|金额|即|计|为|约|合计|共计|총액)"
_GAP: Final = rf"(?:[ _:：\"]|\( ?{_LABEL}[:：]? ?\)?|{_LABEL}|\( ?| ?\)|[/,，](?={_LABEL}))"
_BEFORE: Final = regex(rf"(?P<name>{currencies.BEFORE_ANY})(?:{_GAP}){{0,6}}$")
_LEAD: Final = regex(r"(?:(?<![\u4e00-\u9fff])金|(?<=[额计])金|(?<![가-힣])금)[ _]{0,4}$")
_WINDOW_CHARS: Final = 24
_OPENED_CHARS: Final = 6
_BEFORE_END: Final = currencies.LAST_CHARS | frozenset(' _:(")写额即计为约액')
_DIGIT: Final = rf"(?:[0-9]{{1,2}}|[{HAN_CLASS}]{{1,2}})"
_TAIL: Final = regex(
    rf"(?P<scale> ?(?:million|billion|thousand))?[ _]{{0,6}}\)?(?P<unit>{currencies.BEHIND_ANY})"
    rf"(?: ?[零〇]?(?P<jiao>{_DIGIT}) ?角)?(?: ?[零〇]?(?P<fen>{_DIGIT}) ?分(?!之))?(?:(?P<sen>{_DIGIT}) ?[銭钱])?"
    r"(?P<close> ?(?:整|正(?![式常确在当规])|也(?!是|就|可|应|不)|정(?!도|산|기|하|한|액|보)))?"
)
_SCALE: Final = regex(r" ?(?P<scale>million|billion|thousand)(?![a-z])", re.I)
_SCALES: Final = {"million": 10**6, "billion": 10**9, "thousand": 10**3}
_KOREAN: Final = regex(rf"(?<![가-힣])(?P<lead>일금 ?|금 ?)?(?P<words>{HANGUL_WORDS})(?= ?원)")
# 3.1 人民币借款利率: the number of a clause above a currency, no sum.
_CLAUSE: Final = regex(rf"(?<![^\n])[0-9]{{1,2}}\.[0-9]{{1,2}} (?:{currencies.BEFORE_ANY})(?!整)[0-9\u4e00-\u9fff]")
# 1,000万円単位: the step in which a sum is counted.
_STEP: Final = regex(r" ?(?:单位|単位|단위)")
_ORDINAL: Final = regex(r"(?:第|제|单位 ?[:：]? ?|단위 ?[:：]? ?|[A-Za-z]-) ?$")
_COUNTED: Final = regex(rf"[0-9{HAN_CLASS}]$")
# 参万壱円 and 삼만일원 are 30,001; only Chinese says 三万五 for 35,000.
_BARE_DIGIT: Final = regex(rf"(?<=[万亿兆만억조])(?=[{HAN_CLASS}{HANGUL_DIGITS}]$)")
_ONLY_UNITS: Final = regex(rf"[十拾百佰千仟万亿兆{HANGUL_UNITS} ]+")
_MYRIADS: Final = ("万", "亿", "兆")
_UNIT: Final = regex("[十拾百佰千仟万亿십백천만억]")
_LAST_UNIT: Final = regex("[万亿千만억천]+$")
_MOST_DIGITS: Final = 20
_SHARES: Final = ("%", "‰", "‱")
_SHARED_UNIT: Final = regex(rf"(?P<low>{NUMERAL}) ?(?:-|~|至|到|乃至|ないし|내지) ?$")

# What the currency before a range says of both ends: 人民币5,000-8,000元, US$5,000至8,000.
_RANGE_AHEAD: Final = regex(rf" ?(?:-|~|至|到|乃至|ないし|내지) ?(?P<high>{NUMERAL})")

_BLANK_TAIL: Final = regex(
    rf"[ 0-9,.]{{0,6}}(?:[万亿千百만억천]{{1,2}} ?)?(?:{currencies.BEHIND_ANY})(?: ?(?:整|也|정(?!도|산|기)))?"
)
_FIGURE: Final = regex(r"[0-9]")


@dataclass(frozen=True, slots=True)
class Sum:
    """One amount as it stands, in words or in figures, before it meets its twin."""

    start: int
    end: int
    amount: Decimal | None
    currency: str | None
    named: bool  # the currency is named, not inferred from the language
    words: bool
    low: Decimal | None = None  # the lower end of a range that shares its unit (5000-10000元)


def read(text: str, language: str) -> Iterator[Sum]:
    for number in FIND.finditer(text):
        if found := _around(text, *_trimmed(number), language):
            yield found
    for words in _KOREAN.finditer(text):
        value = to_decimal(_BARE_DIGIT.sub("영", words["words"]))
        if (
            value
            and (words["lead"] or value >= 1000)
            and len(words["words"]) > 1
            and not (words["lead"] is None and _ONLY_UNITS.fullmatch(words["words"]) and _is_unit(text, words.start()))
        ):
            tail = _TAIL.match(text, words.end())
            yield Sum(words.start(), tail.end() if tail else words.end(), value, "KRW", True, True)
    for blank in chain(blanks.find(text), blanks.FIND_SPACES.finditer(text)):
        if found := _blank(text, blank):
            yield found


def _is_unit(text: str, start: int) -> bool:
    """千円 and 백만원 head a table; as a sum they would carry a count."""
    before = text[max(start - 8, 0) : start]
    return "单位" in before or "단위" in before or before.endswith("(")


def _is_form(text: str, written: str, start: int, end: int) -> bool:
    """万元 behind a space and 拾 元 between boxes wait for a digit."""
    waits = text[start - 1 : start] in (" ", "_") or text[end : end + 1] in (" ", "_")
    return waits or written in _MYRIADS


def _trimmed(number: re.Match[str]) -> tuple[str, int, int]:
    """The numeral without what stands before it across a space and is no part of it (表一 1,000)."""
    written = number[0]
    if " " in written and to_decimal(written) is None and not _ONLY_UNITS.fullmatch(written):
        written = written.rsplit(" ", 1)[1]
    return written, number.end() - len(written), number.end()


def _around(text: str, written: str, start: int, end: int, language: str) -> Sum | None:
    """The sum around a numeral, None where no currency stands beside it."""
    tail, before = _TAIL.match(text, end), _named_before(text, start)
    head = text[max(start - _WINDOW_CHARS, 0) : start]
    if before and tail and _names_the_number_before(head, before):
        before = None
    if tail and ")" in text[end : tail.start("unit")] and "(" not in head[-_OPENED_CHARS:]:
        tail = None  # (9:00-17:30)新台币200元
    if tail and (_CLAUSE.match(text, start) or _STEP.match(text, tail.end())):
        return None
    if tail is None and text[end : end + 1] in _SHARES:
        return None  # 人民币30%
    if not (tail or before) or (before is None and _ORDINAL.search(head)) or _waits(text, written, start, end, head):
        return None
    scale = tail["scale"] if tail else None
    if tail is None and (scaled := _SCALE.match(text, end)):
        scale, end = scaled["scale"], scaled.end()
    amount = _amount(written, scale, tail, language)
    if amount is None:
        return None
    first = start - (len(head) - before.start()) if before else start
    if before and tail is None and (ranged := _ranged(text, first, end, amount, before["name"], language)):
        return ranged
    low, low_start = _low(head, start, written, amount, before is None)
    first = first if before else _with_lead(head, low_start)
    named_before = currencies.before(before["name"]) if before else None
    named_behind = currencies.behind(tail) if tail else None
    return Sum(
        _with_bracket(text, first, start),
        tail.end() if tail else end,
        None if blanks.is_dummy(written) else amount,
        currencies.resolve(named_before, named_behind, language),
        named=currencies.is_named(named_before) or currencies.is_named(named_behind),
        words=_FIGURE.search(written) is None,
        low=low,
    )


def _waits(text: str, written: str, start: int, end: int, head: str) -> bool:
    """Units without a number: the head of a table, or a form that waits for one."""
    if not _ONLY_UNITS.fullmatch(written):
        return False
    lead = _LEAD.search(head)
    # 金 百万円 is a sum; nobody writes ten thousand without its one (金 万円).
    if lead and "_" not in lead[0] and written not in _MYRIADS:
        return False
    return _is_unit(text, start) or _is_form(text, written, start, end)


def _with_bracket(text: str, first: int, start: int) -> int:
    """Takes in the bracket whose end lies between currency and numeral: （人民币）壹佰万元."""
    between = text[first:start]
    opened = ")" in between and "(" not in between and text[first - 1 : first] == "("
    return first - 1 if opened else first


def _named_before(text: str, start: int) -> re.Match[str] | None:
    if start == 0 or text[start - 1] not in _BEFORE_END:
        return None
    low = max(start - _WINDOW_CHARS, 0)
    return _BEFORE.search(text[low:start])


def _names_the_number_before(head: str, before: re.Match[str]) -> bool:
    """Whether the currency stands behind a sum of its own, whose twin only follows it: 250,000.00欧元（大写：贰拾伍万欧元整）."""
    return _COUNTED.search(head[: before.start()]) is not None and head[before.end("name") :].strip() != ""


def _with_lead(head: str, start: int) -> int:
    lead = _LEAD.search(head)
    return start - (len(head) - lead.start()) if lead else start


def _ranged(text: str, first: int, end: int, low: Decimal, name: str, language: str) -> Sum | None:
    """The range that begins with `name` at `first` and whose lower end, `low`, stops at `end`."""
    match = _RANGE_AHEAD.match(text, end)
    high = to_decimal(match["high"]) if match else None
    if match is None or high is None or high <= low:
        return None
    unit = _LAST_UNIT.search(match["high"])
    low = min(low * (to_int("一" + unit[0]) or 1) if unit and low < 10_000 else low, high)
    tail, currency = _TAIL.match(text, match.end()), currencies.before(name)
    stop = tail.end() if tail else match.end()
    resolved = currencies.resolve(currency, None, language)
    return Sum(first, stop, high, resolved, currencies.is_named(currency), False, low)


def _low(head: str, start: int, written: str, amount: Decimal, alone: bool) -> tuple[Decimal | None, int]:
    """The lower end of a range, in the unit of its upper end (3-5万元), and where the range starts."""
    match = _SHARED_UNIT.search(head) if alone else None
    low = to_decimal(match["low"]) if match else None
    if match is None or low is None or low >= amount or _ORDINAL.search(head[: match.start()]):
        return None, start
    unit = _LAST_UNIT.search(written)
    scaled = low * (to_int("一" + unit[0]) or 1) if unit and not _UNIT.search(match["low"]) else low
    return min(scaled, amount), start - (len(head) - match.start())


def _amount(written: str, scale: str | None, tail: re.Match[str] | None, language: str) -> Decimal | None:
    value = to_decimal(written)
    if value is None and language in ("ja", "ko"):
        value = to_decimal(_BARE_DIGIT.sub("零", written))
    if value is None or value.adjusted() > _MOST_DIGITS:
        return None
    amount = value * _SCALES[scale.strip().lower()] if scale else value
    for group, weight in (("jiao", "0.1"), ("fen", "0.01"), ("sen", "0.01")):
        if tail and tail[group]:
            amount += (to_decimal(tail[group]) or Decimal(0)) * Decimal(weight)
    return amount


def _blank(text: str, blank: re.Match[str]) -> Sum | None:
    """A form's line for a sum: a currency on one side of the blank, on both sides where the blank is only space."""
    tail = _BLANK_TAIL.match(text, blank.end())
    before = _named_before(text, blank.start())
    head = text[max(blank.start() - _WINDOW_CHARS, 0) : blank.start()]
    lead = _LEAD.search(head)
    only_space = not blank[0].strip()
    if (tail is None and before is None) or (
        only_space and (tail is None or not (before or lead or len(blank[0]) > 3))
    ):
        return None
    if tail is None and text[blank.end() : blank.end() + 1].isdigit():
        return None
    opening = before or lead
    first = blank.start() - (len(head) - opening.start()) if opening else blank.start()
    return Sum(first, tail.end() if tail else blank.end(), None, None, False, False)
