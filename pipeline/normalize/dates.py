"""Dates that stand for one day or one month, in every calendar and notation of the three countries and English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from pipeline.normalize import eras
from pipeline.normalize.blanks import MARKS, is_blank
from pipeline.normalize.day import MONTH_DAY, dated, number_of, year_number
from pipeline.normalize.mention import BLANK, UNDECIDED, Mention, Value
from pipeline.normalize.sequels import inherited, listed, of_same
from pipeline.text.numerals import HAN_CLASS, HANGUL_DIGITS
from pipeline.text.regex import regex

_PART: Final = rf"[0-9{HAN_CLASS}元正{MARKS}xXoOО. -]"
_TEMPLATE: Final = r"\$?\{{1,2}[^{}\n]{1,40}\}{1,2}|【[^】\n]{0,12}】|\[[^\]\n]{0,12}\]|\([ _]{0,12}\)"
_SLOT: Final = rf"(?:{_TEMPLATE}|{_PART}{{0,14}})"
_LAST: Final = r"末日|最[后終终]一?[日天]|말일|月末|[末底](?!頃|ごろ|ころ|左右|前后|[层板座盘部稿])|말(?! ?[경쯤])(?=까지|부터|에|[^가-힣]|$)"
_AFTER_YEAR: Final = regex(
    rf"(?:\([^()\n]{{1,14}}[年년]\))?(?P<month>{_SLOT})(?P<unit>[月월])"
    rf"(?:(?: ?[的の] ?)?(?P<last> ?(?:{_LAST}))|(?P<day>{_SLOT})(?:[日号]|일|(?<=[0-9])(?=[、・] ?[0-9]{{1,2}}(?:[、・日号]|일))))?"
)
_ERA: Final = rf"(?P<era>{eras.LONG}|(?<![A-Za-z])[RHSTM])"
_YEAR: Final = regex(
    rf"(?:{_ERA}[ _]{{0,6}})?(?P<year>[0-9]{{1,4}}|[{HAN_CLASS}○][{HAN_CLASS}○◯OoОо0]{{0,8}}|元)[ _]{{0,8}}$"
)
_BLANK_YEAR: Final = regex(
    rf"(?P<blank>(?:{eras.LONG})?(?: {{0,12}}[0-9]{{0,3}}(?:{_TEMPLATE}|[ {MARKS}xXyYoO-]{{1,16}})|))$"
)
_YEAR_MARK: Final = regex("[年년]")
_LEAP_YEAR: Final = "2024"
_YEAR_CHARS: Final = 28

_SEPARATOR: Final = r" {0,2}[-/.] {0,2}"
_NUMERIC: Final = regex(
    rf"(?<![A-Za-z0-9/])(?<![0-9][.,])(?<![A-Za-z][-_])(?:(?:{_ERA}|(?<![\u4e00-\u9fff])(?P<abbreviated>[令平昭])) {{0,2}}(?P<short>元|[0-9]{{1,3}})|"
    r"(?P<year>(?:1[89]|2[01])[0-9]{2}))"
    r"(?P<gap> {0,2}(?P<sep>[-/.]) {0,2})(?P<month>[0-9]{1,2}) {0,2}(?P=sep) {0,2}(?P<day>[0-9]{1,2})(?![0-9])"
    r"(?!(?P=sep)[0-9](?![0-9]{3}[-/.]))\.?"
)
_NUMERIC_BLANK: Final = regex(
    rf"(?<![A-Za-z0-9_ /-])(?<![0-9][.,])(?:20[ {MARKS}]{{0,8}}|20[0-9]{{2}}|[{MARKS} ]{{2,8}})(?P<sep>[./-])"
    rf"(?:[ {MARKS}]{{1,8}}| ?[0-9]{{1,2}} ?)(?P=sep)[ {MARKS}]{{1,8}}"
    r"(?:(?P=sep)|(?!\w))"
)
# 2016. 5.부터 2016. 8.까지, 2015. 2.경: a month of a dotted date, where a particle shows that no day follows.
_DOTTED_MONTH: Final = regex(
    r"(?<![0-9A-Za-z.,])(?P<year>(?:19|20)[0-9]{2})\. ?(?P<month>1[0-2]|0?[1-9])\.(?= ?(?:경|부터|까지|자|말|초|중순|현재))"
)
# 이천이십사년 유월 삼일
_HANGUL: Final = regex(
    rf"(?<![가-힣])(?P<year>이?천[{HANGUL_DIGITS}십백]{{1,6}}) ?년 ?"
    r"(?P<month>십[일이]|시|십|유|[일이삼사오칠팔구]) ?월(?: ?(?P<day>[이삼]?십[일이삼사오육칠팔구]?|[일이삼사오육칠팔구]) ?일(?!간))?"
)
_HANGUL_MONTHS: Final = {"유": "육", "시": "십"}
# 113/03/01 in Taiwan: the years of the Republic, in a text of that script alone.
_REPUBLIC: Final = regex(
    r"(?<![0-9A-Za-z./-])(?P<year>1[0-9]{2})(?P<sep>[./-])(?P<month>0[1-9]|1[0-2])(?P=sep)(?P<day>[0-3][0-9])(?![0-9./-])"
)
_NAMES: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH: Final = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR4: Final = r"(?P<year>(?:1[89]|2[01])[0-9]{2})(?![0-9])"
_ENGLISH: Final = [
    regex(rf"(?<![A-Za-z]){_MONTH} {{1,3}}(?:(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,? {{0,3}})?{_YEAR4}", re.I),
    regex(
        rf"(?<![0-9A-Za-z])(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)? {{0,3}}(?:day of )?{_MONTH},? {{0,3}}{_YEAR4}", re.I
    ),
]
_DAY_FIRST: Final = regex(
    r"(?<![0-9A-Za-z/-])(?<![0-9][.,])([0-9]{1,2})([/.])([0-9]{1,2})\2((?:19|20)[0-9]{2})(?![0-9/])"
)
_SHORT_YEAR: Final = regex(
    r"(?<![0-9A-Za-z])['’‘`]([0-9]{2}) {0,2}[./-] {0,2}[0-9]{1,2} {0,2}[./-] {0,2}[0-9]{1,2}(?![0-9])\.?"
)

# What makes a date the date of a law, not of the contract.
_STATUTE: Final = regex(
    r" {0,2}(?:(?:法律|政令|省令|敕令|勅令|布告|条例|规则|規则|告示|训令|国务院令|[^\s，,。()]{0,6}令) ?第|법률|대통령령|"
    r"(?:고용노동부|공정거래위원회|[가-힣]{2,10})(?:고시|령) ?제|第[^\s，,。]{1,4}[届次][^\s，,。]{0,12}(?:人民|人大)|"
    r"(?:全国人民|全国人大|国务院|最高人民)|(?:起)?(?:公布|颁布|修正|修订)(?:[),。的之]|施行|实施)|起?(?:施行|实施)\)|"
    r"\.?,? {0,2}(?:타법|일부|전부|전문)?(?:개정|제정))"
)
_STATUTE_BEFORE: Final = regex(
    r"(?:법률|령|고시) ?제 ?[0-9-]{1,12}호,? ?\(?$|(?:令|法律|条例|告示)(?:\([^()\n]{1,6}\))?第?[^\s,，。()第]{1,8}号[,，、( ]{0,2}$"
)


def find(text: str, language: str) -> Iterator[Mention]:
    """Every date of a folded text; the dates of laws are left out."""
    found = sorted(_all(text, language), key=lambda mention: mention.start)
    for mention in found:
        before = text[max(mention.start - _YEAR_CHARS, 0) : mention.start]
        if _STATUTE.match(text, mention.end) or _STATUTE_BEFORE.search(before):
            continue
        yield mention
        if end := inherited(text, mention):
            yield end
        yield from listed(text, mention)
    yield from of_same(text, found)


def year_only(text: str, language: str) -> Value | None:
    """The value of a quote that is a year and nothing else; in running text a year alone is no date."""
    bare = text.strip()
    match = _YEAR.search(bare[:-1]) if bare[-1:] in ("年", "년") else None
    if match is None or match.start() or (number := year_number(match["year"])) is None:
        return None
    year = eras.western(match["era"], number, language)
    return None if year is None else {"iso": f"{year:04d}"}


def yearless(text: str) -> Iterator[Mention]:
    """Days of a month without a year: any year's, or (30 February) none's."""
    for match in MONTH_DAY.finditer(text):
        mention = dated(match.start(), match.end(), None, _LEAP_YEAR, match["month"], match["day"], "")
        yield replace(mention, value=UNDECIDED, problem=mention.problem or "ambiguous_date")


def _all(text: str, language: str) -> Iterator[Mention]:
    for mark in _YEAR_MARK.finditer(text):
        if mention := _written(text, mark.start(), language):
            yield mention
    for match in _NUMERIC.finditer(text):
        era, year = match["era"] or eras.SHORT.get(match["abbreviated"]), match["short"] or match["year"]
        yield dated(match.start(), match.end(), era, year, match["month"], match["day"], language)
    for match in _REPUBLIC.finditer(text if language == "zh-Hant" else ""):
        yield dated(match.start(), match.end(), None, match["year"], match["month"], match["day"], language)
    for match in _DOTTED_MONTH.finditer(text if language == "ko" else ""):
        yield dated(match.start(), match.end(), None, match["year"], match["month"], None, language)
    for match in _HANGUL.finditer(text if language == "ko" else ""):
        month = _HANGUL_MONTHS.get(match["month"], match["month"])
        yield dated(match.start(), match.end(), None, match["year"], month, match["day"], language)
    for match in _NUMERIC_BLANK.finditer(text):
        yield Mention("date", match.start(), match.end(), BLANK, blank=True)
    for pattern in _ENGLISH:
        for match in pattern.finditer(text):
            month = str(_NAMES.index(match["month"][:3].lower()) + 1)
            yield dated(match.start(), match.end(), None, match["year"], month, match["day"], language)
    yield from _undecided(text, language)


def _undecided(text: str, language: str) -> Iterator[Mention]:
    """Days and months in an order nobody can tell, and years of two digits."""
    yield from _year_last(text, language)
    for match in _SHORT_YEAR.finditer(text):
        yield Mention("date", match.start(), match.end(), UNDECIDED, problem="ambiguous_date")
    for mention in yearless(text):
        if mention.problem == "impossible_date":
            yield mention


def _year_last(text: str, language: str) -> Iterator[Mention]:
    """31/12/2024 and 1/1/2024; the order of 1/7/2024 is that of the text's others that have but one (31/12/2024)."""
    pairs = [(match, int(match[1]), int(match[3])) for match in _DAY_FIRST.finditer(text)]
    told = {first > 12 for _, first, second in pairs if (first > 12) != (second > 12)}
    for match, first, second in pairs:
        if min(first, second) > 12:
            continue
        if max(first, second) <= 12 and first != second and len(told) != 1:
            yield Mention("date", match.start(), match.end(), UNDECIDED, problem="ambiguous_date")
            continue
        day_first = first > 12 if max(first, second) > 12 else told != {False}
        month, day = (match[3], match[1]) if day_first else (match[1], match[3])
        yield dated(match.start(), match.end(), None, match[4], month, day, language)


