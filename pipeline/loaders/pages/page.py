"""A page as it was read or drawn: its lines in reading order, or its picture."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Look = Literal["text", "ocr", "hidden", "watermark", "ruby"]


@dataclass(slots=True)  # Nobody changes one; frozen, it would take eight times as long to make.
class Line:
    """One line of one column or cell, as the child found it; lines come in reading order.

    `boxes` holds four floats a character in points of the page as displayed. `left`, `top`, `right`, `bottom` are
    points of the layout: along the line and across it, whichever way the text is turned. `cell` is the ruled table
    cell (left, top, right, bottom) the line stands in; `column` counts the stretches of the page that are read one
    after the other. `original` is the text before radicals were folded, None where nothing was.
    `confidence` is that of the OCR engine, from 0 to 1. `outline` is the box of the whole line once it is known.
    """

    text: str
    boxes: array[float]
    left: float
    top: float
    right: float
    bottom: float
    size: float
    look: Look = "text"
    column: int = 0
    cell: tuple[float, float, float, float] | None = None
    original: str | None = None
    confidence: float = 1.0

    outline: tuple[float, float, float, float] | None = field(default=None, repr=False, compare=False)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Of the whole line, on the page as displayed; worked out once it is asked for."""
        if self.outline is None:
            boxes = self.boxes or (0.0,) * 4
            self.outline = min(boxes[0::4]), min(boxes[1::4]), max(boxes[2::4]), max(boxes[3::4])
        return self.outline


class Comment(NamedTuple):
    """What a reader wrote beside the text; `box` is on the page as displayed."""

    text: str
    author: str | None
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Page:
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


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as displayed: `pixels` holds its rows from the top, `channels` bytes a pixel, without padding.

    `dpi` is less than what was asked for where the page would not have fitted.
    """

    page: int
    width: int
    height: int
    channels: int
    dpi: float
    pixels: bytes
