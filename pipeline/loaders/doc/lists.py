"""The automatic numbers of a Word 97-2003 file, with what LibreOffice drops of them on the way to DOCX."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

# [MS-DOC] 2.5.2 FibBase: which table stream; 2.5.6: where its list definitions are.
_FLAGS, _WHICH_TABLE = 0x0A, 0x0200
_LISTS = 0x02E2
# 2.9.147 LSTF: its size, and the byte with the bit for a list of one level.
_LIST_BYTES, _LIST_FLAGS, _SIMPLE = 28, 26, 0x01
# 2.9.150 LVLF: its size; where flags, cbGrpprlChpx, cbGrpprlPapx and ilvlRestartLim stand in it; two of the flags.
_LEVEL_BYTES, _LEVEL_PLACES = 28, (5, 24, 25, 26)
_LEGAL, _NO_RESTART = 0x04, 0x08
_LEVELS = 9


class Level(NamedTuple):
    """`text` with the numbers of levels 0 to 8 as the characters U+0000 to U+0008.

    `is_legal` writes Arabic numbers for Han ones (1.1 in 第一条); `restart` is the only level after which it counts anew,
    as a number from 1, 0 for none, None for Word's own rule.
    """

    text: str
    is_legal: bool = False
    restart: int | None = None

    @property
    def is_lost(self) -> bool:
        """Whether LibreOffice does not know such a level."""
        return self.is_legal or self.restart is not None


def table_stream(word: bytes) -> str:
    """The name of the stream that goes with a WordDocument stream. Raises struct.error for one that is cut short."""
    return "1Table" if struct.unpack_from("<H", word, _FLAGS)[0] & _WHICH_TABLE else "0Table"


def read_lists(word: bytes, table: bytes) -> list[tuple[Level, ...]]:
    """The levels of every list, one or nine. Raises struct.error and IndexError for a file that is cut short."""
    start, size = struct.unpack_from("<LL", word, _LISTS)
    if not size:
        return []
    (count,) = struct.unpack_from("<H", table, start)
    flags = [table[start + 2 + index * _LIST_BYTES + _LIST_FLAGS] for index in range(count)]
    levels = _levels(table, start + 2 + count * _LIST_BYTES)
    return [tuple(islice(levels, 1 if flag & _SIMPLE else _LEVELS)) for flag in flags]


def _levels(table: bytes, at: int) -> Iterator[Level]:
    """The levels of all lists follow their definitions, each with formatting and text of its own length."""
    while True:
        flags, character_bytes, paragraph_bytes, restart = (table[at + place] for place in _LEVEL_PLACES)
        text_at = at + _LEVEL_BYTES + character_bytes + paragraph_bytes
        (characters,) = struct.unpack_from("<H", table, text_at)
        at = text_at + 2 + 2 * characters
        text = table[text_at + 2 : at].decode("utf-16-le", "replace")
        yield Level(text, bool(flags & _LEGAL), restart if flags & _NO_RESTART else None)
