"""Party names that are not written alike everywhere: one character differs between head, body and signature."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from itertools import islice

from pipeline.checks.contract import Contract
from pipeline.issues import Issue
from pipeline.normalize.fold import folded
from pipeline.outline.section import Definition
from pipeline.text.occurrences import occurrences

_COMPANY = re.compile(
    r"(?:股份|有限责任|有限|株式|合同|合资|一般社団法人|社団法人|主式)*(?:公司|会社)|株式会社|有限会社|合同会社|주식회사|유한회사|유한책임회사|㈜|㈱|\(주\)|\(株\)|"
    r"(?:Co|Ltd|Inc|LLC|Corp)\b[.,]?",
    re.IGNORECASE,
)
# Siblings of one house are told apart by these alone: 第一分公司, 東日本, A社.
_TELLING = re.compile(
    r"[0-9a-z一二三四五六七八九十东西南北东中上下左右新旧大小甲乙丙丁○〇●×*_＿□\-·.,()&年月日와과은는이가]+",
    re.IGNORECASE,
)
_SHORTEST_CORE_CHARS = 4
_SHORTEST_CHARS, _LONGEST_CHARS = 6, 60
_MOST_PARTIES = 20
_MOST_PLACES = 2000


def names(contract: Contract) -> Iterator[Issue]:
    text, places = _squeezed(contract.plain)
    parties = {_name(each): each for each in contract.outline.definitions if each.kind == "party" and each.meaning}
    for name, party in islice(parties.items(), _MOST_PARTIES):
        if not _SHORTEST_CHARS <= len(name) <= _LONGEST_CHARS or not _has_core(name):
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
    """A company whose name is long enough that one other character is more likely a slip than another company."""
    core, companies = _COMPANY.subn("", name)
    return companies > 0 and len(core) >= _SHORTEST_CORE_CHARS


def _variants(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Where the name stands with one character exchanged, left out or added, or two in the wrong order.

    One half of the name stands unchanged: only places with one of them are compared.
    """
    middle = len(name) // 2
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
        if _is_slip(name, written):
            yield start, end


def _is_slip(name: str, written: str) -> bool:
    head = _common(name, written)
    tail = _common(name[head:][::-1], written[head:][::-1])
    one, other = name[head : len(name) - tail], written[head : len(written) - tail]
    if not head or not tail or len(one) > 2 or len(other) > 2:
        return False
    if len(one) == 2 and one != other[::-1]:
        return False
    return bool(one or other) and not _TELLING.fullmatch(one + other)


def _common(one: str, other: str) -> int:
    return next(
        (index for index, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
