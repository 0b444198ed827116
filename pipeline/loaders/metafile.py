"""A picture inside a drawing of Windows (WMF, EMF) or without the head of its file (DIB), as a BMP file.

Layouts are those of [MS-WMF] 2.3.1, [MS-EMF] 2.3.1 and 2.3.5.6, and the BITMAPINFOHEADER of [MS-WMF] 2.2.2.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from itertools import islice

_PLACEABLE, _PLACEABLE_BYTES, _WMF_HEAD_BYTES = b"\xd7\xcd\xc6\x9a", 22, 18
_WMF_HEADS = (b"\x01\x00\x09\x00", b"\x02\x00\x09\x00")
_EMF_SIGNATURE, _EMF_SIGNATURE_AT = b" EMF", 40
# Records that draw a bitmap: where it stands in a WMF record; where an EMF record says where it stands.
_WMF_BITMAPS = {0x0940: 22, 0x0B41: 26, 0x0F43: 28, 0x0D33: 24}
_EMF_BITMAPS = {76: 84, 77: 84, 80: 48, 81: 48}
_WMF_TEXTS, _EMF_TEXTS = frozenset({0x0521, 0x0A32}), frozenset({83, 84, 96, 97, 108})
_INFO_BYTES = (40, 108, 124)
_FILE_HEAD_BYTES = 14
_MASKS_BYTES, _BIT_FIELDS = 12, 3
_MOST_INDEXED_BITS = 8


def bitmap_of(data: bytes) -> bytes | None:
    """The one bitmap of a drawing that is nothing else; None for any other bytes."""
    if _is_bitmap(data):
        return _as_file(data)
    drawn = list(islice(_drawn(data), 2))
    return _as_file(drawn[0]) if len(drawn) == 1 and _is_bitmap(drawn[0]) else None


def _drawn(data: bytes) -> Iterator[bytes]:
    """The bitmaps of a drawing, and nothing for each word of it: what has words is no picture of a page."""
    head = _PLACEABLE_BYTES if data.startswith(_PLACEABLE) else 0
    if data.startswith(_WMF_HEADS, head):
        yield from _of_wmf(data, head + _WMF_HEAD_BYTES)
    elif data[_EMF_SIGNATURE_AT : _EMF_SIGNATURE_AT + 4] == _EMF_SIGNATURE:
        yield from _of_emf(data)


def _of_wmf(data: bytes, at: int) -> Iterator[bytes]:
    """Records begin with their length in words of two bytes and their kind; a shorter one is damage."""
    while at + 6 <= len(data):
        words, kind = struct.unpack_from("<LH", data, at)
        if kind in _WMF_BITMAPS:
            yield data[at + _WMF_BITMAPS[kind] : at + 2 * words]
        elif kind in _WMF_TEXTS:
            yield b""
        if words < 3:
            return
        at += 2 * words


def _of_emf(data: bytes) -> Iterator[bytes]:
    """Records begin with their kind and their length; head and pixels of a bitmap stand apart in them."""
    at = 0
    while at + 8 <= len(data):
        kind, length = struct.unpack_from("<LL", data, at)
        places = at + _EMF_BITMAPS.get(kind, 0)
        if kind in _EMF_BITMAPS and places + 16 <= len(data):
            head, head_bytes, bits, bits_bytes = struct.unpack_from("<4L", data, places)
            if bits_bytes:  # what fills with one colour has none
                yield data[at + head : at + head + head_bytes] + data[at + bits : at + bits + bits_bytes]
        elif kind in _EMF_TEXTS:
            yield b""
        if length < 8:
            return
        at += length


def _is_bitmap(data: bytes) -> bool:
    """Whether it begins with the head of a bitmap: its length, width, height, and the one plane that all have."""
    if len(data) < _INFO_BYTES[0]:
        return False
    size, width, height, planes, bits = struct.unpack_from("<LllHH", data)
    return size in _INFO_BYTES and planes == 1 and width > 0 and height != 0 and bits in (1, 4, 8, 16, 24, 32)


def _as_file(bitmap: bytes) -> bytes:
    """With the head of a file before it, which says where the pixels begin: behind the colours."""
    size, bits, coding, used = struct.unpack_from("<L10xHL12xL", bitmap)
    colours = (used or 1 << bits) if bits <= _MOST_INDEXED_BITS else used
    masks = _MASKS_BYTES if coding == _BIT_FIELDS and size == _INFO_BYTES[0] else 0
    pixels = _FILE_HEAD_BYTES + min(size + masks + 4 * colours, len(bitmap))
    return struct.pack("<2sLHHL", b"BM", _FILE_HEAD_BYTES + len(bitmap), 0, 0, pixels) + bitmap
