"""Page furniture: headers, footers, page numbers and watermarks, told from the text they stand around."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache
from itertools import pairwise
from typing import Literal, NamedTuple

from pipeline.loaders.pages.median import median
from pipeline.loaders.pages.page import Line, Page

Kind = Literal["header", "footer", "watermark"]

# Shares of the page's longer side: margins do not shrink where it is turned.
_BAND, _NARROW_BAND = 0.14, 0.1
_MOST_LINES = 4
_SIZE_RATIO = 1.07
# Ems that a line is high where it runs from side to side.
_TALLEST = 1.6
# Of the usual distance from line to line.
_APART = 1.15
_STEP_POINTS = 4.0
_LEAST_REPEATS = 2
_NUMBERED_SHARE = 0.6
# Of the pages: a header may change from left to right pages and from part to part.
_LEAST_SHARE = 0.2
# Of the lines at one height: where body text begins, nearly every page has a line of its own.
_FURNITURE_SHARE = 0.8
_EDGES: tuple[Kind, Kind] = ("header", "footer")
_WATERMARK_SHARE, _WATERMARK_REPEATS = 0.8, 3
_LONGEST_CHARS = 120
# Times the usual size, and lines that run through a word that large; more such words are no watermark.
_LARGE, _LEAST_OVERLAID, _MOST_LARGE = 2.0, 2, 8

_NUMBER = r"(?:\d{1,4}|[ivxlc]{1,7}|[〇零一二三四五六七八九十百]{1,5})"
_OF = r"[/／∕|｜]|of|共|の|中|-"
_PAGE_NUMBER = re.compile(
    rf"[-–—―─~〜・·\[【（(<〈《\s]*"
    rf"(?:(?:page|p\.?|第|共|总|總|全|쪽|페이지)\s*)?{_NUMBER}\s*(?:[页頁쪽]|ページ|ペ\s*ー\s*ジ|페이지|面)?"
    rf"(?:[\s，,、;；/／|｜（(]*(?:{_OF}|total|共|总|總|全)?\s*(?:计|計)?\s*{_NUMBER}\s*(?:[页頁쪽]|ページ|페이지|面)?)?"
    rf"[-–—―─~〜・·\]】）)>〉》\s]*",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"\d{1,4}")
_ADDRESS = re.compile(r"(?:file|https?)://\S+(?:\s+\d+\s*/\s*\d+)?")
_DIGITS = re.compile(r"\d+")
_SPACES = re.compile(r"\s+")


class Furnished(NamedTuple):
    """The page without its furniture, and the furniture as (kind, line)."""

    page: Page
    asides: tuple[tuple[Kind, Line], ...]


class _Edge(NamedTuple):
    """A line at an edge of its page: its place among the lines, points from the edge, text with figures blurred."""

    rank: int
    line: Line
    distance: float
    shape: str

    @property
    def height(self) -> int:
        """The distance in steps."""
        return round(self.distance / _STEP_POINTS)


_Edges = Mapping[Kind, Sequence[_Edge]]


class _Census:
    """What stands at each height near the edges of all pages, with figures blurred."""

    def __init__(self, pages: Sequence[Page], edges: Sequence[_Edges]) -> None:
        self.pages = len(pages)
        self._shapes: dict[tuple[Kind, int], Counter[str]] = {}
        self._numbered: Counter[tuple[Kind, int]] = Counter()
        for page, sides in zip(pages, edges, strict=True):
            for kind, side in sides.items():
                for entry in side[:_MOST_LINES]:
                    place = kind, entry.height
                    self._shapes.setdefault(place, Counter())[entry.shape] += 1
                    if _holds_number(page, entry.line):
                        self._numbered[place] += 1
        self._around = cache(self._near)

    def is_numbered(self, page: Page, kind: Kind, entry: _Edge) -> bool:
        """Whether the line holds its page's number at a height where other pages have theirs."""
        if not _holds_number(page, entry.line):
            return False
        others = sum(self._numbered[kind, entry.height + step] for step in (-1, 0, 1))
        return others >= max(_LEAST_REPEATS, _NUMBERED_SHARE * self.pages)

    def comes_back(self, kind: Kind, entry: _Edge) -> bool:
        """Whether the line stands on other pages too, at a height where hardly a page has a line of its own."""
        here, is_shared = self._around(kind, entry.height)
        return is_shared and here[entry.shape] >= max(_LEAST_REPEATS, _LEAST_SHARE * self.pages)

    def _near(self, kind: Kind, height: int) -> tuple[Counter[str], bool]:
        """What stands about a height, and whether hardly a page has a line of its own there."""
        here: Counter[str] = Counter()
        for step in (-1, 0, 1):
            here.update(self._shapes.get((kind, height + step), {}))
        repeated = sum(count for count in here.values() if count >= _LEAST_REPEATS)
        return here, repeated >= _FURNITURE_SHARE * here.total()


