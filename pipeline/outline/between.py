"""The parties of a sentence that gives them no short names: 売主 白川商店と買主 中村陽子は, 임대인과 임차인은 체결한다."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.outline.organisation import is_organisation
from pipeline.outline.party_name import party_name
from pipeline.outline.party_word import PARTY_WORD
from pipeline.outline.section import Definition

_ROLE: Final = rf"(?![甲乙丙丁갑을병정]){PARTY_WORD}"
_ASIDE: Final = r"(?:[ ]?[（(][^（）()\n]{1,60}[）)])?"
_NAME: Final = r"[ \u3000]*\n?(?P<%s>[^、。,\n（）()「」“”]{2,40}?)"
_CONCLUDES: Final = r"[^。\n]{0,90}(?:締結|契約|合意|協定|체결|계약|약정|합의)"
_NAMED = (
    re.compile(
        rf"(?P<first_role>{_ROLE}){_NAME % 'first'}{_ASIDE}と、?[ \u3000]*\n?"
        rf"(?P<second_role>{_ROLE}){_NAME % 'second'}{_ASIDE}(?:とは|は|との間){_CONCLUDES}"
    ),
    re.compile(
        rf"(?P<first_role>{_ROLE}) {_NAME % 'first'}{_ASIDE}(?:과|와) "
        rf"(?P<second_role>{_ROLE}) {_NAME % 'second'}{_ASIDE}(?:은|는|이|가| ?간에) {_CONCLUDES}"
    ),
)
# 甲と乙は、次のとおり契約を締結する, 임대인과 임차인은 아래와 같이 계약을 체결한다
_UNNAMED = re.compile(
    rf"(?<![\u4e00-\u9fff가-힣])[“\"'‘「]?(?P<first>{PARTY_WORD})[”\"'’」]?(?:と|及び|および|과|와|및)[ ]?"
    rf"[“\"'‘「]?(?P<second>{PARTY_WORD})[”\"'’」]?(?:双方|[ ]?쌍방)?(?:とは|は|との間|은|는|간에?)[、, ][^。\n]{{0,90}}(?:締結|合意する|체결|합의하)"
)
_BEFORE = re.compile(r"(?:^|\n)[ \u3000]*(?P<name>[^\n、。（）()]{2,40}?)[ ]?と、?[\[［【 \u3000]*$")
_BEHIND = re.compile(r"とは|は|との間")
_HEAD_CHARS, _LONGEST_NAME_CHARS = 3000, 60


def with_both(text: str, end: int, found: Sequence[Definition]) -> list[Definition]:
    """The definitions; where less than two parties are among them, those that the sentence before `end` tells which
    concludes the contract.
    """
    parties = [each for each in found if each.kind == "party"]
    if len(parties) > 1:
        return list(found)
    end = min(end, _HEAD_CHARS)
    told = list(_named(text, end)) or list(_beside(text, parties) if parties else _unnamed(text, end))
    if not told:
        return list(found)
    terms = {each.term for each in told}
    return sorted([*(each for each in found if each.term not in terms), *told], key=lambda each: each.start)


def _named(text: str, end: int) -> Iterator[Definition]:
    for match in filter(None, (pattern.search(text, 0, end) for pattern in _NAMED)):
        for side in ("first", "second"):
            role, name = match[f"{side}_role"], party_name(match[side]).text
            yield Definition("party", role, name, role, match.start(f"{side}_role"), match.end(side))


def _beside(text: str, parties: Sequence[Definition]) -> Iterator[Definition]:
    """Who is joined to the only party that has a short name: 青葉市と____（以下「指定管理者」という。）とは."""
    (party,) = parties
    found = _BEFORE.search(text, max(party.start - _LONGEST_NAME_CHARS, 0), party.start)
    if found and _BEHIND.match(text, party.end) and is_organisation(name := party_name(found["name"]).text):
        yield Definition("party", "", name, None, *found.span("name"))


def _unnamed(text: str, end: int) -> Iterator[Definition]:
    if match := _UNNAMED.search(text, 0, end):
        for side in ("first", "second"):
            short = len(match[side]) == 1
            yield Definition("party", match[side], "", None if short else match[side], *match.span(side))
