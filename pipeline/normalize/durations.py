"""Lengths of time: 30日, 三十个工作日, 5営業日, 2개월, 一年半, thirty (30) days, with their bounds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from pipeline.normalize import blanks, eras
from pipeline.normalize.mention import BLANK, Mention, Value
from pipeline.text.numerals import FIND, HANGUL_DIGITS, NUMERAL, plain, to_decimal
from pipeline.text.regex import regex

_UNITS: Final = {
    "business": r"个? ?(?:银行)? ?(?:工作[日天]|营业[日天]|交易日|就业日|稼働日)|(?:은행 ?)?영업일|근무일|"
    r"(?:business|working|banking) days?",
    "D": r"个? ?(?:自然日|日历[日天]|历日)|日间|个?日(?![元圆币歩步常]|历[年月])|天(?![然津河猫])|역일|일간|"
    r"일(?!자|당|차|분|치|반|시|요|체|괄|정(?!도))|(?:calendar )?days?",
    "W": r"个? ?(?:周(?![岁年边转期])间?|星期)|주일|주간|주(?= ?(?:이내|내|전|후|이상|동안))|weeks?",
    "M": r"个月间?|[かヶヵカケｹｶ]月间?|개월간?|달(?![러성])|월(?= ?이[내상])|月(?=を(?:経过|超え|过ぎ|下ら|限度)|以[内上]|前(?:まで|から)|[)」]?(?:を超え|に満た|の期间))|months?",
    "Q": r"个?季度",
    "Y": r"周年|[かヶヵカケ]年|年间|年(?![度级生产检终])|개년|년간|년(?!도|차|월|생|형|식)|years?",
    "H": r"个? ?小时|时间|시간|hours?",
    "MIN": r"分钟|分间|분간|분(?= ?(?:이내|이상))|minutes?",
}
_KIND: Final = {f"u{index}": name for index, name in enumerate(_UNITS)}
_UNIT: Final = "|".join(f"(?P<{group}>{_UNITS[name]})" for group, name in _KIND.items())
_NATIVE: Final = {"한": 1, "두": 2, "석": 3, "세": 3, "넉": 4, "네": 4, "다섯": 5, "여섯": 6, "열": 10}
_NATIVE_COUNT: Final = rf"(?<![가-힣])(?:{'|'.join(_NATIVE)})(?= ?(?:달|주|개월|해))"
_HANGUL_COUNT: Final = rf"(?<![가-힣])[{HANGUL_DIGITS}십]{{1,3}}(?= ?(?:개월|년간|영업일|일간|일 ?(?:이내|이상|이하|전|동안|안에))|주[일간])"
_KOREAN: Final = regex(f"{_NATIVE_COUNT}|{_HANGUL_COUNT}")
_UP_TO_NINETEEN: Final = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS: Final = {word: count for count, word in enumerate(_UP_TO_NINETEEN, 1)} | {
    word: 10 * count for count, word in enumerate(_TENS, 2)
}
_ONES: Final = "|".join(_UP_TO_NINETEEN[:9])
_BELOW_HUNDRED: Final = rf"(?:(?:{'|'.join(_TENS)})(?:[ -](?:{_ONES}))?|{'|'.join(_UP_TO_NINETEEN[::-1])})"
_ENGLISH: Final = regex(
    rf"(?<![A-Za-z-])(?:(?:{_ONES}) hundred(?:(?: and)? {_BELOW_HUNDRED})?|{_BELOW_HUNDRED})(?![A-Za-z])", re.I
)
# 4.1か月に満たない: the number of a paragraph and a length.
_LABELLED: Final = regex(r"(?<![^\n])[0-9]{1,2}\.(?=[1-46-9]$)")
_LATIN: Final = regex("[A-Za-z]{3,}(?:[ -][A-Za-z]+)*")
_TAIL: Final = regex(
    rf"(?: ?\( ?(?P<again>{NUMERAL}) ?\))?[ _]{{0,4}}\)? ?(?:个?(?P<and_half>半月)间?|{_UNIT})(?P<half>半(?!数|额))?",
    re.I,
)
# Between words these part them (商品別・月別, 残存月数 × 月額): no blank for a count.
_SEPARATORS: Final = ("·", "・", "×", "*", "?")
_HALF: Final = regex(
    r"(?:(?<![上下前后过])|(?<=提前)|(?<=[满届]前)|(?<=之前))半年间?|(?<![상하])반년(?!도)|"
    r"(?P<month>(?<![上下前后过个多])半个?月(?![刊报])|보름(?= ?(?:이내|내|전|동안|안|간|후)))"
)
_MORE: Final = regex(rf" ?[零又]? ?(?P<count>{NUMERAL}) ?(?:个月|[かヶヵカケ]月|개월|월(?! ?[0-9일말]))间?")
_BLANK_TAIL: Final = regex(
    r" {0,4}(?:个? ?(?:工作日|营业日|自然日|日历日|小时|月(?!末|份)|年(?= ?[,。;以内间期])|日(?= ?(?:[以内间前后続续でと,;。起届]|の期|自[动動]))|天)"
    r"|[かヶヵカケ]月|개월|영업일|일 ?(?:이내|이상|전|간|동안|안에|후|이 ?지나|으로|이다|씩)|years?|months?|days?)(?![ _]{0,14}[月월])"
)

# 1日__日: the first of nothing, in a form's line for a date or a length.
_UNFILLED: Final = regex(r" {0,4}[_＿]{1,20} {0,4}(?:[日天月年个時时]|[일월년개])")
_NOT_BEFORE: Final = regex(
    rf"(?:第|제|№|最[后终]|首[尾末]|月[的の]|[No]o\.|[0-9月월/-]|[^\n][0-9]\.|[~-] ?[0-9]|{eras.LONG}) {{0,2}}$|(?<![A-Za-z])[RHSTM]$"
)
_EACH: Final = regex(r"(?:[每毎]|逾期|逾|迟延|延迟|延期|迟|매 ?)[^,，。;；\n0-9]{0,8}$")
_PER: Final = regex(r" ?(?:につき|当たり|あたり|当り|마다|당|에 ?대하여|ごと|毎|按| ?[0-9]{1,2} ?(?:시간|时间|小时))")
_NOT_EACH: Final = regex(r" ?(?:以?内|后|前|起|이내|전|후)")

_INCLUSIVE_AFTER: Final = regex(
    r" ?(?:\( ?含 ?\) ?内|以内|之内|内|以上|以下|为限|(?:を|을 ?|를 ?)?(?:超えない|超えては|초과하지|초과할 수 없)|"
    r"이내|내(?!용|역)|안(?:에|으로)|이상|이하|or more|or less)"
)
_EXCLUSIVE_AFTER: Final = regex(
    r" ?(?:(?:を|을 ?|를 ?)?(?:超(?!过部分)|越え|초과|경과하여)|(?:未满|不满)(?![0-9一二三四五六七八九十百])|미만)"
)
_BOUND_BEFORE: Final = regex(
    r"(?:(?P<inclusive>不得?(?:超过|逾|多于|少于|低于|迟于|晚于)|至少|最少|最[长長]|最多|最短|至多|(?<!不)(?<!未)满|达到?|"
    r"少なくとも|最低|最大|최소|최대|최장|적어도|within|not (?:less|more|later) than|no (?:less|more|later) than|at least|"
    r"up to|not exceed(?:ing)?)|"
    r"(?P<exclusive>超过|超出|(?<!不)逾|不满|不足|未满|少于|多于|(?:more|less|longer|fewer) than|exceed(?:s|ing)?|over))"
    r" ?(?:为|提前|a period of|the)? ?$",
    re.I,
)
_RANGE: Final = regex(rf"(?P<low>{NUMERAL}) ?(?:-|~|至|到|乃至|ないし|내지) ?$")
# 年365日, 1년을 365일로, 按一年360天计算: how a year is divided, not how long something lasts.
_YEAR_OF_DAYS: Final = regex(r"[年년][^,，。;；\n0-9]{0,5}$")
# 10日（工作日）, 60일(영업일 기준)
_OF_BUSINESS: Final = regex(
    r"(?:以?内|之内)? ?\( ?(?:均?为|指)?(?:工作日|营业日|就业日|영업일|근무일|business days?)[^()\n]{0,6}\)", re.I
)
_IN_DAYS: Final = regex(r"[^,，。;；\n0-9]{1,5}36[056] ?[日天일]")
_DAYS_OF_A_YEAR: Final = (360, 365, 366)
_WINDOW_CHARS: Final = 24
_LONGEST_YEARS: Final = 100


class Length(NamedTuple):
    iso: str
    days: str


def find(text: str) -> Iterator[Mention]:
    """Every duration of a folded text; days of the month, years of the calendar and "per day" are none."""
    for count in _counts(text):
        tail = _TAIL.match(text, count.end())
        if tail and (mention := _mention(text, *_number(count), tail)):
            yield mention
    for half in _HALF.finditer(text):
        # Half a month is fifteen days wherever a contract counts it.
        value = _bounded(text, half.start(), half.end(), Length("P15D" if half["month"] else "P6M", "calendar"))
        yield Mention("duration", half.start(), half.end(), value)
    for blank in blanks.find(text):
        tail = _BLANK_TAIL.match(text, blank.end())
        if tail and blank[0] not in _SEPARATORS:
            yield Mention("duration", blank.start(), tail.end(), BLANK, blank=True)


def _counts(text: str) -> Iterator[re.Match[str]]:
    yield from FIND.finditer(text)
    yield from _KOREAN.finditer(text)
    for words in _LATIN.finditer(text):
        yield from _ENGLISH.finditer(text, *words.span())


def _number(match: re.Match[str]) -> tuple[Decimal | None, int]:
    """The number and where it starts: before a space, what is no part of the number is left out (表一 30日)."""
    written, start = match[0], match.start()
    if written[0].isascii() and written[0].isalpha():
        return _in_words(written), start
    if label := _LABELLED.match(match.string, start, match.end()):
        return to_decimal(match.string[label.end() : match.end()]), label.end()
    value = Decimal(_NATIVE[written]) if written in _NATIVE else to_decimal(written)
    if value is None and " " in written:
        tail = written.rsplit(" ", 1)[1]
        return to_decimal(tail), start + len(written) - len(tail)
    return value, start


def _in_words(written: str) -> Decimal:
    """An English numeral: thirty, forty-five, one hundred and twenty."""
    count = 0
    for word in re.findall("[a-z]+", written.lower()):
        count = count * 100 if word == "hundred" else count + _WORDS.get(word, 0)
    return Decimal(count)


def _mention(text: str, count: Decimal | None, start: int, tail: re.Match[str]) -> Mention | None:
    before = text[max(start - _WINDOW_CHARS, 0) : start]
    kind = "M" if tail["and_half"] else next(name for group, name in _KIND.items() if tail[group])
    if not count or (kind == "Y" and count > _LONGEST_YEARS) or _is_measure(kind, count, before, text, tail.end()):
        return None
    ranged = _RANGE.search(before)
    low = to_decimal(ranged["low"]) if ranged else None
    if (ranged is None and _NOT_BEFORE.search(before)) or _UNFILLED.match(text, tail.end()):
        return None
    length, end = _length(text, tail, kind, count)
    value = _bounded(text, start, end, length)
    if tail["again"] and to_decimal(tail["again"]) != count:
        return Mention("duration", start, end, {"value": None}, problem="words_against_figures")
    if ranged and low is not None and low < count:
        start -= len(before) - ranged.start()
        ends: list[Value] = [{"iso": _length(text, tail, kind, low)[0].iso, "days": length.days}, value]
        return Mention("duration", start, end, {"value": None, "candidates": ends}, problem="range_of_values")
    return Mention("duration", start, end, value)


def _is_measure(kind: str, count: Decimal, before: str, text: str, end: int) -> bool:
    """Days as a measure (每逾期一日, 1日につき, 年365日), not as a length."""
    if kind == "D" and count in _DAYS_OF_A_YEAR:
        return _YEAR_OF_DAYS.search(before) is not None
    if kind == "Y" and count == 1 and _IN_DAYS.match(text, end):
        return True
    if kind != "D" or count != 1:
        return False
    each = _EACH.search(before) is not None and _NOT_EACH.match(text, end) is None
    return each or _PER.match(text, end) is not None


def _length(text: str, tail: re.Match[str], kind: str, count: Decimal) -> tuple[Length, int]:
    """The length and its end; years take the months behind them along (1年6个月, 一年半)."""
    end = tail.end()
    if kind == "business":
        return Length(f"P{plain(count)}D", "business"), end
    if kind == "D" and (said := _OF_BUSINESS.match(text, end)):
        return Length(f"P{plain(count)}D", "business"), said.end()
    if kind in ("H", "MIN"):
        return Length(f"PT{plain(count)}{kind[0]}", "calendar"), end
    if kind == "Q":
        return Length(f"P{plain(count * 3)}M", "calendar"), end
    if kind != "Y":
        # 三个月半, 一个半月
        half = "15D" if (tail["half"] or tail["and_half"]) and kind == "M" else ""
        return Length(f"P{plain(count)}{kind}{half}", "calendar"), end if half or not tail["half"] else tail.start(
            "half"
        )
    months = Decimal(6) if tail["half"] else (count % 1) * 12
    if (
        not months
        and (more := _MORE.match(text, end))
        and (rest := to_decimal(more["count"])) is not None
        and rest < 12
    ):
        months, end = rest, more.end()
    years = count // 1
    written = (f"{plain(years)}Y" if years else "") + (f"{plain(months)}M" if months else "")
    return Length(f"P{written or '0Y'}", "calendar"), end


def _bounded(text: str, start: int, end: int, length: Length) -> Value:
    value: Value = {"iso": length.iso, "days": length.days}
    if bound := _bound(text, start, end):
        value["bound"] = bound
    return value


def _bound(text: str, start: int, end: int) -> str | None:
    """Whether the last day counts, None where no word says so."""
    before = text[max(start - _WINDOW_CHARS, 0) : start]
    if (before_word := _BOUND_BEFORE.search(before)) or _INCLUSIVE_AFTER.match(text, end):
        return "exclusive" if before_word and before_word["exclusive"] else "inclusive"
    if _EXCLUSIVE_AFTER.match(text, end):
        return "exclusive"
    return None
