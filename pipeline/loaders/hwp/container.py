"""An OLE compound file as its streams by path ([MS-CFB]). Chains are followed for no longer than the file has sectors."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator, Sequence
from sys import byteorder
from typing import NamedTuple

_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER_BYTES, _ENTRY_BYTES, _MINI_BYTES = 512, 128, 64
_HEADER_FAT_SECTORS = 109
_LAST_SECTOR, _NO_ENTRY = 0xFFFFFFFA, 0xFFFFFFFF
_SECTOR_SHIFTS = (9, 12)
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_MOST_ENTRIES = 20_000


class NoContainer(Exception):
    """The bytes are no compound file, or it contradicts itself."""


class _Entry(NamedTuple):
    name: str
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int


class Container:
    """Raises NoContainer for what cannot be followed."""

    def __init__(self, data: bytes) -> None:
        if len(data) < _HEADER_BYTES or not data.startswith(_MAGIC):
            raise NoContainer
        self._data = data
        self._shift = struct.unpack_from("<H", data, 0x1E)[0]
        if self._shift not in _SECTOR_SHIFTS:
            raise NoContainer
        directory, _, self._cutoff, mini_start = struct.unpack_from("<4L", data, 0x30)
        self._fat = self._read_fat()
        self._entries = [_entry(raw) for raw in _pieces(self._follow(directory), _ENTRY_BYTES)][:_MOST_ENTRIES]
        if not self._entries or self._entries[0].kind != _ROOT:
            raise NoContainer
        self._mini_fat = _numbers(self._follow(mini_start))
        self._mini = self._follow(self._entries[0].start)
        self._streams = dict(self._walk())

    @property
    def paths(self) -> Sequence[str]:
        return tuple(self._streams)

    def read(self, path: str) -> bytes | None:
        """The bytes of a stream, None where there is none of that path."""
        entry = self._streams.get(path)
        if entry is None:
            return None
        if entry.size >= self._cutoff:
            stream = self._follow(entry.start, entry.size)
        else:
            sectors = _chain(self._mini_fat, entry.start, -(-entry.size // _MINI_BYTES))
            stream = b"".join(self._mini[sector * _MINI_BYTES : (sector + 1) * _MINI_BYTES] for sector in sectors)
        if len(stream) < entry.size:
            raise NoContainer
        return stream[: entry.size]

    def _read_fat(self) -> array[int]:
        """The allocation table, whose sectors the header lists, and a chain of sectors goes on listing."""
        sectors = list(struct.unpack_from(f"<{_HEADER_FAT_SECTORS}L", self._data, 0x4C))
        following = struct.unpack_from("<L", self._data, 0x44)[0]
        for _ in range(len(self._data) >> self._shift):
            if following >= _LAST_SECTOR:
                break
            *listed, following = _numbers(self._sector(following)) or [_NO_ENTRY]
            sectors += listed
        fat = array("I")
        for sector in sectors:
            if sector < _LAST_SECTOR:
                fat.extend(_numbers(self._sector(sector)))
            if len(fat) << self._shift > 2 * len(self._data) + (1 << 24):
                raise NoContainer
        return fat

    def _sector(self, number: int) -> bytes:
        start = (number + 1) << self._shift
        return self._data[start : start + (1 << self._shift)]

    def _follow(self, start: int, size: int | None = None) -> bytes:
        count = len(self._fat) if size is None else -(-size >> self._shift)
        return b"".join(map(self._sector, _chain(self._fat, start, count)))

    def _walk(self) -> Iterator[tuple[str, _Entry]]:
        """The streams with their paths; an entry that is reached twice is not read twice."""
        waiting = [(self._entries[0].child, "")]
        seen: set[int] = set()
        while waiting:
            index, folder = waiting.pop()
            if index >= len(self._entries) or index in seen:
                continue
            seen.add(index)
            entry = self._entries[index]
            waiting += [(entry.left, folder), (entry.right, folder)]
            if entry.kind == _STREAM:
                yield folder + entry.name, entry
            elif entry.kind == _STORAGE:
                waiting.append((entry.child, f"{folder}{entry.name}/"))


def _chain(table: Sequence[int], start: int, count: int) -> Iterator[int]:
    """The sectors from the first on, at most so many, and no more than there are."""
    sector = start
    for _ in range(min(count, len(table))):
        if sector >= len(table):
            return
        yield sector
        sector = table[sector]


def _numbers(data: bytes) -> array[int]:
    numbers = array("I", data[: len(data) // 4 * 4])
    if byteorder == "big":
        numbers.byteswap()
    return numbers


def _pieces(data: bytes, size: int) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data) - size + 1, size))


def _entry(raw: bytes) -> _Entry:
    length = min(struct.unpack_from("<H", raw, 64)[0], 64)
    left, right, child = struct.unpack_from("<3L", raw, 68)
    start, size = struct.unpack_from("<2L", raw, 116)
    name = raw[: max(length - 2, 0)].decode("utf-16-le", "replace")
    return _Entry(name, raw[66], left, right, child, start, size)
