"""The stream DocInfo of an HWP 5.0 file: the shapes that its paragraphs refer to (revision 1.3, 4.2).

Where the published tables and the files that Hancom writes differ (a list level has twelve bytes before its pattern,
with the number shape in the bits 5 to 8 of the first four), the files are followed.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.loaders.colour import is_white
from pipeline.loaders.hwp.numbering import LEVELS, SHAPES, Level, Numbering, parse_label
from pipeline.loaders.hwp.records import Record, Tag
from pipeline.loaders.hwp.shapes import TINY_HEIGHT, Bullet, CharShape, Head, ParaShape, Shapes

_HEADS: tuple[Head, ...] = ("none", "outline", "number", "bullet")
_HEAD_BYTES = 12
_NUMBERED_LEVELS = 7
_NO_COLOUR = 0xFFFFFFFF
_PLAIN_FILL = 1


def read_shapes(records: Sequence[Record]) -> Shapes:
    """Shapes of paragraphs and characters count from 0 in the file, everything else from 1."""
    by_tag: dict[int, list[Record]] = {}
    for record in _all(records):
        by_tag.setdefault(record.tag, []).append(record)
    shapes = Shapes()
    fills = enumerate(by_tag.get(Tag.BORDER_FILL, ()), 1)
    shapes.painted = {number for number, record in fills if _is_painted(record)}
    for number, record in enumerate(by_tag.get(Tag.CHAR_SHAPE, ())):
        shapes.chars[number] = _char(record, shapes.painted)
    for number, record in enumerate(by_tag.get(Tag.PARA_SHAPE, ())):
        shapes.paras[number] = _para(record, shapes.painted)
    for number, record in enumerate(by_tag.get(Tag.NUMBERING, ()), 1):
        shapes.numberings[number] = Numbering(number, _levels(record))
    for number, record in enumerate(by_tag.get(Tag.BULLET, ()), 1):
        shapes.bullets[number] = Bullet(chr(record.number(_HEAD_BYTES, 2)).strip("\0"))
    return shapes


def counts_changes(records: Sequence[Record]) -> bool:
    """Whether the document holds tracked changes."""
    return any(record.tag == Tag.TRACK_CHANGE for record in _all(records))


def _all(records: Sequence[Record]) -> list[Record]:
    """The records and what they hold, which is one level deep: most lie under the one that counts them."""
    return [found for record in records for found in (record, *record.children)]


def _white(colour: int) -> bool:
    """Colours are 0x00bbggrr."""
    return is_white(colour & 0xFF, colour >> 8 & 0xFF, colour >> 16 & 0xFF)


def _is_painted(record: Record) -> bool:
    kind = record.number(32)
    if kind & _PLAIN_FILL and (record.number(36) == _NO_COLOUR or _white(record.number(36))):
        kind &= ~_PLAIN_FILL
    return kind != 0


def _char(record: Record, painted: set[int]) -> CharShape:
    size, colour, shade = record.number(42), record.number(52), record.number(60)
    return CharShape(
        white=len(record.payload) >= 56 and _white(colour),
        tiny=0 < size < TINY_HEIGHT,
        painted=(shade != _NO_COLOUR and not _white(shade)) or record.number(68, 2) in painted,
    )


def _para(record: Record, painted: set[int]) -> ParaShape:
    """Levels above the seventh are told by the last field, which older versions lack."""
    attributes = record.number(0)
    level = max(attributes >> 25 & 7, min(record.number(54), LEVELS - 1))
    return ParaShape(
        head=_HEADS[attributes >> 23 & 3],
        list_id=record.number(30, 2),
        level=level,
        painted=record.number(32, 2) in painted,
    )


def _levels(record: Record) -> tuple[Level, ...]:
    found: list[tuple[str, str]] = []
    at = 0
    for _ in range(_NUMBERED_LEVELS):
        shape = record.number(at) >> 5 & 0xF
        pattern, at = record.string(at + _HEAD_BYTES)
        found.append((pattern, SHAPES[shape]))
    first = record.number(at, 2)
    starts = [record.number(at + 2 + 4 * level) or 1 for level in range(_NUMBERED_LEVELS)]
    starts[0] = first if starts[0] == 1 and first > 1 else starts[0]
    return tuple(
        Level(parse_label(pattern), shape, start) for (pattern, shape), start in zip(found, starts, strict=True)
    )
