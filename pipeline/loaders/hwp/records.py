"""The records of an HWP 5.0 stream as a tree (HWP 5.0 revision 1.3, 4.1): each holds those of deeper levels after it."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum

from pipeline.errors import DocumentError
from pipeline.loaders.limits import Limits, too_large

_LONG_SIZE = 0xFFF
# Tables in tables take two or three levels each.
_DEEPEST_LEVEL = 100


class Tag(IntEnum):
    BIN_DATA = 18
    BORDER_FILL = 20
    CHAR_SHAPE = 21
    NUMBERING = 23
    BULLET = 24
    PARA_SHAPE = 25
    PARA_HEADER = 66
    PARA_TEXT = 67
    PARA_CHAR_SHAPE = 68
    CTRL_HEADER = 71
    LIST_HEADER = 72
    SHAPE_COMPONENT = 76
    TABLE = 77
    EQUATION = 88
    PICTURE = 85
    TEXT_ART = 90
    MEMO_LIST = 93
    TRACK_CHANGE = 96


@dataclass(slots=True)
class Record:
    """`ordinal` counts the paragraphs of the stream, for a paragraph."""

    tag: int
    payload: bytes
    ordinal: int = 0
    children: list[Record] = field(default_factory=list)

    def number(self, offset: int, size: int = 4) -> int:
        """An unsigned number of the payload, 0 where it is too short: older versions end earlier."""
        return int.from_bytes(self.payload[offset : offset + size], "little")

    def string(self, offset: int) -> tuple[str, int]:
        """A text with its length in front, and where it ends."""
        end = offset + 2 + 2 * self.number(offset, 2)
        return self.payload[offset + 2 : end].decode("utf-16-le", "replace"), end

    def child(self, tag: Tag) -> Record | None:
        return next((record for record in self.children if record.tag == tag), None)

    def lists(self) -> Iterator[tuple[Record, list[Record]]]:
        """The lists of paragraphs that it holds: their paragraphs follow the head of the list, or lie in it."""
        head: Record | None = None
        paragraphs: list[Record] = []
        for record in self.children:
            if record.tag == Tag.LIST_HEADER:
                if head is not None:
                    yield head, paragraphs
                head, paragraphs = record, [held for held in record.children if held.tag == Tag.PARA_HEADER]
            elif record.tag == Tag.PARA_HEADER and head is not None:
                paragraphs.append(record)
        if head is not None:
            yield head, paragraphs


class Records:
    """Reads the streams of one file. What they hold counts together against the limits. Raises DocumentError."""

    def __init__(self, name: str, limits: Limits, packed: bool) -> None:
        self._name, self._limits, self.packed = name, limits, packed
        self._count = self._paragraphs = 0

    def read(self, stream: bytes) -> list[Record]:
        """The records of the first level with what they hold."""
        data = self.inflate(stream) if self.packed else stream
        root = Record(0, b"")
        path: list[tuple[int, Record]] = [(-1, root)]
        ordinal = 0
        for tag, level, payload in self._split(data):
            record = Record(tag, payload, ordinal)
            if tag == Tag.PARA_HEADER:
                ordinal += 1
            self._check(level, tag)
            while path[-1][0] >= level:
                path.pop()
            path[-1][1].children.append(record)
            path.append((level, record))
        return root.children

    def _check(self, level: int, tag: int) -> None:
        self._count += 1
        self._paragraphs += tag == Tag.PARA_HEADER
        self._limits.check(self._name, elements=self._count, paragraphs=self._paragraphs)
        if level > _DEEPEST_LEVEL:
            raise too_large(self._name)

    def inflate(self, stream: bytes) -> bytes:
        """The bytes that raw deflate packed. Raises DocumentError for damage and for a bomb."""
        limits, unpacking = self._limits, zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            unpacked = unpacking.decompress(stream, limits.part_bytes + 1)
        except zlib.error as fault:
            raise DocumentError("damaged", name=self._name) from fault
        if len(unpacked) > limits.ratio_from_bytes and len(unpacked) > limits.ratio * len(stream):
            raise limits.exceeded("ratio", self._name)
        limits.check(self._name, part_bytes=len(unpacked))
        if not unpacking.eof:
            raise DocumentError("damaged", name=self._name)
        return unpacked

    def _split(self, data: bytes) -> Iterator[tuple[int, int, bytes]]:
        """Tag, level and payload of each record. A size that reaches over the end is damage."""
        at = 0
        while at < len(data):
            try:
                (head,) = struct.unpack_from("<L", data, at)
                at, size = at + 4, head >> 20
                if size == _LONG_SIZE:
                    (size,) = struct.unpack_from("<L", data, at)
                    at += 4
            except struct.error as fault:
                raise DocumentError("damaged", name=self._name) from fault
            if at + size > len(data):
                raise DocumentError("damaged", name=self._name)
            yield head & 0x3FF, head >> 10 & 0x3FF, data[at : at + size]
            at += size
