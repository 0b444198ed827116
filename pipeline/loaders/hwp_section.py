"""A section of an HWP 5.0 file, paragraph by paragraph (revision 1.3, 4.3)."""

from __future__ import annotations

import re
import struct
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from sys import byteorder

from pipeline.document.model import DocxPlace
from pipeline.loaders.block_writer import plain_text
from pipeline.loaders.blocks import Block
from pipeline.loaders.hwp_context import Context, heading_level
from pipeline.loaders.hwp_draft import Draft, Revision
from pipeline.loaders.hwp_equation import linear
from pipeline.loaders.hwp_numbering import SHAPES, Counters, shape_number
from pipeline.loaders.hwp_records import Record, Tag
from pipeline.loaders.hwp_shapes import UNITS_PER_CM
from pipeline.loaders.hwp_table import Placed, arrange

_CONTROL = re.compile("[\x00-\x1f]")
_WIDE = frozenset((*range(1, 10), 11, 12, *range(14, 24)))
_EXTENDED = frozenset((1, 2, 3, 11, 12, *range(14, 19), 21, 22, 23))
_WIDE_UNITS = 8
_TAB, _FIELD_END = 9, 4
# A hyphen (24) shows only where a line ends at it.
_CHARACTERS = {_TAB: "\t", 10: "\n", 30: "\u00a0", 31: " "}
_GUIDE = re.compile(r"Direction:wstring:(\d{1,5}):")
_NO_IDS = (0, 0x80000000)
_NUMBER_KINDS = {1: "footnote", 2: "endnote", 3: "PICTURE", 4: "TABLE", 5: "EQUATION"}
_CAPTIONED = (3, 4, 5)
_CAPTION_TOP = 2
_TO_PARAGRAPH, _BLOCK_FLOW, _FLOATING_LINE = 2, 1, 1000

CellPath = tuple[int, int, int]
Control = tuple[bytes, Record]


@dataclass(slots=True)
class Scope:
    """Where a paragraph stands."""

    cell: CellPath | None = None
    ground: bool = False


class Story:
    """Reads the paragraphs of one section."""

    def __init__(self, part: str, context: Context, counters: Counters) -> None:
        self._part, self._context, self._counters = part, context, counters
        self._tables = 0

    def blocks(self, records: Iterable[Record], scope: Scope | None = None) -> Iterator[Block]:
        """The blocks of a list of paragraphs."""
        scope = scope or Scope()
        for record in records:
            if record.tag == Tag.PARA_HEADER:
                yield from self._paragraph(record, scope)

    def _paragraph(self, record: Record, scope: Scope) -> Iterator[Block]:
        shape = self._context.shapes.para(record.number(8, 2))
        own_id = record.number(18)
        para_id = None if own_id in _NO_IDS else str(own_id)
        place = DocxPlace(self._part, record.ordinal, para_id, scope.cell)
        draft = Draft(self._context, place, Revision())
        inner = Scope(scope.cell, scope.ground or shape.painted)
        _Reader(self, draft, inner, record).read()
        draft.finish()
        label = self._context.label(shape, self._counters) if draft.atoms or shape.head != "bullet" else ""
        yield from draft.blocks(label, heading_level(shape))

    def aside_text(self, record: Record) -> str:
        """What a control holds, with lists of its own: they do not count in the text."""
        return plain_text(self.aside_blocks(record))

    def aside_blocks(self, record: Record) -> list[Block]:
        story = Story(self._part, self._context, Counters())
        return [block for _, paragraphs in record.lists() for block in story.blocks(paragraphs)]

    def cells(self, table: Record, lists: Iterable[tuple[Record, list[Record]]], scope: Scope) -> Iterator[Placed]:
        index, self._tables = self._tables, self._tables + 1
        painted = self._context.shapes.painted
        for head, paragraphs in lists:
            column, row, row_span = head.number(8, 2), head.number(10, 2), head.number(14, 2)
            ground = scope.ground or head.number(32, 2) in painted
            yield Placed(row, column, row_span, list(self.blocks(paragraphs, Scope((index, row, column), ground))))

    def read_tail(self, record: Record) -> None:
        """Keeps aside what stands after the last paragraph of a section: memos, or more pages' backgrounds."""
        place = DocxPlace(self._part, record.ordinal)
        for _, paragraphs in record.lists():
            blocks = Story(self._part, self._context, Counters()).blocks(paragraphs)
            if record.child(Tag.MEMO_LIST):
                self._context.aside("comment", plain_text(blocks), place)
            else:
                self._context.margin("header", blocks, place)


