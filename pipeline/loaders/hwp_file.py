"""HWP 5.0, Hancom's binary format: an OLE container of packed streams of records, as a document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.document.builder import DocumentBuilder
from pipeline.document.model import Document
from pipeline.errors import DocumentError
from pipeline.issues import Issue
from pipeline.loaders.block_writer import Writer
from pipeline.loaders.blocks import Block
from pipeline.loaders.collector import collector_paused
from pipeline.loaders.hwp.container import Container, NoContainer
from pipeline.loaders.hwp.context import Context, private_characters
from pipeline.loaders.hwp.docinfo import counts_changes, read_shapes
from pipeline.loaders.hwp.numbering import Counters
from pipeline.loaders.hwp.pictures import Items, find_pictures
from pipeline.loaders.hwp.records import Record, Records
from pipeline.loaders.hwp.section import Story
from pipeline.loaders.hwp.table import TooManyCells
from pipeline.loaders.limits import Limits, too_large
from pipeline.loaders.silence import silence

_SIGNATURE = b"HWP Document File"
_PACKED = 1
# A password, a copy for distribution, rights management, a certificate.
_LOCKED = 1 << 1 | 1 << 2 | 1 << 4 | 1 << 8 | 1 << 10
_SECTION = re.compile(r"BodyText/Section(\d{1,5})")


def load(data: bytes, name: str, sha256: str, limits: Limits) -> Document:
    """Reads the bytes of an HWP 5.0 file. Raises DocumentError."""
    try:
        with collector_paused():
            return _write(_File(data, name, limits), DocumentBuilder(name, sha256, "hwp"))
    except NoContainer as fault:
        raise DocumentError("damaged", name=name) from fault
    except TooManyCells as fault:
        raise too_large(name) from fault


def _write(file: _File, builder: DocumentBuilder) -> Document:
    Writer(builder, file.context.note_blocks, file.limits).write(file.blocks())
    if not builder.length:
        raise silence(builder.name, file.context, file.limits)
    builder.unread_pages.extend(file.context.unread_scans)
    builder.asides.extend(file.context.asides)
    builder.issues.extend(file.context.issues())
    if file.has_changes:
        builder.issues.append(Issue("revisions_mixed", "error"))
    document = builder.finish()
    return replace(document, issues=(*document.issues, *private_characters(document.text)))


class _File:
    """The streams of one file. `has_changes`: its format does not say which of its text is struck out."""

    def __init__(self, data: bytes, name: str, limits: Limits) -> None:
        self._container, self.limits = Container(data), limits
        header = self._container.read("FileHeader") or b""
        if not header.startswith(_SIGNATURE) or len(header) < 40:
            raise NoContainer
        flags = int.from_bytes(header[36:40], "little")
        if flags & _LOCKED:
            raise DocumentError("encrypted", name=name)
        self._records = Records(name, limits, packed=bool(flags & _PACKED))
        self._info = self._tree("DocInfo")
        self.has_changes = counts_changes(self._info)
        self.context = Context(read_shapes(self._info))

    def blocks(self) -> Iterator[Block]:
        numbered = sorted(
            (int(match[1]), match[0]) for match in map(_SECTION.fullmatch, self._container.paths) if match
        )
        sections = {path: self._tree(path) for _, path in numbered}
        self._read_pictures(sections)
        counters = Counters()
        for path, records in sections.items():
            story = Story(path, self.context, counters)
            yield from story.blocks(records)
            if records:
                story.read_tail(records[-1])

    def _read_pictures(self, sections: Mapping[str, Sequence[Record]]) -> None:
        items = Items(self._container, self._info, self._records)
        pictures = find_pictures(sections, items)
        self.context.small_pictures = pictures.small
        self.context.read_scans(pictures.pages, items.open, self.limits)

    def _tree(self, path: str) -> list[Record]:
        data = self._container.read(path)
        if data is None:
            raise NoContainer
        return self._records.read(data)
