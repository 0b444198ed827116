"""What the PDF child answers: frames of JSON and floats, each with its length in front. Nothing is pickled."""

from __future__ import annotations

import json
import struct
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any, BinaryIO, Literal

Look = Literal["text", "ocr", "hidden", "watermark", "ruby"]

_HEAD = struct.Struct(">4sII")
_MAGIC = b"CJK1"
_LARGEST_FRAME_BYTES = 256 << 20


@dataclass(frozen=True, slots=True)
class Line:
    """One line of one column or cell, as the child found it; lines come in reading order.

    `boxes` holds four floats a character in points of the page as displayed. `left`, `top`, `right`, `bottom` are
    points of the layout: along the line and across it, whichever way the text is turned. `cell` is the ruled table
    cell (left, top, right, bottom) the line stands in; `column` counts the stretches of the page that are read one
    after the other. `original` is the text before radicals were folded, None where nothing was.
    `confidence` is that of the OCR engine, from 0 to 1.
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

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Of the whole line, on the page as displayed."""
        return min(self.boxes[0::4]), min(self.boxes[1::4]), max(self.boxes[2::4]), max(self.boxes[3::4])


_PLAIN_FIELDS = [field.name for field in fields(Line) if field.name != "boxes"]


@dataclass(frozen=True, slots=True)
class Page:
    """`span` is the page's extent along its lines, its height where they are vertical. `unmapped` counts the glyphs of
    which nobody can say what they mean; `pictured` is a page that is a picture, `blank` one that shows nothing at all.
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    span: float
    glyphs: int = 0
    unmapped: int = 0
    pictured: bool = False
    blank: bool = False


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


Frame = dict[str, object] | Page | Picture


class BadAnswer(Exception):
    """The bytes are no answer: the child died in the middle of one, or something else wrote them."""


def write_note(stream: BinaryIO, **values: object) -> None:
    """A frame without a page: the page count first, and how it ended last."""
    _write(stream, values, b"")


def write_page(stream: BinaryIO, page: Page) -> None:
    lines = [[getattr(line, name) for name in _PLAIN_FIELDS] for line in page.lines]
    head = [page.number, page.width, page.height, page.span, page.glyphs, page.unmapped, page.pictured]
    _write(stream, {"page": head, "lines": lines}, b"".join(line.boxes.tobytes() for line in page.lines))


def write_picture(stream: BinaryIO, picture: Picture) -> None:
    head = [picture.page, picture.width, picture.height, picture.channels, picture.dpi]
    _write(stream, {"picture": head}, picture.pixels)


def read_frames(stream: BinaryIO) -> Iterator[Frame]:
    """Notes, pages and pictures as they come, to the end of the stream. Raises BadAnswer."""
    while head := stream.read(_HEAD.size):
        if len(head) < _HEAD.size:
            raise BadAnswer
        magic, text_bytes, box_bytes = _HEAD.unpack(head)
        if magic != _MAGIC or text_bytes + box_bytes > _LARGEST_FRAME_BYTES:
            raise BadAnswer
        payload = stream.read(text_bytes + box_bytes)
        if len(payload) < text_bytes + box_bytes:
            raise BadAnswer
        yield _parse(payload[:text_bytes], payload[text_bytes:])


def _write(stream: BinaryIO, values: dict[str, object], payload: bytes) -> None:
    text = json.dumps(values, ensure_ascii=False).encode("utf-8", "replace")
    stream.write(_HEAD.pack(_MAGIC, len(text), len(payload)) + text + payload)
    stream.flush()


def _parse(text: bytes, payload: bytes) -> Frame:
    try:
        values = json.loads(text)
        if "picture" in values:
            return _picture(values["picture"], payload)
        if "page" not in values:
            return dict(values)
        boxes = array("f", payload)
        if len(boxes) != 4 * sum(len(fields[0]) for fields in values["lines"]):
            raise BadAnswer
        number, width, height, *rest = values["page"]
        return Page(number, width, height, tuple(_lines(values["lines"], boxes)), *rest)
    except (ValueError, TypeError, IndexError) as fault:
        raise BadAnswer from fault


def _picture(head: list[Any], pixels: bytes) -> Picture:
    page, width, height, channels, dpi = head
    if len(pixels) != width * height * channels:
        raise BadAnswer
    return Picture(page, width, height, channels, dpi, pixels)


def _lines(rows: list[list[Any]], boxes: array[float]) -> Iterator[Line]:
    at = 0
    for row in rows:
        values = dict(zip(_PLAIN_FIELDS, row, strict=True))
        end = at + 4 * len(values["text"])
        values["cell"] = tuple(values["cell"]) if values["cell"] else None
        yield Line(boxes=boxes[at:end], **values)
        at = end
