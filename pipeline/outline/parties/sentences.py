"""Parties that a sentence of the contract names: 賃主○○を甲とし, 한빛을 "갑"이라 하고, 甲方是…公司."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from pipeline.outline.parties.called import part_of, words_before
from pipeline.outline.parties.name import party_name
from pipeline.outline.parties.nobody import is_blank
from pipeline.outline.parties.organisation import COMPANY, LIMITED, is_organisation
from pipeline.outline.parties.person import is_person
from pipeline.outline.parties.word import PARTY_WORD, is_short
from pipeline.outline.section import Article, Definition
from pipeline.text.joined import Joined
from pipeline.text.regex import regex

# 賃主○○を甲とし、借主△△を乙とする
_CALLED = regex(
    rf"を「?(?P<term>[甲乙丙丁]|{PARTY_WORD})」?(?=と(?:し|する|して|称|呼|定め)|(?<=[甲乙丙丁」])、[^、。\n]{{1,40}}を「?[乙丙丁])"
)
# 주식회사 한빛을 "갑"이라 하고, 홍길동을 "을"이라 하여; 한빛을 갑으로, 홍길동을 을로 하여
_CALLED_KOREAN = regex(
    rf"(?:을\(를\)|를\(을\)|[을를])\s?[“\"'‘]?(?P<term>[갑을병정]|{PARTY_WORD})[”\"'’]?\s?(?:이?라\s?(?:하|칭|한)|(?:으로|로)(?=\s?(?:하|한|,)))"
)
# 수급인 OO “을”로 하여
_CALLED_BARE = regex(r"(?<=[^\s을를])\s[“\"'‘](?P<term>[갑을병정])[”\"'’](?:으로|로)(?=\s?하)")
# 도급인 OO을 “갑”으로 하고 수급인 OO
_CALLED_BEFORE = regex(r".*(?:로|라) ?(?:하|칭하)[고며],? ")
# 갑 '주식회사 한빛'과 을 '홍길동'은
_QUOTED_BEHIND = regex(
    r"(?<![가-힣“\"'‘])(?P<term>[갑을병정])\s?(?:‘(?P<a>[^’\n]{2,40})’|'(?P<b>[^'\n]{2,40})'|“(?P<c>[^”\n]{2,40})”|\"(?P<d>[^\"\n]{2,40})\")"
)
# 사용자 '갑'과 근로자 '을'은
_ROLE_QUOTED = regex(rf"(?P<role>(?![甲乙丙丁갑을병정]){PARTY_WORD}) ?[“\"'‘「](?P<term>[甲乙丙丁갑을병정])[”\"'’」]")
# 甲方是…公司，乙方为王丽。
_IS = regex(
    rf"(?P<term>[甲乙丙丁]方)(?:是|[为為]|即|係|系)(?P<name>(?!一[家间間个個]|依|根|按|[^，,。；;\n]{{0,8}}[甲乙丙丁]方)(?:[^，,。；;\n]|{LIMITED}){{2,40}})(?=[，,。；;\n])"
)
_CALLED_NAME = regex(rf"(?P<role>(?![甲乙丙丁갑을병정]\S)(?:{PARTY_WORD}|賃主))?[ \u3000]?(?P<name>[^\n]+)")
_SHORT = r"(?:（以下[、]?「(?P<term>[^」\n]{1,16})」という。?）)"
# 甲方：…公司，代表人…，與乙方 Google Taiwan GmbH 於…簽訂
_FACED = regex(
    r"(?P<first_term>甲方)[：: ]?(?P<first>[^，,。；;\n（）()：:與与]{2,40})(?:[（(][^（）()\n]{1,40}[）)])?(?:[，,][^。\n甲乙]{0,60})?[與与和][ ]?"
    r"(?P<second_term>乙方)[：: ]?(?P<second>[^，,。；;\n（）()：:]{2,40}?)(?:[（(][^（）()\n]{1,40}[）)])?[ ]?(?:[于於就，,]|[經经]|[签簽][订訂署])"
    r"[^。\n]{0,60}?(?:[签簽]|[订訂]立|[达達]成|[缔締])"
)
# 受注者である自叙伝社と、発注者である著者は、
_BEING = regex(
    rf"(?P<role>{PARTY_WORD}){_SHORT}?である(?P<name>[^\n。、（）]{{2,40}}?)(?=(?:とは|と|及び|は)、|と(?={PARTY_WORD}))"
)
# 借主（以下「契約者」という。）は　山田 太郎　とする。
_NAMED_SO = regex(
    rf"(?P<role>{PARTY_WORD}){_SHORT}?は、?"
    r"(?P<name>[^\n。、はをが（）]{2,40}?)(?:と(?:する|し)|であ[るり]|（代表)"
)
_LONGEST_PERSON_CHARS, _CALLED_CHARS = 4, 3_000


def parties_said(joined: Joined, articles: Sequence[Article], head: int) -> Iterator[Definition]:
    """Parties that a sentence names at the head or in the first articles: 貸主は　株式会社…　とする。"""
    text, left = joined.text, joined.gaps.left
    yield from _called(text, left(head))
    yield from _told_outright(text, left(head))
    for match in _BEING.finditer(text, 0, left(head)) if "である" in text[: left(head)] else ():
        name, term = party_name(match["name"]).text, match["term"] or match["role"]
        yield Definition("party", term, name, match["role"], match.start(), match.end())
    end = left(articles[min(len(articles), 2) - 1].end) if articles else len(text)
    # A language that has no such word has no such sentence.
    for match in _NAMED_SO.finditer(text, 0, end) if "は" in text[:end] else ():
        name = match["name"].strip(" \u3000")
        alone = match["name"] != name or " " in name or "\u3000" in name
        if COMPANY.search(name) or (alone and len(name) <= 10):
            term = match["term"] or match["role"]
            yield Definition("party", term, name, match["role"], match.start(), match.end("name"))


def _told_outright(text: str, end: int) -> Iterator[Definition]:
    """Parties that the head names behind their short name: 甲方是…公司, 갑 '주식회사 한빛'과."""
    for match in _IS.finditer(text, 0, end):
        name = party_name(match["name"]).text
        if is_organisation(name) or len(name) <= _LONGEST_PERSON_CHARS:
            yield Definition("party", match["term"], name, None, match.start(), match.end())
    if faced := _FACED.search(text, 0, end):
        for side in ("first", "second"):
            name = party_name(faced[side]).text
            if is_organisation(name) or is_person(name):
                yield Definition(
                    "party", faced[f"{side}_term"], name, None, faced.start(f"{side}_term"), faced.end(side)
                )
    for match in _ROLE_QUOTED.finditer(text, 0, end):
        yield Definition("party", match["term"], "", match["role"], match.start(), match.end())
    for match in _QUOTED_BEHIND.finditer(text, 0, end):
        name = match[match.lastgroup or "a"]
        yield Definition("party", match["term"], party_name(name).text, None, match.start(), match.end())


def _called(text: str, head: int) -> Iterator[Definition]:
    """Parties that a sentence gives a short name: 賃主○○を甲とし、借主△△を乙とする; one letter counts below numbered
    particulars too.
    """
    end = max(head, min(len(text), _CALLED_CHARS))
    korean = _CALLED_KOREAN.finditer(text, 0, end), _CALLED_BARE.finditer(text, 0, end)
    for match in sorted(chain(_CALLED.finditer(text, 0, end), *korean), key=re.Match.start):
        start, words = words_before(text, match.start())
        words = _CALLED_BEFORE.sub("", words)
        if match.start() >= head and not is_short(match["term"]):
            continue
        if named := _CALLED_NAME.fullmatch(words):
            name, role = party_name(named["name"]).text, named["role"] or part_of(named["name"])
            if not (name or role or is_blank(named["name"])):
                role = "".join(named["name"].split())
            yield Definition("party", match["term"], name, role or None, start, match.end())
