"""One page of a PDF as glyphs: what pdfium says of each character, on the page as displayed.

Runs inside the limited child; imports pypdfium2 and the standard library only.
"""

from __future__ import annotations

import ctypes
import math
from array import array
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

from pipeline.loaders.pdf_answer import Look

Box = tuple[float, float, float, float]
Turn = int  # quarter turns of the writing direction, counter-clockwise as displayed; SLANTED for any other angle

SLANTED: Turn = -1
UNMAPPED = "\ufffd"

_INVISIBLE_MODES = (3, 7)
_SLANT_DEGREES = 3.0
_WHITE = 250
_TRANSPARENT = 10
_TINY_POINTS = 2.0
_MOST_OBJECTS = 20_000
# Of the page; below it a picture is a logo or a stamp and no scan with text behind it.
_SCAN_SHARE = 0.4
_TEXT, _PATH, _IMAGE, _FORM = 1, 2, 3, 5
# What the symbol fonts of word processors show where the file holds a private code point.
_SYMBOLS = str.maketrans(
    {0xF0B7: "•", 0xF06C: "●", 0xF06E: "■", 0xF075: "◆", 0xF076: "❖", 0xF0A7: "▪", 0xF0A8: "□", 0xF06F: "□"}
    | {0xF071: "❑", 0xF0D8: "➢", 0xF0FC: "✓", 0xF0FE: "☑", 0xF0FD: "☒", 0xF052: "☑", 0xF0A3: "□", 0xF020: " "}
)


def _fast(name: str, *arguments: Any) -> Callable[..., Any]:
    """A pdfium function without ctypes' checks of pointer types: it is called once a character."""
    raw = getattr(pdfium, name)
    restype = ctypes.c_void_p if name == "FPDFText_GetTextObject" else raw.restype
    return ctypes.CFUNCTYPE(restype, *arguments)(ctypes.cast(raw, ctypes.c_void_p).value)  # type: ignore[no-any-return]