class _Reader:
    """Reads the text of one paragraph and the controls that stand in it."""

    def __init__(self, story: Story, draft: Draft, scope: Scope, record: Record) -> None:
        self._story, self._draft, self._scope, self._record = story, draft, scope, record
        self._context = draft.context
        self._controls = [
            (control.payload[3::-1], control) for control in record.children if control.tag == Tag.CTRL_HEADER
        ]
        self._hiding = _Hiding(record, self._context, scope.ground)
        self._is_hidden = False

    def read(self) -> None:
        text = self._record.child(Tag.PARA_TEXT)
        units = _units(b"" if text is None else text.payload)
        controls = iter(self._controls)
        at = 0
        while at < len(units):
            match = _CONTROL.search(units, at)
            end = match.start() if match else len(units)
            self._plain(units, at, end)
            if match is None:
                break
            code = ord(match[0])
            self._is_hidden = self._hiding.at(end)
            self._draft.text(_CHARACTERS.get(code, ""), hidden=self._is_hidden)
            if code == _FIELD_END:
                self._draft.end_field()
            elif code in _EXTENDED and (control := next(controls, None)) is not None:
                self._control(control)
            at = end + (_WIDE_UNITS if code in _WIDE else 1)
        for control in controls:
            self._control(control)

    def _plain(self, units: str, start: int, end: int) -> None:
        """Text between controls, cut where the shape of its letters changes."""
        for low, high, hidden in self._hiding.pieces(start, end):
            self._draft.text(_joined(units[low:high]), hidden=hidden)

    def _control(self, control: Control) -> None:
        name, record = control
        handler = _HANDLERS.get(name)
        if handler is not None:
            handler(self, record)
        elif name.startswith(b"%"):
            self._field(record)

    def _section(self, record: Record) -> None:
        """The outline of the section, and what stands behind each of its pages."""
        self._context.outline = record.number(18, 2)
        self._context.margin("header", self._story.aside_blocks(record), self._draft.place)

    def _field(self, record: Record) -> None:
        command, _ = record.string(9)
        guide = _GUIDE.search(command)
        self._draft.begin_field(command[guide.end() : guide.end() + int(guide[1])] if guide else "")

    def _margin(self, record: Record) -> None:
        kind = "header" if record.payload[3::-1] == b"head" else "footer"
        self._context.margin(kind, self._story.aside_blocks(record), self._draft.place)

    def _comment(self, record: Record) -> None:
        self._context.aside("comment", self._story.aside_text(record), self._draft.place)

    def _note(self, record: Record) -> None:
        kind = "footnote" if record.payload[3::-1] == b"fn  " else "endnote"
        blocks = self._story.aside_blocks(record)
        self._draft.add_note(self._context.note(kind, blocks, record.number(4, 2) or None))

    def _auto_number(self, record: Record) -> None:
        """The number of a caption. A page's is not known, a note's stands before it already."""
        kind, shape = record.number(4) & 0xF, record.number(4) >> 4 & 0xFF
        if kind in _CAPTIONED:
            name = _NUMBER_KINDS[kind]
            self._context.numbers[name] += 1
            text = shape_number(self._context.numbers[name], SHAPES[shape] if shape < len(SHAPES) else "DIGIT")
            self._draft.text(text, "generated", self._is_hidden)

    def _new_number(self, record: Record) -> None:
        kind = _NUMBER_KINDS.get(record.number(4) & 0xF)
        if kind:
            self._context.numbers[kind] = record.number(8, 2) - 1

    def _table(self, record: Record) -> None:
        """The list before the record of the table is its caption, those after it are its cells."""
        lists = list(record.lists())
        at = next((place for place, held in enumerate(record.children) if held.tag == Tag.TABLE), 0)
        captions = sum(held.tag == Tag.LIST_HEADER for held in record.children[:at])
        table = arrange(self._story.cells(record, lists[captions:], self._scope))
        above, below = self._caption(lists[:captions])
        if record.number(4) & 1 and not captions:
            self._draft.atoms.append(table)
        elif _floats_above(record):
            self._draft.above += [*above, table, *below]
        else:
            self._draft.below += [*above, table, *below]

    def _caption(self, lists: Sequence[tuple[Record, list[Record]]]) -> tuple[list[Block], list[Block]]:
        """What stands above the object and what stands below."""
        above: list[Block] = []
        below: list[Block] = []
        for head, paragraphs in lists:
            side = above if head.number(8) & 3 == _CAPTION_TOP else below
            side += self._story.blocks(paragraphs, self._scope)
        return above, below

    def _drawing(self, record: Record) -> None:
        """The text in a drawing, and in those that it holds, stands after the paragraph."""
        above, below = self._caption(list(record.lists()))
        self._draft.below += above
        for shape in record.children:
            if shape.tag == Tag.SHAPE_COMPONENT:
                self._shape(shape, (record.number(16), record.number(20)))
        self._draft.below += below

    def _shape(self, shape: Record, size: tuple[int, int]) -> None:
        """`size` is the width and height of the whole drawing."""
        scope = Scope(self._scope.cell, ground=True)
        for _, paragraphs in shape.lists():
            self._draft.below += self._story.blocks(paragraphs, scope)
        for held in shape.children:
            if held.tag == Tag.SHAPE_COMPONENT:
                self._shape(held, size)
            elif held.tag == Tag.PICTURE and not self._is_hidden:
                self._context.pass_over_picture(*(side / UNITS_PER_CM for side in size))
            elif held.tag == Tag.TEXT_ART:
                self._draft.text(held.string(32)[0], hidden=self._is_hidden)

    def _equation(self, record: Record) -> None:
        script = record.child(Tag.EQUATION)
        if script is not None:
            self._draft.text(linear(script.string(4)[0]), hidden=self._is_hidden)

    def _overlap(self, record: Record) -> None:
        self._draft.text(record.string(4)[0], hidden=self._is_hidden)

    def _ruby(self, record: Record) -> None:
        main, end = record.string(4)
        self._draft.text(main, hidden=self._is_hidden)
        self._context.aside("ruby", record.string(end)[0], self._draft.place)

    def _form(self, record: Record) -> None:
        self._context.unread_part()


