"""Mentions of other sections of the same contract, and where they lead."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.outline.places import Places, below
from pipeline.outline.relative import relative
from pipeline.outline.section import Reference, Section
from pipeline.text.numerals import HAN_CLASS, to_int
from pipeline.text.regex import regex

_N = rf"(?:[0-9０-９]{{1,7}}|[{HAN_CLASS}]{{1,7}})"
_TO = r"\s*(?:ないし|乃至|から|至|到|내지|부터|[~～〜∼]|-|–|through|to)\s*"
_ENGLISH_N = r"(?:[0-9]{1,3}(?:\.[0-9]{1,3}){0,3}|[IVX]{1,6}\b)"
_ENGLISH_AND = r"(?:,\s?(?:and\s|or\s)?|\s(?:and|or|&)\s)"
_BELOW = rf"(?:\s?第\s?[（(]?(?P<paragraph>{_N})[）)]?\s?[款項项])?(?:\s?第\s?[（(]?(?P<item>{_N})[）)]?\s?[号號项目])?"
_ONE = rf"[条條](?:[の之](?P<sub>{_N}))?{_BELOW}(?:{_TO}第?\s?(?P<last>{_N})\s?[条條])?"
# 第三、四条, 第三至五条: the unit stands once, behind the last number.
_SHORT = rf"(?P<more>(?:[、,，]{_N}){{1,6}})\s?[条條]|{_TO}第?\s?(?P<until>{_N})\s?[条條]"
_HAN = rf"第\s{{0,2}}(?P<number>{_N}(?:\.[0-9]{{1,3}})*)\s{{0,2}}(?:{_ONE}|{_SHORT})"
_ABSOLUTE = (
    regex(_HAN),
    regex(
        r"제\s{0,2}(?P<number>[0-9]{1,3})\s{0,2}조(?:의\s?(?P<sub>[0-9]{1,2}))?"
        r"(?:\s?제\s?(?P<paragraph>[0-9]{1,2})\s?항)?(?:\s?제\s?(?P<item>[0-9]{1,2})\s?호)?"
        rf"(?:{_TO}제\s?(?P<last>[0-9]{{1,3}})\s?조)?"
    ),
    regex(
        rf"[AaSsCcPp](?i:(?:rticle|ection|lause|aragraph)(?P<plural>s)?\s{{1,3}}(?P<number>{_ENGLISH_N})(?P<sub>)"
        r"(?:\((?P<paragraph>[0-9]{1,2}|[a-z]{1,2})\))?(?:\((?P<item>[0-9]{1,2}|[a-z]{1,4})\))?"
        rf"(?:{_TO}(?:Article|Section|Clause)s?\s{{1,3}}(?P<last>{_ENGLISH_N})|"
        rf"(?:\s(?:through|to)\s|(?(plural)[-–]|(?!)))(?P<until>{_ENGLISH_N})(?!\.?\d| (?-i:[a-z]))|"
        rf"(?(plural)(?P<more>(?:{_ENGLISH_AND}{_ENGLISH_N}(?![\w(.]*\s(?:days|months|years))){{1,9}})|(?!)))?)"
    ),
)
_ANNEX = regex(
    r"(?P<word>附件|附表|别纸|別紙|別添|別表|별첨|별지|Annex|Appendix|Schedule|Exhibit)[^\S\n]?(?P<number>[0-9０-９一二三四五六七八九十]{1,3}|[A-Z](?![a-z]))"
)
_STATUTE = regex(
    r"(?:[》』]|(?<!方)法典?|[法律令則则例법률령칙][」｣”\"]|法律|条例|條例|規則|规则|規程|(?<!命)令|解释|解釈|办法|施行規則|법|법률|시행령|규칙|조례|Act|Code|Law)"
    r"(?:\s?[（(][^（()）\n]{1,40}[）)])?\s?(?:の|의|之|中)?\s?$"
)
_OTHER_CONTRACT = regex(r"(?:原|主|基本|元|旧|上記)(?:契約|合同|协议|協議|계약)(?:書|书|서)?\s?(?:の|之|的|의)?\s?$")
# 招标文件第9条, 기본계약 제9조: another document by its name; 本合同第9条 and 按照合同第9条 are this one.
_OTHER_DOCUMENT = regex(
    r"(?P<name>[^\s，。、；：:,;（()）《》「」“”\"]{0,12})"
    r"(?:合同|协议|協議|契約|契约|合約|규정|계약|약관|規約|規程|規則|規定|规则|规定|要項|要綱|要領|文件|手册|办法|保单|章程|定款|정관)(?:書|书|서)?(?:的|の|之|의)?\s?$"
)
_OWN = regex(
    r".*(?<!基)[本该該此这這当當].*|(?:본|이|동)?|(?:依照|依据|依據|按照|根据|根據|违反|違反|适用|適用|履行|依|按|照)?[与與及和或]?"
)
_OF_STATUTE = regex(
    r"(?:\([0-9A-Za-z]{1,4}\)){0,3}\s{1,2}(?:of|in|under)\s{1,2}(?:the\s{1,2}|that\s{1,2})?(?:[A-Z][\w.&’'-]{0,30}\s{1,2}){0,8}?(?:Code|Act|Law|Laws|Regulations?|Rules|Convention|Ordinance|Decree|Directive)\b"
)
_LISTED = regex(
    r"\s?(?:[、，,・及和与或と]|及び|並びに|又は|若しくは|および|または|以及|ないし|및|또는|과|와|내지|和|and|or)+\s?"
)
_LATIN = regex(r"[A-Za-z]\s?$")  # GDPR 第 82 条
_WITHIN_WORD = regex(r"[A-Za-z0-9_][A-Za-z]")
_SEPARATOR = regex(r"(?:[、,，&\s]|and\b|or\b)+", re.IGNORECASE)
_BEHIND_CHARS, _NAME_CHARS, _LONGEST_RANGE = 48, 20, 100


def references(text: str, sections: tuple[Section, ...]) -> tuple[Reference, ...]:
    """The references in the order of the text; a range gives one for every section of it. Statutes are left out."""
    places = Places.of(text, sections)
    absolute = list(_absolute(text, places))
    found = [*absolute, *relative(text, places, absolute), *_annexed(text, places)]
    return tuple(
        sorted(found, key=lambda each: (each.start, each.end, each.target.start if each.target else len(text)))
    )


def _absolute(text: str, places: Places) -> Iterator[Reference]:
    for pattern in _ABSOLUTE:
        foreign_end = -1  # the end of the last mention of a statute or another document: its list may go on
        for match in pattern.finditer(text):
            if match.start() in places.labels or _WITHIN_WORD.match(
                text[max(match.start() - 1, 0) : match.start() + 1]
            ):
                continue
            if _is_foreign(text, match.start(), foreign_end):
                foreign_end = match.end()
                continue
            targets = _targets(match, places)
            if _OF_STATUTE.match(text, match.end()) or (None in targets and _is_of_another(text, match)):
                foreign_end = match.end()
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
    before = text[max(0, match.start() - _NAME_CHARS) : match.start()]
    if match[0][0] in "第제" and _LATIN.search(before):
        return True
    named = _OTHER_DOCUMENT.search(before)
    return named is not None and _OWN.fullmatch(named["name"]) is None


def _targets(match: re.Match[str], places: Places) -> list[Section | None]:
    number = _number(match["number"], match["sub"])
    part, written = places.part(match.start()), match.groupdict()
    if more := written.get("more"):
        numbers = [number, *(_number(each, None) for each in _SEPARATOR.split(more) if each)]
        return [places.find(part, each) for each in numbers]
    if until := match["last"] or written.get("until"):
        numbers = list(_range(number, _number(until, None))) or [number]
        return [places.find(part, each) for each in numbers]
    article = places.find(part, number)
    return [below(article, match["paragraph"], match["item"]) if article else None]


def _range(first: str, last: str) -> Iterator[str]:
    """The numbers from one to another, both included: 3 to 5, 1.1 to 1.4."""
    above, _, start = first.rpartition(".")
    end = last.rpartition(".")[2]
    if not (start.isdigit() and end.isdigit()):
        return
    for each in range(int(start), min(int(end), int(start) + _LONGEST_RANGE) + 1):
        yield f"{above}.{each}" if above else str(each)


def _number(written: str, sub: str | None) -> str:
    number = written if "." in written else str(to_int(written.upper()) or 0)
    return f"{number}-{to_int(sub)}" if sub else number


def _annexed(text: str, places: Places) -> Iterator[Reference]:
    for match in _ANNEX.finditer(text):
        if match.start() in places.labels or _is_foreign(text, match.start(), -1):
            continue
        value = to_int(match["number"])
        target = places.annexes.get(match["number"] if value is None else str(value))
        yield Reference(match[0], match.start(), match.end(), target)
