"""pypdf for the files that pdfium cannot open: text without exact places, but text. Runs inside the limited child."""

from __future__ import annotations

import logging
import unicodedata
from array import array
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from pipeline.loaders import frames
from pipeline.loaders.pages.page import Line, Page
from pipeline.loaders.pdf.bounds import Bounds, Refused
from pipeline.text.radicals import fold_radicals

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader
_SIZE, _PITCH = 10.0, 15.0


def read_with_pypdf(data: bytes, bounds: Bounds, out: BinaryIO) -> None:
    """Writes the pages of a file as pypdf reads them. Raises Refused."""
    logging.disable(logging.CRITICAL)
    try:
        reader = _open(data)
        if len(reader.pages) > bounds.pages:
            raise Refused("pages")
        if not reader.pages:
            raise Refused("no_pages")
        _write(reader, bounds, out)
    except (Refused, MemoryError):
        raise
    except Exception as fault:  # a damaged file takes pypdf anywhere
        raise Refused("damaged") from fault


def _open(data: bytes) -> PdfReader:
    from io import BytesIO

    from pypdf import PdfReader

    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Refused("encrypted")
    return reader


def _write(reader: PdfReader, bounds: Bounds, out: BinaryIO) -> None:
    characters = 0
    for number, page in enumerate(reader.pages, 1):
        answer = _read(number, page)
        characters += answer.glyphs
        if characters > bounds.characters:
            raise Refused("characters")
        frames.write_page(out, answer)


def _read(number: int, page: PageObject) -> Page:
    width, height = float(page.cropbox.width), float(page.cropbox.height)
    lines = tuple(_lines(page.extract_text(), width, height))
    return Page(number, width, height, lines, width, sum(len(line.text) for line in lines))


def _lines(text: str, width: float, height: float) -> Iterator[Line]:
    """Lines as if set in one size from the top; their place is the page, for pypdf tells no better."""
    for row, raw in enumerate(line.strip() for line in text.split("\n")):
        if not raw:
            continue
        folded = fold_radicals(raw)
        boxes = array("f", (0.0, 0.0, width, height) * len(folded))
        extent = sum(_SIZE if unicodedata.east_asian_width(char) in "WF" else _SIZE / 2 for char in folded)
        top = row * _PITCH
        original = raw if folded != raw else None
        yield Line(folded, boxes, 0.0, top, extent, top + _SIZE, _SIZE, original=original)
