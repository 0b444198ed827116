"""A whole PDF through pdfium: opened, repaired where it is cut short, read page by page. Runs inside the child."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ctypes import create_string_buffer
from typing import BinaryIO, NamedTuple

from pipeline.loaders import frames
from pipeline.loaders.pages.layout import lay_out
from pipeline.loaders.pages.page import Page
from pipeline.loaders.pdf import box_font, pdfium
from pipeline.loaders.pdf.bounds import Bounds, Refused
from pipeline.loaders.pdf.comments import read_comments
from pipeline.loaders.pdf.fields import with_fields
from pipeline.loaders.pdf.page import read_sheet, view_of
from pipeline.loaders.pdf.pdfium import Handle
from pipeline.loaders.pdf.sight import hides_layers

# Written as every producer writes it: the type near the start of the object.
_CATALOG = re.compile(rb"(\d{1,10}) 0 obj\s{0,4}<<[^>]{0,400}?/Type\s{0,2}/Catalog")

# In UTF-16, as pdfium tells it.
_SKIA = b"S\0k\0i\0a\0"


def read_with_pdfium(data: bytes, bounds: Bounds, out: BinaryIO) -> None:
    pdfium.init_library()
    box_font.install()
    document = open_repaired(data)
    pages = pdfium.count_pages(document.handle)
    if pages > bounds.pages:
        raise Refused("pages")
    if not pages:
        raise Refused("no_pages")
    frames.write_note(out, pages=pages)
    characters = 0
    for page in _pdfium_pages(document, pages):
        characters += page.glyphs
        if characters > bounds.characters:
            raise Refused("characters")
        frames.write_page(out, page)


class Opened(NamedTuple):
    """An open document, and the bytes that must live as long as it."""

    handle: Handle
    data: bytes


def open_repaired(data: bytes) -> Opened:
    """Raises Refused."""
    if handle := _open(data):
        return Opened(handle, data)
    data = with_trailer(data)
    if handle := _open(data):
        return Opened(handle, data)
    raise Refused("damaged")


def _open(data: bytes) -> Handle:
    """The document, 0 where pdfium finds none. Raises Refused for a password."""
    document = pdfium.load_document(data, len(data), None) or 0
    if not document and pdfium.last_error() == pdfium.ERR_PASSWORD:
        raise Refused("encrypted")
    return document


def with_trailer(data: bytes) -> bytes:
    """A file cut short, with a trailer that names its catalog again: readers find the other objects themselves."""
    catalogs = _CATALOG.findall(data)
    return data + b"\ntrailer\n<</Root %s 0 R>>\n%%%%EOF\n" % catalogs[-1] if catalogs else data


def _pdfium_pages(document: Opened, pages: int) -> Iterator[Page]:
    spaceless = _leaves_spaces_out(document.handle)
    layered = hides_layers(document.data)
    for index in range(pages):
        page = pdfium.load_page(document.handle, index)
        if not page:
            yield Page(index + 1, 0.0, 0.0, (), 0.0)
            continue
        comments = read_comments(page, view_of(page))
        filled = with_fields(document.handle, document.data, index, page, layered)
        sheet = read_sheet(filled.page, layered)
        sheet.filled = filled.is_drawn
        yield lay_out(index + 1, sheet, spaceless)._replace(comments=comments)
        filled.close()


def _leaves_spaces_out(document: Handle) -> bool:
    """Whether the producer, Chromium's Skia, moves on instead of drawing a space."""
    room = create_string_buffer(512)
    length = pdfium.meta_text(document, b"Producer", room, len(room))
    return _SKIA in room.raw[: min(length, len(room))]
