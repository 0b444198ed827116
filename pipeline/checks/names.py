"""Party names that are not written alike everywhere: one character differs between head, body and signature."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from itertools import islice

from pipeline.checks.contract import Contract
from pipeline.checks.slip import differing
from pipeline.issues import Issue
from pipeline.normalize.fold import folded
from pipeline.outline.section import Definition
from pipeline.text.occurrences import occurrences
from pipeline.text.regex import regex

_COMPANY = regex(
    r"(?:股份|有限责任|有限|株式|合同|合资|一般社団法人|社団法人|主式)*(?:公司|会社)|株式会社|有限会社|合同会社|주식회사|유한회사|유한책임회사|㈜|㈱|\(주\)|\(株\)|"
    r"(?:Co|Ltd|Inc|LLC|Corp)\b[.,]?",
    re.IGNORECASE,
)
# Siblings of one house are told apart by these alone: 第一分公司, 東日本, A社.
_TELLING = regex(
    r"[0-9a-z一二三四五六七八九十东西南北东中上下左右新旧大小甲乙丙丁○〇●×*_＿□\-·.,()&年月日와과은는이가]+",
    re.IGNORECASE,
)
# 天诚实业 and 天诚置业 are two of one house, each with its trade.
_TRADE = regex(r"[实置物商工农药矿产林渔纸酒乳茶旅企创木]业")
_SHORTEST_CORE_CHARS = 4
_SHORTEST_CHARS, _LONGEST_CHARS = 6, 60
_MOST_PARTIES = 20
_MOST_PLACES = 2000


def names(contract: Contract) -> Iterator[Issue]:
    text, places = _squeezed(contract.plain)
    parties = {_name(each): each for each in contract.outline.definitions if each.kind == "party" and each.meaning}
    for name, party in islice(parties.items(), _MOST_PARTIES):
        if not _SHORTEST_CHARS <= len(name) <= _LONGEST_CHARS or not _COMPANY.search(name):
            continue
        told: set[str] = set()
        for start, end in sorted(set(_variants(text, name))):
            variant = text[start:end]
            if variant in told or any(variant in known for known in parties):
                continue
            told.add(variant)
            span = places[start], places[end - 1] + 1
            params = {"written": contract.text[slice(*span)], "name": party.meaning, "party": party.term}
            yield Issue("party_name_differs", "warning", params, "", *span)


def _squeezed(text: str) -> tuple[str, array[int]]:
    """The text without white space, in lower case of the same length, and where each of its characters stands."""
    places = array("q", (place for place, char in enumerate(text) if not char.isspace()))
    return "".join(text[place] for place in places).translate(_LOWER), places


_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


def _name(party: Definition) -> str:
    return _squeezed(folded(party.meaning))[0]


def _has_core(name: str) -> bool:
    """Whether the name is long enough that one other character is more likely a slip than another company."""
    return len(_COMPANY.sub("", name)) >= _SHORTEST_CORE_CHARS


def _variants(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Where the name stands with one character exchanged, left out or added, or two in the wrong order.

    One half of the name stands unchanged, unless the two are those in its middle: only such places are compared.
    """
    middle = len(name) // 2
    turned = name[: middle - 1] + name[middle] + name[middle - 1] + name[middle + 1 :]
    if is_slip(name, turned):
        yield from ((start, start + len(name)) for start in islice(occurrences(text, turned), _MOST_PLACES))
    for start in islice(occurrences(text, name[:middle]), _MOST_PLACES):
        yield from _slips(text, name, start, middle, forward=True)
    for start in islice(occurrences(text, name[middle:]), _MOST_PLACES):
        yield from _slips(text, name, start + len(name) - middle, middle, forward=False)


def _slips(text: str, name: str, edge: int, middle: int, forward: bool) -> Iterator[tuple[int, int]]:
    """The spans, from the edge of the half that is unchanged, whose other half has one slip."""
    for longer in (0, -1, 1):
        length = len(name) + longer
        start, end = (edge, edge + length) if forward else (edge - length, edge)
        if start < 0 or end > len(text):
            continue
        written = text[start:end]
        if is_slip(name, written):
            yield start, end


def is_slip(name: str, written: str) -> bool:
    """Whether one is the other with a slip in it, and no sibling (第一分公司) is told from it by that very character.

    Two neighbours in the wrong order are a slip in the shortest name too.
    """
    differ = differing(name, written)
    if differ is None or not any(differ) or _TELLING.fullmatch("".join(differ)):
        return False
    if _other_trade(name, written):
        return False
    shorter, longer = sorted((name, written), key=len)
    # 주식회사 + 사업자: what is added at an edge is the next word's.
    inside = not longer.startswith(shorter) and not longer.endswith(shorter)
    same_edges = name[0] == written[0] and name[-1] == written[-1]
    return inside and same_edges and (len(differ[0]) == 2 or _has_core(name))


def _other_trade(name: str, written: str) -> bool:
    """Whether the names differ in the trade alone."""
    return _TRADE.sub("业", name) == _TRADE.sub("业", written) and _TRADE.search(name) is not None
