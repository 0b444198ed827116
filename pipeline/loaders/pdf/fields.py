"""What was filled into the form of a page or typed on it, drawn on the page as a reader sees it. Runs inside the child."""

from __future__ import annotations

from array import array
from typing import NamedTuple

from pipeline.loaders.pdf import pdfium
from pipeline.loaders.pdf.pdfium import Handle
from pipeline.loaders.pdf.scene import MOST_OBJECTS

_VISIBLE = {pdfium.ANNOT_WIDGET, pdfium.ANNOT_FREETEXT}
# Their icons lie on the text, and a reader moves them aside.
_NOTES = {pdfium.ANNOT_TEXT, pdfium.ANNOT_POPUP, pdfium.ANNOT_FILE, pdfium.ANNOT_SOUND}
_PIXELS = 8


class Filled(NamedTuple):
    """An open page, whether anything was drawn on it, and the copy of the document that it stands in, 0 for none."""

    page: Handle
    is_drawn: bool = False
    copy: Handle = 0

    def close(self) -> None:
        pdfium.close_page(self.page)
        if self.copy:
            pdfium.close_document(self.copy)


def with_fields(document: Handle, data: bytes, index: int, page: Handle, layered: bool) -> Filled:
    """The page with its fields; `data` is the file, `layered` says that it has layers, which no copy keeps.

    pdfium forgets what a page inherits when it draws on it, its fonts too: then the page is copied with all of that.
    """
    if not _prepare(page):
        return Filled(page)
    before = _units(page)
    if not _flatten(page):
        return Filled(page)
    pdfium.close_page(page)
    page = pdfium.load_page(document, index)
    if layered or _units(page)[: len(before)] == before:
        return Filled(page, is_drawn=True)
    return _of_copy(data, index) or Filled(page, is_drawn=True)


def _prepare(page: Handle) -> bool:
    """Whether a page has fields or typed text; those without a look get one, and the icons of notes are gone."""
    kinds = set()
    for place in reversed(range(min(pdfium.count_annotations(page), MOST_OBJECTS))):
        annotation = pdfium.load_annotation(page, place)
        kind = pdfium.annotation_kind(annotation)
        pdfium.close_annotation(annotation)
        kinds.add(kind)
        if kind in _NOTES:
            pdfium.remove_annotation(page, place)
    if kinds.isdisjoint(_VISIBLE):
        return False
    _draw(page)
    return True


def _draw(page: Handle) -> None:
    """Makes pdfium give a look to every field that needs one."""
    room = bytearray(_PIXELS * _PIXELS)
    bitmap = pdfium.create_bitmap(_PIXELS, _PIXELS, pdfium.BITMAP_GRAY, pdfium.address(room), _PIXELS)
    pdfium.render_bitmap(bitmap, page, 0, 0, _PIXELS, _PIXELS, 0, pdfium.RENDER_ANNOTATIONS)
    pdfium.destroy_bitmap(bitmap)


def _flatten(page: Handle) -> bool:
    return bool(pdfium.flatten_page(page, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS)


def _of_copy(data: bytes, index: int) -> Filled | None:
    """The page with its fields in a document of its own, None where it cannot be copied."""
    source, copy = pdfium.load_document(data, len(data), None), pdfium.new_document()
    page = _copied(source, copy, index) if source else 0
    if source:
        pdfium.close_document(source)
    if page and _flatten(page):
        pdfium.close_page(page)
        return Filled(pdfium.load_page(copy, 0), is_drawn=True, copy=copy)
    if page:
        pdfium.close_page(page)
    pdfium.close_document(copy)
    return None


def _copied(source: Handle, copy: Handle, index: int) -> Handle:
    """The page, in the copy, 0 where that fails."""
    page = pdfium.load_page(source, index)
    _prepare(page)
    wanted = array("i", [index])
    done = pdfium.import_pages(copy, source, pdfium.address(wanted), 1, 0)
    pdfium.close_page(page)
    return pdfium.load_page(copy, 0) if done else 0


def _units(page: Handle) -> array[int]:
    """The text of a page as pdfium tells it, in UTF-16."""
    handle = pdfium.load_text(page)
    count = pdfium.count_chars(handle)
    units = array("H", bytes(2 * (count + 1)))
    written = pdfium.text_units(handle, 0, count, pdfium.address(units))
    pdfium.close_text(handle)
    return units[: max(written - 1, 0)]
