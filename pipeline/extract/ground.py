"""Where a quote stands in the source, decided by code: a grade, never a similarity score."""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from pipeline.document.model import Document
from pipeline.text.folding import Folded, fold, folded, folds_between

Grade = Literal["exact", "folded", "stitched", "altered", "absent"]
PROVED: tuple[Grade, ...] = ("exact", "folded", "stitched")

_PAGE_NUMBER = (
    r"[ \t\u3000]*(?:[-–—－―]{1,2}[ \t]*)?(?:第[ \t]*|[Pp]age[ \t]*|P\.[ \t]*)?[0-9０-９]{1,4}"
    r"[ \t]*(?:页|頁|ページ|쪽|면)?"
    r"(?:[ \t]*(?:/|／|of|共)[ \t]*(?:共[ \t]*)?[0-9０-９]{1,4}[ \t]*(?:页|頁|ページ|쪽|면)?)?"
    r"(?:[ \t]*[-–—－―]{1,2})?[ \t\u3000]*"
)
_FURNITURE = re.compile(rf"(?m)^(?:\f|{_PAGE_NUMBER}\f?)$")
_NUMERALS = frozenset(
    "0123456789０１２３４５６７８９〇零一二三四五六七八九十百千万亿億兆壹贰叁肆伍陆柒捌玖拾佰仟貳參陸"
)
_POINTS = frozenset(".,．，")
_SEED_CHARS = 3
_SEEDS = 16
_MOST_POSITIONS = 200
_NEAR = 0.6


class Difference(NamedTuple):
    """What the source says and what the quote says instead, without what both share around it."""

    source: str
    quote: str


@dataclass(frozen=True, slots=True)
class Grounding:
    """`start` and `end` are code points of the source: the quote's span for a proved grade, the nearest span for
    `altered`, None for `absent`. `folds` names the folds that were needed."""

    grade: Grade
    start: int | None = None
    end: int | None = None
    folds: tuple[str, ...] = ()
    difference: Difference | None = None

    @property
    def proved(self) -> bool:
        return self.grade in PROVED


def ground(
    source: str | Document, quote: str, within: Sequence[tuple[int, int]] = (), *, paged: bool = True
) -> Grounding:
    """Proves a quote against the source, which is folded once and remembered.

    `within` are spans in order of preference: of several places where the quote stands, the first that lies in the
    first such span is taken. `paged` says whether lines of page numbers may stand in a str; a document knows.
    """
    text = source.text if isinstance(source, Document) else source
    paged = is_paged(source) if isinstance(source, Document) else paged
    quote = quote.strip()
    if not quote:
        return Grounding("absent")
    if span := _first(_occurrences(text, text, quote, None), within):
        return Grounding("exact", *span)
    view = _view(text, paged)
    key = folded(quote)
    if not key:
        return Grounding("absent")
    if span := _first(_occurrences(text, view.whole.text, key, view.whole), within):
        return Grounding("folded", *span, folds_between(quote, text[span[0] : span[1]]))
    if view.stitched and (span := _first(_occurrences(text, view.stitched.text, key, view.stitched), within)):
        return Grounding("stitched", *span, folds_between(quote, _shown(text, *span)))
    return view.nearest(quote, key)


def is_paged(document: Document) -> bool:
    """Whether page furniture may stand in the text: the loaders of pages set it aside, a line `100` is a table's."""
    return document.format == "text"


def is_stitched(quote: str) -> bool:
    """Whether the words of the source run over the edge of a page."""
    return bool(_page_marks(quote))


