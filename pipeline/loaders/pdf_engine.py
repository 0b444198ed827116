"""A whole PDF through pdfium: opened, repaired where it is cut short, read page by page. Runs inside the child."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from pipeline.loaders import pdf_answer, pdf_box_font
from pipeline.loaders.pdf_bounds import Bounds, Refused
from pipeline.loaders.pdf_layout import lay_out
from pipeline.loaders.pdf_page import read_sheet, with_fields
from pipeline.loaders.pdfium import raw

# Written as every producer writes it: the type near the start of the object.
_CATALOG = re.compile(rb"(\d{1,10}) 0 obj\s{0,4}<<[^>]{0,400}?/Type\s{0,2}/Catalog")


def read_with_pdfium(data: bytes, bounds: Bounds, out: BinaryIO) -> None:
    raw.FPDF_InitLibrary()
    pdf_box_font.install()
    document = _open(data) or _open(data := with_trailer(data))
    if not document:
        raise Refused("damaged")
    pages = raw.FPDF_GetPageCount(document)
    if pages > bounds.pages:
        raise Refused("too_large")
    if not pages:
        raise Refused("no_pages")
    pdf_answer.write_note(out, pages=pages)
    characters = 0
    for page in _pdfium_pages(document, pages):
        characters += page.glyphs
        if characters > bounds.characters:
            raise Refused("too_large")
        pdf_answer.write_page(out, page)


def _open(data: bytes) -> Any:
    """The document, None where pdfium finds none; `data` must live as long as it. Raises Refused for a password."""
    document = raw.FPDF_LoadMemDocument64(data, len(data), None)
    if not document and raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD:
        raise Refused("encrypted")
    return document


def with_trailer(data: bytes) -> bytes:
    """A file cut short, with a trailer that names its catalog again: readers find the other objects themselves."""
    catalogs = _CATALOG.findall(data)
    return data + b"\ntrailer\n<</Root %s 0 R>>\n%%%%EOF\n" % catalogs[-1] if catalogs else data


def _pdfium_pages(document: Any, pages: int) -> Iterator[pdf_answer.Page]:
    spaceless = _leaves_spaces_out(document)
    for index in range(pages):
        page = raw.FPDF_LoadPage(document, index)
        if not page:
            yield pdf_answer.Page(index + 1, 0.0, 0.0, (), 0.0)
            continue
        page, filled = with_fields(document, index, page)
        sheet = read_sheet(page)
        sheet.filled = filled
        yield lay_out(index + 1, sheet, spaceless)
        raw.FPDF_ClosePage(page)


def _leaves_spaces_out(document: Any) -> bool:
    """Whether the producer, Chromium's Skia, moves on instead of drawing a space."""
    room = ctypes.create_string_buffer(512)
    length = raw.FPDF_GetMetaText(document, b"Producer", room, len(room))
    return "Skia" in room.raw[: min(length, len(room))].decode("utf-16-le", "replace")
