"""Rates in words against the figures in the brackets behind them: 百分之二十（30%）."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from pipeline.checks.contract import Contract
from pipeline.issues import Issue
from pipeline.text.regex import regex

_OPENED, _CLOSED = regex(r"\s?\((?:即|すなわち|즉)?\s?"), regex(r"\s?\)")
_FIGURE = regex(r"[0-9]")


def figures(contract: Contract) -> Iterator[Issue]:
    """Of sums and periods the values themselves tell."""
    rates = [(said, value) for _, said, value in contract.indexed if said.kind == "rate" and value.get("rate")]
    for (one, words), (other, shown) in pairwise(rates):
        between = _OPENED.fullmatch(contract.plain, one.end, other.start)
        if not between or not _CLOSED.match(contract.plain, other.end):
            continue
        in_figures = [bool(_FIGURE.search(contract.plain, said.start, said.end)) for said in (one, other)]
        if in_figures == [False, True] and Decimal(str(words["rate"])) != Decimal(str(shown["rate"])):
            quote = contract.text[one.start : other.end + 1]
            yield Issue("words_against_figures", "warning", {"quote": quote}, "", one.start, other.end + 1)