def strip(pages: Sequence[Page]) -> list[Furnished]:
    """Takes the furniture out of each page.

    A line is furniture when it lies in a band at the edge, nothing but furniture lies farther out, and it either
    counts the pages or comes back on other pages at the same height. Where that would leave no text at all, it is the
    text, unless pictures stand around it.
    """
    edges = [_edges(page) for page in pages]
    census = _Census(pages, edges)
    stamps = _stamps(pages)
    known: set[tuple[Kind, str]] = set()
    for page, sides in zip(pages, edges, strict=True):
        for kind, side in sides.items():
            known.update((kind, entry.shape) for entry in _taken(page, kind, side, census, known))
    furnished = [_strip(page, sides, census, stamps, known) for page, sides in zip(pages, edges, strict=True)]
    if any(each.page.lines or each.page.pictured for each in furnished):
        return furnished
    return [Furnished(page, ()) for page in pages]


def _strip(
    page: Page, sides: _Edges, census: _Census, stamps: set[tuple[str, int, int]], known: set[tuple[Kind, str]]
) -> Furnished:
    taken: dict[int, Kind] = {}
    for index, line in enumerate(page.lines):
        if line.look == "watermark" or (stamps and _stamp(line) in stamps):
            taken[index] = "watermark"
    taken.update((index, "watermark") for index in _overlaid(page))
    for kind, side in sides.items():
        left = [entry for entry in side if entry.rank not in taken]
        taken.update((entry.rank, kind) for entry in _taken(page, kind, left, census, known))
    if not taken:
        return Furnished(page, ())
    body = tuple(line for index, line in enumerate(page.lines) if index not in taken)
    asides = tuple((taken[index], page.lines[index]) for index in sorted(taken))
    return Furnished(page._replace(lines=body), asides)


def _taken(
    page: Page, kind: Kind, edge: Sequence[_Edge], census: _Census, known: Set[tuple[Kind, str]]
) -> Sequence[_Edge]:
    """From the edge inwards, up to the first line that is text, and back to the last gap before it.

    What is `known` to be set off on one page needs no gap on the others.
    """
    count = 0
    for rank, entry in enumerate(edge[:_MOST_LINES]):
        if entry.distance > _BAND * _length(page) or entry.line.cell is not None:
            break
        back = census.comes_back(kind, entry) or census.is_numbered(page, kind, entry)
        if not (back or _counts(page, entry.line, entry.distance, rank, census.pages)):
            break
        count = rank + 1
    while count and (kind, edge[count - 1].shape) not in known and not _stands_apart(page, edge, count):
        count -= 1
    return edge[:count]


def _length(page: Page) -> float:
    return max(page.width, page.height)


def _stands_apart(page: Page, edge: Sequence[_Edge], count: int) -> bool:
    """Whether the outermost lines are set off from what follows: by more than a line, by size, or as a page number."""
    last = edge[count - 1]
    following = edge[count] if count < len(edge) else None
    if following is None or _PAGE_NUMBER.fullmatch(last.line.text.strip()):
        return True
    size = following.line.size
    if not 1 / _SIZE_RATIO < last.line.size / (size or 1.0) < _SIZE_RATIO:
        return True
    return following.distance - last.distance > _APART * _pitch(page)


