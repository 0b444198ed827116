"""From a proved quote to a value: the one value of the asked kind that the quote holds, or a refusal."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import cast, get_args

from pipeline.errors import CjkclauseError
from pipeline.issues import Severity
from pipeline.normalize import blanks, dates, durations, relative
from pipeline.normalize.fold import folded
from pipeline.normalize.mention import Kind, Mention, Value
from pipeline.normalize.mentions import of_kind
from pipeline.text.numerals import FIND, plain, to_decimal, to_int


class NoValue(CjkclauseError, ValueError):
    """The quote is no value of the kind, or more than one; `code` says which."""


def normalize(kind: str, text: str, language: str) -> Value:
    """The value of a quote, in the shape of design 3.3. Raises NoValue, a ValueError, where it would have to guess.

    `kind` is date, money, rate, duration, party or number. A blank is `{"written", "value": None, "blank": True}`.
    """
    if kind not in get_args(Kind):
        raise NoValue("unknown_kind", kind=kind)
    if kind == "number":
        return _number(text)
    found = of_kind(cast(Kind, kind), text, language)
    if kind == "date":
        found = _counted_from(text, found) or found
    if kind == "rate":
        found = _without_caps(found)
    values = _distinct(found)
    if len(values) > 1:
        raise NoValue("ambiguous_value", kind=kind, quote=text)
    if values:
        return _decided(values[0], kind, text)
    return _alone(kind, text, language)


def doubt(value: object) -> str | None:
    """The code of the issue that goes with a value of several candidates: two readings of one sum, or two ends."""
    candidates = value.get("candidates") if isinstance(value, dict) else None
    if not candidates:
        return None
    # What stands in words and in figures is quoted; the ends of a range are not.
    return "words_and_figures_differ" if "written" in candidates[0] else "range_of_values"


def severity(problem: str) -> Severity:
    """Of the issue that goes with a problem: a range is what a contract may well say, the others want a look."""
    return "info" if problem == "range_of_values" else "warning"


def _decided(mention: Mention, kind: str, quote: str) -> Value:
    """Candidates and blanks are answers; a problem without candidates is a refusal."""
    if mention.problem and "candidates" not in mention.value:
        raise NoValue(mention.problem, kind=kind, quote=quote)
    return mention.value


def _distinct(found: list[Mention]) -> list[Mention]:
    """One mention for each different value; blanks count only where nothing is filled in."""
    filled = [mention for mention in found if not mention.blank] or found
    seen: dict[str, Mention] = {}
    for mention in filled:
        value = {key: part for key, part in mention.value.items() if key not in ("written", "bound", "base", "tax")}
        seen.setdefault(repr((value, mention.problem)), mention)
    return list(seen.values())


def _without_caps(found: list[Mention]) -> list[Mention]:
    caps = [mention.value["cap"]["written"] for mention in found if "cap" in mention.value]
    return [mention for mention in found if mention.value["written"] not in caps]


def _counted_from(text: str, found: list[Mention]) -> list[Mention]:
    """The relative date of a quote whose durations count from an event, where no day of the calendar stands in it."""
    if any("iso" in mention.value or mention.blank for mention in found):
        return []
    form = folded(text)
    counted = (relative.from_duration(form, text, duration) for duration in durations.find(form))
    return [
        Mention("date", mention.start, mention.end, {"written": text[mention.start : mention.end], **mention.value})
        for mention in counted
        if mention
    ]


def _alone(kind: str, text: str, language: str) -> Value:
    """What only a quote of its own may be: a bare year, a bare party name, a bare blank."""
    bare = text.strip()
    form = folded(bare)
    if bare and blanks.is_blank(form):
        return {"written": bare, "value": None, "blank": True}
    if kind == "date" and (year := dates.year_only(form, language)):
        return {"written": bare, **year}
    if kind == "date" and next(dates.yearless(form), None):
        raise NoValue("ambiguous_date", kind=kind, quote=text)
    if kind == "party" and 0 < len(bare) <= 60 and not re.search(r"[。，,；;\n]", bare):
        return {"written": bare, "name": bare, "role": None, "alias": None}
    raise NoValue("no_value", kind=kind, quote=text)


def _number(text: str) -> Value:
    """The one numeral of a quote; figures only hold a place in 000 and 〇〇."""
    form = folded(text)
    if (single := to_int(form.strip())) is not None and not blanks.is_dummy(form.strip()):
        return {"written": text.strip(), "number": str(single)}
    numbers: dict[Decimal, str] = {}
    for match in FIND.finditer(form):
        one_set = match[0] == "一" and form.startswith("式", match.end())  # 一式二通: two copies, made as one set
        if (value := to_decimal(match[0])) is not None and not (one_set or blanks.is_dummy(match[0])):
            numbers.setdefault(value, text[match.start() : match.end()])
    if len(numbers) > 1:
        raise NoValue("ambiguous_value", kind="number", quote=text)
    if not numbers:
        return _alone("number", text, "")
    value, written = numbers.popitem()
    return {"written": written, "number": plain(value)}
