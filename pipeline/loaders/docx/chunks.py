"""Documents that stand inside a document (w:altChunk): DOCX files, RTF, web pages and plain text are read in place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from pipeline.document.model import DocxPlace
from pipeline.errors import DocumentError
from pipeline.loaders.blocks import Block, Paragraph
from pipeline.loaders.docx.context import Context
from pipeline.loaders.encodings import decode
from pipeline.loaders.package import Package

# More than a contract has annexes; a file that holds itself many times over is read no further.
MOST = 20
_RTF, _ZIP = b"{\\rtf", b"PK"

Nested = Callable[[bytes, str], Iterator[Block]]


class Chunks:
    """The chunks of one part, by relationship. `nested` reads one that is a DOCX file; what is not read is counted."""

    def __init__(self, package: Package, targets: Mapping[str, str], context: Context, nested: Nested) -> None:
        self._package, self._targets, self._context, self._nested = package, targets, context, nested
        self._read = 0

    def blocks(self, relationship: str) -> Iterator[Block]:
        name = self._targets.get(relationship, "")
        self._read += 1
        data = self._package.read(name) if name and self._read <= MOST else None
        blocks = None if data is None else self._blocks(data, name)
        if blocks is None:
            self._context.unread_part()
        else:
            yield from blocks

    def _blocks(self, data: bytes, name: str) -> Iterator[Block] | None:
        if data.startswith(_ZIP):
            return self._document(data, name)
        if len(data) > self._package.limits.chunk_bytes:
            return None
        if data.lstrip().startswith(_RTF):
            return self._rich_text(data.lstrip(), name)
        # A web page is rare, and its parser heavy.
        from pipeline.loaders.docx.web import page_blocks, web_page

        if (page := web_page(data)) is not None:
            return page_blocks(page, name, self._context)
        decoded = decode(data)
        return None if decoded is None else _lines(decoded.text, name)

    def _rich_text(self, data: bytes, name: str) -> Iterator[Block]:
        from pipeline.loaders.docx.rtf import rtf_blocks  # as rare as a web page

        try:
            yield from rtf_blocks(data, name, self._package.limits, self._context)
        except DocumentError:
            self._context.unread_part()

    def _document(self, data: bytes, name: str) -> Iterator[Block]:
        try:
            yield from self._nested(data, name)
        except DocumentError:
            self._context.unread_part()


def _lines(text: str, part: str) -> Iterator[Block]:
    for number, line in enumerate(text.splitlines()):
        place = DocxPlace(part, number)
        yield Paragraph(place, [(line, place)] if line else [])
