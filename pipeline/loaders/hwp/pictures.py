"""The pictures of an HWP 5.0 file that are as large as pages: scans that were pasted into it (revision 1.3, 4.3.9.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from pipeline.document.model import DocxPlace
from pipeline.loaders.hwp.container import Container
from pipeline.loaders.hwp.records import Record, Records, Tag
from pipeline.loaders.hwp.shapes import UNITS_PER_CM
from pipeline.loaders.hwp.text import stretches, units_of
from pipeline.loaders.inset import WHOLE, Crop, Inset, Pictures, crop_of, is_page

_STREAM = re.compile(r"BinData/BIN([0-9A-F]{4})\.", re.IGNORECASE)
# Where an item lies (a link tells the length of its address where others tell their number), and how it is packed: as
# the file is, always, never (table 18).
_PLACES, _LINKED = 0x0F, 0
_PACKINGS = 0x30
_PACKED, _PLAIN = 0x10, 0x20
_ITEM_AT, _CUT_AT, _EFFECTS_AT, _SIZE_AT = 71, 44, 78, 82


class Items:
    """The streams in which a file holds its pictures, by their numbers from 1."""

    def __init__(self, container: Container, info: Sequence[Record], records: Records) -> None:
        self._container, self._records = container, records
        streams = {int(match[1], 16): path for path in container.paths if (match := _STREAM.match(path))}
        held = [record for parent in info for record in (parent, *parent.children) if record.tag == Tag.BIN_DATA]
        self._paths = ["" if _is_link(record) else streams.get(record.number(2, 2), "") for record in held]
        self._packings = dict(zip(self._paths, (record.number(0, 2) & _PACKINGS for record in held), strict=True))

    def path(self, number: int) -> str:
        """ "" where the picture lies outside of the file."""
        return self._paths[number - 1] if 0 < number <= len(self._paths) else ""

    def open(self, path: str) -> bytes | None:
        """Raises DocumentError for what does not unpack, or to too much."""
        data = self._container.read(path)
        packing = self._packings.get(path, _PLAIN)
        if data is None or packing == _PLAIN or not (packing == _PACKED or self._records.packed):
            return data
        return self._records.inflate(data)


def _is_link(item: Record) -> bool:
    return item.number(0, 2) & _PLACES == _LINKED


def find_pictures(sections: Mapping[str, Sequence[Record]], items: Items) -> Pictures:
    """The pictures of all sections in their order, those of pages by the identity of their record."""
    pages: dict[int, list[Inset]] = {}
    small: set[str] = set()
    for section, records in sections.items():
        for picture, paragraph, size, follows in _pictures(records):
            path = items.path(picture.number(_ITEM_AT, 2))
            if is_page(*(side / UNITS_PER_CM for side in size)):
                pages[id(picture)] = [Inset(path, DocxPlace(section, paragraph), follows, _crop(picture))]
            else:
                small.add(path)
    return Pictures(pages, len(small))


def _pictures(records: Sequence[Record]) -> Iterator[tuple[Record, int, tuple[int, int], bool]]:
    """Each picture with its paragraph, the size of its drawing, and whether nothing is said since the one before."""
    waiting = [(record, 0, (0, 0)) for record in reversed(records)]
    follows = False
    while waiting:
        record, paragraph, size = waiting.pop()
        if record.tag == Tag.PARA_HEADER:
            paragraph, follows = record.ordinal, follows and not _says_something(record)
        elif record.tag == Tag.CTRL_HEADER:
            size = record.number(16), record.number(20)
        elif record.tag == Tag.PICTURE:
            yield record, paragraph, size, follows
            follows = True
        waiting += [(held, paragraph, size) for held in reversed(record.children)]


def _says_something(paragraph: Record) -> bool:
    units = units_of(paragraph)
    return any(units[start:end].strip() for start, end, _ in stretches(units))


def _crop(picture: Record) -> Crop:
    """What is cut off, in the units of its own size, which newer files tell behind its effects."""
    if picture.number(_EFFECTS_AT) or len(picture.payload) < _SIZE_AT + 8:
        return WHOLE
    sides = [picture.number(_CUT_AT + 4 * side) for side in range(4)]
    return crop_of((sides[0], sides[1], sides[2], sides[3]), picture.number(_SIZE_AT), picture.number(_SIZE_AT + 4))
