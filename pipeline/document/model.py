"""A document as the pipeline reads it. The text never changes after it is built; everything else points into it."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from dataclasses import dataclass
from enum import IntEnum
from operator import attrgetter
from typing import Literal, NamedTuple

from pipeline.issues import Issue

Source = Literal["text", "ocr", "generated"]
BlockKind = Literal["heading", "paragraph", "list_item", "table_row", "page"]
Format = Literal["pdf", "docx", "text", "hwpx", "hwp", "ofd", "office", "rtf", "html", "mail"]


@dataclass(frozen=True, slots=True)
class PdfPlace:
    """`page` counts from 1; `box` is x0, y0, x1, y1 in points of the page as displayed, origin top left."""

    page: int
    box: tuple[float, float, float, float]
    source: Source = "text"
    confidence: float = 1.0

    def to_json(self) -> dict[str, object]:
        box = [round(edge, 2) for edge in self.box]
        return {"page": self.page, "box": box, "source": self.source, "confidence": self.confidence}


class DocxPlace(NamedTuple):
    """`part` is the zip member; `paragraph` its ordinal in that part; `cell` is table, row, column, each from 0."""

    part: str
    paragraph: int
    para_id: str | None = None
    cell: tuple[int, int, int] | None = None
    source: Source = "text"
    confidence: float = 1.0

    def to_json(self) -> dict[str, object]:
        return {
            "part": self.part,
            "paragraph": self.paragraph,
            "para_id": self.para_id,
            "cell": list(self.cell) if self.cell else None,
            "source": self.source,
            "confidence": self.confidence,
        }


@dataclass(frozen=True, slots=True)
class TextPlace:
    """`line` counts from 0, in the file as decoded, with LF."""

    line: int
    source: Source = "text"
    confidence: float = 1.0

    def to_json(self) -> dict[str, object]:
        return {"line": self.line, "source": self.source, "confidence": self.confidence}


Place = PdfPlace | DocxPlace | TextPlace


class Fragment(NamedTuple):
    """A run of the text that stands in one place.

    `boxes` holds four floats a character (x0, y0, x1, y1), for PDF only: a part of a line has a smaller box than
    the line. `original` is what the file holds where the reader sees something else (a Kangxi radical, ActualText).
    """

    start: int
    end: int
    place: Place
    boxes: array[float] | None = None
    original: str | None = None

    def place_of(self, start: int, end: int) -> Place:
        """The place of a part of the fragment; `start` and `end` lie inside it."""
        if self.boxes is None or not isinstance(self.place, PdfPlace) or (start, end) == (self.start, self.end):
            return self.place
        part = self.boxes[4 * (start - self.start) : 4 * (end - self.start)]
        if not part:
            return self.place
        box = (min(part[0::4]), min(part[1::4]), max(part[2::4]), max(part[3::4]))
        return PdfPlace(self.place.page, box, self.place.source, self.place.confidence)


class Gap(IntEnum):
    """What parts two lines, the least first: nothing, a blank line, a rule drawn across the page."""

    NONE = 0
    BLANK = 1
    RULE = 2


class Block(NamedTuple):
    """A paragraph, heading, list item or table row of the text. `level` is the heading level where the file says so.

    `gap` is what the file shows between it and the block above, and the text does not hold.
    """

    kind: BlockKind
    start: int
    end: int
    level: int | None = None
    gap: Gap = Gap.NONE


class Aside(NamedTuple):
    """Text that the file holds and the running text does not: page furniture, comments, revisions, hidden text.

    `author` is who commented or revised, where the file says so.
    """

    kind: str
    text: str
    place: Place | None = None
    author: str | None = None

    def to_json(self) -> dict[str, object]:
        place = self.place.to_json() if self.place else None
        aside: dict[str, object] = {"kind": self.kind, "text": self.text, "place": place}
        return aside | {"author": self.author} if self.author else aside


@dataclass(frozen=True, slots=True)
class Document:
    """`sha256` is the file's, in hex; `pages` is None where the format has none; `language` is a BCP 47 tag.

    `unread_pages` are the pages (from 1) that nobody could read: no absence may be concluded while there are any.
    """

    name: str
    sha256: str
    format: Format
    text: str
    language: str
    languages: tuple[str, ...]
    pages: int | None = None
    blocks: tuple[Block, ...] = ()
    fragments: tuple[Fragment, ...] = ()
    asides: tuple[Aside, ...] = ()
    issues: tuple[Issue, ...] = ()
    unread_pages: tuple[int, ...] = ()

    def pieces(self, start: int, end: int) -> list[tuple[int, int, Place]]:
        """Where the span stands, one (start, end, place) per piece; characters without a place are left out."""
        found: list[tuple[int, int, Place]] = []
        index = max(bisect_right(self.fragments, start, key=attrgetter("start")) - 1, 0)
        while index < len(self.fragments) and self.fragments[index].start < end:
            fragment = self.fragments[index]
            low, high = max(start, fragment.start), min(end, fragment.end)
            if low < high:
                found.append((low, high, fragment.place_of(low, high)))
            index += 1
        return found

    def places(self, start: int, end: int) -> list[Place]:
        """The places of a span, one per piece."""
        return [place for _, _, place in self.pieces(start, end)]
