"""A font in which every character is a box, for the fonts that a PDF names and does not hold.

pdfium drops a text object whose only glyph has no outline, and on a machine without East Asian fonts that is every
single character set in a font that is not embedded. Only places matter here, and they come from the widths in the
file, so any outline will do; the same one everywhere makes the text independent of the machine's fonts.
Sources: OpenType 1.9 (table layouts; cmap format 13, many characters to one glyph), fpdf_sysfontinfo.h.
"""

from __future__ import annotations

import ctypes
import struct
from typing import Any

from pipeline.loaders.pdf import pdfium

_UNITS, _ASCENT, _DESCENT = 1000, 880, -120
_WHOLE_FONT = 0
_FONT = 1  # the only handle there is
# pdfium calls back until the process ends.
_installed: list[Any] = []
# The standard fonts, whose widths a file may leave out; pdfium has them with it.
_BUILT_IN = (b"helvetica", b"arial", b"times", b"courier", b"symbol", b"zapf")


def build() -> bytes:
    """The font file: glyph 0 is empty, glyph 1 a box, and every character from U+0021 on is glyph 1."""
    tables = {
        b"cmap": _cmap(),
        b"glyf": _box(),
        b"head": struct.pack(
            ">IIIIHHQQhhhhHHhhh",
            *(0x10000, 0x10000, 0, 0x5F0F3CF5, 3, _UNITS, 0, 0, 0, _DESCENT, _UNITS, _ASCENT, 0, 8, 2, 1, 0),
        ),
        b"hhea": struct.pack(">IhhhHhhhhhhhhhhhH", 0x10000, _ASCENT, _DESCENT, 0, _UNITS, *[0] * 11, 2),
        b"hmtx": struct.pack(">HhHh", _UNITS, 0, _UNITS, 0),
        b"loca": struct.pack(">III", 0, 0, len(_box())),
        b"maxp": struct.pack(">IHHHHHHHHHHHHHH", 0x10000, 2, 4, 1, 0, 0, 1, *[0] * 8),
    }
    return _join(tables)


def install() -> None:
    """Makes pdfium use the font for every font it misses."""
    font = build()

    def font_data(_: Any, __: Any, table: int, buffer: Any, size: int) -> int:
        if table != _WHOLE_FONT:
            return 0
        if size >= len(font):
            ctypes.memmove(buffer, font, len(font))
        return len(font)

    def map_font(*request: Any) -> int:
        face = (request[5] or b"").lower()
        return 0 if face.startswith(_BUILT_IN) else _FONT

    info = pdfium.SystemFonts(version=1)
    answers = {
        "Release": lambda _: None,
        "EnumFonts": lambda _, __: None,
        "MapFont": map_font,
        "GetFont": lambda *_: _FONT,
        "GetFontData": font_data,
        "GetFaceName": lambda *_: 0,
        "GetFontCharset": lambda *_: 1,
        "DeleteFont": lambda *_: None,
    }
    for name, answer in answers.items():
        setattr(info, name, pdfium.FONT_QUESTIONS[name](answer))
    _installed.append(info)
    pdfium.set_system_fonts(ctypes.addressof(info))


def _cmap() -> bytes:
    head = struct.pack(">HHHHI", 0, 1, 3, 10, 12)
    return head + struct.pack(">HHIIIIII", 13, 0, 28, 0, 1, 0x21, 0x10FFFF, 1)


def _box() -> bytes:
    """One closed contour of four points on the curve; x and y are steps from point to point."""
    head = struct.pack(">hhhhhHH", 1, 0, _DESCENT, _UNITS, _ASCENT, 3, 0)
    height = _ASCENT - _DESCENT
    return head + bytes([1] * 4) + struct.pack(">8h", 0, _UNITS, 0, -_UNITS, _DESCENT, 0, height, 0)


def _join(tables: dict[bytes, bytes]) -> bytes:
    """The tables behind their directory, each on a multiple of four bytes; nobody checks the sums."""
    directory, body = struct.pack(">IHHHH", 0x10000, len(tables), 64, 2, 48), b""
    start = len(directory) + 16 * len(tables)
    for tag, table in tables.items():
        directory += struct.pack(">4sIII", tag, 0, start + len(body), len(table))
        body += table + bytes(-len(table) % 4)
    return directory + body
