"""The event that a length of time is counted from: 自签订之日起一年, 契約締結日から1年間, 계약 체결일로부터 1년."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pipeline.extract.record import RecordMention
from pipeline.normalize.blanks import has_blank
from pipeline.normalize.fold import folded
from pipeline.normalize.mention import Mention
from pipeline.normalize.relative import from_duration
from pipeline.text.regex import regex

_AROUND_CHARS = 80
_DAY = regex("[0-9０-９年년]")


@dataclass(frozen=True, slots=True)
class Event:
    """The words that name the event, half-open in the text, and the relative date that is the day itself."""

    start: int
    end: int
    value: dict[str, Any]


def counted_from(text: str, duration: RecordMention) -> Event | None:
    """The event before or behind the duration; None where none is named, or the time runs up to it (期满前30日)."""
    low = max(duration.start - _AROUND_CHARS, 0)
    around = text[low : duration.end + _AROUND_CHARS]
    length = Mention("duration", duration.start - low, duration.end - low, duration.value or {})
    date = from_duration(folded(around), around, length)
    if date is None or str(date.value["offset"]).startswith("-") or _is_day(date.value["anchor"]):
        return None
    behind = date.start == length.start
    start, end = (length.end, date.end) if behind else (date.start, length.start)
    written = around[start:end]
    start += low + len(written) - len(written.lstrip())
    written = written.strip()
    value = {"written": written, "anchor": date.value["anchor"], "offset": "P0D", "days": "calendar"}
    return Event(start, start + len(written), value)


def _is_day(anchor: str) -> bool:
    """Whether a day of the calendar is named, or waits to be: 自____年__月__日起."""
    return _DAY.search(anchor) is not None or has_blank(anchor)
