"""What the head of a Word 6 to 2003 file says of its text ([MS-DOC] 2.5.1, FIB)."""

from __future__ import annotations

import struct

# nFib, and from which on it is Word 97; where the characters of the main text are counted before and since.
_VERSION, _WORD_97 = 0x02, 0xC1
_COUNT_OF_OLD, _COUNT = 0x34, 0x4C
# Of the characters, which count the instructions of fields too; a short text may be all fields.
_LEAST_CHARACTERS, _LEAST_SHARE = 500, 0.1


def characters(word: bytes) -> int:
    """How many there are in the main text of a WordDocument stream. Raises struct.error for one that is cut short."""
    (version,) = struct.unpack_from("<H", word, _VERSION)
    (count,) = struct.unpack_from("<L", word, _COUNT if version >= _WORD_97 else _COUNT_OF_OLD)
    return int(count)


def is_lost(declared: int, read: int) -> bool:
    """Whether hardly any of the declared characters were read."""
    return declared >= _LEAST_CHARACTERS and read < _LEAST_SHARE * declared
