"""Parties as English contracts name them: between Acme, Inc., a Delaware corporation ("Client") and ____ ("Agent")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.outline.parties.organisation import INCORPORATED
from pipeline.outline.section import Definition
from pipeline.text.regex import regex

_SUFFIX = rf"{INCORPORATED}\.?"
_WORD = r"(?:(?:[A-Z]\.){1,4}|(?i:[a-z]{0,16}corp|inc|co|ltd|pte|pty|sdn|bhd)\.|[A-Z][\w&'’/-]{0,30}|&)"
_NAME = rf"(?P<name>{_WORD}(?:[ ](?:(?:of|for)[ ](?:the[ ])?)?{_WORD}|[ ]\([A-Z][\w .]{{1,20}}\)){{0,9}}(?:,?[ ]?{_SUFFIX}){{0,3}})"
_TERM = regex(
    r"\((?:[A-Z]{2,10}[;,] )?(?:(?i:the|each|hereinafter|hereafter|herein|called|referred to as|collectively|as)[ ,\n]+){0,6}"
    r"(?:[\"“](?i:the )?(?P<quoted>[A-Z][\w &’'-]{0,40})[\"”][^()]{0,60}|(?<=the )(?P<term>[A-Z][\w-]{2,30}))\)"
)
_NAMING_ASIDE = regex(r"\((?:[^()\"“]{0,60}[\"“][^()]{1,80}|the [A-Z][\w-]{2,30})\)")
_BETWEEN = regex(r"\b(?:between|among)\b", re.IGNORECASE)
# Only a number or "between" say that a party follows; elsewhere its name, or another party before it, must.
_OPENING = regex(
    r"(?:(?P<sure>\b(?i:between|among)\b:?|\((?:[0-9]{1,2}|[A-Za-z]|i{2,3})\)|\n[0-9]{1,2}[.)])|\b(?i:and|with|by)\b|[:;]|(?:\A|\n))\s*"
    r"(?:\((?:[0-9]{1,2}|[A-Za-z])\)\s*|[0-9]{1,2}[.)]\s*)?(?:the\s(?=[A-Z]))?"
)
# Ministry of Trade, Industry and Energy of the Republic of Korea
_WHOLE = regex(rf"{_WORD}(?:(?:,|[ ]and|[ ]of|[ ]the|[ ]for)*[ ]{_WORD})*\s*\Z")
_WRAPPED = regex(r"(?<=[^\n]{45})\n(?=\S)")
_SUFFIXED = regex(rf"\b{_SUFFIX}")
_NAMED = regex(rf"(?!Party [A-D]\b){_NAME}")
_BLANK = regex(r"(?:_[_ ]{1,60}|\[[^\]\n]{0,40}\]|\(\s*\)|[●○◯■□*]{2,}|\.{4,})")
# What goes on behind a name, up to the brackets: its law, its seat, in which quality it contracts.
_GOES_ON = regex(
    r"\s*(?:\Z|,|[(\[]|(?:an?|as|of|with|whose|which|incorporated|organi[sz]ed|having|registered|located|duly|residing|represented|acting)\b)"
)
_ADJACENT = regex(rf"(?<![\w&]){_NAME}\s?\Z")
_ORGANISATION = regex(rf"{_SUFFIX}|(?i:\b(?:Bank|University|Institute|Foundation|Association|Ministry|Agency)\b)")
_NO_PARTY = regex(
    r"(?:This|These)\b|The\b(?!.*\b(?:Bank|University|Institute|Foundation|Association|Ministry|Agency|Inc|Ltd|Limited|Corporation|Company|Trust)\b)|(?:.*\b)?(?:Agreement|Contract|Date|Deed|Schedule|Information|Services?|Products?|Goods|Work|Project|Order|"
    r"Property|Premises|Territory|Price|Fees?|Loan|Shares|Law|Site|Term|Equipment|Terms|(?:Terms|Conditions)(?: of [A-Z]\w*)?)$",
    re.IGNORECASE,
)
# Jane Roe, Representative Director of Acme Co., Ltd. (“A”): who signs for the party that is meant.
_OFFICE = regex(
    r"(?:(?:Deputy|Vice|Managing|Executive|Representative|General|Chief) )*"
    r"(?:President|Director|Director General|Chairman|Executive Officer|CEO|Manager|Mayor|Governor|Secretary)"
)
_HOLDER = regex(rf"(?:,?\s|\A)(?P<office>{_OFFICE.pattern})\sof\s(?:the\s)?{_NAME}(?=[ ,(]|\Z)")
_HEAD_CHARS, _FARTHEST_CHARS = 20_000, 600


class _Named(NamedTuple):
    start: int
    name: str


def english_parties(text: str, end: int) -> Iterator[Definition]:
    """The parties that the text names before `end`, at its head; one whose name is blank is without meaning."""
    text = _WRAPPED.sub(" ", text[: min(end, _HEAD_CHARS)])
    before, found = 0, False
    for aside in _NAMING_ASIDE.finditer(text):
        low, before = max(before, aside.start() - _FARTHEST_CHARS), aside.end()
        if called := _TERM.fullmatch(text, *aside.span()):
            term = " ".join((called["quoted"] or called["term"]).split())
            party = None if _NO_PARTY.match(term) else _named(text, low, aside.start(), found)
            if party is not None:
                found = True
                yield Definition("party", term, party.name, None, party.start, aside.end())


def _named(text: str, low: int, high: int, another: bool) -> _Named | None:
    """Who is named in front of the brackets at `high`, at the first place where a name may begin; `another` is whether
    a party was named before.
    """
    if between := [match.start() for match in _BETWEEN.finditer(text, low, high)]:
        low = between[-1]
    rest = text[low:high]
    for opening in _OPENING.finditer(rest):
        if blank := _BLANK.match(rest, opening.end()):
            if _GOES_ON.match(rest, blank.end()):
                return _Named(low + blank.start(), "")
        elif (name := _NAMED.match(rest, opening.end())) and _GOES_ON.match(rest, name.end()):
            party = _signed_for(rest, low, name)
            sure = (
                another or opening["sure"] or _ORGANISATION.search(party.name) or _HOLDER.search(rest[name.start() :])
            )
            if sure and not _NO_PARTY.match(party.name):
                return party
    name = _ADJACENT.search(rest)
    if name is None or not _ORGANISATION.search(name["name"]) or _NO_PARTY.match(name["name"]):
        return None
    return _Named(low + name.start(), "" if rest[: name.start()].rstrip().endswith("_") else name["name"])


def _signed_for(rest: str, low: int, name: re.Match[str]) -> _Named:
    """The body that an officer signs for, else the name itself."""
    holder = _HOLDER.search(rest[name.start() :])
    whole = _WHOLE.match(rest, name.start())
    if not holder and whole and not _SUFFIXED.search(rest, name.start(), whole.end()):
        return _Named(low + name.start(), whole[0].rstrip())
    return _Named(low + name.start(), holder["name"] if holder else name["name"])
