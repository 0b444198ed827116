"""Who a contract speaks of as bound or free to act, whichever word it has for them: 本法人は…しなければならない, 시설은 … 하여야 한다."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from pipeline.outline.parties.called import said_before
from pipeline.outline.parties.name import party_name
from pipeline.outline.parties.nobody import is_nobody
from pipeline.outline.parties.organisation import is_organisation
from pipeline.outline.parties.word import OUTSIDER, PARTY, PARTY_WORD, THING, is_short
from pipeline.outline.section import Definition
from pipeline.outline.words import form, words
from pipeline.text.occurrences import occurrences
from pipeline.text.regex import regex

# 転借主は is no 借主は.
_BEGINS: Final = r"(?<![A-Za-z\u4e00-\u9fffァ-ヶー가-힣])"
_BEGUN = regex(_BEGINS)
_ACTING = regex(rf"{_BEGINS}(?P<party>{PARTY_WORD})(?={words('acts')})")
_LONGEST_NAME_CHARS, _LEAST_TIMES, _TITLE_CHARS = 40, 3, 300
_MOST_TERMS: Final = 100
"""Each costs a pass over the text."""


def with_actors(text: str, end: int, found: Sequence[Definition]) -> list[Definition]:
    """The definitions; where less than two parties are among them, those terms defined before `end` are parties, or those
    roles and letters that nothing defines, of which the text says what they must and may do.
    """
    parties = [each for each in found if each.kind == "party"]
    if len(parties) > 1 or not end:
        return list(found)
    if undefined := list(_undefined(text, parties)):
        return sorted([*found, *undefined], key=lambda each: each.start)
    terms = islice((each for each in found if _may_act(each, end)), _MOST_TERMS)
    acting = [(many, each) for each in terms if (many := times_acting(text, each.term))]
    acting.sort(key=lambda each: -each[0])
    if parties:
        chosen = list(islice((each for _, each in acting if _is_beside(text, parties[0], each)), 1))
    else:
        chosen = [each for _, each in acting[:2]] if len(acting) > 1 else []
    return [_as_party(each) if each in chosen else each for each in found]


def _is_beside(text: str, party: Definition, term: Definition) -> bool:
    """Whether a term is defined right behind a party, or the text speaks of the two together: 本法人とライセンサーとの間."""
    between = form("beside")
    if between.fullmatch(text[party.end : max(term.start, party.end)].strip(" \u3000\n、,")):
        return True
    a, b = re.escape(party.term), re.escape(term.term)
    return bool(a) and re.search(rf"{a}{between.pattern}{b}|{b}{between.pattern}{a}", text) is not None


def _may_act(definition: Definition, end: int) -> bool:
    """Whether a term defined before `end` stands for somebody as far as its own words tell."""
    told = definition.meaning or definition.role or ""
    someone = is_organisation(told) or is_nobody(told) or len(told) <= _LONGEST_NAME_CHARS
    outside = THING.search(definition.term) or OUTSIDER.fullmatch(definition.term)
    return definition.kind == "term" and bool(definition.term) and definition.start < end and someone and not outside


def times_acting(text: str, term: str) -> int:
    """How many sentences say what the term must or may do; a role that all contracts know need not act."""
    return sum(1 for _ in acts(text, term)) or int(PARTY.fullmatch(term) is not None)


def acts(text: str, term: str, start: int = 0) -> Iterator[int]:
    """Where the text says, behind `start`, what the term must or may do."""
    does = form("acts")
    for at in occurrences(text, term, start):
        if _BEGUN.match(text, at) and does.match(text, at + len(term)):
            yield at


def _undefined(text: str, parties: Sequence[Definition]) -> Iterator[Definition]:
    """The roles or letters that act and that nothing defines: the two of a contract, or the one beside the only party."""
    if not (form("contract").search(text, 0, _TITLE_CHARS) and all(PARTY.fullmatch(each.term) for each in parties)):
        return
    first: dict[str, int] = {}
    acts: Counter[str] = Counter()
    for match in _ACTING.finditer(text):
        first.setdefault(match["party"], match.start())
        acts[match["party"]] += 1
    lettered = is_short(parties[0].term) if parties else sum(map(is_short, acts)) > 1
    often = [word for word, _ in acts.most_common() if is_short(word) == lettered]
    two = sorted(often, key=lambda word: OUTSIDER.fullmatch(word) is not None)[:2]
    enough = len(two) == 2 and sum(acts[word] for word in two) >= _LEAST_TIMES
    if enough and all(each.term in two for each in parties):
        for word in sorted({*two} - {each.term for each in parties}, key=lambda each: first[each]):
            yield Definition("party", word, "", None if lettered else word, first[word], first[word] + len(word))


def _as_party(definition: Definition) -> Definition:
    name = party_name(definition.meaning[said_before(definition.meaning) :]).text
    return replace(definition, kind="party", meaning=name)
