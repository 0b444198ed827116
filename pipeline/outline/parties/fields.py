"""Parties whose name stands apart from their role, in a field of its own: beside it in a table, or below it.

본사(갑) │ 상호 │ (주)대한제품; 甲方 │ 北京…公司 │ 乙方 │ 上海…公司; 出租人：⏎姓名（名稱）：陳大華.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from pipeline.outline.parties.address import is_address
from pipeline.outline.parties.label import uniform
from pipeline.outline.parties.lines import BOLD, NAMED
from pipeline.outline.parties.name import PartyName, party_name
from pipeline.outline.parties.nobody import is_nobody
from pipeline.outline.parties.officer import representative_in
from pipeline.outline.parties.organisation import is_organisation
from pipeline.outline.parties.particulars import particulars_in
from pipeline.outline.parties.person import is_person
from pipeline.outline.parties.word import (
    ANY_ROLE,
    BYSTANDER,
    PARTIES_TITLE,
    PARTY_WORD,
    ROLE,
    ROLE_LABEL,
    SHORT,
    is_short,
)
from pipeline.outline.section import Article, Definition, Part
from pipeline.text.regex import regex

_GAP: Final = r"[ \u3000]{0,8}"
_NAME_LABEL: Final = (
    rf"(?:(?:公司|企業|企业)?[/／]?(?:真[实實])?姓{_GAP}名(?:[/／]名[称稱])?|名{_GAP}[称稱]|[单單]位(?:名[称稱]|全[称稱])|(?:公司|企业|企業|机构|機構)(?:名[称稱]|全[称稱])|甲方名[称稱]|乙方名[称稱]|"
    rf"氏{_GAP}名(?:又は名称|・名称|または名称)?|名称(?:又は氏名|・氏名)?|商{_GAP}号(?:又は名称|・名称)?|会{_GAP}社{_GAP}名|法{_GAP}人{_GAP}名|団{_GAP}体{_GAP}名|[\u4e00-\u9fff]{{0,4}}(?:事業者|機関|施設|店舗|学校|企業|病院)名|屋{_GAP}号|職{_GAP}氏{_GAP}名|"
    rf"성{_GAP}명|상{_GAP}호|(?:사{_GAP})?업{_GAP}체{_GAP}명|회{_GAP}사{_GAP}명|법{_GAP}인{_GAP}명|기{_GAP}관{_GAP}명|단{_GAP}체{_GAP}명|명{_GAP}칭)"
    r"(?:[ ]?[/·・][ ]?(?:성명|상호|名称|氏名|명칭))?"
)
_NOTE: Final = r"(?:[ ]?[（(][^（）()\n\t]{1,14}[）)])?"
_NAME_FIELD = regex(
    rf"(?:^|(?<=[\t \u3000（(]))(?:{_NAME_LABEL}){_NOTE}(?:{_GAP}[：:]{_GAP}\t?|\t[ \u3000]*|[ \u3000]+|$)(?P<name>[^\t\n]*)"
)
_MARK: Final = r"(?:[■●◆・\-※*＊]|[（(]?[0-9０-９一二三四五]{1,2}[）).、．]|[0-9]{1,2}[.][0-9]{1,2}[.]?)?"
# 본사(갑), 甲方（出租人）, 出租人, 【乙】, 임대인 (이하 "갑"), （一）承租人
_HEAD = regex(
    rf"{_GAP}{_MARK}{_GAP}[【\[「“\"（(]?(?P<first>(?!\S{{0,2}}[當当]事[人者]|당사자|立)(?:{PARTY_WORD}|(?:[가-힣]{{2,5}} )?{ROLE_LABEL}(?![\u4e00-\u9fff])|본사|대리점))[】\]」”\"）)]?"
    rf"(?:{_GAP}[（(]{_GAP}{NAMED}[“\"「'‘]?(?P<second>{PARTY_WORD}|{ROLE_LABEL}|{ANY_ROLE})[”\"」'’]?[^）)\n]{{0,8}}[）)][】\]」]?|{_GAP}[（(](?:또는|或|又は|[A-Z][a-z]+ ?)[^）)\n]{{1,16}}[）)])?{_GAP}[：:]?{_GAP}(?P<rest>[^\n\t]*)"
)
# 피 해 자, 수 요 자 (을)
_SPACED_HEAD = regex(
    r"(?P<first>[가-힣\u4e00-\u9fff](?:[ \u3000]{1,3}[가-힣\u4e00-\u9fff]){1,4})"
    rf"(?:{_GAP}[（(]{_GAP}(?P<second>{SHORT}){_GAP}[）)])?(?P<rest>)"
)
_CELL = regex(
    # 주      소 is one label.
    r"(?:[^\s甲乙丙丁갑을병정][ \u3000]{4,}(?=\S(?:[ \u3000：:]|$)))?\S[^\t]*?(?=\t|(?<![ \u3000])[ \u3000]{4,}\S|$)"
)
_OTHER_FIELD = regex(
    r"(?:住|地|所属|部署|役職|職名|担当|電|电|TEL|Tel|FAX|身[份分]|生年|法定|代表|負責|负责|[统統]一|统一|登[録記]|[联聯連]|邮|郵|开户|開戶|账|帳|주소|주\s|전화|연락|대표|사업자|법인|주민|생년|등록|소재|서명|날인|"
    r"[签簽盖蓋]|印|日期|年)"
)
_FIELD = regex(rf"{_NAME_LABEL}{_NOTE}")
_FIGURE = regex(r"[0-9０-９]")
_OTHER_HEAD = regex(rf"{PARTY_WORD}[ \u3000]?[：:（(]")
_SHORT_FORM = regex(rf"[（(]{_GAP}{NAMED}[“\"「『'‘]?{SHORT}[”\"」』'’]?[^）)\n]{{0,8}}[）)]")
_COUNT = regex(r"(?:\W*[0-9０-９])+\W*[\u4e00-\u9fff가-힣]?")
_FARTHEST_LINES, _LONGEST_NAME_CHARS = 12, 60


@dataclass(slots=True)
class _Open:
    """A party whose fields are being read; `named` is whether a field for its name was seen, `waits` whether something
    that names nobody stands beside its role: only a field that says so names it then.
    """

    start: int
    end: int
    term: str
    role: str | None
    lines: int = 0
    named: bool = False
    waits: bool = False
    name: str = ""
    particulars: dict[str, str] = field(default_factory=dict)

    def definition(self) -> Definition:
        told = tuple(sorted(self.particulars.items()))
        return Definition("party", self.term, self.name, self.role, self.start, self.end, told)


def is_field(cell: str) -> bool:
    """Whether a cell is a label of what is said of a party: 성명(명칭), 住所, 电话."""
    return _FIELD.fullmatch(cell) is not None or (_OTHER_FIELD.match(cell) is not None and not is_organisation(cell))


def field_parties(text: str, parts: Sequence[Part], articles: Sequence[Article]) -> Iterator[Definition]:
    """The parties of the head, of articles about the parties, and of the signatures."""
    head = [part for part in parts if part.kind in ("parties", "preamble", "table")]
    signatures = [part for part in parts if part.kind == "signature"]
    about = [each for each in articles if each.index == 0 or PARTIES_TITLE.search(each.section.title)]
    stretches = {(each.start, each.end) for each in about} | {(each.start, each.end) for each in signatures}
    if head and (first := [part for part in head if not articles or part.start < articles[0].start]):
        stretches.add((first[0].start, first[-1].end))
    for start, end in sorted(stretches):
        yield from _in_stretch(text, start, end)


def _in_stretch(text: str, start: int, end: int) -> Iterator[Definition]:
    """The parties of a stretch. Some forms have the address above the line of the role: what stands above the first
    of them, stands above all.
    """
    found: list[_Open] = []
    opened: list[_Open] = []
    above: dict[str, str] = {}
    stands_above: bool | None = None
    named_beside = False
    for line in re.finditer(r"[^\n]+", BOLD.sub("  ", text[start:end])):
        cells = list(_CELL.finditer(line[0]))
        heads = _heads(line[0], cells, start + line.start())
        if heads:
            stands_above = bool(above) if stands_above is None else stands_above
            if stands_above:
                heads[0].particulars |= above
            opened, named_beside = heads, heads[0].named
            found += opened
            continue
        above = particulars_in(line[0]) if _OTHER_FIELD.match(line[0].strip(" \u3000")) else {}
        if stands_above and named_beside:
            continue
        ends = line[0].endswith(("。", "다.")) or BYSTANDER.match(line[0])
        if opened and opened[0].lines < _FARTHEST_LINES and not ends:
            _read_below(line[0], cells, start + line.start(), opened)
        else:
            opened = []
    named = any(each.named for each in found)
    yield from (each.definition() for each in found if each.named or (named and each.role and is_short(each.term)))


def _heads(line: str, cells: Sequence[re.Match[str]], start: int) -> list[_Open]:
    """The parties whose role stands on a line, each with the field that stands beside it."""
    places = [(index, head) for index, cell in enumerate(cells) if (head := _head(cell[0].strip(" \u3000")))]
    opened: list[_Open] = []
    for place, (index, head) in enumerate(places):
        limit = places[place + 1][0] if place + 1 < len(places) else len(cells)
        low = cells[index].start() + cells[index][0].index(head[0])
        party = _Open(start + low, start + low + head.start("rest"), *_called(head))
        stop = cells[limit].start() if limit < len(cells) else len(line)
        _take(line, low + head.start("rest"), stop, start, party)
        rest = head["rest"].strip(" \u3000")
        if is_address(rest):
            party.particulars.setdefault("address", rest)
        party.waits = bool(rest) and is_nobody(rest)
        if not (party.named or party.waits) and limit > index + 1 and "\t" in line:
            _take_bare(cells[index + 1], start, party)
        opened.append(party)
    return opened


def _head(cell: str) -> re.Match[str] | None:
    """A cell that is a role, with nothing behind it but fields."""
    head = _HEAD.fullmatch(cell) if len(cell) <= _LONGEST_NAME_CHARS * 2 else None
    if (spaced := _SPACED_HEAD.fullmatch(cell)) and ROLE.fullmatch(_unspaced(spaced["first"])):
        return spaced
    if head is None:
        return None
    rest = head["rest"].strip(" \u3000")
    other = _NAME_FIELD.match(rest) or _OTHER_FIELD.match(rest) or is_address(rest)
    waits = cell[: head.start("rest")].rstrip(" \u3000").endswith(("：", ":")) and is_nobody(rest)
    return head if not rest or other or waits else None


def _called(head: re.Match[str]) -> tuple[str, str | None]:
    """The short name and the role that a head tells, whichever stands in its brackets."""
    names = [_unspaced(name) for name in (head["first"], head["second"], head["rest"].strip(" \u3000")) if name]
    names = names if len(names) < 3 or is_short(names[-1]) else names[:-1]
    short = next((name for name in names if is_short(name)), None)
    role = next((name for name in names if not is_short(name)), None)
    return short or role or "", role


def _unspaced(name: str) -> str:
    """임 대 인 is 임대인; 복지용구 사업자 stays two words."""
    words = name.split()
    return ("" if any(len(word) == 1 for word in words) else " ").join(words)


def _read_below(line: str, cells: Sequence[re.Match[str]], start: int, opened: list[_Open]) -> None:
    """The fields of a line, in as many groups of cells as there are parties side by side; or one label and its values."""
    share, over = divmod(len(cells), len(opened))
    if len(opened) > 1 and len(cells) == len(opened) + 1:
        _read_column(cells, start, opened)
    for index, party in enumerate(opened):
        party.lines += 1
        if over or not share:
            continue
        low, last = cells[index * share].start(), cells[(index + 1) * share - 1].end()
        if not _take(line, low, last, start, party) and share == 1:
            _take_unlabelled(cells[index], start, party)


def _read_column(cells: Sequence[re.Match[str]], start: int, opened: list[_Open]) -> None:
    """What a label at the head of a row says of each party: 代表人 │ 陳志明 │ 李建宏."""
    label = cells[0][0].strip(" \u3000")
    for cell, party in zip(cells[1:], opened, strict=True):
        if not party.named and _NAME_FIELD.fullmatch(label):
            _take_bare(cell, start, party)
        party.particulars = particulars_in(f"{label}\t{cell[0]}") | party.particulars


def _take(line: str, low: int, high: int, start: int, party: _Open) -> bool:
    """What a stretch of a line says of a party in fields; whether there is any."""
    stretch = line[low:high]
    match = _NAME_FIELD.search(stretch)
    if match and not party.named:
        _name(party, match["name"], start + low + match.start("name"))
    told = particulars_in(stretch)
    party.particulars = told | party.particulars
    return bool(match or _OTHER_FIELD.match(stretch.strip(" \u3000")))


def _take_unlabelled(cell: re.Match[str], start: int, party: _Open) -> None:
    """A line that is an address, an officer or a name, as it stands: 株式会社青葉⏎代表取締役　山田 太郎, 박순자 (서명)."""
    words = cell[0].strip(" \u3000")
    if (representative := representative_in(words)) or len(words) > _LONGEST_NAME_CHARS:
        party.particulars = ({"representative": representative} if representative else {}) | party.particulars
        return
    told = party_name(words)
    if not (party.named or party.waits) and _is_alone(words, told, party):
        _name(party, words, start + cell.start() + cell[0].index(words))
    elif not told.text or told.text == party.name:
        party.particulars = {**told.particulars, **party.particulars}


def _is_alone(words: str, name: PartyName, party: _Open) -> bool:
    """Whether a line is a name and nothing else: an organisation, who acts for one, or somebody beside a seal."""
    sealed = name.end < len(words.rstrip(" \u3000"))
    written = bool(name.text) and not re.search(r"[：:]|(?:[。，,、]|(?<!Ltd)(?<!Inc)\.|名[称稱]?)$", words)
    person = party.lines == 1 and is_person(name.text)
    return written and (
        sealed or person or is_organisation(name.text) or ("address" in party.particulars and not _FIGURE.search(words))
    )


def _take_bare(cell: re.Match[str], start: int, party: _Open) -> None:
    """A name that stands in the next cell without a label; how many there are of a thing (机器人 4) is none.

    One that says what it is called by (…公司（以下简称甲方）) is read with its short form elsewhere.
    """
    words = cell[0].strip(" \u3000")
    if len(words) > _LONGEST_NAME_CHARS or words.endswith(("。", "다.", "：", ":")):
        return
    if not (
        _OTHER_FIELD.match(words)
        or _OTHER_HEAD.match(uniform(words).lstrip())
        or _COUNT.fullmatch(words)
        or _SHORT_FORM.search(words)
    ):
        _name(party, words, start + cell.start() + cell[0].index(words))


def _name(party: _Open, words: str, start: int) -> None:
    told = party_name(re.split(r"[ \u3000]{2,}|[，；]", words.strip(" \u3000"), maxsplit=1)[0])
    lead = len(words) - len(words.lstrip(" \u3000"))
    party.named, party.name = True, told.text
    party.end = max(party.end, start + lead + told.end)
    party.particulars = {**told.particulars, **party.particulars}
