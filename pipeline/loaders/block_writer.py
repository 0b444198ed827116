"""From the blocks of a story to the text of a document: paragraphs, rows of tables and notes in reading order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from pipeline.document.builder import DocumentBuilder
from pipeline.document.model import Gap, Place
from pipeline.loaders.blocks import Block, Cell, Note, Paragraph, Table
from pipeline.loaders.limits import Limits

# A cell with more paragraphs than this is no entry of a table but a page laid out with one.
_ENTRY_PARAGRAPHS = 4
_NUMERAL = "0-9０-９一二三四五六七八九十百千零〇○"
_ARTICLE = re.compile(rf"\s*(?:第\s*[{_NUMERAL}]+\s*[条條章节節編编]|제\s*\d+\s*[조장절]|(?:Article|Section)\s+\d)")

NoteBlocks = Callable[[Note], Iterator[Block]]
Pieces = list[tuple[str, Place | None]]


class Writer:
    """Writes blocks as they are read, so that a document never stands in memory twice."""

    def __init__(self, builder: DocumentBuilder, note_blocks: NoteBlocks, limits: Limits) -> None:
        self._builder, self._note_blocks, self._limits = builder, note_blocks, limits

    def write(self, blocks: Iterable[Block]) -> None:
        """Appends the blocks. Raises DocumentError when the text grows over its limit of characters."""
        for block in blocks:
            if isinstance(block, Table):
                self._table(block)
            else:
                self._paragraph(block)
            if self._builder.length > self._limits.characters:
                raise self._limits.exceeded("characters", self._builder.name)

    def _paragraph(self, paragraph: Paragraph) -> None:
        if paragraph.ruled and not paragraph.pieces:
            self._builder.leave_gap(Gap.RULE)
        for line in paragraph.lines():
            self._builder.add_block(line, paragraph.kind, paragraph.level or None)
        if paragraph.notes:
            self._notes(paragraph)

    def _table(self, table: Table) -> None:
        """A table of one column, and a row with prose in a cell, are layout: their paragraphs stand for themselves."""
        one_column = all(len(row) <= 1 for row in table.rows)
        for row in table.rows:
            if one_column or any(map(_is_prose, row)):
                for cell in row:
                    self.write(cell.blocks)
            else:
                self._row(row)

    def _row(self, row: list[Cell]) -> None:
        """One block: cells apart by a tab, the paragraphs of a cell by a line feed. Empty cells keep the columns."""
        entries = [_entry(cell) for cell in row]
        while entries and not entries[-1]:
            entries.pop()
        pieces: Pieces = []
        for index, entry in enumerate(entries):
            pieces += [("\t", None), *entry] if index else entry
        self._builder.add_block(pieces, "table_row")
        for cell in row:
            for paragraph in _paragraphs(cell):
                self._notes(paragraph)

    def _notes(self, paragraph: Paragraph) -> None:
        for note in paragraph.notes:
            self.write(self._note_blocks(note))


def plain_text(blocks: Iterable[Block]) -> str:
    """The text of a header or comment, line by line."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Table):
            lines += ("\t".join(plain_text(cell.blocks) for cell in row).rstrip() for row in block.rows)
        else:
            lines.append(block.text)
    return "\n".join(line for line in lines if line.strip())


def _paragraphs(cell: Cell) -> list[Paragraph]:
    return [block for block in cell.blocks if isinstance(block, Paragraph)]


def _entry(cell: Cell) -> Pieces:
    """The text of a cell; a tab inside it would look like the next cell."""
    pieces: Pieces = []
    for paragraph in _paragraphs(cell):
        if not paragraph.text.strip():
            continue
        if pieces:
            pieces.append(("\n", None))
        pieces += [(text.replace("\t", " "), place) for text, place in paragraph.pieces]
    return pieces


def _is_prose(cell: Cell) -> bool:
    """Whether a cell holds a page rather than an entry: a table, many paragraphs, or articles."""
    filled = [paragraph for paragraph in _paragraphs(cell) if paragraph.text.strip()]
    if len(filled) < len(cell.blocks) and any(isinstance(block, Table) for block in cell.blocks):
        return True
    if len(filled) > _ENTRY_PARAGRAPHS:
        return True
    return len(filled) > 1 and any(item.level or _ARTICLE.match(item.text) for item in filled)
