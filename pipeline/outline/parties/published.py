"""The parties of published terms, which one side alone has written: 当社と会員との間の権利義務, 회사와 이용자의 권리와 의무."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from pipeline.outline.parties.actors import times_acting
from pipeline.outline.parties.called import is_party_name
from pipeline.outline.parties.name import party_name
from pipeline.outline.parties.naming import ASIDE, BRACKETS, name_given
from pipeline.outline.parties.organisation import COMPANY, is_organisation
from pipeline.outline.parties.word import THING
from pipeline.outline.section import Definition
from pipeline.text.regex import regex

_KINDS = r"(?:規約|規定|約款|会則|利用条件|ライセンス契約|약관)"
# A line that ends with what it is the title of, 本規約: other texts tell of terms too (이용약관은 별도로 정한다).
_TERMS = regex(
    rf"{_KINDS}[^\n。、.가-힣ぁ-ゖ]{{0,20}}(?:$|\n)|(?:[本当]|この)[^\n。、]{{0,16}}?{_KINDS}|(?<![가-힣])(?:이|본)(?: [^\n.]{{0,12}}?)?약관"
)
# What the side that wrote them calls itself.
_SELF = r"(?:[当弊][\u4e00-\u9fffァ-ヶー]{1,8}|会社|運営(?:者|会社|元)?|회사|당사|은행|금융회사|(?:사이버 ?|쇼핑)?몰|사이트|운영자|센터|공단|공사|재단|협회|조합|학교|학원|병원)"
OTHER: Final = (
    r"(?!第三者|当事者|両者|他者|相手方|[双一他当]方|従業員|役員|関係者|제\s?3자|당사자|타인|법인|개인|본인|대리인|임?직원|관리자|회사)"
    r"(?:お客(?:様|さま)|[\u4e00-\u9fffァ-ヶー]{0,12}(?:者|員|店|客|主|ユーザー?|メンバー|ゲスト|クライアント|パートナー|オーナー|ドライバー|クリエイター|テナント|プレイヤー)|"
    r"[가-힣]{1,8}?(?:자|원|객|객님|주|인|점|처|업체|학생|파트너|멤버))"
)
"""The source of a pattern: what published terms call the side that takes them."""
_ASIDE = rf"(?:[ ]?{BRACKETS})?"
_OPEN, _CLOSE = r"[「『“\"'‘]?", r"[」』”\"'’]?"
_SIDE = rf"{_OPEN}(?:各|当該|全ての|すべての)?(?P<%s>{_SELF}|{OTHER}|[\u4e00-\u9fffァ-ヶーA-Za-z]{{1,16}}|[가-힣]{{2,12}}?){_CLOSE}(?P<%s_aside>{_ASIDE})"
# 当社と利用者との間の権利義務関係, 회사와 이용자 사이의, "회원"과 "회사"간에, 서비스를 제공하는 …(이하 "회사")와 서비스를 이용하는 고객간의
_PAIR = regex(
    _SIDE % ("first", "first")
    + r"(?:と|及び|および|[와과]\s?(?:(?:(?:[가-힣]+[을를]\s)?[가-힣]+[는인]|이용)\s)?)"
    + _SIDE % ("second", "second")
    + r"[ ]?(?:の皆様|の方々|各位)?(?:との|と?の?間|の(?:権利|義務|法律|契約)|간|사이|의\s?(?:권리|의무|책임|법률|관계)|[와과]의)"
)
_TAKER = regex(OTHER)
_PROVIDER = regex(_SELF)
_OTHER_ASIDE = regex(r"(?:方|者|人|団体|員|様|店|客|業者|ユーザー|자|인|고객|회원|거래처|업체|사람)(?:の皆様)?$")
# 「加盟店」とは、当機構との間で加盟店契約を締結した者, "회원"이라 함은 회사와 이용계약을 체결한 자
_JOINS = regex(r"締結|同意|承諾|承認|登録|申込|申し込|入会|利用する|체결|동의|가입|등록|승인|이용하는")
# 本クラブの趣旨に賛同した方を会員とします
_MADE = regex(rf"[方者]を、?「?(?P<taker>{OTHER})」?と(?:する|し|いう|いい|称)")
# Who the terms speak of, where nothing says who that is.
_SPOKEN_OF = regex(r"会員|利用者|ユーザー|契約者|加盟店|お客様|회원|이용자|고객")
_LEAST_SPOKEN = 3
# (주)한빛이 운영하는 '한빛 쇼핑몰(이하 "몰"이라 한다)'
_RUNS = regex(
    r"[은는] (?:전자(?:상)?거래 ?사업자 ?(?:인 )?)?(?P<name>(?:\(주\))?[^,.\n()]{2,30}?)(?:\([^()\n]{1,20}\))?(?:이|가|에서) ?운영하는 [^.\n]{0,40}$"
)
# 本規約は、株式会社青葉が提供するサービス, 본 약관은 주식회사 한빛이 제공하는 서비스: no brackets say what it calls itself
_OFFERS = regex(
    r"(?:(?:本|この)[^\n。、]{0,12}?(?:規約|約款)は、?|(?<![가-힣])(?:이|본) ?[^\n.]{0,12}?약관은,? ?)"
    r"(?P<name>[^\n、。,（）()「」]{2,40}?)(?:が|(?:이|가|에서) ?)(?:提供|運営|제공|운영)(?:する|하는)"
)
_ITSELF = regex(r"[当弊]社|회사|당사")
# 재단과 이용 계약을 체결하여
_CONTRACTS = regex(
    rf"(?<![가-힣])(?P<own>{_SELF})(?:과|와|と(?:の間で)?) ?[가-힣\u4e00-\u9fff ]{{0,8}}(?:계약을 체결|契約を締結)"
)
_HEAD_CHARS, _OPENING_CHARS, _LONGEST_NAME_CHARS, _LONGEST_SENTENCE_CHARS = 6000, 1500, 30, 160
_NO_NAME: Final = regex(
    r"(?:서비스|사이트|플랫폼|쇼핑몰|제공자|운영자|사업자|サービス|サイト|アプリ|[者方]|[을를의] .*)$"
)
"""Finds what is said where a name would stand: a service, whoever runs it."""


def takers(text: str, end: int, found: Sequence[Definition]) -> list[Definition]:
    """Who wrote published terms and who takes them: the first by the name it gives itself, the second by what the terms
    call it, without a name.
    """
    if not _TERMS.search(text, 0, _OPENING_CHARS):
        return []
    known = _providers(text, found)
    pair = next(_pairs(text, _names(found, known)), None)
    provider = known.get(pair[0] if pair else "") or next(iter(known.values()), None)
    if provider is None:
        provider = pair[2] if pair else _contracting(text)
    taker = pair[1] if pair else _defined(text, found, provider) if provider else None
    return [each for each in (provider, taker) if each is not None]


def _providers(text: str, found: Sequence[Definition]) -> dict[str, Definition]:
    """By its short name, each that may have written the terms: a party, or who calls itself 当社, 회사, 은행."""
    known: dict[str, Definition] = {}
    for each in found:
        if each.start > _HEAD_CHARS or THING.search(each.term):
            continue
        if each.kind == "party":
            known.setdefault(each.term, each)
        elif not each.meaning:
            continue
        elif _PROVIDER.fullmatch(each.term) or _names_organisation(each):
            known.setdefault(each.term, _provider(text, each))
    if not known and (offers := _offering(text)):
        known[offers.term] = offers
    return known


def _offering(text: str) -> Definition | None:
    """The organisation whose service the terms are of, by the word that it calls itself."""
    offers = _OFFERS.search(text, 0, _OPENING_CHARS)
    name = party_name(offers["name"]).text if offers else ""
    if offers is None or not is_organisation(name):
        return None
    itself = _ITSELF.search(text, offers.end(), _HEAD_CHARS)
    return Definition("party", itself[0] if itself else name, name, None, *offers.span("name"))


def _provider(text: str, definition: Definition) -> Definition:
    """Who calls itself so, or who runs what is called so: (주)한빛이 운영하는 쇼핑몰(이하 "몰")."""
    low = max(definition.end - _LONGEST_SENTENCE_CHARS, 0)
    runs = _RUNS.search(text, low, definition.end)
    if runs and not COMPANY.search(definition.meaning):
        start = runs.start("name")
        return Definition("party", definition.term, party_name(runs["name"]).text, None, start, definition.end)
    return replace(definition, kind="party", meaning=_name(definition.meaning))


def _names_organisation(definition: Definition) -> bool:
    name = _name(definition.meaning)
    return is_party_name(definition) if COMPANY.search(name) else is_organisation(name)


def _name(meaning: str) -> str:
    name = party_name(meaning).text
    if len(name) > _LONGEST_NAME_CHARS or (_NO_NAME.search(name) and not COMPANY.search(name)):
        return ""
    return name


def _names(found: Sequence[Definition], known: Mapping[str, Definition]) -> set[str]:
    """What may stand for who wrote the terms: its short names, and its shop or its service (스토어) once it is known."""
    terms = {each.term for each in found} if known else set()
    return {*known, *(term for term in terms if not (_TAKER.fullmatch(term) or THING.search(term)))}


def _pairs(text: str, names: set[str]) -> Iterator[tuple[str, Definition, Definition]]:
    """The provider's short name, the taker, and the provider itself where nothing names it, of each sentence that
    speaks of what is between the two.
    """
    for match in _PAIR.finditer(text, 0, _HEAD_CHARS):
        sides = [_side(match, name) for name in ("first", "second")]
        for (own, unnamed), (other, taker) in (sides, sides[::-1]):
            if (own in names or _PROVIDER.fullmatch(own)) and other not in names and _TAKER.fullmatch(other):
                yield own, taker, unnamed


def _side(match: re.Match[str], name: str) -> tuple[str, Definition]:
    """What a side is called, in its own brackets or by its word, and the party that it is if it has no name."""
    aside = ASIDE.search(match[f"{name}_aside"])
    term = (name_given(aside["inside"]) if aside else "") or match[name]
    return term, Definition("party", term, "", term, match.start(name), match.end(f"{name}_aside" if aside else name))


def _contracting(text: str) -> Definition | None:
    """Who wrote the terms, where they only say that somebody contracts with it."""
    found = _CONTRACTS.search(text, 0, _HEAD_CHARS)
    return _nameless(text, *found.span("own")) if found else None


def _defined(text: str, found: Sequence[Definition], provider: Definition) -> Definition | None:
    """Who is defined as the one that takes the terms: 利用者（以下「契約者」）, 「会員」とは…登録した者; of several, who acts most."""
    takers = [each for each in found if each.kind == "term" and each.start < _HEAD_CHARS and _takes(each, provider)]
    if takers:
        taker = max(takers, key=lambda each: times_acting(text, each.term))
        return Definition("party", taker.term, "", taker.term, taker.start, taker.end)
    if made := _MADE.search(text, 0, _HEAD_CHARS):
        return _nameless(text, *made.span("taker"))
    for word, times in Counter(match[0] for match in _SPOKEN_OF.finditer(text)).most_common(1):
        if times >= _LEAST_SPOKEN:
            start = text.index(word)
            return _nameless(text, start, start + len(word))
    return None


def _takes(definition: Definition, provider: Definition) -> bool:
    """Whether a term is defined as somebody who takes the terms."""
    said = _OTHER_ASIDE.search(definition.meaning or definition.role or "") and _TAKER.fullmatch(definition.term)
    near = definition.end - definition.start < _LONGEST_NAME_CHARS * 2
    return bool(said) and (near or provider.term in definition.meaning or bool(_JOINS.search(definition.meaning)))


def _nameless(text: str, start: int, end: int) -> Definition:
    """The party that goes by the word there, which is all that is said of who it is."""
    return Definition("party", text[start:end], "", text[start:end], start, end)
