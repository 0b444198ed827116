"""A page as it was read or drawn: its lines in reading order, or its picture.

No dataclasses here nor elsewhere on the way of a PDF through its child: to import and to make them takes a quarter of
the time in which a child starts.
"""

from __future__ import annotations

from array import array
from typing import Any, Literal, NamedTuple

Look = Literal["text", "ocr", "hidden", "watermark", "ruby"]


Box = tuple[float, float, float, float]


class Line:
    """One line of one column or cell, as the child found it; lines come in reading order.

    `boxes` holds four floats a character in points of the page as displayed. `left`, `top`, `right`, `bottom` are
    points of the layout: along the line and across it, whichever way the text is turned. `cell` is the ruled table
    cell (left, top, right, bottom) the line stands in; `column` counts the stretches of the page that are read one
    after the other. `original` is the text before radicals were folded, None where nothing was.
    `confidence` is that of the OCR engine, from 0 to 1. `outline` is the box of the whole line where it is known.
    """

    __slots__ = (
        *("text", "boxes", "left", "top", "right", "bottom", "size"),
        *("look", "column", "cell", "original", "confidence", "outline"),
    )

    def __init__(
        self,
        text: str,
        boxes: array[float],
        left: float,
        top: float,
        right: float,
        bottom: float,
        size: float,
        look: Look = "text",
        column: int = 0,
        cell: Box | None = None,
        original: str | None = None,
        confidence: float = 1.0,
        outline: Box | None = None,
    ) -> None:
        self.text, self.boxes = text, boxes
        self.left, self.top, self.right, self.bottom, self.size = left, top, right, bottom, size
        self.look, self.column, self.cell = look, column, cell
        self.original, self.confidence, self.outline = original, confidence, outline

    @property
    def box(self) -> Box:
        """Of the whole line, on the page as displayed."""
        return self.outline or outline_of(self.boxes)

    def but(self, **values: Any) -> Line:
        """The same line with other values."""
        return Line(**{name: getattr(self, name) for name in self.__slots__} | values)


def outline_of(boxes: array[float]) -> Box:
    """What holds all of the boxes."""
    if not boxes:
        return 0.0, 0.0, 0.0, 0.0
    return min(boxes[0::4]), min(boxes[1::4]), max(boxes[2::4]), max(boxes[3::4])


class Comment(NamedTuple):
    """What a reader wrote beside the text; `box` is on the page as displayed."""

    text: str
    author: str | None
    box: Box


class Page(NamedTuple):
    """`span` is the page's extent along its lines, its height where they are vertical. `unmapped` counts the glyphs of
    which nobody can say what they mean; `pictured` is a page that is a picture, `blank` one that shows nothing at all; `bare` is the share of
    the page that pictures take on which no text stands.
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    span: float
    glyphs: int = 0
    unmapped: int = 0
    pictured: bool = False
    bare: float = 0.0
    blank: bool = False
    comments: tuple[Comment, ...] = ()


class Picture(NamedTuple):
    """A page as displayed: `pixels` holds its rows from the top, `channels` bytes a pixel, without padding.

    `dpi` is less than what was asked for where the page would not have fitted.
    """

    page: int
    width: int
    height: int
    channels: int
    dpi: float
    pixels: bytes
