"""Pictures, painted areas and rules of a page: what its text stands on."""

from __future__ import annotations

import ctypes
from typing import Any

from pipeline.loaders.pdf_view import Box, View
from pipeline.loaders.pdfium import raw

WHITE, TRANSPARENT = 250, 10
MOST_OBJECTS = 20_000

# Of the page; below it a picture is a logo or a stamp and no scan with text behind it.
_SCAN_SHARE = 0.4
_TEXT, _PATH, _IMAGE, _FORM = 1, 2, 3, 5


class Scene:
    """Pictures, painted areas and rules: what text stands on."""

    def __init__(self, page: Any, view: View) -> None:
        self.rules: list[Box] = []
        self._pictures: list[Box] = []
        self._painted: list[Box] = []
        self._width: float = view.width
        self._height: float = view.height
        for index in range(min(raw.FPDFPage_CountObjects(page), MOST_OBJECTS)):
            item = raw.FPDFPage_GetObject(page, index)
            kind = raw.FPDFPageObj_GetType(item)
            if kind != _TEXT:
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

    def _take(self, kind: int, item: Any, view: View) -> None:
        edges = [ctypes.c_float() for _ in range(4)]
        if not raw.FPDFPageObj_GetBounds(item, *edges):
            return
        box = view.box(*(edge.value for edge in edges))
        if kind == _IMAGE or (kind == _FORM and _holds_image(item)):
            self._pictures.append(box)
            self._painted.append(box)
        elif kind == _PATH:
            self.rules.append(box)
            if _is_dark(item):
                self._painted.append(box)


def _covers(areas: list[Box], x: float, y: float) -> bool:
    return any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in areas)


def _holds_image(form: Any) -> bool:
    count = min(raw.FPDFFormObj_CountObjects(form), MOST_OBJECTS)
    return any(raw.FPDFPageObj_GetType(raw.FPDFFormObj_GetObject(form, index)) == _IMAGE for index in range(count))


def _is_dark(path: Any) -> bool:
    """Whether a path is filled with anything but white."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(path, fill, stroke) or not fill.value:
        return False
    colour = [ctypes.c_uint() for _ in range(4)]
    if not raw.FPDFPageObj_GetFillColor(path, *colour):
        return True  # a pattern or a shading
    return colour[3].value > TRANSPARENT and min(part.value for part in colour[:3]) < WHITE
