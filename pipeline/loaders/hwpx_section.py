"""A section of an OWPML document, paragraph by paragraph (KS X 6101, 10)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from pipeline.document.model import DocxPlace
from pipeline.loaders.block_writer import plain_text
from pipeline.loaders.blocks import Block
from pipeline.loaders.hwp_context import Context, heading_level
from pipeline.loaders.hwp_draft import Draft, Revision
from pipeline.loaders.hwp_equation import linear
from pipeline.loaders.hwp_numbering import Counters, shape_number
from pipeline.loaders.hwp_table import Placed, arrange
from pipeline.loaders.hwpx_names import child, children, local, number
from pipeline.loaders.package import Element

_LINE_END = re.compile(r"(?<!\s)\s*[\r\n]\s*")
# Numbers that Hancom gives to paragraphs that have none.
_NO_IDS = ("", "0", "2147483648", "4294967295")
_ON = ("1", "true")
_FLOATING_LINE = 1000  # hundredths of a point

CellPath = tuple[int, int, int]


@dataclass(slots=True)
class Section:
    """A part with paragraphs in it; they and its tables are numbered in the order of the file.

    `loose` are marks of a deletion without a partner: one that never ends would strike out all that follows.
    """

    name: str
    root: Element
    ordinals: dict[Element, int] = field(default_factory=dict)
    tables: dict[Element, int] = field(default_factory=dict)
    loose: set[Element] = field(default_factory=set)

    def __post_init__(self) -> None:
        for container in [self.root, *self.root.iter("{*}subList")]:
            _anchor(container)
        for element in self.root.iter("{*}p"):
            self.ordinals[element] = len(self.ordinals)
        for element in self.root.iter("{*}tbl"):
            self.tables[element] = len(self.tables)
        begun: list[Element] = []
        for mark in self.root.iter("{*}deleteBegin", "{*}deleteEnd"):
            if local(mark.tag) == "deleteBegin":
                begun.append(mark)
            elif begun:
                begun.pop()
            else:
                self.loose.add(mark)
        self.loose.update(begun)


class Story:
    """Reads the paragraphs of a section, a note, a header. Deletions reach from one into the next."""

    def __init__(self, section: Section, context: Context, counters: Counters) -> None:
        self._section, self._context, self._counters = section, context, counters
        self._revision = Revision()
        self._draft: Draft | None = None
        self._cell: CellPath | None = None
        self._ground = self._hidden = False

    def blocks(self, container: Element, cell: CellPath | None = None, ground: bool = False) -> Iterator[Block]:
        """The blocks of a list of paragraphs. `ground` says that it is painted, so that white type shows on it."""
        held: Draft | None = None
        for element in children(container, "p"):
            draft = self._read(element, cell, ground)
            if held is not None:
                draft.follow(held)
            held = draft if draft.runs_on else None
            if held is None:
                yield from self._write(draft, element)
        if held is not None:
            yield from held.blocks("", 0)

    def _write(self, draft: Draft, element: Element) -> Iterator[Block]:
        shape = self._context.shapes.para(number(element, "paraPrIDRef"))
        label = self._context.label(shape, self._counters) if draft.atoms or shape.head != "bullet" else ""
        return draft.blocks(label, heading_level(shape))

    def _read(self, element: Element, cell: CellPath | None, ground: bool) -> Draft:
        own_id = element.get("id", "")
        para_id = None if own_id in _NO_IDS else own_id
        place = DocxPlace(self._section.name, self._section.ordinals[element], para_id, cell)
        before = self._draft, self._cell, self._ground
        painted = self._context.shapes.para(number(element, "paraPrIDRef")).painted
        self._draft = draft = Draft(self._context, place, self._revision)
        self._cell, self._ground = cell, ground or painted
        for run in children(element, "run"):
            self._run(run)
        draft.finish()
        self._draft, self._cell, self._ground = before
        return draft

    @property
    def _here(self) -> Draft:
        assert self._draft is not None
        return self._draft

    def _run(self, run: Element) -> None:
        shape = self._context.shapes.char(number(run, "charPrIDRef"))
        hidden = shape.hidden_on(self._ground)
        for element in children(run, *_HANDLERS):
            self._hidden = hidden
            _HANDLERS[local(element.tag)](self, element)

    def _emit(self, text: str) -> None:
        self._here.text(text, hidden=self._hidden)

    def _text(self, element: Element) -> None:
        self._emit(_clean(element.text))
        for item in element:
            handler = _INLINE.get(local(item.tag))
            if handler is not None:
                handler(self, item)
            self._emit(_clean(item.tail))

    def _character(self, element: Element) -> None:
        self._emit(_CHARACTERS[local(element.tag)])

    def _controls(self, element: Element) -> None:
        for item in children(element, *_CONTROLS):
            _CONTROLS[local(item.tag)](self, item)

    def _section_properties(self, element: Element) -> None:
        self._context.outline = number(element, "outlineShapeIDRef")

    def _insertion(self, element: Element) -> None:
        self._context.inserted(self._author(element))

    def _deletion(self, element: Element) -> None:
        if element not in self._section.loose:
            self._here.begin_deletion(self._author(element))

    def _deletion_end(self, element: Element) -> None:
        if element not in self._section.loose:
            self._here.end_deletion(element.get("paraend") in _ON)

    def _author(self, element: Element) -> str | None:
        return self._context.shapes.authors.get(element.get("TcId", "")) or None

    def _field(self, element: Element) -> None:
        """A memo is a field around the text that it is about."""
        kind, parameters = element.get("type", ""), _parameters(element)
        self._here.begin_field(parameters.get("Direction", "") if kind.startswith("CLICK") else "")
        if (memo := child(element, "subList")) is not None:
            text = plain_text(self._aside_story().blocks(memo))
            self._context.aside("comment", text, self._here.place, parameters.get("Author") or None)

    def _field_end(self, element: Element) -> None:
        self._here.end_field()

    def _margin(self, element: Element) -> None:
        kind = local(element.tag)
        self._context.margin(kind, self._aside_blocks(element), self._here.place)

    def _comment(self, element: Element) -> None:
        self._context.aside("comment", plain_text(self._aside_blocks(element)), self._here.place)

    def _note(self, element: Element) -> None:
        kind = local(element.tag).lower()
        blocks = list(self._aside_blocks(element))
        if not self._here.muted:
            self._here.add_note(self._context.note(kind, blocks, number(element, "number") or None))

    def _auto_number(self, element: Element) -> None:
        """The number of a caption. A page's is not known, a note's stands before it already."""
        kind, shape = element.get("numType", ""), child(element, "autoNumFormat")
        if kind in ("PICTURE", "TABLE", "EQUATION"):
            self._context.numbers[kind] += 1
            text = shape_number(self._context.numbers[kind], "DIGIT" if shape is None else shape.get("type", "DIGIT"))
            self._here.text(text, "generated", self._hidden)

    def _new_number(self, element: Element) -> None:
        kind = element.get("numType", "")
        self._context.numbers[_NOTE_KINDS.get(kind, kind)] = number(element, "num", 1) - 1

    def _aside_blocks(self, element: Element) -> Iterator[Block]:
        inside = child(element, "subList")
        return iter(()) if inside is None else self._aside_story().blocks(inside)

    def _aside_story(self) -> Story:
        """What stands outside of the text has lists and revisions of its own."""
        return Story(self._section, self._context, Counters())

    def _table(self, element: Element) -> None:
        table = arrange(self._cells(element, self._section.tables[element]))
        draft = self._here
        if draft.muted:  # its paragraphs have said so
            return
        above, below = self._caption(element)
        position = child(element, "pos")
        if position is not None and position.get("treatAsChar") in _ON and not above and not below:
            draft.atoms.append(table)
        elif _floats_above(element, position):
            draft.above += [*above, table, *below]
        else:
            draft.below += [*above, table, *below]

    def _cells(self, table: Element, index: int) -> Iterator[Placed]:
        painted = self._ground or number(table, "borderFillIDRef") in self._context.shapes.painted
        for row_index, row in enumerate(children(table, "tr")):
            column = 0
            for cell in children(row, "tc"):
                address, span = child(cell, "cellAddr"), child(cell, "cellSpan")
                at = number(address, "rowAddr", row_index), number(address, "colAddr", column)
                column = at[1] + max(number(span, "colSpan", 1), 1)
                ground = painted or number(cell, "borderFillIDRef") in self._context.shapes.painted
                inside = child(cell, "subList")
                blocks = [] if inside is None else list(self.blocks(inside, (index, *at), ground))
                yield Placed(*at, number(span, "rowSpan", 1), blocks)

    def _caption(self, element: Element) -> tuple[list[Block], list[Block]]:
        """The caption of a table or drawing, as what stands above it and what stands below."""
        caption = child(element, "caption")
        inside = None if caption is None else child(caption, "subList")
        if caption is None or inside is None:
            return [], []
        blocks = list(self.blocks(inside, self._cell, self._ground))
        return (blocks, []) if caption.get("side") == "TOP" else ([], blocks)

    def _drawing(self, element: Element) -> None:
        """The text in a drawing, and in those that it holds, stands after the paragraph."""
        above, below = self._caption(element)
        box = child(element, "drawText")
        inside = None if box is None else child(box, "subList")
        text = [] if inside is None else list(self._boxed(inside))
        if not (self._here.muted or self._hidden):
            text += self._context.scanned(element, self._cell)
        if not self._here.muted:
            self._here.below += [*above, *text, *below]
        for held in children(element, *_DRAWINGS):
            self._drawing(held)

    def _boxed(self, inside: Element) -> Iterator[Block]:
        return Story(self._section, self._context, self._counters).blocks(inside, self._cell, ground=True)

    def _text_art(self, element: Element) -> None:
        self._emit(element.get("text", ""))

    def _equation(self, element: Element) -> None:
        script = child(element, "script")
        self._emit("" if script is None else linear(script.text or ""))

    def _overlap(self, element: Element) -> None:
        self._emit(element.get("composeText", ""))

    def _ruby(self, element: Element) -> None:
        main, sub = child(element, "mainText"), child(element, "subText")
        self._emit("" if main is None else main.text or "")
        self._context.aside("ruby", "" if sub is None else sub.text or "", self._here.place)

    def _check(self, element: Element) -> None:
        self._here.text("☒" if element.get("value") == "CHECKED" else "☐", "generated", self._hidden)
        self._emit(element.get("caption", ""))

    def _choice(self, element: Element) -> None:
        self._emit(element.get("selectedValue", ""))

    def _input(self, element: Element) -> None:
        typed = child(element, "text")
        self._emit("" if typed is None else typed.text or "")


Handler = Callable[[Story, Element], None]

_NOTE_KINDS = {"FOOTNOTE": "footnote", "ENDNOTE": "endnote"}
_CHARACTERS = {"tab": "\t", "lineBreak": "\n", "nbSpace": "\u00a0", "fwSpace": " "}
_INLINE: dict[str, Handler] = {
    **dict.fromkeys(_CHARACTERS, Story._character),
    "char": Story._text,
    "insertBegin": Story._insertion,
    "deleteBegin": Story._deletion,
    "deleteEnd": Story._deletion_end,
}
_CONTROLS: dict[str, Handler] = {
    **dict.fromkeys(("header", "footer"), Story._margin),
    **dict.fromkeys(("footNote", "endNote"), Story._note),
    "tab": Story._character,
    "fieldBegin": Story._field,
    "fieldEnd": Story._field_end,
    "autoNum": Story._auto_number,
    "newNum": Story._new_number,
    "hiddenComment": Story._comment,
}
_DRAWINGS = (
    *("pic", "container", "ole", "line", "rect", "ellipse", "arc", "polygon", "curve", "connectLine"),
    *("chart", "video", "unknownObject"),
)
_HANDLERS: dict[str, Handler] = {
    **dict.fromkeys(_DRAWINGS, Story._drawing),
    **dict.fromkeys(("checkBtn", "radioBtn"), Story._check),
    **dict.fromkeys(("comboBox", "listBox"), Story._choice),
    "t": Story._text,
    "ctrl": Story._controls,
    "secPr": Story._section_properties,
    "tbl": Story._table,
    "textart": Story._text_art,
    "equation": Story._equation,
    "compose": Story._overlap,
    "dutmal": Story._ruby,
    "edit": Story._input,
}


def _anchor(container: Element) -> None:
    """Tables and drawings that other writers set among the paragraphs, each in a paragraph as Hancom's anchors them."""
    for index, element in enumerate(container):
        if local(element.tag) in ("tbl", *_DRAWINGS):
            paragraph = container.makeelement("p", {})
            run = container.makeelement("run", {})
            container[index] = paragraph
            paragraph.append(run)
            run.append(element)


def _clean(text: str | None) -> str:
    """Line ends inside a text are those of the file, not of the document."""
    return _LINE_END.sub(" ", text).strip(" ") if text and ("\n" in text or "\r" in text) else text or ""


def _parameters(element: Element) -> dict[str, str]:
    """What a field was made with, by name."""
    held = child(element, "parameters")
    return {} if held is None else {item.get("name", ""): item.text or "" for item in held}


def _floats_above(element: Element, position: Element | None) -> bool:
    """Whether a floating object pushes the text of its paragraph down instead of standing after it."""
    return (
        position is not None
        and element.get("textWrap") == "TOP_AND_BOTTOM"
        and position.get("vertRelTo") == "PARA"
        and number(position, "vertOffset") < _FLOATING_LINE
    )
