"""Days that leave out what they share with the date before them: 2024年4月1日至12月31日, 3月1日、2日及び3日, 同年11月6日."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from pipeline.normalize import eras
from pipeline.normalize.day import MONTH_DAY, dated, number_of
from pipeline.normalize.mention import UNDECIDED, Mention
from pipeline.text.regex import regex

_SAME_CHARS: Final = 400
_SAME: Final = regex(r"(?P<year>(?:同年|동년)(?:度)? {0,2})|(?:同月|동월) {0,2}")
# 毎月10日締切、同月25日払い; 10月分の賃料を同月19日に: the month is the one named last.
_ANY_MONTH: Final = regex("[毎每当翌次本各0-9一二三四五六七八九十] ?月|[매당익0-9] ?월")
_ERA_YEAR: Final = regex(r"(?P<year>[0-9]{1,2}|[一二三四五六七八九十]{1,3}|元) ?年 ?")
_ERA_NAME: Final = regex(eras.LONG)
_RANGE: Final = regex(r" ?(?:起)?(?:,|、)?(?:至|到|から|より|부터|~|-|及び|乃至|ないし|내지)[ ,、]?(?:同年|동년)? ?")
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


def of_same(text: str, found: Sequence[Mention]) -> Iterator[Mention]:
    """Days of the year or the month of the date before them: 2023年3月1日, 同年11月6日, 同月8日."""
    known = [mention for mention in found if "iso" in mention.value]
    starts = [mention.start for mention in known]
    for same in _SAME.finditer(text):
        index = bisect_right(starts, same.start()) - 1
        rest = (MONTH_DAY if same["year"] else _DAY_ALONE).match(text, same.end())
        if rest is None or index < 0 or same.start() - known[index].end > _SAME_CHARS:
            continue
        year, month = known[index].value["iso"][:7].split("-")
        if same["year"]:
            yield dated(same.start(), rest.end(), None, year, rest["month"], rest["day"], "")
        elif not _ANY_MONTH.search(text, known[index].end, same.start()):
            yield dated(same.start(), rest.end(), None, year, month, rest["day"], "")


def inherited(text: str, mention: Mention) -> Mention | None:
    """The end of a range that leaves out the year it shares with its start (2024年4月1日至12月31日)."""
    start_iso = mention.value.get("iso", "")
    if len(start_iso) != len("2024-04-01") or not (range_word := _RANGE.match(text, mention.end)):
        return None
    start, era, year = range_word.end(), _ERA_NAME.match(text, mention.start), start_iso[:4]
    in_figures = "年" not in text[mention.start : mention.end]
    era_year = _ERA_YEAR.match(text, start) if era else None
    rest = MONTH_DAY.match(text, era_year.end() if era_year else start) or (
        _NUMERIC_MONTH_DAY.match(text, start) if in_figures else None
    )
    if rest is None:
        return _day_of_same_month(text, mention, range_word)
    era_name, year = (era[0], era_year["year"]) if era and era_year else (None, year)
    ended = dated(start, rest.end(), era_name, year, rest["month"], rest["day"], "")
    # An end before its start belongs to another year, and the text does not say which.
    backwards = "iso" in ended.value and ended.value["iso"] < start_iso
    return replace(ended, value=UNDECIDED, problem="ambiguous_date") if backwards else ended


def listed(text: str, mention: Mention) -> Iterator[Mention]:
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
    if (number_of(rest["day"]) or 0) <= int(day):
        return None
    return dated(rest.start(), rest.end(), None, year, month, rest["day"], "")
