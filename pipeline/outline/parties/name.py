"""The name of a party among the words that stand for it, which also say where it sits, who acts for it, what it was called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from pipeline.outline.parties.address import is_address
from pipeline.outline.parties.nobody import TEMPLATE, is_nobody
from pipeline.outline.parties.officer import ACTING, CHIEF, SEAL
from pipeline.outline.parties.organisation import COMPANY, is_organisation
from pipeline.outline.parties.word import PARTY_WORD
from pipeline.text.regex import regex

_PLACED = regex(
    r"[^\n]{2,60}?(?:を置く|を有する|に所在する|に居住する|である|을 둔|를 둔|소재한|소재하는|거주하는)[ \u3000]*(?=\S)"
)
# 【北京…公司】, __北京…公司__, "주식회사 한빛"
_FRAMED = regex(
    r"[【［\[“\"「『‘'][ \u3000]*(?P<inside>[^\s【】\[\]“”\"「」『』‘’'](?:[^\n【】\[\]“”\"「」『』‘’']*[^\s【】\[\]“”\"「」『』‘’'])?)"
    r"[ \u3000]*[】］\]”\"」』’']"
)
_UNDERLINED = regex(r"[_＿]+[ \u3000]*(?P<inside>[^\s_＿](?:[^\n_＿]*[^\s_＿])?)[ \u3000]*[_＿]+")
# 住所　東京都…: where somebody is to be found, and no name
_PLACE = regex(r"(?:住[ \u3000]?所|所在地|주[ \u3000]?소)[ \u3000：:]+(?=\S)")
_FRONT_ADDRESS = regex(
    r"(?P<address>(?:〒?[0-9０-９]{3}[-－][0-9０-９]{4}[ \u3000]*)?[\u4e00-\u9fff]{2,3}[都道府県][^\s、，]{2,40}?[0-9０-９一二三四五六七八九十]"
    r"(?:番地の?[0-9０-９]*|[号番階])?)[ \u3000]+(?=\S{2})"
)
_BRACKETED = regex(
    r"[ \u3000]*[（(](?:或|曾用名|原名|原：|旧|舊|구[ :]|구명칭|前身|一人親方|個人事業主?|[个個]人|自然人|개인|formerly|第一種|[虛虚][構构]|化名|[\u4e00-\u9fff々]{1,4}[ \u3000][\u4e00-\u9fffぁ-んァ-ヶ]{1,5}(?=[）)]))[^（）()\n]{0,40}[）)]$|"
    # …有限公司（课栈网）, Tesla Inc.(美国特拉华州)
    r"(?:(?<=公司)|(?<=nc\.|td\.|LC\.))[ \u3000]*[（(](?!(?:有限|普通|特殊)合|集[团團]|[筹籌])[^（）()\n]{0,40}[）)]$"
)
# 한성대부 주식회사 (110-81-77777), 김철수(831130-1247712): the number of a company or a person in its register.
NUMBERED: Final = regex(
    r"[ \u3000]*[（(][^（）()\n0-9]{0,12}(?P<registration_number>[0-9]{3}-[0-9]{2}-[0-9]{5}|[0-9]{6}-[0-9*]{7}|[0-9]{13}|[0-9A-Z]{18})[）)]$"
)
# 胜唐体控（深圳市胜唐科技有限公司）
_LEGAL = regex(r"(?P<trade>[^（()）]{2,20})[（(](?P<inside>[^（()）]{4,40}(?:公司|会社|회사))[）)]")
# What stands before a name: 성명:, 姓名(或团体名称), {{住所}}, および.
_LEAD = regex(
    rf"{TEMPLATE}(?![}}])[ \u3000]*(?=\S)|(?:および|及び|並びに|ならびに|또는|및)[ \u3000]?(?=\S{{2}})|姓名[（(][^（）()]{{1,12}}[）)][：:]?[ \u3000]*(?=\S{{2}})|"
    r"(?:성[ ]?명|이름|상[ ]?호|(?:회사|사업체|업체|기관|법인|단체)명|명칭|氏[ \u3000]?名|(?:会社|団体|法人|事業者)名|名称|商号|屋号)[ \u3000]*[：:]?[ \u3000]+(?=\S{2})|"
    r"(?:令和|平成)?[0-9０-９元]{1,4}[年년] ?[0-9０-９]{1,2}[月월] ?[0-9０-９]{1,2}[日일](?:付け?で)?[ \u3000]*(?=\S{2})"
)
# 水巻町を甲（以下「甲」という。）
_CALLS = regex(r"(?<=\S\S)を[「『]?[甲乙丙丁][」』]?$")
_COURTESY = regex(r"(?<=(?<![가-힣])[가-힣]{3})(?:님|씨)$|(?<=\S{2})[ \u3000]?(?:様|殿|귀하|先生|女士|小姐)$")

# 本软件由…公司提供（以下称“本公司”）
_DOES = regex(
    r"(?<=公司)(?:[所及和与與、]|提供|[运運][营營]|[经經][营營]|[拥擁]?有|[开開][发發]|[发發]布|[维維][护護])+$"
)
_JOINS_NEXT = regex(rf"(?<=[）)])と{PARTY_WORD}$|[ \u3000][与與和及][ \u3000]*$")


@dataclass(frozen=True, slots=True)
class PartyName:
    """`text` is "" where nobody is named; `start` and `end` span it in the words given."""

    text: str
    start: int
    end: int
    particulars: Mapping[str, str] = field(default_factory=dict)


def party_name(words: str) -> PartyName:
    """The name in words that stand for one party: 東京都港区芝1丁目1番1号 株式会社青葉 代表取締役 山田 太郎."""
    told: dict[str, str] = {}
    start = len(words) - len(words.lstrip(" \u3000・:：|｜"))
    end = len(_JOINS_NEXT.sub("", words).rstrip(" \u3000,，、;；|｜"))
    if (lined := _UNDERLINED.fullmatch(words, start, end)) is not None:
        start, end = lined.span("inside")
    if not is_nobody(words[start:end]) and (framed := _FRAMED.fullmatch(words, start, end)):
        start, end = framed.span("inside")
    if (legal := _LEGAL.fullmatch(words, start, end)) and not is_organisation(legal["trade"]):
        start, end = legal.span("inside")
    if lead := _LEAD.match(words, start, end):
        start = lead.end()
    if calls := _CALLS.search(words, start, end):
        end = calls.start()
    if (placed := _PLACED.match(words, 0, end)) is not None:
        start = placed.end()
    if place := _PLACE.match(words, start, end):
        return PartyName("", place.end(), end, {"address": words[place.end() : end]})
    held = ACTING.search(words, start, end) or CHIEF.search(words, start, end)
    if not held and is_address(words[start:end]):
        return PartyName("", start, end, {"address": words[start:end]})
    if (front := _FRONT_ADDRESS.match(words, start, end)) and (held or COMPANY.search(words, front.end(), end)):
        start, told["address"] = front.end(), front["address"]
    end = _without_tail(words, start, end, told)
    start += len(words[start:end]) - len(words[start:end].lstrip(" \u3000"))
    name = words[start:end]
    return PartyName("" if is_nobody(name) else name, start, end, told)


def _without_tail(words: str, start: int, end: int, told: dict[str, str]) -> int:
    """The end of the name before seals, before who acts for it and before what it is or was besides."""
    for pattern in (_DOES, SEAL, SEAL, NUMBERED, _BRACKETED, ACTING, CHIEF, _BRACKETED, _COURTESY):
        found = pattern.search(words, start, end)
        if found is None or not words[start : found.start()].strip(" \u3000"):
            continue
        end = found.start()
        for name, value in found.groupdict().items():
            if name != "title" and value:
                told.setdefault(name, value)
    return end - (len(words[start:end]) - len(words[start:end].rstrip(" \u3000")))
