"""Who a contract speaks of as bound or free to act, whichever word it has for them: 本法人は…しなければならない, 시설은 … 하여야 한다."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from pipeline.outline.parties.called import said_before
from pipeline.outline.parties.name import party_name
from pipeline.outline.parties.nobody import is_nobody
from pipeline.outline.parties.organisation import is_organisation
from pipeline.outline.parties.word import PARTY_WORD, THING
from pipeline.outline.section import Definition
from pipeline.outline.words import form, words

_LETTERS: Final = (("甲", "乙"), ("갑", "을"))
# 転借主は is no 借主は.
_BEGINS: Final = r"(?<![A-Za-z\u4e00-\u9fffァ-ヶー가-힣])"
_LONGEST_NAME_CHARS, _LETTERS_LEAST = 40, 2


def with_actors(text: str, end: int, found: Sequence[Definition]) -> list[Definition]:
    """The definitions; where less than two parties are among them, those terms defined before `end` are parties, or those
    letters that nothing defines, of which the text says what they must and may do.
    """
    parties = [each for each in found if each.kind == "party"]
    if len(parties) > 1 or not end:
        return list(found)
    if lettered := list(_letters(text, parties)):
        return sorted([*found, *lettered], key=lambda each: each.start)
    acting = [(times, each) for each in found if _may_act(each, end) and (times := _times(text, each.term))]
    acting.sort(key=lambda each: -each[0])
    if parties:
        chosen = [each for _, each in acting if _is_beside(text, parties[0], each)][:1]
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
    return definition.kind == "term" and definition.start < end and someone and not THING.search(definition.term)


def _times(text: str, term: str) -> int:
    """How many sentences say what the term must or may do; a role that all contracts know need not act."""
    return sum(1 for _ in _acts(text, term)) or int(re.fullmatch(PARTY_WORD, term) is not None)


def _acts(text: str, term: str) -> Iterator[re.Match[str]]:
    return re.finditer(rf"{_BEGINS}{re.escape(term)}{words('acts')}", text)


def _letters(text: str, parties: Sequence[Definition]) -> Iterator[Definition]:
    """The letters that act and that nothing defines: of both sides, or of the one beside the letter of the only party."""
    for letters in _LETTERS:
        if parties and parties[0].term not in letters:
            continue
        first = {letter: found for letter in letters if (found := next(_acts(text, letter), None))}
        if len(first) == len(letters) and all(_times(text, letter) >= _LETTERS_LEAST for letter in letters):
            for letter, found in first.items():
                if not parties or letter != parties[0].term:
                    yield Definition("party", letter, "", None, found.start(), found.start() + len(letter))


def _as_party(definition: Definition) -> Definition:
    name = party_name(definition.meaning[said_before(definition.meaning) :]).text
    return replace(definition, kind="party", meaning=name)
