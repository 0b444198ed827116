"""The functions of pdfium that are used here, with their types.

The library is the one that pypdfium2 carries. Its own bindings declare 500 functions and take longer to import than
a contract takes to read. Names and types: fpdfview.h, fpdf_text.h, fpdf_edit.h, fpdf_annot.h, fpdf_flatten.h, fpdf_ppo.h,
fpdf_transformpage.h, fpdf_doc.h, fpdf_sysfontinfo.h.
"""

from __future__ import annotations

import ctypes
import os
import sys
from array import array
from collections.abc import Callable, Iterator, Sequence
from ctypes import CFUNCTYPE, c_char_p, c_double, c_float, c_int, c_size_t, c_uint, c_ulong, c_void_p
from importlib.machinery import PathFinder
from struct import Struct
from typing import Any

# Of one go: the places for them are made when the child starts, so not more than most pages need.
_RECORDS = 1024
_NAMES = {"win32": "pdfium.dll", "darwin": "libpdfium.dylib"}

ERR_PASSWORD = 4
FLATTEN_SUCCESS, FLAT_NORMALDISPLAY = 1, 0
ANNOT_TEXT, ANNOT_FREETEXT, ANNOT_POPUP, ANNOT_FILE, ANNOT_SOUND, ANNOT_WIDGET = 1, 3, 16, 17, 18, 20
# Notes, marks on the text, drawings, stamps, attached files and sounds.
ANNOT_COMMENTS = frozenset({ANNOT_TEXT, *range(4, 16), ANNOT_FILE, ANNOT_SOUND})
TEXT, PATH, IMAGE, FORM = 1, 2, 3, 5
BITMAP_GRAY, BITMAP_BGR = 1, 2
RENDER_ANNOTATIONS, RENDER_RGB_ORDER = 0x01, 0x10


# What pdfium asks where a file names a font that it does not hold, with the types of the answers.
FONT_QUESTIONS: dict[str, Any] = {
    "Release": CFUNCTYPE(None, c_void_p),
    "EnumFonts": CFUNCTYPE(None, c_void_p, c_void_p),
    "MapFont": CFUNCTYPE(c_void_p, c_void_p, c_int, c_int, c_int, c_int, c_char_p, c_void_p),
    "GetFont": CFUNCTYPE(c_void_p, c_void_p, c_char_p),
    "GetFontData": CFUNCTYPE(c_ulong, c_void_p, c_void_p, c_uint, c_void_p, c_ulong),
    "GetFaceName": CFUNCTYPE(c_ulong, c_void_p, c_void_p, c_void_p, c_ulong),
    "GetFontCharset": CFUNCTYPE(c_int, c_void_p, c_void_p),
    "DeleteFont": CFUNCTYPE(None, c_void_p, c_void_p),
}


class SystemFonts(ctypes.Structure):
    """FPDF_SYSFONTINFO."""

    _fields_ = [("version", c_int), *FONT_QUESTIONS.items()]


def _load() -> ctypes.CDLL:
    spec = PathFinder.find_spec("pypdfium2_raw")
    name = _NAMES.get(sys.platform, "libpdfium.so")
    for folder in (spec and spec.submodule_search_locations) or ():
        return ctypes.CDLL(f"{folder}{os.sep}{name}")
    raise ImportError("pypdfium2 is not installed")


Handle = int
"""Of a document, a page, a text or an object; 0 or None where there is none."""
Reference = Any
"""What ctypes makes of an address once and passes on as it is."""


def address(room: array[Any] | bytearray) -> int:
    """Where pdfium may write; the room must outlive the call and not grow."""
    if isinstance(room, bytearray):
        return ctypes.addressof(ctypes.c_char.from_buffer(room))
    return room.buffer_info()[0]


_library = _load()
# Who calls these holds on to Python's lock: the child has one thread, and to let go of it costs a fifth of the call.
_holding = ctypes.PyDLL(_library._name)


def _function(name: str, answer: Any, *arguments: Any) -> Callable[..., Any]:
    """Handles and addresses are plain integers: nothing is wrapped, nothing but the width is checked."""
    function = _library[name]
    function.restype, function.argtypes = answer, arguments
    return function


def _quick(name: str, answer: Any = c_int) -> Callable[..., Any]:
    """For what is called once a character or object: arguments are passed as they are, since to convert them costs as
    much as the call. An index is a plain int; handles and rooms are references.
    """
    function = _holding[name]
    function.restype = answer
    return function


class Item(c_void_p):
    """A handle as pdfium returns it and as the quick functions take it; `value` is None where there is none."""


def reference(handle: Handle) -> Reference:
    """A handle as the quick functions take it."""
    return ctypes.byref(ctypes.c_char.from_address(handle))


def references(room: bytearray, step: int, first: int = 0) -> list[Reference]:
    """Places in a room where quick functions may write, every `step` bytes. The room must not grow."""
    cells = (ctypes.c_char * len(room)).from_buffer(room)
    return [ctypes.byref(cells, offset) for offset in range(first, len(room), step)]


