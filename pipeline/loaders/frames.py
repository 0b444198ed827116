"""What a child answers: frames of JSON and floats, each with its length in front. Nothing is pickled."""

from __future__ import annotations

import json
import struct
from array import array
from collections.abc import Iterator
from itertools import chain
from operator import attrgetter
from typing import Any, BinaryIO

from pipeline.loaders.pages.page import Comment, Line, Page, Picture

_HEAD = struct.Struct(">4sII")
_MAGIC = b"CJK1"
_LARGEST_FRAME_BYTES = 256 << 20


# What of a line travels as JSON; its numbers are packed.
_WORDS = ("text", "look", "column", "cell", "original")
_NUMBERS = ("left", "top", "right", "bottom", "size", "confidence")
_NUMBER_BYTES, _EDGES = 8, 4


Frame = dict[str, object] | Page | Picture


class BadAnswer(Exception):
    """The bytes are no answer: the child died in the middle of one, or something else wrote them."""


def write_note(stream: BinaryIO, **values: object) -> None:
    """A frame without a page: the page count first, and how it ended last."""
    _write(stream, values, b"")


def write_page(stream: BinaryIO, page: Page) -> None:
    words = list(map(attrgetter(*_WORDS), page.lines))
    numbers = array("d", chain.from_iterable(map(attrgetter(*_NUMBERS), page.lines)))
    outlines = array("d", chain.from_iterable(map(attrgetter("box"), page.lines)))
    boxes = b"".join([line.boxes.tobytes() for line in page.lines])
    head = [page.number, page.width, page.height, page.span, page.glyphs, page.unmapped, page.pictured, page.bare]
    _write(
        stream,
        {"page": head, "lines": words, "comments": page.comments},
        b"".join((numbers.tobytes(), outlines.tobytes(), boxes)),
    )


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
        number, width, height, *rest = values["page"]
        comments = tuple(Comment(text, author, tuple(box)) for text, author, box in values["comments"])
        page = Page(number, width, height, tuple(_lines(values["lines"], payload)), *rest)
        return page._replace(comments=comments) if comments else page
    except (ValueError, TypeError, IndexError) as fault:
        raise BadAnswer from fault


def _picture(head: list[Any], pixels: bytes) -> Picture:
    page, width, height, channels, dpi = head
    if len(pixels) != width * height * channels:
        raise BadAnswer
    return Picture(page, width, height, channels, dpi, pixels)


def _lines(rows: list[list[Any]], payload: bytes) -> Iterator[Line]:
    first = _NUMBER_BYTES * len(_NUMBERS) * len(rows)
    second = first + _NUMBER_BYTES * _EDGES * len(rows)
    numbers, outlines = array("d", payload[:first]), array("d", payload[first:second])
    boxes = array("f", payload[second:])
    if len(outlines) != _EDGES * len(rows) or len(boxes) != _EDGES * sum([len(row[0]) for row in rows]):
        raise BadAnswer
    at = 0
    each = zip(rows, _grouped(numbers, len(_NUMBERS)), _grouped(outlines, _EDGES), strict=True)
    for (text, look, column, cell, original), (left, top, right, bottom, size, confidence), outline in each:
        end = at + _EDGES * len(text)
        place = column, tuple(cell) if cell else None, original, confidence, outline
        yield Line(text, boxes[at:end], left, top, right, bottom, size, look, *place)
        at = end


def _grouped(numbers: array[float], size: int) -> Iterator[Any]:
    return zip(*[iter(numbers)] * size, strict=True)
