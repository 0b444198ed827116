"""The limited child that reads a PDF: the file on standard input, frames (pdf_answer.py) on standard output.

pdfium is C++ fed by strangers: what hangs, eats memory or crashes must do it here. Arguments: the engine
("pdfium" or "pypdf"), address space in bytes, CPU seconds, most pages, most characters.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple

from pipeline.loaders import pdf_answer


class Bounds(NamedTuple):
    address_space_bytes: int
    seconds: int
    pages: int
    characters: int


class Refused(Exception):
    """Why a file is not read: a word that pdf_file.py knows."""


Engine = Callable[[bytes, Bounds, BinaryIO], None]


def main() -> None:
    engine = sys.argv[1]
    bounds = Bounds(*map(int, sys.argv[2:6]))
    limit(bounds)
    data, out = sys.stdin.buffer.read(), sys.stdout.buffer
    try:
        _engine(engine)(data, bounds, out)
    except Refused as refusal:
        pdf_answer.write_note(out, ended=str(refusal))
    except MemoryError:
        pdf_answer.write_note(out, ended="too_large")
    else:
        pdf_answer.write_note(out, ended="done")


def limit(bounds: Bounds) -> None:
    """Address space and CPU time, where the platform has them; the parent's timer holds everywhere."""
    try:
        import resource
    except ImportError:
        return
    space, seconds = bounds.address_space_bytes, bounds.seconds
    for what, amount in ((resource.RLIMIT_AS, space), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (amount, amount))


def read_with_pdfium(data: bytes, bounds: Bounds, out: BinaryIO) -> None:
    import pypdfium2.raw as pdfium

    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        raise Refused("encrypted" if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD else "damaged")
    pages = pdfium.FPDF_GetPageCount(document)
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


def _pdfium_pages(document: object, pages: int) -> Iterator[pdf_answer.Page]:
    import pypdfium2.raw as pdfium

    from pipeline.loaders.pdf_layout import lay_out
    from pipeline.loaders.pdf_page import read_sheet

    spaceless = _leaves_spaces_out(document)
    for index in range(pages):
        page = pdfium.FPDF_LoadPage(document, index)
        if not page:
            yield pdf_answer.Page(index + 1, 0.0, 0.0, ())
            continue
        yield lay_out(index + 1, read_sheet(page), spaceless)
        pdfium.FPDF_ClosePage(page)


def _leaves_spaces_out(document: object) -> bool:
    """Whether the producer, Chromium's Skia, moves on instead of drawing a space."""
    import ctypes

    import pypdfium2.raw as pdfium

    room = ctypes.create_string_buffer(512)
    length = pdfium.FPDF_GetMetaText(document, b"Producer", room, len(room))
    return "Skia" in room.raw[: min(length, len(room))].decode("utf-16-le", "replace")


def _engine(name: str) -> Engine:
    if name == "pdfium":
        return read_with_pdfium
    from pipeline.loaders.pdf_fallback import read_with_pypdf

    return read_with_pypdf


if __name__ == "__main__":
    main()
