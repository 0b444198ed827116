"""The automatic numbers of a Word 97-2003 file, as far as LibreOffice changes them on the way to DOCX."""

from __future__ import annotations

import struct
from collections.abc import Iterator

# [MS-DOC] 2.5.2 FibBase: which table stream; 2.5.6: where its list definitions are.
_FLAGS, _WHICH_TABLE = 0x0A, 0x0200
_LISTS = 0x02E2
# 2.9.147 LSTF: its size, and the byte with the bit for a list of one level. 2.9.150 LVLF: its size and flags.
_LIST_BYTES, _LIST_FLAGS, _SIMPLE = 28, 26, 0x01
_LEVEL_BYTES, _LEVEL_FLAGS, _LEGAL, _NO_RESTART = 28, 5, 0x04, 0x08
_LEVELS = 9


def table_stream(word: bytes) -> str:
    """The name of the stream that goes with a WordDocument stream. Raises struct.error for one that is cut short."""
    return "1Table" if struct.unpack_from("<H", word, _FLAGS)[0] & _WHICH_TABLE else "0Table"


def loses_numbers(word: bytes, table: bytes) -> bool:
    """Whether a list writes Arabic numbers for Han ones (1.1 in 第一条), or counts on through its chapters.

    LibreOffice knows neither. Raises struct.error and IndexError for a file that is cut short.
    """
    return any(flags & (_LEGAL | _NO_RESTART) for flags in _level_flags(word, table))


def _level_flags(word: bytes, table: bytes) -> Iterator[int]:
    """The flags of every level: the levels of all lists follow their definitions."""
    start, size = struct.unpack_from("<LL", word, _LISTS)
    if not size:
        return
    (count,) = struct.unpack_from("<H", table, start)
    flags = [table[start + 2 + index * _LIST_BYTES + _LIST_FLAGS] for index in range(count)]
    at = start + 2 + count * _LIST_BYTES
    for _ in range(sum(1 if flag & _SIMPLE else _LEVELS for flag in flags)):
        yield table[at + _LEVEL_FLAGS]
        character_bytes, paragraph_bytes = table[at + 24], table[at + 25]
        at += _LEVEL_BYTES + character_bytes + paragraph_bytes
        (characters,) = struct.unpack_from("<H", table, at)
        at += 2 + 2 * characters
