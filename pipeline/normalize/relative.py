"""Dates that hang on an event: 双方盖章之日起, 合同签订之日起30日内, 翌月末日, 毎月25日, 익월 10일.

The offset is an ISO 8601 duration, negative where the date lies before the event. A day of a month stands beside it:
翌月末日 is offset P1M, day "last"; 毎年4月1日 is offset P0Y, month 4, day 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipeline.normalize.mention import Mention, Value
from pipeline.text.numerals import HAN_CLASS, to_int
from pipeline.text.regex import regex

_MONTHS: Final = {
    "P0M": "当月|本月|同月|毎月|每月|当该月|당월|매월|매달|해당 ?월",
    "P1M": "翌月|次月|下个?月|익월|다음 ?달|다음 ?월|내월",
    "P2M": "翌々月|翌翌月|次々月|익익월",
}
_MONTH: Final = "|".join(f"(?P<{offset}>{words})" for offset, words in _MONTHS.items())
_MONTH_DAY: Final = regex(
    rf"(?:{_MONTH})(?:的|の|之|의)? ?(?:第)?(?:(?P<last>末日|月末|末|底|最[后終终]一?[日天]|말일|말)|"
    rf"(?P<day>[0-9]{{1,2}}|[{HAN_CLASS}]{{1,3}}) ?(?:[日号]|일))"
)
_YEARS: Final = {"P0Y": "毎年|每年|매년|매해|当年|당해 ?연도", "P1Y": "翌年|次年|来年|익년|다음 ?해"}
_YEAR: Final = "|".join(f"(?P<{offset}>{words})" for offset, words in _YEARS.items())
_YEAR_DAY: Final = regex(
    rf"(?:{_YEAR})(?:的|の|之)? ?(?P<month>[0-9]{{1,2}}|[{HAN_CLASS}]{{1,2}}) ?[月월] ?"
    rf"(?:(?P<last>末日|月末|最[后終终]一?[日天]|말일)|(?P<day>[0-9]{{1,2}}|[{HAN_CLASS}]{{1,3}}) ?(?:[日号]|일))"
)
# 每季度末, 每季度首月10日, 매 분기 말: a day of a month of every quarter, or its last day.
_QUARTER_DAY: Final = regex(
    rf"(?P<every>(?:每个?|毎|各|本|当)(?:自然)?季度?|每季|毎?四半期(?:ごと)?|(?:매 ?|각 ?)분기)(?:的|の|之)? ?"
    rf"(?:(?:(?P<first>首|第一个?|첫 ?번?째? ?)|(?P<final>末|最[后終终]一?个?|마지막 ?))?(?:个?月|달)的? ?"
    rf"(?:(?P<day>[0-9]{{1,2}}|[{HAN_CLASS}]{{1,3}}) ?(?:[日号]|일)|(?P<last>末日?|底|最[后終终]一?[日天]|말일?))|"
    r"(?P<end>末(?!月)日?|底|最[后終终]一?[日天]|말일?))"
)
_MONTH_BASE: Final = regex(r"(?P<anchor>[^,，、。;；:：\n()はをがに ]{1,24})[のの]$")
_EVENT: Final = regex(
    r"(?:之日|之次日)起|(?:の日|締結日|缔结日|成立日|発効日|完了日|受領日|受领日)(?:から|より)|"
    r"(?:체결일|한 날|된 날|발생일)(?:로부터|부터)"
)
_EVENT_CHARS: Final = 32
_STOPS: Final = regex(r"[,，、。;；:：\n()\"「」]")
# 签字（盖章）之日起: an alternative in brackets is part of the event.
_ASIDE: Final = regex(r"\([^()\n]{1,12}\)$")
_SUBJECT: Final = regex(r"^.*(?:[自从于在]|[应须需](?!动|然|行|收|付)|は|が|[은는] )")
_FIXED: Final = regex(r"[0-9年_]")
_SOON: Final = regex(rf" ?(?:的|算|계산하여|起算して|,)? ?第?[0-9{HAN_CLASS}_]")

_AFTER: Final = regex(
    r"(?P<anchor>[^,，、。;；:：\n()]{1,30}?)(?:当?(?:起|后|之后|以后|次日起)|から(?:起算して)?|より(?:起算して)?|の?后|"
    r"(?:로)?부터| ?후| ?이후)(?:的|算|,)? ?$"
)
_BEFORE: Final = regex(r"(?P<anchor>[^,，、。;；:：\n()]{1,30}?)(?:之?前)(?:的|至少|提前)? ?$")
_AHEAD: Final = regex(r" ?(?:以?前|之前|전|before|prior to)")
_AHEAD_ANCHOR: Final = regex(r"(?P<anchor>[^,，、。;；:：\n()]{1,30}?)(?:[のに]|의|提前)? ?$")
_ENGLISH: Final = regex(
    r" ?(?P<way>after|from|following|of|before|prior to) (?:the )?(?P<anchor>[A-Za-z][^,.;:\n()]{1,60})", re.I
)
_PARTICLES: Final = "的之の 를을"


def find(text: str, original: str) -> Iterator[Mention]:
    """Every date of a folded text that hangs on an event or a month, without those that count a duration from it."""
    for match in _MONTH_DAY.finditer(text):
        if mention := _of_month(text, original, match):
            yield mention
    for match in _YEAR_DAY.finditer(text):
        if mention := _of_year(original, match):
            yield mention
    for match in _QUARTER_DAY.finditer(text):
        if mention := _of_quarter(original, match):
            yield mention
    for match in _EVENT.finditer(text):
        if mention := _of_event(text, original, match):
            yield mention


def from_duration(text: str, original: str, duration: Mention) -> Mention | None:
    """The relative date that a duration makes with the event it is counted from; None where no event is named."""
    iso, days = duration.value.get("iso"), duration.value.get("days")
    if iso is None:
        return None
    low = max(duration.start - _EVENT_CHARS, 0)
    before = text[low : duration.start]
    if english := _ENGLISH.match(text, duration.end):
        sign = "-" if english["way"].lower() in ("before", "prior to") else ""
        value: Value = {"anchor": original[slice(*english.span("anchor"))].strip(), "offset": sign + iso, "days": days}
        return Mention("date", duration.start, english.end(), value)
    sign, match = "", _AFTER.search(before)
    if match is None:
        ahead = _AHEAD.match(text, duration.end)
        sign, match = "-", _BEFORE.search(before) or (_AHEAD_ANCHOR.search(before) if ahead else None)
    if match is None:
        return None
    start, anchor = _anchor(text, original, low + match.start("anchor"), low + match.end("anchor"))
    if not anchor:
        return None
    return Mention("date", start, duration.end, {"anchor": anchor, "offset": sign + iso, "days": days})


def _of_month(text: str, original: str, match: re.Match[str]) -> Mention | None:
    day: int | str | None = "last" if match["last"] else to_int(match["day"])
    if day is None or (isinstance(day, int) and not 1 <= day <= 31):
        return None
    offset = next(name for name in _MONTHS if match[name])
    start, word = match.start(), original[slice(*match.span(offset))]
    low = max(start - _EVENT_CHARS, 0)
    base = _MONTH_BASE.search(text[low:start])
    if base:
        start, word = low + base.start(), original[low + base.start() : low + base.end("anchor")]
    value: Value = {"anchor": word, "offset": offset, "day": day, "days": "calendar"}
    return Mention("date", start, match.end(), value)


def _of_year(original: str, match: re.Match[str]) -> Mention | None:
    month, day = to_int(match["month"]), "last" if match["last"] else to_int(match["day"])
    if month is None or not 1 <= month <= 12 or day is None or (isinstance(day, int) and not 1 <= day <= 31):
        return None
    offset = next(name for name in _YEARS if match[name])
    anchor = original[slice(*match.span(offset))]
    value: Value = {"anchor": anchor, "offset": offset, "month": month, "day": day, "days": "calendar"}
    return Mention("date", match.start(), match.end(), value)


def _of_quarter(original: str, match: re.Match[str]) -> Mention | None:
    """`month` is 1 or 3 of the quarter; its last day needs none."""
    day = "last" if match["last"] or match["end"] else to_int(match["day"] or "")
    month = 1 if match["first"] else 3 if match["final"] else None
    if day is None or (month is None and not match["end"]) or (isinstance(day, int) and not 1 <= day <= 31):
        return None
    value: Value = {"anchor": original[slice(*match.span("every"))], "offset": "P0M", "day": day, "days": "calendar"}
    return Mention("date", match.start(), match.end(), value | ({"month_of_quarter": month} if month else {}))


def _of_event(text: str, original: str, match: re.Match[str]) -> Mention | None:
    low = max(match.start() - _EVENT_CHARS, 0)
    aside = _ASIDE.search(text, low, match.start())
    stops = [stop.end() for stop in _STOPS.finditer(text, low, aside.start() if aside else match.start())]
    word = re.search("起|から|より|로?부터", match[0])
    end = match.start() + (word.start() if word else 0)
    start, anchor = _anchor(text, original, stops[-1] if stops else low, end)
    if not anchor or _FIXED.search(anchor) or _SOON.match(text, match.end()):
        return None
    return Mention("date", start, match.end(), {"anchor": anchor, "offset": "P0D", "days": "calendar"})


def _anchor(text: str, original: str, start: int, end: int) -> tuple[int, str]:
    """Where the event is named, without the subject and the preposition before it."""
    subject = _SUBJECT.match(text[start:end])
    low = start + (subject.end() if subject else 0)
    return low, original[low:end].strip(_PARTICLES)