def _first(spans: Iterator[tuple[int, int]], within: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    if not within:
        return next(spans, None)
    found = list(spans)
    for low, high in within:
        for start, end in found:
            if low <= start and end <= high:
                return start, end
    return found[0] if found else None


def _occurrences(text: str, view: str, key: str, offsets: Folded | None) -> Iterator[tuple[int, int]]:
    """Spans of the source, in order, whose view is the key and that do not cut a number in two."""
    at = view.find(key)
    while at >= 0:
        start, end = (at, at + len(key)) if offsets is None else offsets.span(at, at + len(key))
        if not _cuts_number(text, start, end):
            yield start, end
        at = view.find(key, at + 1)


def _cuts_number(text: str, start: int, end: int) -> bool:
    """`5,000元` does not stand in `15,000元`, and `五日` not in `十五日`."""
    return _continues(text, start - 1, -1, text[start]) or _continues(text, end, 1, text[end - 1])


def _continues(text: str, index: int, step: int, edge: str) -> bool:
    if edge not in _NUMERALS or not 0 <= index < len(text):
        return False
    if text[index] in _NUMERALS:
        return True
    beyond = index + step
    return text[index] in _POINTS and 0 <= beyond < len(text) and text[beyond].isdigit() and edge.isdigit()


def _kept(text: str) -> Iterator[tuple[int, int]]:
    """The stretches between page-number lines, and between the running heads beside them."""
    start = 0
    for low, high in _furniture_lines(text):
        if low > start:
            yield start, low
        start = max(start, high)
    yield start, len(text)


def _shown(text: str, start: int, end: int) -> str:
    """The words of a span as a reader reads on, over the edge of a page."""
    pieces = [text[max(low, start) : min(high, end)] for low, high in _kept(text) if low < end and high > start]
    return "".join(pieces) if len(pieces) < 2 else "".join(piece.strip("\n\f") for piece in pieces)


def _page_marks(text: str) -> list[tuple[int, int]]:
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
    marks = _page_marks(text)
    heads: Counter[str] = Counter()
    beside: list[tuple[int, int, str]] = []
    for _, end in marks:
        low = end
        while low < len(text) and text[low] in "\n\f":
            low += 1
        high = text.find("\n", low)
        line = text[low : high if high >= 0 else len(text)].strip()
        if line and high >= 0 and len(line) <= 80:
            heads[line] += 1
            beside.append((low, high, line))
    return sorted(marks + [(low, high) for low, high, line in beside if heads[line] > 1])


class _View:
    """The folded views of one text, each made when it is first needed."""

    def __init__(self, text: str, paged: bool) -> None:
        self.text, self.paged = text, paged

    @cached_property
    def whole(self) -> Folded:
        return fold(self.text)

    @cached_property
    def stitched(self) -> Folded | None:
        """The folded view without page furniture, None where there is none."""
        kept = list(_kept(self.text)) if self.paged else []
        if len(kept) < 2:
            return None
        pieces: list[str] = []
        starts, ends = array("I"), array("I")
        for low, high in kept:
            piece = fold(self.text[low:high])
            pieces.append(piece.text)
            starts.extend(offset + low for offset in piece.starts)
            ends.extend(offset + low for offset in piece.ends)
        return Folded(self.text, "".join(pieces), starts, ends)

    @property
    def _searched(self) -> Folded:
        return self.stitched or self.whole

    @cached_property
    def _seeds(self) -> dict[str, list[int]]:
        positions: dict[str, list[int]] = defaultdict(list)
        text = self._searched.text
        for index in range(len(text) - _SEED_CHARS + 1):
            places = positions[text[index : index + _SEED_CHARS]]
            if len(places) < _MOST_POSITIONS:
                places.append(index)
        return positions

    def nearest(self, quote: str, key: str) -> Grounding:
        """`altered` with the span that shares most with the quote, `absent` where none shares enough."""
        at = self._best_start(key)
        if at is None:
            return Grounding("absent")
        view, slack = self._searched, len(key) // 4 + 4
        low, high = max(at - slack, 0), min(at + len(key) + slack, len(view.text))
        matcher = SequenceMatcher(None, view.text[low:high], key, autojunk=False)
        blocks = [block for block in matcher.get_matching_blocks() if block.size]
        if not blocks or sum(block.size for block in blocks) < _NEAR * len(key):
            return Grounding("absent")
        first, last = blocks[0], blocks[-1]
        begin = max(low + first.a - first.b, 0)
        finish = min(low + last.a + last.size + len(key) - last.b - last.size, len(view.text))
        start, end = _whole_numbers(self.text, *view.span(begin, max(finish, begin + 1)))
        shown = _shown(self.text, start, end) if self.stitched else self.text[start:end]
        return Grounding("altered", start, end, (), _difference(shown, quote))

    def _best_start(self, key: str) -> int | None:
        last = len(key) - _SEED_CHARS
        if last < 0:
            return None
        votes: Counter[int] = Counter()
        offsets = range(0, last + 1, max(1, (last + 1) // _SEEDS))
        for offset in offsets:
            for position in self._seeds.get(key[offset : offset + _SEED_CHARS], ()):
                votes[(position - offset) // 4 * 4] += 1
        if not votes:
            return None
        start, count = max(votes.items(), key=lambda item: (item[1], -item[0]))
        return max(start, 0) if 4 * count >= len(offsets) else None


def _whole_numbers(text: str, start: int, end: int) -> tuple[int, int]:
    """The span, widened so that it cuts no number in two."""
    while start and _continues(text, start - 1, -1, text[start]):
        start -= 1
    while end < len(text) and _continues(text, end, 1, text[end - 1]):
        end += 1
    return start, end


@lru_cache(maxsize=8)
def _view(text: str, paged: bool) -> _View:
    return _View(text, paged)


def _difference(source: str, quote: str) -> Difference:
    low = 0
    while low < min(len(source), len(quote)) and source[low] == quote[low]:
        low += 1
    high = 0
    while high < min(len(source), len(quote)) - low and source[-1 - high] == quote[-1 - high]:
        high += 1
    return Difference(source[low : len(source) - high], quote[low : len(quote) - high])
