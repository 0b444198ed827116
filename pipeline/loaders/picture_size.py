"""How large a picture is, from the first bytes of its file: what a camera or scanner makes of a page, or a logo."""

from __future__ import annotations

import struct

# A4 at 72 dots an inch has 595 by 842 pixels; what has fewer nobody can read.
_LEAST_SHORT_PIXELS, _LEAST_LONG_PIXELS = 590, 800
# Behind the metadata and preview of a camera.
HEAD_BYTES = 1 << 20
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8"
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def may_be_page(head: bytes) -> bool:
    """Whether a PNG or JPEG is as large as the picture of a page; one that does not tell may be."""
    size = _png_size(head) if head.startswith(_PNG) else _jpeg_size(head)
    if size is None:
        return True
    short, long = sorted(size)
    return short >= _LEAST_SHORT_PIXELS and long >= _LEAST_LONG_PIXELS


def _png_size(head: bytes) -> tuple[int, int] | None:
    """From its header, which comes first (ISO/IEC 15948, 11.2.2)."""
    return struct.unpack_from(">II", head, 16) if len(head) >= 24 and head[12:16] == b"IHDR" else None


def _jpeg_size(head: bytes) -> tuple[int, int] | None:
    """From the header of its frame, behind other segments (ITU-T T.81, B.2.2)."""
    at = len(_JPEG)
    while head.startswith(_JPEG) and at + 9 <= len(head) and head[at] == 0xFF:
        marker = head[at + 1]
        if marker in _JPEG_FRAMES:
            height, width = struct.unpack_from(">HH", head, at + 5)
            return width, height
        at += 1 if marker == 0xFF else 2 + struct.unpack_from(">H", head, at + 2)[0]
    return None
