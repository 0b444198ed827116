"""What the words right before a value call it, in whatever article it stands: the day of signing, the whole price, the
beginning and the end of the term, the contract that a supplement belongs to.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from pipeline.extract.label import label
from pipeline.extract.record import RecordMention
from pipeline.normalize.price_names import WHOLE_PRICE
from pipeline.outline.section import Outline
from pipeline.text.regex import regex

_LABEL_CHARS, _PHRASE_CHARS = 32, 96
_TOTAL: Final = regex(
    rf"(?:{WHOLE_PRICE}|合[计計](?:总|總)?金[额額])(?:上限)?"
    r"(?:[（(][^）)\n]{1,12}[）)])?(?:[共合总總][计計]|[总總][额額]|[大小][写寫])?[”\"」』]?\s*(?:[为為是][：:]?|是?指|とは、?|は、?|(?:이?란|이?라\s?함은),?|은|는|:|：|shall be|is)?\s*(?:人民[币幣]|총|일?금|합계)?\s*$",
    re.IGNORECASE,
)
_CONTRACT_NAME: Final = regex(
    r"[《「『](?P<title>[^《》「」『』\n]{2,40}?(?:合同|协议|協議|契约|契約|合約|계약|약정|约定)(?:书|書|서)?)[》」』]"
    r"(?:\s?[（(]?(?:合同)?(?:编号|編號|番号|번호|No\.?)\s*[：:为為]?\s*(?P<number>[A-Za-z0-9一-鿿-]{2,30}?)(?=[）)，,。、；\s]))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ParentContract:
    """The contract that this one changes or adds to; `start` and `end` span its title and number."""

    title: str
    number: str | None
    start: int
    end: int


def signing_dates(text: str, mentions: Sequence[RecordMention]) -> list[RecordMention]:
    """The dates that are called the day of signing."""
    dates = _of_kind("date", mentions)
    return [each for each in dates if _is_called("signing_date", text, each.start, _PHRASE_CHARS)] or [
        each
        for each in dates
        if _goes_on("called_signing_date", text, each.end)
        or (_is_called("contract_begins", text, each.start, _PHRASE_CHARS) and _goes_on("signed", text, each.end))
    ]


def effective_dates(text: str, mentions: Sequence[RecordMention]) -> list[RecordMention]:
    """The dates that are called the day of effect."""
    dates = _of_kind("date", mentions)
    return [
        each
        for each in dates
        if _is_called("effective_date", text, each.start) or _goes_on("called_effective_date", text, each.end)
    ] or [
        each
        for each in dates
        if _is_called("of_the_contract", text, each.start) and _goes_on("takes_effect", text, each.end)
    ]


def total_amounts(text: str, mentions: Sequence[RecordMention]) -> list[RecordMention]:
    """The sums that are called the price of the whole contract, or that are lent by it."""
    sums = [each for each in _of_kind("money", mentions) if not _is_of_one(text, each)]
    totals = [each for each in sums if _is_total(text, each)] or [
        each for each in sums if _is_called("fee", text, each.start) and not _is_called("of_a_period", text, each.start)
    ]
    return [each for each in totals if not _is_called("without_tax", text, each.start)] or totals


def terms_of_contract(text: str, mentions: Sequence[RecordMention]) -> list[tuple[RecordMention, RecordMention]]:
    """First and last day of what is called the term: 服务期自…起至…止."""
    return [
        (first, last)
        for first, last in pairwise(_of_kind("date", mentions))
        if label("until").fullmatch(text, first.end, last.start) and _is_called("term", text, first.start)
    ]


def days_of_work(text: str, mentions: Sequence[RecordMention]) -> tuple[list[RecordMention], list[RecordMention]]:
    """First and last day, where a form says each by itself: 着手 令和7年6月21日, 완공 …; nothing where one of them lacks."""
    dates = _of_kind("date", mentions)
    first, last = (
        [each for each in dates if _is_called(name, text, each.start)] for name in ("work_begins", "work_ends")
    )
    return (first, last) if first and last else ([], [])


def last_days(text: str, mentions: Sequence[RecordMention]) -> list[RecordMention]:
    """The last days of terms that begin with an event: 有效期至…, 契約締結日から…まで."""
    return [
        each
        for each in _of_kind("date", mentions)
        if _is_called("ends", text, each.start)
        or (_is_called("ends_with", text, each.start) and _goes_on("last_day", text, each.end))
    ]


def parent_contract(text: str, outline: Outline) -> ParentContract | None:
    """The contract that a supplement names before its first article or in it."""
    named = outline.parts[0] if outline.parts and outline.parts[0].kind in ("title", "annex") else None
    if named is None:
        return None
    line = text.find("\n", named.start)
    start = min(named.end, line if line >= 0 else named.end)
    if not label("supplement").search(text, named.start, start):
        return None
    end = outline.articles[0].end if outline.articles else len(text)
    found = _CONTRACT_NAME.search(text, start, end)
    return ParentContract(found["title"], found["number"], *found.span()) if found else None


def is_beside_price(text: str, start: int, end: int) -> bool:
    """Whether the words around a sum call it a deposit, a penalty, a tax, or what a month or a piece costs, and not the
    price.
    """
    besides = any(_is_called(name, text, start) for name in ("beside_price", "of_a_period"))
    return besides or _goes_on("a_piece", text, end)


def is_changed(text: str, end: int) -> bool:
    """Whether the words behind a value make it the one that another takes the place of."""
    return _goes_on("changed", text, end)


def is_of_interest(text: str, end: int) -> bool:
    """Whether the words behind a date make it the day from which interest runs until payment."""
    return _goes_on("until_paid", text, end)


def is_last_day(text: str, start: int) -> bool:
    """Whether the words before a date make it the end of a period: 自…至⏎2030年12月31日."""
    return _is_called("up_to", text, start)


def is_of_form(text: str, start: int) -> bool:
    """Whether the words before a date speak of the general terms: この約款は、令和2年4月1日から."""
    return _is_called("of_the_form", text, start)


def is_birthday(text: str, start: int) -> bool:
    """Whether the words before a date make it the day somebody was born."""
    return _is_called("birthday", text, start)


def is_handed_over(text: str, end: int) -> bool:
    """Whether the words behind a date make it a day of delivery."""
    return _goes_on("handed_over", text, end)


def _of_kind(kind: Literal["date", "money"], mentions: Sequence[RecordMention]) -> list[RecordMention]:
    return [mention for mention in mentions if mention.kind == kind]


def _is_total(text: str, mention: RecordMention) -> bool:
    lent = _is_called("borrowed", text, mention.start) or _goes_on("lent", text, mention.end)
    return lent or _TOTAL.search(text, max(mention.start - _LABEL_CHARS, 0), mention.start) is not None


def _is_of_one(text: str, mention: RecordMention) -> bool:
    return _is_called("price_of_one", text, mention.start) or _goes_on("a_piece", text, mention.end)


def _is_called(name: str, text: str, start: int, chars: int = _LABEL_CHARS) -> bool:
    """Whether the words right before a value are a label."""
    return label(name).search(text, max(start - chars, 0), start) is not None


def _goes_on(name: str, text: str, end: int) -> bool:
    """Whether the words right behind a value are a label."""
    return label(name).match(text, end) is not None
