"""Where a quote stands in the source, decided by code: a grade, never a similarity score."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

from pipeline.document.model import Document
from pipeline.extract.nearness import Index, nearest
from pipeline.extract.page_lines import between_page_lines, page_numbers
from pipeline.text.folding import Folded, fold, folded, folds_between, joins
from pipeline.text.regex import regex

Grade = Literal["exact", "folded", "stitched", "altered", "absent"]
PROVED: tuple[Grade, ...] = ("exact", "folded", "stitched")

_NUMERALS = frozenset(
    "0123456789０１２３４５６７８９〇零一二三四五六七八九十百千万亿億兆壹贰叁肆伍陆柒捌玖拾佰仟貳參陸"
)
_NUMBER = regex(f"[{''.join(sorted(_NUMERALS))}]*")
_POINTS = frozenset(".,．，")
_MARK = regex(r"[ \t\u3000]*[0-9０-９]{1,2}")
_YEAR = regex(r"[12１２][0-9０-９]{3}[ \u3000]?[年년]")
_LONGEST_MARK = 16
# What turns the words right behind it into their opposite. What stands before a denial is often quoted alone: 동의 없이.
_DENIALS = frozenset("不未无無勿毋")
_LONGEST_WORD = 40
# Of a quote that stands only inside longer numbers, so many characters are compared for each of the source's.
_PATIENCE = 4


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
    view, key = _view(text, paged), folded(quote)
    if not key:
        return Grounding("absent")
    if view.lacks(key):
        return view.nearest(quote, key)
    if span := _stands(text, text, quote, None, within):
        return Grounding("exact", *span)
    if span := _stands(text, view.whole.text, key, view.whole, within):
        return Grounding("folded", *span, folds_between(quote, text[span[0] : span[1]]))
    if view.stitched and (span := _stands(text, view.stitched.text, key, view.stitched, within)):
        return Grounding("stitched", *span, folds_between(quote, view.shown(*span)))
    return view.nearest(quote, key)


def is_paged(document: Document) -> bool:
    """Whether page furniture may stand in the text: the loaders of pages set it aside, a line `100` is a table's."""
    return document.format == "text"


def is_stitched(quote: str) -> bool:
    """Whether the words of the source run over the edge of a page."""
    return bool(page_numbers(quote))


def _stands(
    text: str, hay: str, key: str, offsets: Folded | None, within: Sequence[tuple[int, int]]
) -> tuple[int, int] | None:
    """The first span of the source, inside the first span of `within` that has one, whose view is the key."""
    for low, high in (*within, (0, len(text))):
        if offsets is not None:
            low, high = bisect_left(offsets.starts, low), bisect_right(offsets.ends, high)
        if span := _uncut(text, hay, key, offsets, low, high):
            return span
    return None


def _uncut(text: str, hay: str, key: str, offsets: Folded | None, low: int, high: int) -> tuple[int, int] | None:
    """The first span whose view is the key and that leaves no part of a word outside."""
    patience = _PATIENCE * (high - low) // len(key)
    at = hay.find(key, low, high)
    while at >= 0 and patience >= 0:
        start, end = (at, at + len(key)) if offsets is None else offsets.span(at, at + len(key))
        number = _continues(text, start - 1, -1, text[start])
        if not number and not _cut_before(text, start) and not _cut_after(text, end):
            return start, end
        beyond = _NUMBER.match(hay, at + 1)
        at, patience = hay.find(key, beyond.end() if number and beyond else at + 1, high), patience - 1
    return None


def _cut_before(text: str, start: int) -> bool:
    """Whether the words that start here are the rest of a number, of a character, or of what was denied."""
    return start > 0 and (
        _continues(text, start - 1, -1, text[start])
        or joins(text[start - 1], text[start])
        or text[start - 1] in _DENIALS
    )


def _cut_after(text: str, end: int) -> bool:
    """Whether the words that end here go on as a number or as a character."""
    return end < len(text) and (_continues(text, end, 1, text[end - 1]) or joins(text[end - 1], text[end]))


