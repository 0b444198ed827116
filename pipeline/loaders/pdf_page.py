"""One page of a PDF as glyphs: what pdfium says of each character, on the page as displayed.

Runs inside the limited child; imports pypdfium2 and the standard library only.
"""

from __future__ import annotations

import ctypes
import math
from array import array
from collections import deque
from dataclasses import dataclass, field
from itertools import repeat
from operator import eq

from pipeline.loaders import pdf_sight, pdfium, symbol_fonts
from pipeline.loaders.pdf_answer import Look
from pipeline.loaders.pdf_scene import MOST_OBJECTS, Scene, is_white
from pipeline.loaders.pdf_sight import Drawn
from pipeline.loaders.pdf_view import SLANTED, Box, Turn, View
from pipeline.loaders.pdfium import Handle

UNMAPPED = "\ufffd"

_INVISIBLE_MODES, _FILLED_MODES = (3, 7), (0, 4)
_TINY_POINTS = 2.0
# Ems that no character of an unscaled font is wide or high.
_SCALED_FONT = 4.0
# The letters that one glyph may hold twice, and the ems that one of them is not wide.
_LIGATED, _WIDEST_LETTER = "ft", 0.5
_VANISHES = 0x01
_SYMBOLS = range(0xF000, 0xF100)
_VISIBLE_ANNOTATIONS = (pdfium.ANNOT_WIDGET, pdfium.ANNOT_FREETEXT)