_unicode = _fast("FPDFText_GetUnicode", ctypes.c_void_p, ctypes.c_int)
_object = _fast("FPDFText_GetTextObject", ctypes.c_void_p, ctypes.c_int)
_unmapped = _fast("FPDFText_HasUnicodeMapError", ctypes.c_void_p, ctypes.c_int)
_loose_box = _fast("FPDFText_GetLooseCharBox", ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
_origin = _fast("FPDFText_GetCharOrigin", ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
_matrix = _fast("FPDFText_GetMatrix", ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
_font_size = _fast("FPDFText_GetFontSize", ctypes.c_void_p, ctypes.c_int)
_mode = _fast("FPDFTextObj_GetTextRenderMode", ctypes.c_void_p)
_fill = _fast("FPDFPageObj_GetFillColor", ctypes.c_void_p, *[ctypes.c_void_p] * 4)


@dataclass(slots=True)
class Glyph:
    """One character. `x0` to `y1` in points of the page as displayed, `baseline` across the writing direction there.

    `spaced`: pdfium saw a gap before it that a space may fill.
    """

    char: str
    x0: float
    y0: float
    x1: float
    y1: float
    origin: tuple[float, float]
    size: float
    turn: Turn
    look: Look
    spaced: bool


@dataclass(slots=True)
class Sheet:
    """Everything on a page that reading it needs. `rules` are thin or framed boxes: the lines of tables."""

    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Box] = field(default_factory=list)
    real_spaces: int = 0
    unmapped: int = 0
    pictured: bool = False


@dataclass(slots=True)
class _Style:
    """What the characters of one text object share."""

    size: float
    turn: Turn
    faint: bool
    invisible: bool
    origin: tuple[float, float]


class _View:
    """Points of the file to points of the page as displayed."""

    def __init__(self, page: Any) -> None:
        self.turns = pdfium.FPDFPage_GetRotation(page) % 4
        # Text is only put together rightly on an unturned page; the boxes are turned here.
        pdfium.FPDFPage_SetRotation(page, 0)
        bounds = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page, bounds)
        self.left, self.bottom, self.right, self.top = bounds.left, bounds.bottom, bounds.right, bounds.top
        width, height = self.right - self.left, self.top - self.bottom
        self.width, self.height = (height, width) if self.turns % 2 else (width, height)

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.turns == 0:
            return x - self.left, self.top - y
        if self.turns == 1:
            return y - self.bottom, x - self.left
        if self.turns == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        (x0, y0), (x1, y1) = self.point(left, bottom), self.point(right, top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def turn(self, a: float, b: float) -> Turn:
        """Of text whose direction in the file is (a, b)."""
        degrees = math.degrees(math.atan2(b, a))
        quarters = round(degrees / 90)
        return SLANTED if abs(degrees - 90 * quarters) > _SLANT_DEGREES else (quarters - self.turns) % 4


def read_sheet(page: Any) -> Sheet:
    """The glyphs and rules of an open page, in the order of the file."""
    view = _View(page)
    sheet = Sheet(view.width, view.height)
    text_page = pdfium.FPDFText_LoadPage(page)
    try:
        handle = ctypes.cast(text_page, ctypes.c_void_p)
        count = pdfium.FPDFText_CountChars(text_page)
        scene = _Scene(page, view)
        sheet.rules, sheet.pictured = scene.rules, scene.pictured
        _read_glyphs(sheet, handle, count, view, scene)
    finally:
        pdfium.FPDFText_ClosePage(text_page)
    return sheet


def _read_glyphs(sheet: Sheet, handle: ctypes.c_void_p, count: int, view: _View, scene: _Scene) -> None:
    codes = [_unicode(handle, index) for index in range(count)]
    owners = [_object(handle, index) for index in range(count)]
    faults = [_unmapped(handle, index) for index in range(count)]
    boxes = _boxes(handle, count)
    styles = _Styles(handle, view)
    spaced, high = False, 0
    for index, code in enumerate(codes):
        owner = owners[index]
        left, top, right, bottom = boxes[4 * index : 4 * index + 4]
        if not owner or (code == 0x20 and left == right):  # put in by pdfium
            spaced = spaced or code == 0x20
            continue
        if 0xD800 <= code < 0xDC00 and index + 1 < count and 0xDC00 <= codes[index + 1] < 0xE000:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code, high = (0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0), 0
        char = _char(code, faults[index])
        if not char:
            continue
        style = styles.of(index, owner)
        box = view.box(left, bottom, right, top)
        sheet.unmapped += char == UNMAPPED
        sheet.real_spaces += char == " "
        look = scene.look(style, box)
        sheet.glyphs.append(Glyph(char, *box, style.origin, style.size, style.turn, look, spaced))
        spaced = False
    _spread_pieces(sheet.glyphs)


def _char(code: int, fault: int) -> str:
    """What stands on the page; "" for characters that no reader sees."""
    if fault > 0 or code == 0 or 0xD800 <= code < 0xE000:
        return UNMAPPED
    if code in (0x02, 0xFFFE):  # pdfium's mark for a hyphen at the end of a line
        return "-"
    if code < 0x20 or 0x7F <= code < 0xA0:
        return " " if code == 0x09 else ""
    if code == 0xA0:
        return " "
    return chr(code).translate(_SYMBOLS) if 0xF000 <= code <= 0xF0FF else chr(code)


def _boxes(handle: ctypes.c_void_p, count: int) -> array[float]:
    """Left, top, right, bottom of each character in points of the file."""
    room = (pdfium.FS_RECTF * max(count, 1))()
    at, step = ctypes.addressof(room), ctypes.sizeof(pdfium.FS_RECTF)
    for index in range(count):
        _loose_box(handle, index, at + index * step)
    return array("f", bytes(room)[: count * step])


def _spread_pieces(glyphs: list[Glyph]) -> None:
    """Characters of one ActualText all come with the box of the whole: share it out among them."""
    start = 0
    for index in range(1, len(glyphs) + 1):
        first = glyphs[start]
        if index < len(glyphs) and _same_place(first, glyphs[index]) and first.char != " ":
            continue
        if index - start > 1 and (first.x1 - first.x0) > 0 and not _doubled(glyphs[start:index]):
            _share(glyphs[start:index])
        start = index


def _same_place(one: Glyph, other: Glyph) -> bool:
    return one.x0 == other.x0 and one.y0 == other.y0 and one.x1 == other.x1 and one.y1 == other.y1


def _doubled(glyphs: list[Glyph]) -> bool:
    return all(glyph.char == glyphs[0].char for glyph in glyphs)


def _share(glyphs: list[Glyph]) -> None:
    width = (glyphs[0].x1 - glyphs[0].x0) / len(glyphs)
    height = (glyphs[0].y1 - glyphs[0].y0) / len(glyphs)
    x0, y0 = glyphs[0].x0, glyphs[0].y0
    for place, glyph in enumerate(glyphs):
        step = {0: place, 2: len(glyphs) - 1 - place}.get(glyph.turn)
        if step is not None:
            glyph.x0, glyph.x1 = x0 + step * width, x0 + (step + 1) * width
        else:
            step = place if glyph.turn == 3 else len(glyphs) - 1 - place
            glyph.y0, glyph.y1 = y0 + step * height, y0 + (step + 1) * height


class _Styles:
    """The style of each text object, asked once when its first character comes."""

    def __init__(self, handle: ctypes.c_void_p, view: _View) -> None:
        self._handle, self._view = handle, view
        self._owner, self._style = 0, _Style(0.0, 0, False, False, (0.0, 0.0))
        self._room = pdfium.FS_MATRIX()
        self._at = ctypes.addressof(self._room)
        self._point = (ctypes.c_double * 2)()
        self._colour = (ctypes.c_uint * 4)()

    def of(self, index: int, owner: int) -> _Style:
        if owner != self._owner:
            self._owner, self._style = owner, self._ask(index, owner)
        return self._style

    def _ask(self, index: int, owner: int) -> _Style:
        matrix, at = self._room, ctypes.addressof(self._point)
        _matrix(self._handle, index, self._at)
        _origin(self._handle, index, at, at + 8)
        size = _font_size(self._handle, index) * math.hypot(matrix.c, matrix.d)
        mode = _mode(owner)
        origin = self._view.point(self._point[0], self._point[1])
        faint = size < _TINY_POINTS or (mode in (0, 4) and self._is_white(owner))
        return _Style(size, self._view.turn(matrix.a, matrix.b), faint, mode in _INVISIBLE_MODES, origin)

    def _is_white(self, owner: int) -> bool:
        at = ctypes.addressof(self._colour)
        if not _fill(owner, at, at + 4, at + 8, at + 12):
            return False
        red, green, blue, alpha = self._colour
        return alpha <= _TRANSPARENT or min(red, green, blue) >= _WHITE


class _Scene:
    """Pictures, painted areas and rules: what text stands on."""

    def __init__(self, page: Any, view: _View) -> None:
        self.rules: list[Box] = []
        self._pictures: list[Box] = []
        self._painted: list[Box] = []
        self._width, self._height = view.width, view.height
        for index in range(min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
            item = pdfium.FPDFPage_GetObject(page, index)
            kind = pdfium.FPDFPageObj_GetType(item)
            if kind != _TEXT:
                self._take(kind, item, view)
        covered = sum((x1 - x0) * (y1 - y0) for x0, y0, x1, y1 in self._pictures)
        self.pictured = covered >= _SCAN_SHARE * max(view.width * view.height, 1.0)

    def look(self, style: _Style, box: Box) -> Look:
        """Whether a reader sees a character: drawn, on the page, large enough, and not white on white."""
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        if not (0 <= x <= self._width and 0 <= y <= self._height):
            return "hidden"
        if style.invisible:
            return "ocr" if self.pictured and _covers(self._pictures, x, y) else "hidden"
        if style.faint and (style.size < _TINY_POINTS or not _covers(self._painted, x, y)):
            return "hidden"
        return "watermark" if style.turn == SLANTED else "text"

    def _take(self, kind: int, item: Any, view: _View) -> None:
        edges = [ctypes.c_float() for _ in range(4)]
        if not pdfium.FPDFPageObj_GetBounds(item, *edges):
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
    count = min(pdfium.FPDFFormObj_CountObjects(form), _MOST_OBJECTS)
    return any(pdfium.FPDFPageObj_GetType(pdfium.FPDFFormObj_GetObject(form, index)) == _IMAGE for index in range(count))


def _is_dark(path: Any) -> bool:
    """Whether a path is filled with anything but white."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(path, fill, stroke) or not fill.value:
        return False
    colour = [ctypes.c_uint() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetFillColor(path, *colour):
        return True  # a pattern or a shading
    return colour[3].value > _TRANSPARENT and min(part.value for part in colour[:3]) < _WHITE
