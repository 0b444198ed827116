"""An RTF file that stands inside a document, as its paragraphs and tables."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.document.model import Block as Span
from pipeline.document.model import Document, DocxPlace
from pipeline.loaders.blocks import Block, Cell, Paragraph, Piece, Table
from pipeline.loaders.docx.context import Context
from pipeline.loaders.limits import Limits
from pipeline.loaders.rtf_file import load


def rtf_blocks(data: bytes, part: str, limits: Limits, context: Context) -> Iterator[Block]:
    """Blocks with places in that part; what is aside goes to the context. Raises DocumentError."""
    document = load(data, part, "", limits)
    for aside in document.asides:
        context.aside(aside.kind, aside.text, DocxPlace(part, 0), aside.author)
    if any(issue.code == "numbers_missing" for issue in document.issues):
        context.remark("numbering_missing")
    for span in document.blocks:
        yield _block(document, span, part)


def _block(document: Document, span: Span, part: str) -> Block:
    pieces = [
        (document.text[start:end], DocxPlace(part, place.paragraph, None, place.cell, place.source))
        for start, end, place in document.pieces(span.start, span.end)
        if isinstance(place, DocxPlace)
    ]
    if span.kind == "table_row":
        return Table([[Cell(column, [_paragraph(cell, part)]) for column, cell in enumerate(_cells(pieces))]])
    numbered = span.kind == "list_item"
    return Paragraph(pieces[0][1], pieces, span.level or 0, numbered, heads=span.kind == "heading")


def _paragraph(pieces: list[Piece], part: str) -> Paragraph:
    return Paragraph(pieces[0][1] if pieces else DocxPlace(part, 0), pieces)


def _cells(pieces: list[Piece]) -> list[list[Piece]]:
    """The pieces of a row between its tabs."""
    cells: list[list[Piece]] = [[]]
    for text, place in pieces:
        first, *others = text.split("\t")
        cells[-1].append((first, place))
        cells += ([(other, place)] for other in others)
    return [[piece for piece in cell if piece[0]] for cell in cells]
