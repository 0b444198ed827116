"""The directory of a zip file, read within limits: `zipfile` alone would build a million entries before it is asked."""

from __future__ import annotations

import struct
import zipfile
from typing import BinaryIO

_END = b"PK\x05\x06"
_END_BYTES = 22
_COMMENT_BYTES = 0xFFFF
_END64_LOCATOR = b"PK\x06\x07"
_END64_BYTES = 56
# A normal entry takes 60 to 150 bytes; the format allows 196 kB.
_BYTES_PER_MEMBER = 400


def open_zip(file: BinaryIO, members: int) -> zipfile.ZipFile | None:
    """The archive, or None when its directory is larger than so many members need. Raises zipfile.BadZipFile."""
    if _directory_bytes(file) > members * _BYTES_PER_MEMBER:
        return None
    try:
        archive = zipfile.ZipFile(file)
    except (ValueError, struct.error, NotImplementedError, EOFError) as fault:
        raise zipfile.BadZipFile(str(fault)) from fault
    return archive if len(archive.filelist) <= members else None


def _directory_bytes(file: BinaryIO) -> int:
    """The size of the central directory, from its end record (APPNOTE.TXT 4.3.14 to 4.3.16)."""
    length = file.seek(0, 2)
    start = max(0, length - _END_BYTES - _COMMENT_BYTES - 20)
    file.seek(start)
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or at + _END_BYTES > len(tail):
        raise zipfile.BadZipFile("no end record")
    (size,) = struct.unpack_from("<L", tail, at + 12)
    if size == 0xFFFFFFFF and at >= 20 and tail[at - 20 : at - 16] == _END64_LOCATOR:
        return _directory_bytes_64(file, *struct.unpack_from("<Q", tail, at - 12))
    return int(size)


def _directory_bytes_64(file: BinaryIO, offset: int) -> int:
    file.seek(min(offset, file.seek(0, 2)))
    record = file.read(_END64_BYTES)
    if len(record) < _END64_BYTES:
        raise zipfile.BadZipFile("no zip64 end record")
    return int(struct.unpack_from("<Q", record, 40)[0])
