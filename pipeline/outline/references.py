"""Mentions of other sections of the same contract, and where they lead."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.outline.section import Reference, Section
from pipeline.text.numerals import HAN_CLASS, to_int

_N = rf"[0-9０-９{HAN_CLASS}]{{1,7}}"
_TO = r"\s*(?:ないし|乃至|から|至|到|내지|부터|[~～〜∼]|-|–|through|to)\s*"
_BELOW = rf"(?:\s?第\s?[（(]?(?P<paragraph>{_N})[）)]?\s?[款項项])?(?:\s?第\s?[（(]?(?P<item>{_N})[）)]?\s?[号號项目])?"
_ONE = rf"[条條](?:[の之](?P<sub>{_N}))?{_BELOW}(?:{_TO}第?\s?(?P<last>{_N})\s?[条條])?"
# 第三、四条, 第三至五条: the unit stands once, behind the last number.
_SHORT = rf"(?P<more>(?:[、,，]{_N}){{1,6}})\s?[条條]|{_TO}第?\s?(?P<until>{_N})\s?[条條]"
_HAN = rf"第\s{{0,2}}(?P<number>{_N}(?:\.[0-9]{{1,3}})*)\s{{0,2}}(?:{_ONE}|{_SHORT})"
_ABSOLUTE = (
    re.compile(_HAN),
    re.compile(
        r"제\s{0,2}(?P<number>[0-9]{1,3})\s{0,2}조(?:의\s?(?P<sub>[0-9]{1,2}))?"
        r"(?:\s?제\s?(?P<paragraph>[0-9]{1,2})\s?항)?(?:\s?제\s?(?P<item>[0-9]{1,2})\s?호)?"
        rf"(?:{_TO}제\s?(?P<last>[0-9]{{1,3}})\s?조)?"
    ),
    re.compile(
        r"\b(?:Article|Section|Clause|Paragraph)s?\s{1,3}(?P<number>[0-9]{1,3}(?:\.[0-9]{1,3}){0,3}|[IVX]{1,6}\b)"
        rf"(?P<sub>)(?:\((?P<paragraph>[0-9]{{1,2}})\))?(?P<item>)(?:{_TO}(?:Article|Section|Clause)\s{{1,3}}(?P<last>[0-9]{{1,3}}))?",
        re.IGNORECASE,
    ),
)
_RELATIVE = re.compile(
    rf"(?P<article>(?P<before>前|앞\s?|전)(?:条|條|조)|(?P<same>本|同|이\s?|동|본)(?:条|條|조)|(?P<next>次|다음\s?)(?:条|條|조))(?![件約约款例文건])"
    rf"(?:\s?第\s?(?P<paragraph>{_N})\s?[款項项]|\s?제\s?(?P<korean>[0-9]{{1,2}})\s?항)?|"
    r"(?P<above>前[項款项](?![目])|전항|앞\s?항)"
)
_ANNEX = re.compile(
    r"(?P<word>附件|附表|别纸|別紙|別添|別表|별첨|별지|Annex|Appendix|Schedule|Exhibit)\s?(?P<number>[0-9０-９一二三四五六七八九十]{1,3}|[A-Z](?![a-z]))"
)
_STATUTE = re.compile(
    r"(?:[》』]|(?<!方)法典?|[法律令則则例법률령칙][」”\"]|法律|条例|條例|規則|规则|規程|(?<!命)令|解释|解釈|办法|施行規則|법|법률|시행령|규칙|조례|Act|Code|Law)"
    r"(?:\s?[（(][^（()）\n]{1,40}[）)])?\s?(?:の|의|之|中)?\s?$"
)
_OTHER_CONTRACT = re.compile(
    r"(?:原|主|基本|元|旧|上記)(?:契約|合同|协议|協議|계약)(?:書|书|서)?\s?(?:の|之|的|의)?\s?$"
)
# 招标文件第9条, 기본계약 제9조: another document by its name; 本合同第9条 and 按照合同第9条 are this one.
_OTHER_DOCUMENT = re.compile(
    r"(?P<name>[^\s，。、；：:,;（()）《》「」“”\"]{0,12})"
    r"(?:合同|协议|協議|契約|契约|合約|규정|계약|약관|規約|規程|規則|規定|规则|规定|文件|手册|办法|保单|章程|定款|정관)(?:書|书|서)?(?:的|の|之|의)?\s?$"
)
_OWN = re.compile(
    r".*(?<!基)[本该該此这這当當].*|(?:본|이|동)?|(?:依照|依据|依據|按照|根据|根據|违反|違反|适用|適用|履行|依|按|照)?[与與及和或]?"
)
_OF_STATUTE = re.compile(
    r"(?:\([0-9A-Za-z]{1,4}\)){0,3}\s{1,2}(?:of|in|under)\s{1,2}(?:the\s{1,2}|that\s{1,2})?(?:[A-Z][\w.&’'-]{0,30}\s{1,2}){0,8}?(?:Code|Act|Law|Laws|Regulations?|Rules|Convention|Ordinance|Decree|Directive)\b"
)
_LISTED = re.compile(
    r"\s?(?:[、，,及和与或と]|及び|並びに|又は|若しくは|および|または|以及|ないし|및|또는|과|와|내지|和|and|or)+\s?"
)
_BEHIND_CHARS, _NAME_CHARS = 48, 20


def references(text: str, sections: tuple[Section, ...]) -> tuple[Reference, ...]:
    """The references in the order of the text; a range gives one for every section of it. Statutes are left out."""
    places = _Places.of(text, sections)
    absolute = list(_absolute(text, places))
    found = [*absolute, *_relative(text, places, absolute), *_annexed(text, places)]
    return tuple(
        sorted(found, key=lambda each: (each.start, each.end, each.target.start if each.target else len(text)))
    )


@dataclass(slots=True)
class _Places:
    """The articles of a document by position and by number, and the labels that are no references."""

    articles: list[Section] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    by_number: dict[tuple[str, str], Section] = field(default_factory=dict)
    holders: dict[tuple[str, str], Section] = field(default_factory=dict)
    """What stands above 6.1 and bears a bare 6: contracts call it 第6条 too."""
    annexes: dict[str, Section] = field(default_factory=dict)
    labels: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, text: str, sections: tuple[Section, ...]) -> _Places:
        places = cls()
        for root in sections:
            for section in root.walk():
                places._add(section)
                places.labels.add(text.find(section.label, section.start, section.end))
                if section.kind in ("article", "annex"):
                    places._add_below(section)
        return places

    def _add(self, section: Section) -> None:
        if section.kind in ("article", "heading"):
            self.articles.append(section)
            self.starts.append(section.start)
            if section.number:
                self.by_number.setdefault((section.part, section.number), section)
        elif section.kind == "annex" and section.number:
            self.annexes.setdefault(section.number, section)
        elif section.number and section.label.strip(" .．、") == section.number:
            self.holders.setdefault((section.part, section.number), section)

    def _add_below(self, unit: Section) -> None:
        for below in unit.walk():
            if below.number and "." in below.number:
                self.by_number.setdefault((unit.part, below.number), below)

    def around(self, position: int) -> int:
        """The index of the article that holds the position, -1 outside all."""
        index = bisect_right(self.starts, position) - 1
        return index if index >= 0 and position < self.articles[index].end else -1

    def part(self, position: int) -> str:
        index = self.around(position)
        return self.articles[index].part if index >= 0 else ""

    def find(self, part: str, number: str) -> Section | None:
        keys = (part, number), ("", number)
        return next(
            (found for table in (self.by_number, self.holders) for key in keys if (found := table.get(key))), None
        )


def _absolute(text: str, places: _Places) -> Iterator[Reference]:
    for pattern in _ABSOLUTE:
        foreign_end = -1  # the end of the last mention of a statute: its list may go on
        for match in pattern.finditer(text):
            if match.start() in places.labels:
                continue
            if _is_foreign(text, match.start(), foreign_end):
                foreign_end = match.end()
                continue
            targets = _targets(match, places)
            if None in targets and _is_of_another(text, match):
                continue
            for target in targets:
                yield Reference(match[0].strip(), match.start(), match.end(), target)


def _is_foreign(text: str, start: int, foreign_end: int) -> bool:
    if 0 <= foreign_end <= start <= foreign_end + _BEHIND_CHARS and _LISTED.fullmatch(text, foreign_end, start):
        return True
    before = text[max(0, start - _BEHIND_CHARS) : start]
    return _STATUTE.search(before) is not None or _OTHER_CONTRACT.search(before) is not None


def _is_of_another(text: str, match: re.Match[str]) -> bool:
    """Whether an article that is not there is one of another document that is named beside it."""
    if _OF_STATUTE.match(text, match.end()):
        return True
    named = _OTHER_DOCUMENT.search(text[max(0, match.start() - _NAME_CHARS) : match.start()])
    return named is not None and _OWN.fullmatch(named["name"]) is None


def _targets(match: re.Match[str], places: _Places) -> list[Section | None]:
    number = _number(match["number"], match["sub"])
    part, written = places.part(match.start()), match.groupdict()
    if more := written.get("more"):
        numbers = [number, *(_number(each, None) for each in re.split(r"[、,，]", more)[1:])]
        return [places.find(part, each) for each in numbers]
    until = match["last"] or written.get("until")
    if until and number.isdigit() and (last := to_int(until)) is not None:
        return [places.find(part, str(each)) for each in range(int(number), min(last, int(number) + 100) + 1)]
    article = places.find(part, number)
    return [_below(article, match["paragraph"], match["item"]) if article else None]


def _number(written: str, sub: str | None) -> str:
    number = written if "." in written else str(to_int(written.upper()) or 0)
    return f"{number}-{to_int(sub)}" if sub else number


def _below(section: Section, *written: str | None) -> Section:
    """The clause of that number, the section itself where it does not number its clauses."""
    for number in written:
        if number and (value := to_int(number)) is not None:
            section = next((child for child in section.children if child.number == str(value)), section)
    return section


def _relative(text: str, places: _Places, absolute: list[Reference]) -> Iterator[Reference]:
    ends = [reference.end for reference in absolute]
    for match in _RELATIVE.finditer(text):
        index = places.around(match.start())
        if index < 0 or match.start() in places.labels:
            continue
        last = bisect_right(ends, match.start()) - 1
        named = absolute[last] if last >= 0 and absolute[last].start >= places.articles[index].start else None
        if named is not None and match["same"] and match["same"].strip() in ("同", "동"):
            target = _below(named.target, match["paragraph"] or match["korean"]) if named.target else None
        else:
            target = _near(match, places, index)
        yield Reference(match[0], match.start(), match.end(), target)


def _near(match: re.Match[str], places: _Places, index: int) -> Section | None:
    here = places.articles[index]
    if match["above"]:
        return _paragraph_above(here, match.start())
    step = -1 if match["before"] else 1 if match["next"] else 0
    if not 0 <= index + step < len(places.articles) or places.articles[index + step].part != here.part:
        return None
    return _below(places.articles[index + step], match["paragraph"] or match["korean"])


def _paragraph_above(article: Section, position: int) -> Section:
    """The paragraph before the one that holds the position; the article where its first paragraph bears no number."""
    here = next((child for child in article.children if child.start <= position < child.end), None)
    if here is None or here.number is None or not here.number.isdigit():
        return article
    above = (child for child in article.children if child.end <= here.start and _shape(child) == _shape(here))
    return next((child for child in above if child.number == str(int(here.number or 0) - 1)), article)


def _shape(section: Section) -> str:
    """How a label is enclosed, without its number."""
    return "".join("" if char.isalnum() else char for char in section.label)


def _annexed(text: str, places: _Places) -> Iterator[Reference]:
    for match in _ANNEX.finditer(text):
        if match.start() in places.labels or _is_foreign(text, match.start(), -1):
            continue
        value = to_int(match["number"])
        target = places.annexes.get(match["number"] if value is None else str(value))
        yield Reference(match[0], match.start(), match.end(), target)
