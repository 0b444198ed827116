"""Server-sent events out of bytes: framed first, decoded after.

The line ends are CR, LF and CRLF and nothing else (WHATWG HTML, 9.2.6): U+2028, U+0085, VT and FF may stand raw in
a JSON string, and a CJK character may be split between two pieces.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_BOM = b"\xef\xbb\xbf"
_LINE_END = re.compile(rb"[\r\n]")


@dataclass(frozen=True, slots=True)
class Event:
    """One event; several `data:` lines stand joined by LF. `name` is "message" unless the stream says otherwise."""

    name: str
    data: bytes


class EventParser:
    """An incremental parser: any cutting of the same bytes gives the same events, in linear time."""

    def __init__(self) -> None:
        self._pending = bytearray()
        self._scanned = 0
        self._after_cr = False
        self._first_line = True
        self._name = ""
        self._data: list[bytes] = []

    def feed(self, data: bytes) -> list[Event]:
        """The events that these bytes complete."""
        self._pending += data
        events: list[Event] = []
        start = 0
        while end := _LINE_END.search(self._pending, max(start, self._scanned)):
            line_end = end.start()
            if not self._is_second_half(start, line_end):
                events += self._line(bytes(self._pending[start:line_end]))
            self._after_cr = self._pending[line_end] == 0x0D
            start = line_end + 1
        if len(self._pending) > start:
            self._after_cr = False
        del self._pending[:start]
        self._scanned = len(self._pending)
        return events

    def close(self) -> list[Event]:
        """The event that the end of the stream completes: many servers leave out the last blank line."""
        events = self._line(bytes(self._pending)) if self._pending else []
        self._pending.clear()
        return events + self._dispatch()

    def _is_second_half(self, start: int, line_end: int) -> bool:
        """Whether this line end is the LF of a CRLF whose CR has ended the line before."""
        return self._after_cr and start == line_end and self._pending[line_end] == 0x0A

    def _line(self, line: bytes) -> list[Event]:
        if self._first_line:
            line, self._first_line = line.removeprefix(_BOM), False
        if not line:
            return self._dispatch()
        field, _, value = line.partition(b":")
        if field == b"data":
            self._data.append(value.removeprefix(b" "))
        elif field == b"event":
            self._name = value.removeprefix(b" ").decode("utf-8", "replace")
        return []

    def _dispatch(self) -> list[Event]:
        events = [Event(self._name or "message", b"\n".join(self._data))] if self._data else []
        self._name, self._data = "", []
        return events