@dataclass(slots=True)
class Glyph:
    """One character. `x0` to `y1` and `origin`, a point of its baseline, are points of the page as displayed.

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
    """Everything on a page that reading it needs.

    `rules` are thin or framed boxes: the lines of tables. `filled`: form fields were drawn on it, after all the rest.
    """

    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Box] = field(default_factory=list)
    pictured: bool = False
    filled: bool = False


@dataclass(slots=True)
class _Style:
    """What the characters of one text object share. `look` is None where it depends on the place."""

    size: float
    turn: Turn
    faint: bool
    invisible: bool
    origin: tuple[float, float]
    look: Look | None


_UNSTYLED = _Style(0.0, 0, False, False, (0.0, 0.0), "text")


def with_fields(document: Handle, index: int, page: Handle) -> tuple[Handle, bool]:
    """The page with what was filled into its form drawn on it, as a reader sees it, and whether there was any."""
    kinds = set()
    for place in range(min(pdfium.count_annotations(page), MOST_OBJECTS)):
        annotation = pdfium.load_annotation(page, place)
        kinds.add(pdfium.annotation_kind(annotation))
        pdfium.close_annotation(annotation)
    if kinds.isdisjoint(_VISIBLE_ANNOTATIONS):
        return page, False
    if pdfium.flatten_page(page, pdfium.FLAT_NORMALDISPLAY) != pdfium.FLATTEN_SUCCESS:
        return page, False
    pdfium.close_page(page)
    return pdfium.load_page(document, index), True


def read_sheet(page: Handle, layered: bool = False) -> Sheet:
    """The glyphs and rules of an open page, in the order of the file. `layered`: the file has layers that may be off."""
    view = View(page)
    sheet = Sheet(view.width, view.height)
    handle = pdfium.load_text(page)
    try:
        count = pdfium.count_chars(handle)
        scene = Scene(page, view)
        sheet.rules, sheet.pictured = scene.rules, scene.pictured
        _read_glyphs(sheet, page, handle, count, view, scene, layered)
    finally:
        pdfium.close_text(handle)
    return sheet


def _read_glyphs(
    sheet: Sheet, page: Handle, handle: Handle, count: int, view: View, scene: Scene, layered: bool
) -> None:
    """Every character that the file draws, with a note where pdfium put a space of its own before it."""
    every = range(count)
    codes = _join_surrogates([pdfium.char_code(handle, index) for index in every])
    owners = [pdfium.char_owner(handle, index) for index in every]
    faults = [pdfium.char_fault(handle, index) for index in every]
    boxes = view.boxes(_boxes(handle, count))
    unseen = pdf_sight.unseen(page, view, scene, Drawn(codes, owners, boxes), layered)
    styles = _Styles(handle, view)
    width, height = 2 * sheet.width, 2 * sheet.height
    spaced, known, style = False, 0, _UNSTYLED
    for index, code, owner, fault, (x0, y0, x1, y1) in zip(every, codes, owners, faults, boxes, strict=True):
        if not owner or (code == 0x20 and (x0 == x1 or y0 == y1)):  # put in by pdfium
            spaced = spaced or code == 0x20
            continue
        plain = not fault and (0x20 <= code < 0x7F or 0xA0 < code < 0xD800)
        char = chr(code) if plain else _rare_char(handle, index, code, fault)
        if not char:
            continue
        if owner != known:
            known, style = owner, styles.ask(index, owner, max(x1 - x0, y1 - y0))
        look = style.look
        if look is None or not (0 <= x0 + x1 <= width and 0 <= y0 + y1 <= height):
            look = _look(style, scene, (x0 + x1) / 2, (y0 + y1) / 2)
        if unseen and index in unseen:
            look = look if look == "ocr" else "hidden"
        sheet.glyphs.append(Glyph(char, x0, y0, x1, y1, style.origin, style.size, style.turn, look, spaced))
        spaced = False
    if any(map(eq, boxes, boxes[1:])):
        _spread_pieces(sheet.glyphs)


def _look(style: _Style, scene: Scene, x: float, y: float) -> Look:
    """Whether a reader sees a character: drawn, on the page, large enough, and not white on white."""
    if not scene.shows(x, y):
        return "hidden"
    if style.invisible:
        return "ocr" if scene.pictured and scene.is_picture(x, y) else "hidden"
    if style.faint and (style.size < _TINY_POINTS or not scene.is_painted(x, y)):
        return "hidden"
    return "watermark" if style.turn == SLANTED else "text"


def _join_surrogates(codes: list[int]) -> list[int]:
    """pdfium counts in UTF-16 units: the first of a pair becomes the character, the second a control that vanishes."""
    for index in range(len(codes) - 1):
        high, low = codes[index], codes[index + 1]
        if 0xD800 <= high < 0xDC00 and 0xDC00 <= low < 0xE000:
            codes[index] = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)
            codes[index + 1] = _VANISHES
    return codes


def _rare_char(handle: Handle, index: int, code: int, fault: int) -> str:
    """What stands on the page; "" for characters that no reader sees."""
    if code in _SYMBOLS:
        return _symbol(handle, index, code)
    if fault > 0 or code == 0 or 0xD800 <= code < 0xE000:
        return UNMAPPED
    if code in (0x02, 0xFFFE):  # pdfium's mark for a hyphen at the end of a line
        return "-"
    if code < 0x20 or 0x7F <= code < 0xA0:
        return " " if code == 0x09 else ""
    if code == 0xA0:
        return " "
    return chr(code)


def _symbol(handle: Handle, index: int, code: int) -> str:
    """What the symbol fonts of word processors show where the file holds a private code point."""
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    pdfium.char_font(handle, index, ctypes.addressof(name), len(name), ctypes.addressof(flags))
    font = name.value.decode("ascii", "replace").split("+")[-1].split("-")[0].replace("Wingdings2", "Wingdings 2")
    return symbol_fonts.glyph(font, chr(code))


def _boxes(handle: Handle, count: int) -> array[float]:
    """Left, top, right, bottom of each character in points of the file."""
    boxes = array("f", bytes(16 * count))
    at = boxes.buffer_info()[0]
    deque(map(pdfium.char_box, repeat(handle), range(count), range(at, at + 16 * count, 16)), 0)
    return boxes


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
    """Whether one letter is set several times on one place; ff and tt may be one glyph, too wide for one letter."""
    first = glyphs[0]
    if any(glyph.char != first.char for glyph in glyphs):
        return False
    return first.char not in _LIGATED or max(first.x1 - first.x0, first.y1 - first.y0) < _WIDEST_LETTER * first.size


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
    """Asks for the style of a text object, with room for the answers."""

    def __init__(self, handle: Handle, view: View) -> None:
        self._handle, self._view = handle, view
        self._matrix = pdfium.Matrix()
        self._point = (ctypes.c_double * 2)()
        self._matrix_at, self._point_at = ctypes.addressof(self._matrix), ctypes.addressof(self._point)

    def ask(self, index: int, owner: int, extent: float) -> _Style:
        """The style of an object whose first character is given, with its extent in points."""
        matrix = self._matrix
        pdfium.char_matrix(self._handle, index, self._matrix_at)
        pdfium.char_origin(self._handle, index, self._point_at, self._point_at + 8)
        size = pdfium.char_size(self._handle, index) * math.hypot(matrix.c, matrix.d)
        if extent > _SCALED_FONT * size:  # a font that does its scaling itself, as TeX's bitmap fonts do
            size = extent
        mode, turn = pdfium.object_mode(owner), self._view.turn(matrix.a, matrix.b)
        faint = size < _TINY_POINTS or (mode in _FILLED_MODES and is_white(owner) is True)
        origin = self._view.point(self._point[0], self._point[1])
        return _Style(size, turn, faint, mode in _INVISIBLE_MODES, origin, _plain_look(turn, faint, mode))


def _plain_look(turn: Turn, faint: bool, mode: int) -> Look | None:
    """What a reader sees wherever it stands on the page; None where it depends on what is behind."""
    if faint or mode in _INVISIBLE_MODES:
        return None
    return "watermark" if turn == SLANTED else "text"
