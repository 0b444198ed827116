"""The blocks of an RTF file in their order, and the pictures of pages that stand between them, read at the end at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.document.builder import DocumentBuilder
from pipeline.document.model import BlockKind, DocxPlace
from pipeline.loaders.block_writer import Writer
from pipeline.loaders.findings import Findings
from pipeline.loaders.inset import Inset
from pipeline.loaders.limits import Limits
from pipeline.loaders.rtf.picture import Picture

Piece = tuple[str, DocxPlace]


class Words(NamedTuple):
    """A block of text."""

    pieces: Sequence[Piece]
    kind: BlockKind
    level: int | None


@dataclass(frozen=True, slots=True)
class Scan:
    """A picture as large as a page where it stands."""

    picture: Picture
    place: DocxPlace


Entry = Words | Scan


class Story:
    """Takes entries as they are read. `findings` tell of the pictures; `length` counts characters so far."""

    def __init__(self, builder: DocumentBuilder, limits: Limits) -> None:
        self._builder, self._limits = builder, limits
        self._entries: list[Entry] = []
        self.findings = Findings()
        self.length = 0

    def add(self, entry: Entry) -> None:
        """Raises DocumentError when the text grows over its limit."""
        self._entries.append(entry)
        if isinstance(entry, Words):
            self.length += sum(len(text) for text, _ in entry.pieces) + 1
            self._limits.check(self._builder.name, characters=self.length)

    def write(self) -> None:
        """Into the builder, with what OCR reads in the pictures."""
        self._read_scans()
        writer = Writer(self._builder, lambda _: iter(()), self._limits)
        for number, entry in enumerate(self._entries):
            if isinstance(entry, Words):
                self._builder.add_block(*entry)
            else:
                writer.write(self.findings.scanned(number, entry.place.cell))
        self._builder.asides.extend(self.findings.asides)
        self._builder.unread_pages.extend(self.findings.unread_scans)

    def _read_scans(self) -> None:
        pictures: dict[str, Picture] = {}
        insets: dict[int, list[Inset]] = {}
        before: Entry | None = None
        for number, entry in enumerate(self._entries):
            if isinstance(entry, Scan):
                part = f"picture{len(pictures) + 1}.{entry.picture.coding or 'bin'}"
                pictures[part] = entry.picture
                follows = isinstance(before, Scan) and before.place.cell == entry.place.cell
                insets[number] = [Inset(part, entry.place, follows, entry.picture.crop)]
            before = entry
        self.findings.read_scans(insets, lambda part: pictures[part].data, self._limits)
