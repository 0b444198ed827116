"""The table of contents, whose lines look like headings and are none."""

from __future__ import annotations

import re

from pipeline.outline.lines import SENTENCE_END, Lines
from pipeline.outline.markers import headings, items
from pipeline.text.regex import regex

_HEADER = regex(
    r"[【\[（(《]?\s*(?:目\s*[录錄次]|목\s*차|차\s*례|(?:table of )?contents)\s*[】\]）)》]?", re.IGNORECASE
)
_PAGE = regex(r"(?:[.．…·・･‥_—-]{3,}[ \u3000\t]*|[ \u3000\t]+[-–—]?[ ]?)(?:[0-9]{1,4}|[ivxIVX]{1,5})[ ]?[-–—]?$")
_LEADER_TO_PAGE = regex(r"[^\n]{0,60}?[.．…·・･‥]{3,}[ \u3000\t]*[0-9]{1,4}(?=\s|第|제|$)")
_LONGEST_ENTRY_CHARS = 60
_LEAST_ENTRIES, _MOST_ENTRIES = 3, 300
_OPENING = "【[〔［<＜"
_FARTHEST_PAGE_LINES = 4
_LED = regex(r"[.．…·・･‥]{3,}[ \u3000\t]*[0-9ivxIVX]{1,5}")
_PAGE_ENDS = frozenset("0123456789ivxIVX-–—")


def contents(lines: Lines) -> list[tuple[int, int]]:
    """The spans of the tables of contents, headers included."""
    paged = [_is_paged(lines, index) for index in range(len(lines))]
    spans: list[tuple[int, int]] = []
    index = 0
    while index < len(lines):
        header = _is_header(lines, index)
        after = _skip_paged(lines, index + header, paged)
        if header and after == index + 1:
            after = _skip_plain(lines, index + 1)
        if after > index + 1 and (header or _is_led(lines, index, after)):
            spans.append((lines[index].start, lines[after - 1].end))
        index = max(after, index + 1)
    return spans


def _is_led(lines: Lines, first: int, after: int) -> bool:
    """Whether dots lead to the page numbers, without which a list without a name may be a table of figures."""
    led = sum(_LED.search(lines.string(index)[-40:]) is not None for index in range(first, after))
    return after - first >= _LEAST_ENTRIES and led * 2 >= after - first


def _is_header(lines: Lines, index: int) -> bool:
    line = lines[index]
    return line.end - line.start <= _LONGEST_ENTRY_CHARS and _HEADER.fullmatch(lines.string(index)) is not None


def leads_to_page(text: str, position: int) -> bool:
    """Whether dots lead from here to a page number, as in 第一条 定义……3."""
    return _LEADER_TO_PAGE.match(text, position) is not None


def _skip_paged(lines: Lines, first: int, paged: list[bool]) -> int:
    """The first line behind the entries with page numbers; the dots and number of one may stand a few lines below."""
    index = first
    while index < len(lines):
        ahead = any(paged[index + 1 : index + 1 + _FARTHEST_PAGE_LINES])
        if not paged[index] and not (index > first and ahead and _is_short(lines, index)):
            break
        index += 1
    while index > first and not paged[index - 1]:
        index -= 1
    return index


def _skip_plain(lines: Lines, first: int) -> int:
    """The first line behind entries without page numbers: short headings, up to where the first comes again, else up to
    the first that bears no number."""
    label = _label(lines.string(first)) if first < len(lines) else None
    numbered = first
    for index in range(first, min(first + _MOST_ENTRIES, len(lines))):
        if not _is_short(lines, index):
            break
        own = _label(lines.string(index))
        if index > first and (lines.string(index) == lines.string(first) or own == label is not None):
            return index
        if own is not None and numbered == index:
            numbered += 1
    return numbered if numbered - first >= _LEAST_ENTRIES else first


def _is_paged(lines: Lines, index: int) -> bool:
    length = lines[index].end - lines[index].start
    if length > 2 * _LONGEST_ENTRY_CHARS:
        return False
    line = lines.string(index)
    if line[-1] not in _PAGE_ENDS or not (page := _PAGE.search(line[-40:])):
        return False
    return len(page[0].rstrip("0123456789 -–—")) >= 3 or _label(line) is not None


def _is_short(lines: Lines, index: int) -> bool:
    line = lines.string(index)
    return len(line) <= _LONGEST_ENTRY_CHARS and not SENTENCE_END.search(line[-3:])


def _label(line: str) -> tuple[str, tuple[int, ...]] | None:
    """The kind and the value of the number that a heading begins with."""
    heading = line.lstrip(_OPENING)
    found = next(headings(heading), None) or next(items(heading), None)
    return (found.style, found.value) if found is not None and found.start == 0 and found.end < len(heading) else None