def _written(text: str, mark: int, language: str) -> Mention | None:
    """The date around the character for year at `mark`."""
    after = _AFTER_YEAR.match(text, mark + 1)
    if after is None:
        return None
    before = text[max(mark - _YEAR_CHARS, 0) : mark]
    month, day, last = after["month"], after["day"], after["last"]
    year = _YEAR.search(before)
    unfilled = is_blank(month) or (day is not None and is_blank(day))
    dummy = year is not None and (is_blank(year["year"]) or not year["year"].strip("0"))
    if year and not dummy and not (unfilled and year["year"] in ("19", "20")):
        start = mark - (len(before) - year.start())
        if unfilled:
            filled_month = not is_blank(month) and day is not None
            return _blank(text, start, after.end()) if filled_month or day is not None or "_" in month else None
        return dated(start, after.end(), year["era"], year["year"], month, "末" if last else day, language)
    return _blank_date(text, mark, before, after)


def _blank_date(text: str, mark: int, before: str, after: re.Match[str]) -> Mention | None:
    """A form's line for a date; 生年月日 and the like are words."""
    year = _BLANK_YEAR.search(before)
    start = mark - (len(before) - year.start() if year else 0)
    month, day = after["month"], after["day"]
    somewhere = (
        (is_blank(month) and day is not None and is_blank(day))
        or (year and year["blank"].strip())
        or before.endswith("0000")
    )
    if day is None or not somewhere:
        return None
    if not (month or day) or (not is_blank(month) and number_of(month) is None):
        return None
    return _blank(text, start, after.end())


def _blank(text: str, start: int, end: int) -> Mention:
    while text[start] == " ":
        start += 1
    return Mention("date", start, end, BLANK, blank=True)