def _pitch(page: Page) -> float:
    """The usual distance from line to line in points."""
    steps = [other.bottom - one.bottom for one, other in pairwise(page.lines)]
    return median([step for step in steps if step > 0.5 * page.lines[0].size] or [0.0])


def _counts(page: Page, line: Line, distance: float, rank: int, pages: int) -> bool:
    """Whether the line is a page number; a bare figure only at the very edge, and only the right one."""
    text = line.text.strip()
    if distance > _NARROW_BAND * _length(page) or len(text) > _LONGEST_CHARS:
        return False
    if _ADDRESS.fullmatch(text):
        return True
    if not _PAGE_NUMBER.fullmatch(text):
        return _is_running_title(page, line)
    return not _BARE_NUMBER.fullmatch(text) or (rank == 0 and (pages > 1 or text == "1"))


def _is_running_title(page: Page, line: Line) -> bool:
    """Whether the line is small and holds the page's number, marked as such, beside other words."""
    sides = [side for side in line.text.split("\t") if _PAGE_NUMBER.fullmatch(side.strip())]
    marked = any(not side.strip().isdigit() and str(page.number) in _DIGITS.findall(side) for side in sides)
    return marked and line.size * _SIZE_RATIO < median(each.size for each in page.lines)


def _holds_number(page: Page, line: Line) -> bool:
    """Whether the page's number stands at one end of the line, apart from other words."""
    if "\t" not in line.text:
        return False
    sides = [side.strip() for side in line.text.split("\t")]
    return str(page.number) in (sides[0], sides[-1])


def _shape(text: str) -> str:
    return _SPACES.sub("", _DIGITS.sub("#", text))


def _edges(page: Page) -> _Edges:
    """The outermost lines of a page at each edge, from there inwards, and one more.

    Lines that run up or down are text: at the edge stands where they begin, however short they are.
    """
    heights = [(place, line.box[1], line.box[3]) for place, line in enumerate(page.lines)]
    level = [(place, y0, y1) for place, y0, y1 in heights if y1 - y0 <= _TALLEST * page.lines[place].size]
    lowest = [(y1, place) for place, _, y1 in level]
    highest = [(page.height - y0, place) for place, y0, _ in level]
    return {kind: _outermost(page, found) for kind, found in zip(_EDGES, (lowest, highest), strict=True)}


def _outermost(page: Page, found: list[tuple[float, int]]) -> list[_Edge]:
    lines = ((distance, place, page.lines[place]) for distance, place in sorted(found)[: _MOST_LINES + 1])
    return [_Edge(place, line, distance, _shape(line.text)) for distance, place, line in lines]


def _stamps(pages: Sequence[Page]) -> set[tuple[str, int, int]]:
    """Large words that come back at the same spot of nearly every page, inside the text."""
    if len(pages) < _WATERMARK_REPEATS:
        return set()
    sizes = sorted(line.size for page in pages for line in page.lines)
    large = _LARGE * sizes[len(sizes) // 2] if sizes else 0.0
    spots = Counter(
        spot for page in pages for spot in {_stamp(line) for line in page.lines if line.size >= large and line.text}
    )
    return {spot for spot, count in spots.items() if count >= max(_WATERMARK_REPEATS, _WATERMARK_SHARE * len(pages))}


def _overlaid(page: Page) -> Iterator[int]:
    """Large words that lines of the text run through."""
    sizes = [line.size for line in page.lines]
    least = _LARGE * median(sizes) if sizes else 0.0
    large = [index for index, size in enumerate(sizes) if size >= least]
    if len(large) > _MOST_LARGE:
        return
    for index in large:
        x0, y0, x1, y1 = page.lines[index].box
        middles = [((a + c) / 2, (b + d) / 2) for a, b, c, d in (line.box for line in page.lines)]
        inside = sum(x0 < x < x1 and y0 < y < y1 for place, (x, y) in enumerate(middles) if place not in large)
        if inside >= _LEAST_OVERLAID:
            yield index


def _stamp(line: Line) -> tuple[str, int, int]:
    return line.text, round(line.left / 4), round(line.top / 4)
