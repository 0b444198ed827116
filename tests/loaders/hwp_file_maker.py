"""HWP 5.0 files for the tests: records, packed into streams of an OLE container, as Hancom writes them."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.loaders.hwp.records import Tag

SECTOR, MINI, CUTOFF = 512, 64, 4096
_FREE, _END, _FAT, _LIST = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFC
# Sectors of the allocation table that the header itself lists.
_HEADER_TABLES = 109
_MASTER = 1 << 31
_PATTERNS = ((0, "제^1조"), (1, "^2"), (8, "^3."), (0, "^n)"), (0, "(^5)"), (8, "(^6)"), (1, "^7"))
# Paragraph shapes: 0 plain, 1 to 4 the levels of list 1, 5 outline, 6 bullet, 7 level ten of the outline.
_HEADS = ((0, 0, 0), (2, 1, 0), (2, 1, 1), (2, 1, 2), (2, 1, 3), (1, 0, 0), (3, 1, 0), (1, 0, 6))


@dataclass
class Text:
    """What stands in a paragraph: 16-bit units, the records of its controls, and where the letters change."""

    units: bytes = b""
    controls: list[bytes] = field(default_factory=list)
    shapes: list[tuple[int, int]] = field(default_factory=lambda: [(0, 0)])

    def add(self, text: str, char: int | None = None) -> Text:
        if char is not None:
            self.shapes.append((len(self.units) // 2, char))
        self.units += text.encode("utf-16-le")
        return self

    def wide(self, code: int, name: bytes = b"    ") -> Text:
        """A control of eight units that has no record."""
        self.units += struct.pack("<H4s8sH", code, name[::-1], b"", code)
        return self

    def control(self, code: int, control: bytes) -> Text:
        self.controls.append(control)
        return self.wide(code, control[4:8][::-1])


def record(tag: int, level: int, payload: bytes = b"") -> bytes:
    size = min(len(payload), 0xFFF)
    long_size = struct.pack("<L", len(payload)) if size == 0xFFF else b""
    return struct.pack("<L", tag | level << 10 | size << 20) + long_size + payload


def deeper(records: bytes, levels: int = 1) -> bytes:
    """The records moved down by so many levels."""
    moved, at = bytearray(records), 0
    while at < len(moved):
        (head,) = struct.unpack_from("<L", moved, at)
        struct.pack_into("<L", moved, at, head + (levels << 10))
        size = head >> 20
        at += 4 + (4 + struct.unpack_from("<L", moved, at + 4)[0] if size == 0xFFF else size)
    return bytes(moved)


def paragraph(text: Text | str, shape: int = 0, own_id: int = 0) -> bytes:
    content = Text().add(text) if isinstance(text, str) else text
    units = content.units + b"\r\0"
    head = struct.pack("<LLHBBHHHLH", len(units) // 2 | _MASTER, 0, shape, 0, 0, len(content.shapes), 0, 0, own_id, 0)
    shapes = b"".join(struct.pack("<LL", *change) for change in content.shapes)
    inside = record(Tag.PARA_TEXT, 1, units) + record(Tag.PARA_CHAR_SHAPE, 1, shapes)
    return record(Tag.PARA_HEADER, 0, head) + inside + b"".join(deeper(control) for control in content.controls)


def control(name: bytes, payload: bytes = b"", *records: bytes) -> bytes:
    return record(Tag.CTRL_HEADER, 0, name[::-1] + payload) + b"".join(deeper(inside) for inside in records)


def paragraphs(*items: bytes, head: bytes = b"") -> bytes:
    """A list of paragraphs; its head and its paragraphs are of one level."""
    return record(Tag.LIST_HEADER, 0, struct.pack("<HLH", len(items), 0, 0) + head) + b"".join(items)


def cell(row: int, column: int, *items: bytes, rows: int = 1, columns: int = 1, fill: int = 1) -> bytes:
    head = struct.pack("<HHHHLL8xH", column, row, columns, rows, 1000, 1000, fill)
    return paragraphs(*items, head=head)


def table(*cells: bytes, rows: int = 2, columns: int = 2, inline: bool = True, caption: bytes = b"") -> bytes:
    """`caption` is a list of paragraphs."""
    attributes = int(inline) | 2 << 3 | 1 << 21
    size = struct.pack(f"<LHHH8x{rows}HHH", 4, rows, columns, 0, *[columns] * rows, 1, 0)
    return control(b"tbl ", struct.pack("<LLL", attributes, 0, 0), caption, record(Tag.TABLE, 0, size), *cells)


def caption(*items: bytes, top: bool = True) -> bytes:
    return paragraphs(*items, head=struct.pack("<LLHL", 2 if top else 3, 0, 0, 0))


def text_box(*items: bytes) -> bytes:
    return control(
        b"gso ", struct.pack("<LL", 0, 0), record(Tag.SHAPE_COMPONENT, 0, b"cer$" * 2) + deeper(paragraphs(*items))
    )


def string(text: str) -> bytes:
    return struct.pack("<H", len(text)) + text.encode("utf-16-le")


def doc_info(*extra: bytes) -> bytes:
    """Character shapes: 0 plain, 1 white, 2 tiny, 3 white on a shade. Border fill 2 is painted."""
    border = b"\0" * 32
    fills = (border + struct.pack("<L", 0), border + struct.pack("<LL", 1, 0x663300))
    chars = ((1000, 0, _FREE), (1000, 0xFFFFFF, _FREE), (100, 0, _FREE), (1000, 0xFFFFFF, 0))
    levels = b"".join(struct.pack("<LhhL", shape << 5, 0, 50, _FREE) + string(pattern) for shape, pattern in _PATTERNS)
    parts = [
        *(record(Tag.BORDER_FILL, 1, fill) for fill in fills),
        *(record(Tag.CHAR_SHAPE, 1, _char_shape(*char)) for char in chars),
        record(Tag.NUMBERING, 1, levels + struct.pack("<H7L", 0, *[1] * 7)),
        record(Tag.BULLET, 1, b"\0" * 12 + "☐".encode("utf-16-le") + b"\0" * 10),
        *(record(Tag.PARA_SHAPE, 1, _para_shape(*head)) for head in _HEADS),
        record(26, 1, string("바탕글") + string("Normal") + struct.pack("<BBhHHH", 0, 0, 1042, 0, 0, 0)),
    ]
    counts = struct.pack("<18L", 0, *[0] * 7, len(fills), len(chars), 0, 1, 1, len(_HEADS), 1, 0, 0, 0)
    return record(16, 0, b"\1" + b"\0" * 25) + record(17, 0, counts) + b"".join((*parts, *extra))


def _char_shape(size: int, colour: int, shade: int) -> bytes:
    return b"\0" * 42 + struct.pack("<LLhLLLLH", size, 0, 0, colour, 0, shade, 0, 1)


def _para_shape(kind: int, list_id: int, level: int) -> bytes:
    last = 9 if level == 6 else level
    return (
        struct.pack("<L", kind << 23 | level << 25)
        + b"\0" * 26
        + struct.pack("<HH", list_id, 1)
        + b"\0" * 20
        + struct.pack("<L", last)
    )


def hwp(*items: bytes, flags: int = 1, info: bytes | None = None, streams: Mapping[str, bytes] | None = None) -> bytes:
    """A file with one section of these paragraphs; `streams` are added or take the place of its own, as they are."""
    header = (b"HWP Document File".ljust(32, b"\0") + struct.pack("<LL", 0x05010000, flags)).ljust(256, b"\0")
    pack = _deflate if flags & 1 else bytes
    own = {
        "FileHeader": header,
        "DocInfo": pack(doc_info() if info is None else info),
        "BodyText/Section0": pack(b"".join(items)),
        "\x05HwpSummaryInformation": b"\0" * 64,
    }
    return container({**own, **(streams or {})})


def _deflate(data: bytes) -> bytes:
    packing = zlib.compressobj(wbits=-15)
    return packing.compress(data) + packing.flush()


def container(streams: Mapping[str, bytes]) -> bytes:
    """An OLE compound file; streams below 4096 bytes lie in the mini stream."""
    names, children = _tree(list(streams))
    mini, mini_fat, large, fat = bytearray(), list[int](), list[bytes](), list[int]()
    places: dict[str, tuple[int, int]] = {}
    for path, data in streams.items():
        if 0 < len(data) < CUTOFF:
            places[path] = len(mini) // MINI, len(data)
            count = -(-len(data) // MINI)
            mini_fat += [*range(len(mini_fat) + 1, len(mini_fat) + count), _END]
            mini += data.ljust(count * MINI, b"\0")
        else:
            places[path] = _store(data, large, fat), len(data)
    mini_at = _store(bytes(mini), large, fat)
    mini_fat_at = _store(struct.pack(f"<{len(mini_fat)}L", *mini_fat), large, fat)
    places[""] = mini_at, len(mini)
    entries = b"".join(_entry(path, children, names, places) for path in names)
    directory_at = _store(entries, large, fat)
    tables = -(-(len(fat) + 8) // 124)
    lists = -(-max(tables - _HEADER_TABLES, 0) // 127)
    fat_at = len(fat)
    list_at = fat_at + tables
    fat += [_FAT] * tables + [_LIST] * lists
    fat += [_FREE] * (tables * 128 - len(fat))
    places_of_tables = [*range(fat_at, fat_at + tables), *[_FREE] * (_HEADER_TABLES + lists * 127)]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9L", 0, tables, directory_at, 0, CUTOFF, mini_fat_at, 1, list_at if lists else _END, lists)
    head += struct.pack("<109L", *places_of_tables[:_HEADER_TABLES])
    rest = b""
    for number in range(lists):
        listed = places_of_tables[_HEADER_TABLES + 127 * number :][:127]
        rest += struct.pack("<128L", *listed, list_at + number + 1 if number + 1 < lists else _END)
    return head + b"".join(large) + struct.pack(f"<{len(fat)}L", *fat) + rest


def _store(data: bytes, large: list[bytes], fat: list[int]) -> int:
    """Appends a stream and chains its sectors; the first one."""
    if not data:
        return _END
    start, count = len(fat), -(-len(data) // SECTOR)
    large.append(data.ljust(count * SECTOR, b"\0"))
    fat += [*range(start + 1, start + count), _END]
    return start


def _tree(paths: Sequence[str]) -> tuple[list[str], dict[str, list[str]]]:
    """The root "", storages and streams, and what each storage holds."""
    names = [""]
    children: dict[str, list[str]] = {"": []}
    for path in paths:
        folder = path.rpartition("/")[0]
        if folder and folder not in children:
            names.append(folder)
            children[folder] = []
            children[""].append(folder)
        names.append(path)
        children[folder].append(path)
    return names, children


def _sort_key(path: str) -> tuple[int, str]:
    name = path.rpartition("/")[2]
    return len(name), name.upper()


def _entry(
    path: str, children: Mapping[str, list[str]], names: list[str], places: Mapping[str, tuple[int, int]]
) -> bytes:
    """Siblings hang on each other's right hand, in the order of the format: by length, then by name."""
    unsorted = next((held for held in children.values() if path in held), [])
    siblings = sorted(unsorted, key=_sort_key)
    after = siblings[siblings.index(path) + 1] if path in siblings[:-1] else None
    child = min(children.get(path, ()), key=_sort_key, default=None)
    name = (path.rpartition("/")[2] or "Root Entry").encode("utf-16-le") + b"\0\0"
    kind = 5 if not path else 1 if path in children else 2
    right, down = (_FREE if other is None else names.index(other) for other in (after, child))
    start, size = places.get(path, (0, 0))
    links = struct.pack("<HBBLLL", len(name), kind, 1, _FREE, right, down)
    return name.ljust(64, b"\0") + links + b"\0" * 36 + struct.pack("<LQ", start, size)
