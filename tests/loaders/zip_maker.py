"""Archives as programs of the region write them, byte by byte: names in any code page, and what no program writes."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib


def pack_raw(
    *members: tuple[bytes, bytes], flags: int = 0, mode: int = 0, extra: bytes = b"", method: int = 0
) -> bytes:
    """A zip archive with these names and contents; nothing is checked."""
    out, directory = io.BytesIO(), b""
    for name, content in members:
        packed = content
        if method == zipfile.ZIP_DEFLATED:
            deflate = zlib.compressobj(9, wbits=-15)
            packed = deflate.compress(content) + deflate.flush()
        common = struct.pack(
            "<HHHHLLLHH", flags, method, 0, 33, zlib.crc32(content), len(packed), len(content), len(name), len(extra)
        )
        directory += struct.pack("<4sHH", b"PK\x01\x02", 3 << 8 | 20, 20) + common
        directory += struct.pack("<HHHLL", 0, 0, 0, mode << 16, out.tell()) + name + extra
        out.write(struct.pack("<4sH", b"PK\x03\x04", 20) + common + name + extra + packed)
    end = struct.pack("<4sHHHHLLH", b"PK\x05\x06", 0, 0, len(members), len(members), len(directory), out.tell(), 0)
    return out.getvalue() + directory + end


def unicode_path(raw: bytes, name: str) -> bytes:
    """The Info-ZIP extra field that repeats a name in UTF-8."""
    body = b"\x01" + struct.pack("<L", zlib.crc32(raw)) + name.encode()
    return struct.pack("<HH", 0x7075, len(body)) + body
