"""Loaders write a document with this: piece by piece, in reading order."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from pipeline.document.model import Aside, Block, BlockKind, Document, Format, Fragment, Gap, Place
from pipeline.issues import Issue
from pipeline.text import scripts


class DocumentBuilder:
    """Appends text with its place. A block is opened, filled and closed; blocks are separated by one line feed."""

    def __init__(self, name: str, sha256: str, format: Format) -> None:
        self.name, self.sha256, self.format = name, sha256, format
        self.asides: list[Aside] = []
        self.issues: list[Issue] = []
        self.unread_pages: list[int] = []
        self._pieces: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._fragments: list[Fragment] = []
        self._opened: int | None = None
        self._gap = Gap.NONE

    @property
    def length(self) -> int:
        """Code points so far."""
        return self._length

    def open_block(self) -> None:
        """Starts a block on a line of its own."""
        if self._length:
            self._append("\n")
        self._opened = self._length

    def add(
        self,
        text: str,
        place: Place | None = None,
        boxes: array[float] | None = None,
        original: str | None = None,
    ) -> None:
        """Appends text to the open block. `boxes` holds four floats per code point of `text`."""
        if not text:
            return
        start = self._length
        self._append(text)
        if place is not None:
            self._fragments.append(Fragment(start, self._length, place, boxes, original))

    def close_block(self, kind: BlockKind, level: int | None = None) -> None:
        """Ends the block; an empty one leaves no trace."""
        start, self._opened = self._opened, None
        if start is None:
            raise RuntimeError("close_block without open_block")
        if start == self._length:
            if start:
                self._pieces.pop()
                self._length -= 1
            return
        self._close(Block(kind, start, self._length, level, self._gap))

    def add_block(self, pieces: Sequence[tuple[str, Place | None]], kind: BlockKind, level: int | None = None) -> None:
        """A whole block at once, of text with its places; one without ink leaves a gap above the next."""
        for text, _ in pieces:
            if text and not text.isspace():
                break
        else:
            self.leave_gap()
            return
        start = end = self._length + 1 if self._length else 0
        if start:
            self._pieces.append("\n")
        for text, place in pieces:
            begin, end = end, end + len(text)
            self._pieces.append(text)
            if place is not None and text:
                self._fragments.append(Fragment(begin, end, place))
        self._length = end
        self._close(Block(kind, start, end, level, self._gap))

    def leave_gap(self, gap: Gap = Gap.BLANK) -> None:
        """What parts the next block from the one above, if nothing parts them more."""
        self._gap = max(self._gap, gap)

    def _close(self, block: Block) -> None:
        self._blocks.append(block)
        self._gap = Gap.NONE

    def finish(self, pages: int | None = None) -> Document:
        text = "".join(self._pieces)
        languages = scripts.languages(text)
        return Document(
            name=self.name,
            sha256=self.sha256,
            format=self.format,
            text=text,
            language=languages[0],
            languages=languages,
            pages=pages,
            blocks=tuple(self._blocks),
            fragments=tuple(self._fragments),
            asides=tuple(self.asides),
            issues=tuple(self.issues),
            unread_pages=tuple(self.unread_pages),
        )

    def _append(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)