class _Hiding:
    """Which units of a paragraph nobody can see, by the shapes of its letters."""

    def __init__(self, record: Record, context: Context, ground: bool) -> None:
        held = record.child(Tag.PARA_CHAR_SHAPE)
        shapes = sorted(struct.iter_unpack("<2L", held.payload[: len(held.payload) // 8 * 8])) if held else []
        hidden = [context.shapes.char(shape).hidden_on(ground) for _, shape in shapes]
        self._hidden = hidden if any(hidden) else []
        self._starts = [start for start, _ in shapes] if self._hidden else []

    def at(self, unit: int) -> bool:
        index = bisect_right(self._starts, unit) - 1
        return index >= 0 and self._hidden[index]

    def pieces(self, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
        """A stretch cut where shapes change, each piece with whether it is hidden."""
        first, last = bisect_right(self._starts, start), bisect_left(self._starts, end)
        for low, high in pairwise([start, *self._starts[first:last], end]):
            yield low, high, self.at(low)


_HANDLERS: dict[bytes, Callable[[_Reader, Record], None]] = {
    b"secd": _Reader._section,
    b"tbl ": _Reader._table,
    b"gso ": _Reader._drawing,
    b"eqed": _Reader._equation,
    b"head": _Reader._margin,
    b"foot": _Reader._margin,
    b"fn  ": _Reader._note,
    b"en  ": _Reader._note,
    b"atno": _Reader._auto_number,
    b"nwno": _Reader._new_number,
    b"tcmt": _Reader._comment,
    b"tcps": _Reader._overlap,
    b"tdut": _Reader._ruby,
    b"form": _Reader._form,
}


def _units(payload: bytes) -> str:
    """One character for every 16 bits, as positions in the file count."""
    units = array("H", payload[: len(payload) // 2 * 2])
    if byteorder == "big":
        units.byteswap()
    return "".join(map(chr, units))


def _joined(units: str) -> str:
    """Characters beyond the first plane, which the file holds in two halves."""
    if units.isascii() or not any("\ud800" <= unit <= "\udfff" for unit in units):
        return units
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _floats_above(record: Record) -> bool:
    """Whether a floating object pushes the text of its paragraph down instead of standing after it."""
    attributes = record.number(4)
    to_paragraph = attributes >> 3 & 3 == _TO_PARAGRAPH and attributes >> 21 & 7 == _BLOCK_FLOW
    return to_paragraph and record.number(8) < _FLOATING_LINE