class Records:
    """Room in which a quick function writes its answers to many questions, `layout` for each, in one or more parts."""

    def __init__(self, layout: str, parts: int = 1) -> None:
        self._layout = Struct(layout)
        step = self._layout.size
        self._room = bytearray(_RECORDS * step)
        self._places = [references(self._room, step, part * step // parts) for part in range(parts)]

    def ask(self, function: Callable[..., int], *questions: Sequence[Any]) -> tuple[list[int], bytearray]:
        """What the function returns, and what it writes, for each of the questions."""
        returned: list[int] = []
        written = bytearray()
        for start in range(0, len(questions[0]), _RECORDS):
            block = [each[start : start + _RECORDS] for each in questions]
            returned += map(function, *block, *self._places)
            written += memoryview(self._room)[: len(block[0]) * self._layout.size]
        return returned, written

    def read(self, written: bytearray) -> Iterator[tuple[Any, ...]]:
        return self._layout.iter_unpack(written)


_HANDLE, _AT, _INDEX = c_void_p, c_void_p, c_int

init_library = _function("FPDF_InitLibrary", None)
set_system_fonts = _function("FPDF_SetSystemFontInfo", None, _AT)
load_document = _function("FPDF_LoadMemDocument64", _HANDLE, c_char_p, c_size_t, c_char_p)
new_document = _function("FPDF_CreateNewDocument", _HANDLE)
close_document = _function("FPDF_CloseDocument", None, _HANDLE)
import_pages = _function("FPDF_ImportPagesByIndex", c_int, _HANDLE, _HANDLE, _AT, c_ulong, _INDEX)
last_error = _function("FPDF_GetLastError", c_ulong)
count_pages = _function("FPDF_GetPageCount", c_int, _HANDLE)
meta_text = _function("FPDF_GetMetaText", c_ulong, _HANDLE, c_char_p, _AT, c_ulong)

load_page = _function("FPDF_LoadPage", _HANDLE, _HANDLE, _INDEX)
close_page = _function("FPDF_ClosePage", None, _HANDLE)
page_rotation = _function("FPDFPage_GetRotation", c_int, _HANDLE)
set_page_rotation = _function("FPDFPage_SetRotation", None, _HANDLE, c_int)
page_bounds = _function("FPDF_GetPageBoundingBox", c_int, _HANDLE, _AT)
page_width = _function("FPDF_GetPageWidthF", c_float, _HANDLE)
page_height = _function("FPDF_GetPageHeightF", c_float, _HANDLE)
flatten_page = _function("FPDFPage_Flatten", c_int, _HANDLE, c_int)

count_annotations = _function("FPDFPage_GetAnnotCount", c_int, _HANDLE)
load_annotation = _function("FPDFPage_GetAnnot", _HANDLE, _HANDLE, _INDEX)
annotation_kind = _function("FPDFAnnot_GetSubtype", c_int, _HANDLE)
annotation_string = _function("FPDFAnnot_GetStringValue", c_ulong, _HANDLE, c_char_p, _AT, c_ulong)
annotation_bounds = _function("FPDFAnnot_GetRect", c_int, _HANDLE, _AT)
close_annotation = _function("FPDFPage_CloseAnnot", None, _HANDLE)
remove_annotation = _function("FPDFPage_RemoveAnnot", c_int, _HANDLE, _INDEX)

count_objects = _function("FPDFPage_CountObjects", c_int, _HANDLE)
object_kind = _function("FPDFPageObj_GetType", c_int, _HANDLE)
object_bounds = _function("FPDFPageObj_GetBounds", c_int, _HANDLE, _AT, _AT, _AT, _AT)
path_mode = _function("FPDFPath_GetDrawMode", c_int, _HANDLE, _AT, _AT)
count_form_objects = _function("FPDFFormObj_CountObjects", c_int, _HANDLE)
form_object = _function("FPDFFormObj_GetObject", _HANDLE, _HANDLE, c_ulong)

count_clip_segments = _function("FPDFClipPath_CountPathSegments", c_int, _HANDLE, _INDEX)
clip_segment = _function("FPDFClipPath_GetPathSegment", _HANDLE, _HANDLE, _INDEX, c_int)
segment_point = _function("FPDFPathSegment_GetPoint", c_int, _HANDLE, _AT, _AT)
set_active = _function("FPDFPageObj_SetIsActive", c_int, _HANDLE, c_int)

load_text = _function("FPDFText_LoadPage", _HANDLE, _HANDLE)
close_text = _function("FPDFText_ClosePage", None, _HANDLE)
count_chars = _function("FPDFText_CountChars", c_int, _HANDLE)
text_units = _function("FPDFText_GetText", c_int, _HANDLE, _INDEX, c_int, _AT)

create_bitmap = _function("FPDFBitmap_CreateEx", _HANDLE, c_int, c_int, c_int, _AT, c_int)
fill_bitmap = _function("FPDFBitmap_FillRect", c_int, _HANDLE, c_int, c_int, c_int, c_int, c_ulong)
destroy_bitmap = _function("FPDFBitmap_Destroy", None, _HANDLE)
render_bitmap = _function("FPDF_RenderPageBitmap", None, _HANDLE, _HANDLE, c_int, c_int, c_int, c_int, c_int, c_int)


char_code = _quick("FPDFText_GetUnicode", c_uint)
char_owner = _quick("FPDFText_GetTextObject", c_size_t)
char_fault = _quick("FPDFText_HasUnicodeMapError")
char_box = _quick("FPDFText_GetLooseCharBox", None)
char_matrix = _quick("FPDFText_GetMatrix", None)
char_size = _quick("FPDFText_GetFontSize", c_double)
char_font = _quick("FPDFText_GetFontInfo", c_ulong)
object_mode = _quick("FPDFTextObj_GetTextRenderMode")
object_fill = _quick("FPDFPageObj_GetFillColor")
page_object = _quick("FPDFPage_GetObject", c_size_t)
object_clip = _quick("FPDFPageObj_GetClipPath", Item)
count_clip_paths = _quick("FPDFClipPath_CountPaths")
