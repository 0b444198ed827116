from __future__ import annotations

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.loaders.metafile import bitmap_of

HEAD = struct.pack("<LllHHLLllLL", 40, 2, 1, 1, 24, 0, 0, 0, 0, 0, 0)
DIB = HEAD + b"\1\2\3\4\5\6\0\0"
INDEXED = struct.pack("<LllHHLLllLL", 40, 2, 1, 1, 1, 0, 0, 0, 0, 0, 0) + b"\0\0\0\0\xff\xff\xff\0" + b"\x80\0\0\0"
BMP = struct.pack("<2sLHHL", b"BM", 14 + len(DIB), 0, 0, 54) + DIB


def wmf(*records: tuple[int, bytes], placeable: bool = False) -> bytes:
    body = b"".join(struct.pack("<LH", 3 + len(data) // 2, kind) + data for kind, data in (*records, (0, b"")))
    head = b"\xd7\xcd\xc6\x9a" + bytes(18) if placeable else b""
    return head + struct.pack("<HHHLHLH", 1, 9, 0x300, (18 + len(body)) // 2, 0, 0, 0) + body


def emf(*records: tuple[int, bytes]) -> bytes:
    head = struct.pack("<LL", 1, 88) + bytes(32) + b" EMF" + bytes(44)
    return head + b"".join(struct.pack("<LL", kind, 8 + len(data)) + data for kind, data in (*records, (14, bytes(12))))


STRETCHED = (0x0F43, bytes(22) + DIB)
EMF_STRETCHED = (81, bytes(40) + struct.pack("<4L", 80, 40, 120, 8) + bytes(16) + DIB)


@pytest.mark.parametrize(
    "data",
    [
        DIB,
        wmf(STRETCHED),
        wmf((0x0103, b"\x08\0"), STRETCHED, placeable=True),
        wmf((0x0B41, bytes(20) + DIB)),
        wmf((0x0940, bytes(16) + DIB)),
        wmf((0x0D33, bytes(18) + DIB)),
        emf(EMF_STRETCHED),
        emf((17, bytes(4)), (76, bytes(92)), EMF_STRETCHED),
    ],
)
def test_the_one_bitmap_of_a_drawing_becomes_a_file(data: bytes) -> None:
    assert bitmap_of(data) == BMP


def test_pixels_begin_behind_the_colours() -> None:
    bitmap = bitmap_of(INDEXED)
    assert bitmap is not None and struct.unpack_from("<L", bitmap, 10) == (62,)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x89PNG",
        wmf(),
        wmf(STRETCHED, STRETCHED),
        wmf(STRETCHED, (0x0A32, b"abcd")),
        emf(EMF_STRETCHED, (84, bytes(80))),
        wmf((0x0F43, bytes(4))),
    ],
)
def test_what_is_more_or_less_than_one_bitmap_is_none(data: bytes) -> None:
    assert bitmap_of(data) is None


@settings(deadline=None, max_examples=150)
@given(st.sampled_from([DIB, wmf(STRETCHED), emf(EMF_STRETCHED)]), st.data())
def test_any_damage_ends(whole: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(whole) - 1))
    damaged = whole[:at] + data.draw(st.binary(max_size=8)) + whole[at:][: data.draw(st.integers(0, len(whole)))]
    found = bitmap_of(damaged)
    assert found is None or found.startswith(b"BM")


def test_records_that_all_name_the_same_pixels_are_not_copied_each() -> None:
    """Half a terabyte if they were."""
    count = 100_000
    record = (81, bytes(40) + struct.pack("<4L", 0, 0, 88, 56 * count))
    assert bitmap_of(emf(*[record] * count)) is None
