from __future__ import annotations

import struct

import pytest

from pipeline.loaders.doc.lists import Level, read_lists, table_stream
from pipeline.loaders.doc.mending import mend
from pipeline.loaders.limits import Limits
from pipeline.loaders.package import Package
from tests.loaders.docx_file_maker import level as docx_level
from tests.loaders.docx_file_maker import make, numbered, numbering, read

LEGAL, NO_RESTART = 0x04, 0x08


def level(flags: int, text: str = "第\x00条", properties: bytes = b"\x01\x02\x03") -> bytes:
    head = struct.pack("<LBB9sB8xBBBB", 1, 0, flags, bytes(9), 0, len(properties), len(properties), 2, 0)
    return head + 2 * properties + struct.pack("<H", len(text)) + text.encode("utf-16-le")


def files(*lists: list[bytes]) -> tuple[bytes, bytes]:
    """A WordDocument stream and the table stream of its lists, which starts at 7."""
    definitions = b"".join(bytes(26) + bytes([len(levels) == 1, 0]) for levels in lists)
    table = bytes(7) + struct.pack("<H", len(lists)) + definitions + b"".join(b"".join(levels) for levels in lists)
    word = bytearray(0x400)
    struct.pack_into("<LL", word, 0x02E2, 7, 2 + len(definitions))
    return bytes(word), table


@pytest.mark.parametrize(
    ("flags", "is_legal", "restart"),
    [(0, False, None), (LEGAL, True, None), (NO_RESTART, False, 2), (0x03, False, None), (0x1F, True, 2)],
)
def test_levels_with_their_flags(flags: int, is_legal: bool, restart: int | None) -> None:
    plain = Level("第\x00条")
    lists = read_lists(*files([level(0)], [*[level(0)] * 8, level(flags, "\x00.\x01")], [level(flags, "")]))
    special = Level("\x00.\x01", is_legal, restart)
    assert lists == [(plain,), (*[plain] * 8, special), (special._replace(text=""),)]
    assert special.is_lost is (is_legal or restart is not None)


def test_a_file_without_lists_or_cut_short() -> None:
    word, table = files([level(LEGAL)])
    assert read_lists(bytes(0x400), b"") == []
    for cut in (table[:20], table[:40]):
        with pytest.raises((IndexError, struct.error)):
            read_lists(word, cut)


def test_the_conversion_gets_back_what_was_dropped() -> None:
    levels = (docx_level(0, "chineseCountingThousand", "第%1章"), docx_level(1, "chineseCountingThousand", "第%2条"))
    body = [numbered(text, level=depth) for text, depth in (("a", 0), ("b", 1), ("c", 2), ("d", 0), ("e", 1), ("f", 2))]
    data = make("".join(body), numbering=numbering(*levels, docx_level(2, "decimal", "%2.%3")))
    original = (Level("第\x00章"), Level("第\x01条", restart=0), Level("\x01.\x02", is_legal=True))
    package = Package(data, "a.doc", Limits())
    assert read(data).text.split("\n") == ["第一章 a", "第一条 b", "一.1 c", "第二章 d", "第一条 e", "一.1 f"]
    mended = mend(package, data, [original])
    assert mended is not None
    assert read(mended).text.split("\n") == ["第一章 a", "第一条 b", "1.1 c", "第二章 d", "第二条 e", "2.1 f"]
    assert mend(package, data, [original, (Level("?", is_legal=True),)]) is None
    assert mend(package, data, [original, tuple(Level(level.text) for level in original)]) is None


def test_which_table() -> None:
    assert table_stream(bytes(32)) == "0Table"
    assert table_stream(bytes(0x0B) + b"\x02" + bytes(32)) == "1Table"
