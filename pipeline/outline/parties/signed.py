"""Parties that only the signatures name, or name where the head leaves a blank: 갑: (주)한빛, 연대보증인 성명 홍길동."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from pipeline.outline.parties.name import party_name
from pipeline.outline.parties.officer import representative_in
from pipeline.outline.parties.organisation import is_organisation
from pipeline.outline.parties.word import PARTY_WORD, SHORT, is_short
from pipeline.outline.section import Definition, Part
from pipeline.outline.words import form
from pipeline.text.regex import regex

_SIGNED_NAME = regex(
    rf"^[ \u3000]*(?P<role>{PARTY_WORD})(?=[ \u3000：:（(])(?:[ ](?P<term>{SHORT})(?=[ ]))?[^\n]{{0,80}}?(?:성 ?명|氏 ?名|姓 ?名)[ \u3000：:]{{1,4}}"
    r"(?P<name>[\u4e00-\u9fff가-힣]{2,5}|[\u4e00-\u9fff]{1,3}[ \u3000][\u4e00-\u9fff]{1,3})(?=[ \u3000\n（(]|$)",
    re.MULTILINE,
)
# Who signs beside the two that a contract is between.
_SURETY = regex(r"(?:连带|連帯|連帶|연대)?\s?(?:保[证証證]人|担保人|擔保人|보증인)|[丙丁]方?|[병정]")
_TITLE_CHARS = 300


def signed_names(text: str, parts: Sequence[Part]) -> Iterator[Definition]:
    """Names behind a role and other particulars on one line: 임대인 주민등록번호 … 성명 홍길동."""
    for part in parts:
        if part.kind == "signature":
            for match in _SIGNED_NAME.finditer(text, part.start, part.end):
                role = "".join(match["role"].split())
                term = match["term"] or role
                yield Definition("party", term, match["name"], role, match.start("role"), match.end("name"))


def with_unlabelled(text: str, parts: Sequence[Part], found: Sequence[Definition]) -> Sequence[Definition]:
    """The definitions; where no party is among them, the organisations that sign a contract without a label."""
    if any(each.kind == "party" for each in found) or not form("contract").search(text, 0, _TITLE_CHARS):
        return found
    signed = [each for part in parts if part.kind == "signature" for each in _unlabelled(text, part)]
    return [*found, *signed] if len({each.meaning for each in signed}) > 1 else found


def _unlabelled(text: str, part: Part) -> Iterator[Definition]:
    """Who stands above or beside an officer: 株式会社青葉⏎代表取締役　山田 太郎, (주)한빛 대표이사 홍길동 (인)."""
    lines = list(re.finditer(r"[^\n]+", text[part.start : part.end]))
    for line, below in zip_longest(lines, lines[1:]):
        told = party_name(line[0])
        acts = told.particulars.get("representative") or (below and representative_in(below[0].strip()))
        if acts and is_organisation(told.text):
            start, end = (part.start + line.start() + at for at in (told.start, told.end))
            yield Definition("party", "", told.text, None, start, end, (("representative", acts),))


def with_signed(found: Sequence[Definition], signed: Sequence[Definition]) -> list[Definition]:
    """The definitions, and of the signatures who is named nowhere else: everybody where no party is found, else who
    stands under the short name or the role of a blank, and sureties. Lines to sign on that wait for a name count beside one
    that is named.
    """
    signed = sorted(signed, key=lambda each: not each.meaning)
    parties = [each for each in found if each.kind == "party"]
    named, names = bool(parties), {party.meaning for party in parties}
    blanks = {name: each for each in reversed(parties) if not each.meaning for name in (each.role, each.term) if name}
    waiting = {each.term for each in signed if each.role and is_short(each.term)}
    partly = not named and (len(waiting) > 1 or any(each.meaning for each in signed))
    terms = {each.term for each in parties if each.meaning}
    for each in signed:
        blank = blanks.get(each.term) or blanks.get(each.role or "")
        term = blank.term if blank else each.term
        other = len(parties) == 1 and is_short(parties[0].term) == is_short(term)
        second = other and is_short(term) and term != parties[0].term
        if (each.meaning and each.meaning in names) or term in terms or not (each.meaning or partly or second):
            continue
        if not (blank or not named or other or _SURETY.fullmatch(term)):
            continue
        if blank:
            parties.remove(blank)
        parties.append(replace(each, term=term, role=each.role or (blank.role if blank else None)))
        names |= {each.meaning} - {""}
        terms.add(term)
    told = {each.meaning: each.particulars for each in reversed(signed) if each.meaning and each.particulars}
    parties = [replace(each, particulars=(*told.get(each.meaning, ()), *each.particulars)) for each in parties]
    return sorted([*(each for each in found if each.kind != "party"), *parties], key=lambda each: each.start)
