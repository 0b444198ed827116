"""A section of an HWP 5.0 file, paragraph by paragraph (revision 1.3, 4.3)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from pipeline.document.model import DocxPlace
from pipeline.loaders.block_writer import plain_text
from pipeline.loaders.blocks import Block
from pipeline.loaders.hwp.context import Context, heading_level
from pipeline.loaders.hwp.draft import Draft, Revision
from pipeline.loaders.hwp.equation import linear
from pipeline.loaders.hwp.numbering import SHAPES, Counters, shape_number
from pipeline.loaders.hwp.objects import Objects
from pipeline.loaders.hwp.records import Record, Tag
from pipeline.loaders.hwp.scope import Lists, Scope
from pipeline.loaders.hwp.table import Placed
from pipeline.loaders.hwp.text import EXTENDED, FIELD_END, SIGNS, Hiding, joined, stretches, units_of

_GUIDE = re.compile(r"Direction:wstring:(\d{1,5}):")
_NO_IDS = (0, 0x80000000)
_NUMBER_KINDS = {1: "footnote", 2: "endnote", 3: "PICTURE", 4: "TABLE", 5: "EQUATION"}
_CAPTIONED = (3, 4, 5)

Control = tuple[bytes, Record]


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

    def cells(self, lists: Lists, scope: Scope) -> Iterator[Placed]:
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
        self._story, self._draft, self._record = story, draft, record
        self._objects = Objects(story, draft, scope)
        self._context = draft.context
        self._controls = [
            (control.payload[3::-1], control) for control in record.children if control.tag == Tag.CTRL_HEADER
        ]
        self._hiding = Hiding(record, self._context, scope.ground)
        self._is_hidden = False

    def read(self) -> None:
        units, controls = units_of(self._record), iter(self._controls)
        for start, end, code in stretches(units):
            for low, high, hidden in self._hiding.pieces(start, end):
                self._draft.text(joined(units[low:high]), hidden=hidden)
            if code is None:
                break
            self._is_hidden = self._hiding.at(end)
            self._draft.text(SIGNS.get(code, ""), hidden=self._is_hidden)
            if code == FIELD_END:
                self._draft.end_field()
            elif code in EXTENDED and (control := next(controls, None)) is not None:
                self._control(control)
        for control in controls:
            self._control(control)

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
        self._objects.table(record)

    def _drawing(self, record: Record) -> None:
        self._objects.drawing(record, self._is_hidden)

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
