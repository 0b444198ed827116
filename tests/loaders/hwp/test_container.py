"""OLE containers: streams small and large, and chains that lead nowhere or in circles."""

from __future__ import annotations

import struct

import pytest

from pipeline.loaders.hwp.container import Container, NoContainer
from tests.loaders.hwp_file_maker import SECTOR, container

LARGE = bytes(range(256)) * 100


def _fat_at(data: bytes) -> int:
    """Where the first sector of the allocation table lies."""
    return (struct.unpack_from("<L", data, 0x4C)[0] + 1) * SECTOR


def test_streams_of_every_size_come_back_as_they_were() -> None:
    streams = {"a": b"", "b": b"x", "Folder/c": b"y" * 64, "Folder/d": b"z" * 4095, "e": b"w" * 4096, "f": LARGE}
    held = Container(container(streams))
    assert {path: held.read(path) for path in held.paths} == streams
    assert held.read("Folder/none") is None


def test_more_than_the_sectors_that_the_header_can_list() -> None:
    whole = container({"big": LARGE * 700})
    assert len(whole) > 109 * 128 * SECTOR
    assert Container(whole).read("big") == LARGE * 700


def test_a_chain_in_a_circle_ends() -> None:
    data = bytearray(container({"f": LARGE}))
    start = _fat_at(data)
    for sector in range(len(LARGE) // SECTOR):
        struct.pack_into("<L", data, start + 4 * sector, 0)
    assert len(Container(bytes(data)).read("f") or b"") == len(LARGE)


def test_a_stream_that_claims_more_than_the_file_holds_is_refused() -> None:
    data = container({"f": LARGE})
    claimed = data.replace(struct.pack("<LQ", 0, len(LARGE)), struct.pack("<LQ", 0, 0xFFFFFFF0))
    assert claimed != data
    with pytest.raises(NoContainer):
        Container(claimed).read("f")


def test_a_directory_whose_entries_point_at_each_other_is_walked_once() -> None:
    data = container({"a": b"1", "b": b"2"})
    at = data.index("a".encode("utf-16-le") + b"\0\0")
    looped = bytearray(data)
    struct.pack_into("<3L", looped, at + 68, 1, 1, 0)
    assert Container(bytes(looped)).paths == ("a",)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        b"PK" + b"\0" * 600,
        container({"a": b"1"})[:512],
    ],
)
def test_what_is_no_container_is_refused(data: bytes) -> None:
    with pytest.raises(NoContainer):
        Container(data)
