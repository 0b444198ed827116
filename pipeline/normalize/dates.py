"""Dates that stand for one day or one month, in every calendar and notation of the three countries and English."""

from __future__ import annotations

import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from pipeline.normalize import eras
from pipeline.normalize.blanks import MARKS, is_blank
from pipeline.normalize.mention import BLANK, UNDECIDED, Mention, Value
from pipeline.text.numerals import HAN_CLASS, HANGUL_DIGITS, to_int
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
_SAME_CHARS: Final = 400
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
_SAME: Final = regex(r"(?P<year>(?:同年|동년)(?:度)? {0,2})|(?:同月|동월) {0,2}")
# 毎月10日締切、同月25日払い; 10月分の賃料を同月19日に: the month is the one named last.
_ANY_MONTH: Final = regex("[毎每当翌次本各0-9一二三四五六七八九十] ?月|[매당익0-9] ?월")
_ERA_YEAR: Final = regex(r"(?P<year>[0-9]{1,2}|[一二三四五六七八九十]{1,3}|元) ?年 ?")
_ERA_NAME: Final = regex(eras.LONG)
_RANGE: Final = regex(r" ?(?:起)?(?:,|、)?(?:至|到|から|より|부터|~|-|及び|乃至|ないし|내지)[ ,、]?(?:同年|동년)? ?")
_MONTH_DAY: Final = regex(
    r"(?<![0-9])(?P<month>[0-9]{1,2}|[一二三四五六七八九十]{1,2}) ?[月월] ?"
    r"(?P<day>[0-9]{1,2}|[一二三四五六七八九十]{1,3}) ?(?:[日号]|일)"
)
# 3月1日、2日及び3日; 3月1日、30日の猶予期間 and 3月1日和30日宽限期 name a length of time.
_LISTED: Final = regex(
    r" ?(?:[、・]|及び|和|与|및) ?(?!\w{1,3}[をの的의]? ?(?:经过|経過|ごと|毎|每|目|分|\w{0,3}(?:期[间間限]|宽限期|기간)))"
)
# 5、6号機 and 2号楼 are no days.
_OF_DAY: Final = r"(?:日|号(?![楼栋棟馆館机機线線路仓库倉室房门門院])|일)"
# 2024年10月1日至7日; から7日 is a length of time, unless まで follows.
_DAY_ALONE: Final = regex(
    rf"(?P<day>[0-9]{{1,2}}|[一二三四五六七八九十]{{1,3}}) ?(?:{_OF_DAY}|(?=(?:[、・][0-9]{{1,2}}){{1,9}}{_OF_DAY}))(?!间|以?内|이내|간|前|后|之)(?=(?P<until> ?(?:まで|까지))?)"
)
_COUNTED: Final = regex("から|より|부터")
_NUMERIC_MONTH_DAY: Final = regex(r"(?P<month>[0-9]{1,2}) {0,2}([-/.]) {0,2}(?P<day>[0-9]{1,2})(?![0-9])(?!\2[0-9])\.?")


def find(text: str, language: str) -> Iterator[Mention]:
    """Every date of a folded text; the dates of laws are left out."""
    found = sorted(_all(text, language), key=lambda mention: mention.start)
    for mention in found:
        before = text[max(mention.start - _YEAR_CHARS, 0) : mention.start]
        if _STATUTE.match(text, mention.end) or _STATUTE_BEFORE.search(before):
            continue
        yield mention
        if inherited := _inherited(text, mention):
            yield inherited
        yield from _listed(text, mention)
    yield from _of_same(text, found)


def _of_same(text: str, found: Sequence[Mention]) -> Iterator[Mention]:
    """Days of the year or the month of the date before them: 2023年3月1日, 同年11月6日, 同月8日."""
    dated = [mention for mention in found if "iso" in mention.value]
    starts = [mention.start for mention in dated]
    for same in _SAME.finditer(text):
        index = bisect_right(starts, same.start()) - 1
        rest = (_MONTH_DAY if same["year"] else _DAY_ALONE).match(text, same.end())
        if rest is None or index < 0 or same.start() - dated[index].end > _SAME_CHARS:
            continue
        year, month = dated[index].value["iso"][:7].split("-")
        if same["year"]:
            yield _dated(same.start(), rest.end(), None, year, rest["month"], rest["day"], "")
        elif not _ANY_MONTH.search(text, dated[index].end, same.start()):
            yield _dated(same.start(), rest.end(), None, year, month, rest["day"], "")


def year_only(text: str, language: str) -> Value | None:
    """The value of a quote that is a year and nothing else; in running text a year alone is no date."""
    bare = text.strip()
    match = _YEAR.search(bare[:-1]) if bare[-1:] in ("年", "년") else None
    if match is None or match.start() or (number := _year_number(match["year"])) is None:
        return None
    year = eras.western(match["era"], number, language)
    return None if year is None else {"iso": f"{year:04d}"}


def yearless(text: str) -> Iterator[Mention]:
    """Days of a month without a year: any year's, or (30 February) none's."""
    for match in _MONTH_DAY.finditer(text):
        dated = _dated(match.start(), match.end(), None, _LEAP_YEAR, match["month"], match["day"], "")
        yield replace(dated, value=UNDECIDED, problem=dated.problem or "ambiguous_date")


