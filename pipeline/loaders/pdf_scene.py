"""Pictures, painted areas and rules of a page: what its text stands on."""

from __future__ import annotations

from array import array
from itertools import repeat

from pipeline.loaders import pdfium
from pipeline.loaders.pdf_view import Box, View
from pipeline.loaders.pdfium import Handle

WHITE, TRANSPARENT = 250, 10
MOST_OBJECTS = 20_000

# Of the page; below it a picture is a logo or a stamp and no scan with text behind it.
_SCAN_SHARE = 0.4


class Scene:
    """Pictures, painted areas and rules: what text stands on."""

    def __init__(self, page: Handle, view: View) -> None:
        self.rules: list[Box] = []
        self._pictures: list[Box] = []
        self._painted: list[Box] = []
        self._width: float = view.width
        self._height: float = view.height
        indexes = range(min(pdfium.count_objects(page), MOST_OBJECTS))
        for item in map(pdfium.page_object, repeat(page), indexes):
            kind = pdfium.object_kind(item)
            if kind != pdfium.TEXT:
                self._take(kind, item, view)
        covered = sum((x1 - x0) * (y1 - y0) for x0, y0, x1, y1 in self._pictures)
        self.pictured: bool = covered >= _SCAN_SHARE * max(view.width * view.height, 1.0)

    def shows(self, x: float, y: float) -> bool:
        """Whether a point lies on the page."""
        return 0 <= x <= self._width and 0 <= y <= self._height

    def is_picture(self, x: float, y: float) -> bool:
        return _covers(self._pictures, x, y)

    def is_painted(self, x: float, y: float) -> bool:
        """Whether something other than white paper lies behind a point."""
        return _covers(self._painted, x, y)

    def _take(self, kind: int, item: Handle, view: View) -> None:
        edges = array("f", bytes(16))
        at = edges.buffer_info()[0]
        if not pdfium.object_bounds(item, at, at + 4, at + 8, at + 12):
            return
        box = view.box(*edges)
        if kind == pdfium.IMAGE or (kind == pdfium.FORM and _holds_image(item)):
            self._pictures.append(box)
            self._painted.append(box)
        elif kind == pdfium.PATH:
            self.rules.append(box)
            if _is_dark(item):
                self._painted.append(box)


def is_white(item: Handle) -> bool | None:
    """Whether an object is filled with white or with nothing; None where its fill is a pattern or a shading."""
    colour = array("I", bytes(16))
    at = colour.buffer_info()[0]
    if not pdfium.object_fill(item, at, at + 4, at + 8, at + 12):
        return None
    red, green, blue, alpha = colour
    return alpha <= TRANSPARENT or min(red, green, blue) >= WHITE


def _covers(areas: list[Box], x: float, y: float) -> bool:
    return any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in areas)


def _holds_image(form: Handle) -> bool:
    count = min(pdfium.count_form_objects(form), MOST_OBJECTS)
    return any(pdfium.object_kind(pdfium.form_object(form, index)) == pdfium.IMAGE for index in range(count))


def _is_dark(path: Handle) -> bool:
    """Whether a path is filled with anything but white."""
    modes = array("i", bytes(8))
    at = modes.buffer_info()[0]
    return bool(pdfium.path_mode(path, at, at + 4) and modes[0]) and is_white(path) is not True
