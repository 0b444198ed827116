"""Organisations that bear one short name together: 仙台市、山形市及び福島市（以下「甲」という。）."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate, islice

from pipeline.outline.parties.name import party_name
from pipeline.outline.parties.naming import ASIDE
from pipeline.outline.parties.organisation import is_organisation
from pipeline.outline.section import Definition
from pipeline.outline.words import form
from pipeline.text.regex import regex

_BEGIN = regex(r"[。；;：:\n）)，]")
_LISTED = regex(r"、|(?<=[가-힣]), ")
_LAST = regex(r"、? ?(?:及び|および|並びに|ならびに|以及|及|和)|,? 및 |(?<=[가-힣])[와과] ")
_TOGETHER = regex(r"[合总總統统]称|[合總統]稱|総称|総して|통칭|총칭")
_LONGEST_CHARS = 600


def each_of(text: str, definition: Definition) -> Iterator[Definition]:
    """A party; each one by itself where a list of organisations, and nothing else, stands before the brackets that give
    its short name.
    """
    asides = ASIDE.finditer(text, definition.start, definition.end) if definition.kind == "party" else ()
    aside = next((each for each in asides if each.end() == definition.end), None)
    names = _listed(text, aside) if aside else []
    if not names:
        yield definition
    for start, name in names:
        end = definition.end if (start, name) == names[-1] else start + len(name)
        yield replace(definition, meaning=party_name(name).text, start=start, end=end)


def _listed(text: str, aside: re.Match[str]) -> list[tuple[int, str]]:
    """The organisations listed before brackets, each where it stands; none where the list has no beginning near."""
    low = max(0, aside.start() - _LONGEST_CHARS)
    start = max((stop.end() for stop in _BEGIN.finditer(text, low, aside.start())), default=0)
    if start < low:
        return []
    while opening := form("opening").match(text[start : aside.start()]):
        start += opening.end()
    words = text[start : aside.start()]
    names = [name for listed in _LISTED.split(words) for name in _LAST.split(listed) if name]
    is_list = len(names) > 1 and (_LISTED.search(words) or _TOGETHER.search(aside.group()))
    if not is_list or not all(is_organisation(party_name(name).text) for name in names):
        return []
    ends = accumulate(names, lambda place, name: text.index(name, place) + len(name), initial=start)
    return [(end - len(name), name) for end, name in zip(islice(ends, 1, None), names, strict=True)]
