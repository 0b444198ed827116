"""The running text of an RTF file: paragraphs, rows of tables and text boxes, written as blocks in reading order."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from pipeline.document.model import BlockKind, DocxPlace, Source
from pipeline.loaders.limits import Limits
from pipeline.loaders.rtf.lists import Lists
from pipeline.loaders.rtf.picture import Picture
from pipeline.loaders.rtf.story import Entry, Piece, Scan, Story, Words

_PART = "rtf"


@dataclass(slots=True)
class Draft:
    """The block that is being written, of the text or of a box that stands in it.

    `table` is None outside of tables; `row` and `cell` count on from row to row. `list_number` is the list of the
    paragraph, 0 for one of the old kind; `label` its number as the writing program wrote it out, "" for a bullet;
    `is_counted`: the paragraph has its number, `is_item`: the block begins with one. `notes` and `scans` stand after the block.
    """

    pieces: list[Piece] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    scans: list[Scan] = field(default_factory=list)
    table: int | None = None
    row: int = 0
    cell: int = 0
    level: int = 0
    list_number: int | None = None
    list_level: int = 0
    label: str | None = None
    is_counted: bool = False
    is_item: bool = False

    @property
    def table_cell(self) -> tuple[int, int, int] | None:
        return None if self.table is None else (self.table, self.row, self.cell)

    @property
    def kind(self) -> BlockKind:
        if self.table is not None:
            return "table_row"
        if self.level:
            return "heading"
        return "list_item" if self.is_item else "paragraph"

    def begin_paragraph(self) -> None:
        """Properties are as before until they are set anew."""
        self.label, self.is_counted = None, False


class Blocks:
    """Writes a story. `lost_numbers` counts items of lists that are not in the file."""

    def __init__(self, story: Story, name: str, limits: Limits) -> None:
        self._story, self._name, self._limits = story, name, limits
        self.draft, self._outer = Draft(), list[Draft]()
        self._boxed: list[Entry] = []
        self.lists = Lists()
        self._paragraph = self._tables = 0
        self.lost_numbers = 0

    @property
    def place(self) -> DocxPlace:
        return DocxPlace(_PART, self._paragraph)

    def write(self, text: str, source: Source = "text") -> None:
        """Text of a paragraph, behind its number."""
        if not self.draft.is_counted and not text.isspace():
            self.lost_numbers += not self._count()
        self._put(text, source)

    def set_scan(self, picture: Picture) -> None:
        """A picture of a page stands after the paragraph, or the row, that it is set in."""
        draft = self.draft
        draft.scans.append(Scan(picture, DocxPlace(_PART, self._paragraph, None, draft.table_cell)))

    def end_paragraph(self) -> None:
        """In a cell the next paragraph is a line of it."""
        self._end_item()
        self.end_line()

    def end_line(self) -> None:
        """What comes is the same paragraph: it gets no number."""
        if self.draft.table is not None:
            self._break_line()
            return
        if not self.draft.pieces and not self.draft.scans:
            self._add(Words([], "paragraph", None))
        self._write_block()

    def _break_line(self) -> None:
        pieces = self.draft.pieces
        if pieces and not pieces[-1][0].endswith(("\t", "\n")):
            self._put("\n")

    def end_cell(self) -> None:
        self._end_item()
        pieces = self.draft.pieces
        while pieces and pieces[-1][0] == "\n":
            pieces.pop()
        self._put("\t")
        self.draft.cell += 1

    def end_row(self) -> None:
        draft = self.draft
        while draft.pieces and draft.pieces[-1][0] in ("\t", "\n"):
            draft.pieces.pop()
        self.end_block()
        draft.row, draft.cell = draft.row + 1, 0

    def end_block(self) -> None:
        self._write_block()
        self.draft.begin_paragraph()

    def enter_table(self) -> None:
        draft = self.draft
        if draft.table is None:
            self._tables += not draft.row and not draft.cell
            draft.table = self._tables - 1

    def enter_box(self) -> None:
        """What stands in a text box are blocks of its own, after the one that it is anchored in."""
        self._outer.append(self.draft)
        self.draft = Draft()

    def leave_boxes(self, count: int) -> None:
        for _ in range(count):
            self.end_block()
            self.draft = self._outer.pop()

    def leave_all_boxes(self) -> None:
        self.leave_boxes(len(self._outer))

    def _put(self, text: str, source: Source = "text") -> None:
        draft = self.draft
        draft.pieces.append((text, DocxPlace(_PART, self._paragraph, None, draft.table_cell, source)))

    def _end_item(self) -> None:
        """A paragraph of a list counts, and shows its number, without any text too."""
        if not self.draft.is_counted:
            self._count(stands_alone=True)
        self.draft.begin_paragraph()

    def _count(self, stands_alone: bool = False) -> bool:
        """Writes the number of an item; False where nobody knows it. A bullet says nothing, whatever it looks like."""
        draft = self.draft
        draft.is_counted = True
        counted = None if draft.list_number is None else self.lists.advance(draft.list_number, draft.list_level)
        written = None if draft.label is None else f"{draft.label} "
        label = counted if written is None or counted == "" else written
        if label is None:
            return draft.list_number is None
        draft.is_item = True
        if any(map(str.isalnum, label)):
            self._put(label.rstrip() if stands_alone else label, "generated")
        return True

    def _write_block(self) -> None:
        draft = self.draft
        pieces, draft.pieces = draft.pieces, []
        if pieces:
            merged = [("".join(text for text, _ in run), place) for place, run in groupby(pieces, itemgetter(1))]
            self._add(Words(merged, draft.kind, draft.level or None))
        self._write_what_stands_after(draft)
        if not self._outer:
            waiting, self._boxed = self._boxed, []
            for entry in waiting:
                self._add(entry)
        self._paragraph += 1
        draft.is_item = False
        if draft.table is None:
            draft.row = draft.cell = 0
        self._limits.check(self._name, lines=self._paragraph)

    def _write_what_stands_after(self, draft: Draft) -> None:
        scans, draft.scans = draft.scans, []
        notes, draft.notes = draft.notes, []
        for scan in scans:
            self._add(scan)
        for note in notes:
            self._add(Words([(note, self.place)], "paragraph", None))

    def _add(self, entry: Entry) -> None:
        """Writes a block; one of a text box waits for the end of what it is anchored in."""
        if self._outer:
            self._boxed.append(entry)
        else:
            self._story.add(entry)
