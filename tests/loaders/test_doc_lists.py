from __future__ import annotations

import struct

import pytest

from pipeline.loaders.doc_lists import loses_numbers, table_stream

LEGAL, NO_RESTART = 0x04, 0x08


def level(flags: int, text: str = "第\x00条", properties: bytes = b"\x01\x02\x03") -> bytes:
    head = struct.pack("<LBB9sB8xBBBB", 1, 0, flags, bytes(9), 0, len(properties), len(properties), 0, 0)
    return head + 2 * properties + struct.pack("<H", len(text)) + text.encode("utf-16-le")


def files(*lists: list[bytes]) -> tuple[bytes, bytes]:
    """A WordDocument stream and the table stream of its lists, which starts at 7."""
    definitions = b"".join(bytes(26) + bytes([len(levels) == 1, 0]) for levels in lists)
    table = bytes(7) + struct.pack("<H", len(lists)) + definitions + b"".join(b"".join(levels) for levels in lists)
    word = bytearray(0x400)
    struct.pack_into("<LL", word, 0x02E2, 7, 2 + len(definitions))
    return bytes(word), table


@pytest.mark.parametrize(
    ("flags", "lost"), [(0, False), (LEGAL, True), (NO_RESTART, True), (0x03, False), (0x13 | NO_RESTART, True)]
)
def test_lists_that_libreoffice_does_not_keep(flags: int, lost: bool) -> None:
    plain = [level(0)] * 9
    assert loses_numbers(*files([level(0)], [*plain[:8], level(flags, "%1.%2")])) is lost
    assert loses_numbers(*files([level(flags, "")], plain)) is lost


def test_a_file_without_lists_or_cut_short() -> None:
    word, table = files([level(LEGAL)])
    assert loses_numbers(bytes(0x400), b"") is False
    for cut in (table[:20], table[:40]):
        with pytest.raises((IndexError, struct.error)):
            loses_numbers(word, cut)


def test_which_table() -> None:
    assert table_stream(bytes(32)) == "0Table"
    assert table_stream(bytes(0x0B) + b"\x02" + bytes(32)) == "1Table"
