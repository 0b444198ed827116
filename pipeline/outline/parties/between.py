"""The parties of a sentence that gives them no short names: 売主 白川商店と買主 中村陽子は, 임대인과 임차인은 체결한다."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from pipeline.outline.parties.name import party_name
from pipeline.outline.parties.naming import BRACKETS
from pipeline.outline.parties.organisation import is_organisation
from pipeline.outline.parties.word import PARTY_WORD, is_short
from pipeline.outline.section import Definition
from pipeline.text.regex import regex

_ROLE: Final = rf"(?![甲乙丙丁갑을병정]){PARTY_WORD}"
_HOLDER: Final = r"(?:[ ]?[（(](?!이하|以下)(?P<%s_holder>(?:[^（）()\n]|[（(][^（）()\n]{1,8}[）)]){1,40})[）)])?"
_ASIDE: Final = rf"(?:[ ]?{BRACKETS})?"
_NAME: Final = r"[ \u3000]*\n?(?P<%s>[^、。,\n（）()「」“”]{2,40}?)"
_CONCLUDES: Final = r"[^。\n]{0,90}(?:締結|契約|合意|協定|(?:체결|계약|약정|합의)(?!했))"
# 과(와), 은(는): the particles of forms
_WITH: Final = r"(?:과\(와\)|와\(과\)|과|와)"
_AS: Final = r"(?:은\(는\)|는\(은\)|이\(가\)|은|는|이|가)"
_NAMED = (
    regex(
        rf"(?P<first_role>{_ROLE}){_NAME % 'first'}{_ASIDE}と、?[ \u3000]*\n?"
        rf"(?P<second_role>{_ROLE}){_NAME % 'second'}{_ASIDE}(?:とは|は|との間){_CONCLUDES}"
    ),
    regex(
        rf"(?P<first_role>{_ROLE}) {_NAME % 'first'}{_ASIDE}{_WITH} "
        rf"(?P<second_role>{_ROLE}) {_NAME % 'second'}{_ASIDE}(?:{_AS}| ?간에) {_CONCLUDES}"
    ),
)
# 甲と乙は、次のとおり契約を締結する, 임대인(____)과 임차인(홍길동)은 아래와 같이 계약을 체결한다
_UNNAMED = regex(
    rf"(?<![\u4e00-\u9fff가-힣])[“\"'‘「]?(?P<first>{PARTY_WORD})[”\"'’」]?{_HOLDER % 'first'}(?:と|及び|および|및|{_WITH})[ ]?"
    rf"[“\"'‘「]?(?P<second>{PARTY_WORD})[”\"'’」]?{_HOLDER % 'second'}(?:双方|[ ]?쌍방)?(?:とは|は|との間|{_AS}|간에?)[、, ][^。\n]{{0,90}}(?:締結|合意する|체결|합의하)"
)
# 仙台市、山形市及び株式会社青葉（以下「構成団体」という。）は、…締結する, 주식회사 한빛과 (주)대한은 … 체결한다: neither a role nor a short name
_NO_NEWS: Final = r"(?![0-9０-９]{1,2}[日일])"
# （以下「構成市町」という。）: what all of them are called together
_TOGETHER: Final = r"[（(]以下「[^「」（）()\n]{1,12}」(?:と(?:総称)?(?:いう|する|します|いいます)。?)?[）)]"
_PLAIN = (
    (
        regex(
            rf"^[ \u3000]*(?P<names>[^\s。（）()]{{5,200}}?)"
            rf"(?:(?:とは|は|との間){_NO_NEWS}{_CONCLUDES}|{_TOGETHER}(?:とは|は|との間)、(?:[^。\n（）()]|{BRACKETS}){{0,300}}(?:締結|協定))",
            re.MULTILINE,
        ),
        regex(r"、|と|及び|および|並びに"),
    ),
    (
        regex(
            rf"^ *(?P<names>(?:[^.()\n]|\([주재사유]\)){{5,120}}?)(?:{_AS}| ?간에) {_NO_NEWS}{_CONCLUDES}", re.MULTILINE
        ),
        regex(rf", ?|{_WITH} | 및 "),
    ),
)
# 鉴于天弘基金管理有限公司系一家依照中国法律成立的公司
_RECITED = regex(
    r"[鉴鑒][于於][：:]?[ ]?(?P<name>[^，,。；;：:\n]{4,40}?)[系係是][ ]?一[家间間](?=[^，,。；;\n]{0,20}(?:依[照据據法]|根据|根據|按照|合法|设立|設立|成立|存续))"
)
_BEFORE = regex(r"(?:^|\n)[ \u3000]*(?P<name>[^\n、。（）()]{2,40}?)[ ]?と、?[\[［【 \u3000]*$")
_BEHIND = regex(r"とは|は|との間")
_HEAD_CHARS, _LONGEST_NAME_CHARS = 3000, 60


def concluding(text: str, end: int, found: Sequence[Definition]) -> list[Definition]:
    """The parties that the sentence before `end` tells which concludes the contract."""
    end = min(end, _HEAD_CHARS)
    parties = [each for each in found if each.kind == "party"]
    return list(_named(text, end)) or list(
        _beside(text, parties) if parties else chain(_recited(text, end), _plain(text, end), _unnamed(text, end))
    )


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


def _plain(text: str, end: int) -> Iterator[Definition]:
    """The organisations that the sentence names by nothing but their names."""
    for pattern, joint in _PLAIN:
        match = pattern.search(text, 0, end)
        names = joint.split(match["names"]) if match else []
        if match and len(names) > 1 and all(is_organisation(party_name(name).text) for name in names):
            start = match.start("names")
            for name in names:
                start = text.index(name, start)
                yield Definition("party", "", party_name(name).text, None, start, start + len(name))
                start += len(name)


def _recited(text: str, end: int) -> Iterator[Definition]:
    """The organisations that the recitals introduce, each with the role that a later recital gives it."""
    found = {party_name(match["name"]).text: match for match in _RECITED.finditer(text, 0, end)}
    if len(found) > 1 and all(map(is_organisation, found)):
        for name, match in found.items():
            acts = re.search(rf"{re.escape(name)}拟?[担擔]任[^，,。；;\n]{{0,60}}?的(?P<role>{PARTY_WORD})", text)
            role = acts["role"] if acts else None
            yield Definition("party", role or "", name, role, *(acts.span() if acts else match.span("name")))


def _unnamed(text: str, end: int) -> Iterator[Definition]:
    if match := _UNNAMED.search(text, 0, end):
        for side in ("first", "second"):
            role = None if is_short(match[side]) else match[side]
            yield Definition(
                "party", match[side], party_name(match[f"{side}_holder"] or "").text, role, *match.span(side)
            )