def _continues(text: str, index: int, step: int, edge: str) -> bool:
    """Whether a number goes on beyond the edge: `5,000元` does not stand in `15,000元`, and `五日` not in `十五日`."""
    if edge not in _NUMERALS or not 0 <= index < len(text):
        return False
    if text[index] in _NUMERALS:
        return True
    beyond = index + step
    if text[index] not in _POINTS or not 0 <= beyond < len(text) or not text[beyond].isdigit() or not edge.isdigit():
        return False
    return step > 0 or not _heads_item(text, index)


def _heads_item(text: str, point: int) -> bool:
    """Whether the point is that of an item's number, and a year stands right behind it: 1．2024年3月31日前."""
    low = max(point - _LONGEST_MARK, 0)
    _, newline, head = text[low:point].rpartition("\n")
    whole = bool(newline) or low == 0
    return whole and _MARK.fullmatch(head) is not None and _YEAR.match(text, point + 1) is not None


class _View:
    """The folded views of one text, each made when it is first needed."""

    def __init__(self, text: str, paged: bool) -> None:
        self.text, self.paged = text, paged

    @cached_property
    def whole(self) -> Folded:
        return fold(self.text)

    @cached_property
    def _stretches(self) -> list[tuple[int, int]]:
        return list(between_page_lines(self.text)) if self.paged else [(0, len(self.text))]

    @cached_property
    def stitched(self) -> Folded | None:
        """The folded view without page furniture, None where there is none."""
        if len(self._stretches) < 2:
            return None
        whole, pieces = self.whole, []
        starts, ends = array("I"), array("I")
        for low, high in self._stretches:
            piece = slice(bisect_left(whole.starts, low), bisect_right(whole.ends, high))
            pieces.append(whole.text[piece])
            starts.extend(whole.starts[piece])
            ends.extend(whole.ends[piece])
        return Folded(self.text, "".join(pieces), starts, ends)

    @cached_property
    def _indexes(self) -> list[Index]:
        """Of what a reader reads on, and of the whole text where that holds more."""
        return [Index(view.text) for view in (self.stitched, self.whole) if view]

    def lacks(self, key: str) -> bool:
        """Whether the text is known not to hold the key. Nothing is known before the first quote that was not found."""
        return "_indexes" in self.__dict__ and all(index.lacks(key) for index in self._indexes)

    def nearest(self, quote: str, key: str) -> Grounding:
        """`altered` with the span that shares most with the quote, `absent` where none shares enough."""
        found = nearest(self._indexes[0], key)
        if found is None:
            return Grounding("absent")
        start, end = _whole_words(self.text, *(self.stitched or self.whole).span(*found))
        return Grounding("altered", start, end, (), _difference(self.shown(start, end), quote))

    def shown(self, start: int, end: int) -> str:
        """The words of a span as a reader reads on, over the edge of a page."""
        first = bisect_right(self._stretches, start, key=lambda stretch: stretch[1])
        last = bisect_left(self._stretches, end, key=lambda stretch: stretch[0])
        pieces = [self.text[max(low, start) : min(high, end)] for low, high in self._stretches[first:last]]
        return "".join(pieces) if len(pieces) < 2 else "".join(piece.strip("\n\f") for piece in pieces)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The span, widened so that it leaves no part of a word outside, as far as words go."""
    low, high = max(start - _LONGEST_WORD, 0), min(end + _LONGEST_WORD, len(text))
    while start > low and _cut_before(text, start):
        start -= 1
    while end < high and _cut_after(text, end):
        end += 1
    return start, end


@lru_cache(maxsize=8)
def _view(text: str, paged: bool) -> _View:
    return _View(text, paged)


def _difference(source: str, quote: str) -> Difference:
    """What both share under the folds is left out."""
    one, other = fold(source), fold(quote)
    low, most = 0, min(len(one.text), len(other.text))
    while low < most and one.text[low] == other.text[low]:
        low += 1
    high = 0
    while high < most - low and one.text[-1 - high] == other.text[-1 - high]:
        high += 1
    return Difference(_between(one, low, high), _between(other, low, high))


def _between(view: Folded, low: int, high: int) -> str:
    """The source of a view without its first `low` and its last `high` characters."""
    end = len(view.text) - high
    return view.source[slice(*view.span(low, end))] if low < end else ""
