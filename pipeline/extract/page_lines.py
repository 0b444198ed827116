"""Lines of a text that are its pages' and not its sentences': page numbers, and the running heads beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from pipeline.text.regex import regex

# White space is taken whole or not at all: a line of nothing else is read once.
_PAGE = "(?:页|頁|ページ|쪽|면)"
_PAGE_NUMBER = (
    r"(?>[ \t\u3000]*)(?:[-–—－―~～·]{1,2}(?>[ \t]*))?(?:(?:第|제|页码[:：]|[Pp]age|P\.?)(?>[ \t]*))?"
    r"(?:[0-9０-９]{1,4}|(?<=第)[一二三四五六七八九十百]{1,5}(?=[页頁]))"
    rf"(?>[ \t]*)(?:{_PAGE}(?>[ \t]*))?"
    rf"(?:[,，、(（]?(?:/|／|of|共)(?>[ \t]*)(?:共(?>[ \t]*))?[0-9０-９]{{1,4}}(?>[ \t]*)(?:{_PAGE}(?>[ \t]*))?[)）]?)?"
    r"(?:[-–—－―~～·]{1,2})?(?>[ \t\u3000]*)"
)
_FURNITURE = regex(rf"(?m)^(?:\f|{_PAGE_NUMBER}\f?$)")
_LONGEST_HEAD = 80


def between_page_lines(text: str) -> Iterator[tuple[int, int]]:
    """The stretches between page-number lines, and between the running heads beside them."""
    start = 0
    for low, high in _furniture_lines(text):
        if low > start:
            yield start, low
        start = max(start, high)
    yield start, len(text)


def page_numbers(text: str) -> list[tuple[int, int]]:
    """Lines of page numbers. Bare numbers one below the other are a column of a table."""
    lines = list(_FURNITURE.finditer(text))
    columns = {
        index
        for above, (one, other) in enumerate(pairwise(lines))
        if _is_bare(one[0]) and _is_bare(other[0]) and not text[one.end() : other.start()].strip()
        for index in (above, above + 1)
    }
    return [match.span() for index, match in enumerate(lines) if index not in columns]


def _is_bare(line: str) -> bool:
    return line.strip().isdigit()


def _furniture_lines(text: str) -> list[tuple[int, int]]:
    """Page numbers, and the lines beside them that stand beside several."""
    marks = page_numbers(text)
    beside = [line for mark in marks for line in (_line_above(text, mark[0]), _line_below(text, mark[1])) if line]
    times = Counter(text[low:high].strip() for low, high in dict.fromkeys(beside))
    return sorted({*marks, *(line for line in beside if times[text[slice(*line)].strip()] > 1)})


def _line_above(text: str, end: int) -> tuple[int, int] | None:
    """The last line that ends before, where it is short and near."""
    floor = max(end - _LONGEST_HEAD - 1, 0)
    above = text[floor:end].rstrip("\n\f")
    start = floor + above.rfind("\n") + 1
    return (start, floor + len(above)) if "\n" in above else None


def _line_below(text: str, start: int) -> tuple[int, int] | None:
    """The first line that begins after, where it is short and near."""
    behind = text[start : start + _LONGEST_HEAD + 1]
    below = behind.lstrip("\n\f")
    end = below.find("\n")
    low = start + len(behind) - len(below)
    return (low, low + end) if end > 0 else None
