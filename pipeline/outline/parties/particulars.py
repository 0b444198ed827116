"""What a contract says of a party beside its name: its number in a register, who acts for it, where it is found."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from pipeline.outline.parties.lines import NEXT_FIELD
from pipeline.outline.parties.nobody import is_blank
from pipeline.outline.parties.word import BYSTANDER, PARTIES_TITLE
from pipeline.outline.section import Article, Definition, Part
from pipeline.text.regex import regex

_GAP = r"[ \u3000]?"
_LABELS = {
    "registration_number": (
        r"(?:统一社会|統一社會)?信用代[码碼](?:证号|號)?|[统統](?:一)?[编編][号號]|营业执照(?:注册)?号?码?|"
        r"(?:居民)?身份[证證](?:件)?(?:号码?|號碼?)?|身分[证證](?:字[号號]|[统統]一[编編][号號]|[号號][码碼])?|公民身份号码|"
        r"法人番号|会社法人等番号|(?:適格請求書発行事業者)?登録番号|사업자 ?(?:등록 ?)?번호|법인 ?등록 ?번호|주민 ?등록 ?번호"
    ),
    "representative": (
        r"法定代表人(?:[/或、]?(?:负责人|授权代表人?|委托代理人|代表人))?|授[权權]代表人?|(?:主要)?[负負][ \u3000]?[责責][ \u3000]?人|代表人|"
        r"代表取締役(?:社長|会長)?|代表社員|代表理事|代表者(?:氏?名)?|대표이사|대표자(?:명)?|대[ \u3000]*표(?:[ \u3000]*(?:이[ \u3000]*사|자))?(?=[ :：])"
    ),
    "address": (
        r"(?:注册|註冊|登[记記]|[联聯]系|通[讯訊]|[办辦]公|营业|經營|送[达達]|户籍|戶籍)?地[ \u3000]*址|住[ \u3000]*所地?|住[ \u3000]*址|"
        r"(?:本店|主たる事務所の)?所在地|주[ \u3000]*소|(?:본점 ?)?소[ \u3000]*재[ \u3000]*지"
    ),
}
_VALUES = {
    "registration_number": r"[A-Za-z]{0,2}[0-9０-９][0-9０-９A-Za-zＡ-Ｚ*＊xX－-]{3,23}",
    # 山田 太郎, 김 철수 and 김 하 늘 are one name; 陈志远 签字 is a name and a place to sign.
    "representative": (
        r"(?!_|[（(]|[^\s，,、。；;]{2,8}[：:]|签|簽|盖|蓋|署名|印|서명)"
        r"(?:[\u4e00-\u9fff々가-힣](?:[ \u3000][\u4e00-\u9fff々가-힣]){2,4}(?![^\s，,；;、。（）()])|[\u4e00-\u9fff々ぁ-んァ-ヶ가-힣]{1,3}[ \u3000][\u4e00-\u9fff々ぁ-んァ-ヶ가-힣]{1,4}(?![^\s，,；;、。（）()])"
        r"|[^\s，,；;、。:：（）()_＿\t]{2,20}(?: [A-Z][a-z]+){0,2})"
    ),
    "address": (
        r"(?![^\s，,、。；;]{2,8}[：:]|주민|성 ?명|전 ?화|사업자|법인|[电電][话話]|氏名|[签簽]|[盖蓋])[^\s，,；;。_＿（）()](?:[^\n\t，；;。_＿（）()]|[（(][^（）()\n]{1,20}[）)]){3,80}?"
        rf"(?=[，；;。\n\t）)]|[（(](?:以下|이하)|[ \u3000]{{2}}|{NEXT_FIELD}|$)"
    ),
}
_PARTICULAR = regex(
    "|".join(
        rf"(?:(?:{label}){_GAP}(?:[（(][^）)\n]{{1,12}}[）)])?{_GAP}(?:[：:為为]|(?<=[役者表人社員소사표号號호码碼])[ \u3000]|(?<=\S)[\u3000\t]|(?<=[所地소])[ ](?=〒|[\u4e00-\u9fff]{{1,6}}[都道府県市区郡町村]|[가-힣]{{2,7}}[시도] ))[ \u3000\t]{{0,8}}"
        rf"(?P<{name}>{_VALUES[name]}))"
        for name, label in _LABELS.items()
    ),
    re.MULTILINE,
)
# 王五，男，1978年3月3日出生，汉族，住北京市…: where a person lives, without a colon.
_LIVING = regex(
    r"(?<=[，,])现?住(?:址|所)?(?:在|于|為|为)?(?P<address>[\u4e00-\u9fff]{2,4}[省市区區县縣州][^，,；;。\n（）()]{2,60})"
)
_FARTHEST_CHARS, _NEAR_CHARS, _WIDEST_COLUMN_CHARS, _MOST_PARTIES = 400, 80, 120, 32
# …は、次のとおり契約を締結する。⏎ Behind the sentence that names the parties stands what is said of any of them.
_CONCLUDED = regex(r"(?:締結|契約を|合意|체결|약정|[订訂]立|签订|簽訂|达成|達成)[^\n]{0,30}(?:。|다\.)[ \u3000]*\n")
_COLUMN = regex(r"\t|[ \u3000]{3}")
_IN_COLUMN = regex(r"[^ \u3000\t\n]+(?:[ \u3000]{1,2}[^ \u3000\t\n]+)*")
_SEAL = regex(r"(?:签字|簽字|签名|簽名|盖章|蓋章|印|㊞|서명|날인)$")


def with_particulars(
    text: str, parts: Sequence[Part], articles: Sequence[Article], found: Sequence[Definition]
) -> list[Definition]:
    """The definitions, parties with what stands beside their names, on their lines in the first article, and below
    their signatures; where two places differ, the first stands.
    """
    parties = [definition for definition in found if definition.kind == "party"]
    starts = [*sorted(definition.start for definition in parties), len(text)]
    signatures = [part for part in parts if part.kind == "signature"]
    head = Part("preamble", 0, articles[0].start if articles else len(text))
    about = [bool(PARTIES_TITLE.search(article.section.title)) for article in articles[:1]]
    opening: list[tuple[Article | Part, bool]] = [(head, False), *zip(articles[:1], about, strict=True)]
    first = [_by_line(text, stretch, parties, below) for stretch, below in opening]
    below = [(part, _by_line(text, part, parties, True)) for part in signatures]
    named: dict[int, dict[str, str]] = {}
    for party in parties:
        following = starts[bisect_right(starts, party.start)]
        own = [dict(party.particulars)]
        if not _has_neighbour(text, party.start, starts):
            own.append(_read(text, party.start, min(following, _limit(text, party, parties, signatures, articles))))
        own += [lines.get(party.start, {}) for lines in first]
        own += [lines.get(party.start, {}) for part, lines in below if not _holds(part, party)]
        named[party.start] = {name: value for each in reversed(own) for name, value in each.items()}
    return [
        replace(each, particulars=tuple(sorted(named[each.start].items()))) if each.kind == "party" else each
        for each in found
    ]


def particulars_in(stretch: str) -> dict[str, str]:
    """The first of each particular in words that speak of one party."""
    return _read(stretch, 0, len(stretch))


def _has_neighbour(text: str, start: int, starts: Sequence[int]) -> bool:
    """Whether two parties stand in columns on one line: the lines below it speak of both."""
    index = bisect_left(starts, start)
    spans = ((starts[at], starts[at + 1]) for at in (index - 1, index) if 0 <= at < len(starts) - 1)
    between = [text[low:high] for low, high in spans if high - low <= _WIDEST_COLUMN_CHARS]
    return any("\n" not in words and _COLUMN.search(words) for words in between)


def _holds(stretch: Article | Part, party: Definition) -> bool:
    return stretch.start <= party.start < stretch.end


def _limit(
    text: str, party: Definition, parties: Sequence[Definition], signatures: Sequence[Part], articles: Sequence[Article]
) -> int:
    """Where the words beside a name end: with its line in an article or among the signatures, whose lines go any way,
    else with the head of the contract.
    """
    end = min(len(text), party.end + _FARTHEST_CHARS)
    stretches: list[Article | Part] = [*signatures, *articles]
    if any(_holds(each, party) for each in stretches):
        line = text.find("\n", party.end)
        return min(end, line if line >= 0 else end)
    other = _others_line(text, party, parties, end)
    if concluded := _CONCLUDED.search(text, party.end, end):
        end = concluded.end()
    return min([end, other, *(article.start for article in articles if article.start > party.start)])


def _others_line(text: str, party: Definition, parties: Sequence[Definition], end: int) -> int:
    """Where the first line below a party begins that begins with another one: 갑: … / 대표이사 …⏎을: …."""
    others = [each for each in parties[:_MOST_PARTIES] if each is not party]
    openings = tuple(name for each in others for name in (each.term, each.meaning) if name)
    line = text.find("\n", party.end, end)
    while line >= 0 and openings:
        if text.startswith(openings, line + 1):
            return line
        line = text.find("\n", line + 1, end)
    return end


def _read(text: str, start: int, end: int) -> dict[str, str]:
    """The first of each particular in a stretch."""
    found: dict[str, str] = {}
    for match in _PARTICULAR.finditer(text, start, end):
        name = match.lastgroup or ""
        value = _SEAL.sub("", match[name].strip(" \u3000"))
        if not is_blank(value):
            found.setdefault(name, value)
    if "address" not in found and (living := _LIVING.search(text, start, end)):
        found["address"] = living["address"]
    return found


def _by_line(
    text: str, stretch: Article | Part, parties: Sequence[Definition], below: bool
) -> dict[int, dict[str, str]]:
    """By the start of each party, what stands on the lines of a stretch that begin with it, and `below` them up to the
    next party's; below a line of two in columns, each column speaks of its own.
    """
    names = [(each.start, name) for each in parties[:_MOST_PARTIES] for name in {each.term, each.meaning} if name]
    openings = tuple(name for _, name in names)
    found: dict[int, dict[str, str]] = {}
    holders: list[int] = []
    start = stretch.start
    for line in text[stretch.start : stretch.end].splitlines(keepends=True):
        opened = line.lstrip(' \u3000【[（(「“"').startswith(openings)
        if opened:
            holders = _in_order(line[:_NEAR_CHARS], names)
        elif BYSTANDER.match(line):
            holders = []
        columns = [(start, start + len(line))] if len(holders) == 1 else _columns(line, start)
        if len(holders) == len(columns) and (below or opened):
            for holder, (low, high) in zip(holders, columns, strict=True):
                found[holder] = _read(text, low, high) | found.get(holder, {})
        start += len(line)
    return found


def _in_order(line: str, names: Sequence[tuple[int, str]]) -> list[int]:
    """The parties that a line names, from left to right."""
    places = sorted((line.index(name), holder) for holder, name in names if name in line)
    return list(dict.fromkeys(holder for _, holder in places))


def _columns(line: str, start: int) -> list[tuple[int, int]]:
    """Where the columns of a line stand that wide gaps part."""
    return [(start + column.start(), start + column.end()) for column in _IN_COLUMN.finditer(line.rstrip())]