def _all(text: str, language: str) -> Iterator[Mention]:
    for mark in _YEAR_MARK.finditer(text):
        if mention := _written(text, mark.start(), language):
            yield mention
    for match in _NUMERIC.finditer(text):
        era, year = match["era"] or eras.SHORT.get(match["abbreviated"]), match["short"] or match["year"]
        yield _dated(match.start(), match.end(), era, year, match["month"], match["day"], language)
    for match in _REPUBLIC.finditer(text if language == "zh-Hant" else ""):
        yield _dated(match.start(), match.end(), None, match["year"], match["month"], match["day"], language)
    for match in _DOTTED_MONTH.finditer(text if language == "ko" else ""):
        yield _dated(match.start(), match.end(), None, match["year"], match["month"], None, language)
    for match in _HANGUL.finditer(text if language == "ko" else ""):
        month = _HANGUL_MONTHS.get(match["month"], match["month"])
        yield _dated(match.start(), match.end(), None, match["year"], month, match["day"], language)
    for match in _NUMERIC_BLANK.finditer(text):
        yield Mention("date", match.start(), match.end(), BLANK, blank=True)
    for pattern in _ENGLISH:
        for match in pattern.finditer(text):
            month = str(_NAMES.index(match["month"][:3].lower()) + 1)
            yield _dated(match.start(), match.end(), None, match["year"], month, match["day"], language)
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
        yield _dated(match.start(), match.end(), None, match[4], month, day, language)


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
        return _dated(start, after.end(), year["era"], year["year"], month, "末" if last else day, language)
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
    if not (month or day) or (not is_blank(month) and _number(month) is None):
        return None
    return _blank(text, start, after.end())


def _blank(text: str, start: int, end: int) -> Mention:
    while text[start] == " ":
        start += 1
    return Mention("date", start, end, BLANK, blank=True)


def _dated(start: int, end: int, era: str | None, year: str, month: str, day: str | None, language: str) -> Mention:
    """A mention of these parts as written; null with a problem where they are no date."""

    def undecided(problem: str) -> Mention:
        return Mention("date", start, end, UNDECIDED, problem=problem)

    number, month_number = _year_number(year), _number(month.replace("元", "1").replace("正", "1"))
    western = None if number is None else eras.western(era, number, language)
    if western is None or month_number is None:
        return undecided("ambiguous_date")
    if not (1 <= month_number <= 12 and 1 <= western <= 9999):
        return undecided("impossible_date")
    if day is None:
        return Mention("date", start, end, {"iso": f"{western:04d}-{month_number:02d}"})
    last = monthrange(western, month_number)[1]
    day_number = last if day == "末" else _number(day)
    if day_number is None or not 1 <= day_number <= last:
        return undecided("impossible_date")
    value: Value = {"iso": f"{western:04d}-{month_number:02d}-{day_number:02d}"}
    if flags := eras.flags(era, western, month_number, day_number):
        value["flags"] = flags
    return Mention("date", start, end, value)


def _year_number(text: str) -> int | None:
    return 1 if text == "元" else to_int(text)


def _number(text: str) -> int | None:
    return to_int(text.strip(" _"))


def _inherited(text: str, mention: Mention) -> Mention | None:
    """The end of a range that leaves out the year it shares with its start (2024年4月1日至12月31日)."""
    start_iso = mention.value.get("iso", "")
    if len(start_iso) != len("2024-04-01") or not (range_word := _RANGE.match(text, mention.end)):
        return None
    start, era, year = range_word.end(), _ERA_NAME.match(text, mention.start), start_iso[:4]
    in_figures = "年" not in text[mention.start : mention.end]
    era_year = _ERA_YEAR.match(text, start) if era else None
    rest = _MONTH_DAY.match(text, era_year.end() if era_year else start) or (
        _NUMERIC_MONTH_DAY.match(text, start) if in_figures else None
    )
    if rest is None:
        return _day_of_same_month(text, mention, range_word)
    era_name, year = (era[0], era_year["year"]) if era and era_year else (None, year)
    ended = _dated(start, rest.end(), era_name, year, rest["month"], rest["day"], "")
    # An end before its start belongs to another year, and the text does not say which.
    backwards = "iso" in ended.value and ended.value["iso"] < start_iso
    return replace(ended, value=UNDECIDED, problem="ambiguous_date") if backwards else ended


def _listed(text: str, mention: Mention) -> Iterator[Mention]:
    """The further days of a list that names its month once."""
    while len(mention.value.get("iso") or "") == len("2024-04-01") and (mark := _LISTED.match(text, mention.end)):
        after = _day_of_same_month(text, mention, mark)
        if after is None:
            return
        yield after
        mention = after


def _day_of_same_month(text: str, mention: Mention, range_word: re.Match[str]) -> Mention | None:
    """The end of a range that leaves out the month too, None where it is a length of time."""
    rest = _DAY_ALONE.match(text, range_word.end())
    if rest is None or (_COUNTED.search(range_word[0]) and not rest["until"]):
        return None
    year, month, day = mention.value["iso"].split("-")
    if (_number(rest["day"]) or 0) <= int(day):
        return None
    return _dated(rest.start(), rest.end(), None, year, month, rest["day"], "")
