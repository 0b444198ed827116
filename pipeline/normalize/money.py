"""Sums of money: 人民币壹佰贰拾捌万元整（￥1,280,000.00）, 1.28亿元, 金壱百万円也, 일금 일백만원정, US$1.5 million."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from pipeline.normalize import currencies, taxes
from pipeline.normalize.mention import BLANK, UNDECIDED, Mention, Value
from pipeline.normalize.sums import Sum, read
from pipeline.text.numerals import to_decimal
from pipeline.text.regex import regex

_JOIN: Final = regex(
    r"(?>(?:[ \n-]|[(\[]?(?:大写|小写)[)\]]?|,|，|、|:|：|;|\(|\[|/|\"|即|计|大写|小写|人民币|金额|合计|为|整|总计|共计|한글|숫자|한화|税前|税込|"
    r"(?:in )?(?:words|figures))*)"
)
_JOIN_MARK: Final = regex(r"[(\[即]|大写|小写|words|figures|한글|숫자|^[ _:：]*$")
_LABELLED: Final = regex("大写|小写")
_BARE_TWIN: Final = regex(
    r" ?\( ?(?P<figures>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,2})?|[0-9]{4,12}(?:\.[0-9]{1,2})?) ?\)"
)
_JOIN_CHARS: Final = 24
_CLOSING: Final = regex(
    r"[ _-]{0,4}(?:元整?|圆整?|円|원)?[ _]{0,2}(?:[,，、 ](?=[^()\n]{0,12}(?:税|VAT|부가))[^()\n]{0,14})?[)\]]"
)


def find(text: str, original: str, language: str) -> Iterator[Mention]:
    """Every sum of a folded text; words and figures side by side are one mention. A blank has no amount."""
    sums = sorted(read(text, language), key=lambda item: (item.start, -item.end))
    index = 0
    while index < len(sums):
        here, index = sums[index], index + 1
        while index < len(sums) and sums[index].start < here.end:
            index += 1
        twin = _bare_twin(text, here) or (sums[index] if index < len(sums) else None)
        if twin and _are_twins(text, here, twin):
            yield _paired(text, original, here, twin)
            while index < len(sums) and sums[index].start < twin.end:
                index += 1
        else:
            yield _single(text, here)


def _are_twins(text: str, here: Sum, twin: Sum) -> bool:
    """Whether two sums say one thing in words and in figures; two figures are twins only where they agree."""
    between = text[here.end : twin.start]
    mark = _LABELLED if "\n" in between else _JOIN_MARK
    if len(between) > _JOIN_CHARS or not _JOIN.fullmatch(between) or not mark.search(between):
        return False
    if here.low is not None or twin.low is not None or (here.amount is None) != (twin.amount is None):
        return False
    if here.currency != twin.currency and (here.amount != twin.amount or (here.named and twin.named)):
        return False
    return here.words != twin.words or (here.amount == twin.amount and not between.isspace() and between != "")


def _bare_twin(text: str, here: Sum) -> Sum | None:
    """Figures in brackets behind words, with no currency of their own: 贰万元整（20000.00）."""
    match = _BARE_TWIN.match(text, here.end) if here.words else None
    if match is None:
        return None
    return Sum(match.start("figures"), match.end("figures"), to_decimal(match["figures"]), here.currency, False, False)


def _paired(text: str, original: str, here: Sum, twin: Sum) -> Mention:
    end = twin.end
    opened = text[here.start : end]
    if opened.count("(") + opened.count("[") > opened.count(")") + opened.count("]"):
        closing = _CLOSING.match(text, end)
        end = closing.end() if closing else end
    currency = here.currency if here.named else twin.currency if twin.named else here.currency or twin.currency
    if here.amount is None or currency is None or here.amount == twin.amount:
        return _single(text, replace(here, end=end, currency=currency))
    candidates = [
        {"written": original[item.start : item.end], **_value(item.amount, currency)} for item in (here, twin)
    ]
    value: Value = {"amount": None, "currency": currency, "value": None, "candidates": candidates}
    return Mention("money", here.start, end, value, problem="words_against_figures")


def _single(text: str, item: Sum) -> Mention:
    if item.amount is None:
        return Mention("money", item.start, item.end, BLANK, blank=True)
    if item.currency is None:
        return Mention("money", item.start, item.end, UNDECIDED, problem="unknown_currency")
    if item.low is not None:
        ends = [_value(amount, item.currency) for amount in (item.low, item.amount)]
        value: Value = {"amount": None, "currency": item.currency, "value": None, "candidates": ends}
        return Mention("money", item.start, item.end, value, problem="range_of_values")
    value = _value(item.amount, item.currency)
    if tax := taxes.of(text, item.start, item.end):
        value["tax"] = tax
    return Mention("money", item.start, taxes.bracket_end(text, item.end), value)


def _value(amount: Decimal | None, currency: str) -> Value:
    return {"amount": currencies.written(amount or Decimal(0), currency), "currency": currency}
