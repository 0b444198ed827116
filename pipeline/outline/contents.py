"""The table of contents, whose lines look like headings and are none."""

from __future__ import annotations

import re

from pipeline.outline.lines import SENTENCE_END, Lines
from pipeline.outline.markers import headings, items

_HEADER = re.compile(
    r"[【\[（(《]?\s*(?:目\s*[录錄次]|목\s*차|차\s*례|(?:table of )?contents)\s*[】\]）)》]?", re.IGNORECASE
)
_PAGE = re.compile(r"(?:[.．…·・･‥_—-]{3,}[ \u3000\t]*|[ \u3000\t]+[-–—]?[ ]?)(?:[0-9]{1,4}|[ivxIVX]{1,5})[ ]?[-–—]?$")
_LEADER_TO_PAGE = re.compile(r"[^\n]{0,60}?[.．…·・･‥]{3,}[ \u3000\t]*[0-9]{1,4}(?=\s|第|제|$)")
_LONGEST_ENTRY_CHARS = 60
_LEAST_ENTRIES = 3
_PAGE_ENDS = frozenset("0123456789ivxIVX-–—")


def contents(lines: Lines) -> list[tuple[int, int]]:
    """The spans of the tables of contents, headers included."""
    spans: list[tuple[int, int]] = []
    index = 0
    while index < len(lines):
        header = _is_header(lines, index)
        after = _skip(lines, index + header, header)
        if after - index - header >= (1 if header else _LEAST_ENTRIES):
            spans.append((lines[index].start, lines[after - 1].end))
        index = max(after, index + 1)
    return spans


def _is_header(lines: Lines, index: int) -> bool:
    line = lines[index]
    return line.end - line.start <= _LONGEST_ENTRY_CHARS and _HEADER.fullmatch(lines.string(index)) is not None


def leads_to_page(text: str, position: int) -> bool:
    """Whether dots lead from here to a page number, as in 第一条 定义……3."""
    return _LEADER_TO_PAGE.match(text, position) is not None


def _skip(lines: Lines, first: int, header: bool) -> int:
    """The index of the first line that is no entry."""
    index = _skip_paged(lines, first)
    if index > first or not header:
        return index
    return _skip_plain(lines, first)


def _skip_paged(lines: Lines, index: int) -> int:
    """Entries with page numbers; a line without one counts when another entry follows at once."""
    while index < len(lines):
        if not _is_paged(lines, index):
            follows = index + 1 < len(lines) and _is_paged(lines, index + 1) and _is_short(lines, index)
            if not follows or not _is_paged(lines, index - 1):
                break
        index += 1
    return index


def _skip_plain(lines: Lines, first: int) -> int:
    """Entries without page numbers: short headings, of which the first comes again where the list is over."""
    index = first
    while index < len(lines) and _is_short(lines, index):
        if index > first and lines.string(index) == lines.string(first):
            return index
        index += 1
    return first


def _is_paged(lines: Lines, index: int) -> bool:
    length = lines[index].end - lines[index].start
    if index < 0 or length > 2 * _LONGEST_ENTRY_CHARS:
        return False
    line = lines.string(index)
    if line[-1] not in _PAGE_ENDS or not (page := _PAGE.search(line[-40:])):
        return False
    return len(page[0].rstrip("0123456789 -–—")) >= 3 or _has_marker(line)


def _is_short(lines: Lines, index: int) -> bool:
    line = lines.string(index)
    return len(line) <= _LONGEST_ENTRY_CHARS and not SENTENCE_END.search(line)


def _has_marker(line: str) -> bool:
    found = next(headings(line), None) or next(items(line), None)
    return found is not None and found.start == 0 and found.end < len(line)
