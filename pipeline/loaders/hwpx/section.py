"""A section of an OWPML document, paragraph by paragraph (KS X 6101, 10)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pipeline.document.model import DocxPlace
from pipeline.loaders.block_writer import plain_text
from pipeline.loaders.blocks import Block
from pipeline.loaders.hwp.context import Context, heading_level
from pipeline.loaders.hwp.draft import Draft, Revision
from pipeline.loaders.hwp.equation import linear
from pipeline.loaders.hwp.numbering import Counters, shape_number
from pipeline.loaders.hwp.scope import Scope
from pipeline.loaders.hwpx.forms import BOXES, CHOICES, INPUTS, mark_of, text_of
from pipeline.loaders.hwpx.names import DRAWINGS, ON, child, children, local, number
from pipeline.loaders.hwpx.objects import Objects
from pipeline.loaders.hwpx.part import Section
from pipeline.loaders.package import Element

_LINE_END = re.compile(r"(?<!\s)\s*[\r\n]\s*")
# Numbers that Hancom gives to paragraphs that have none.
_NO_IDS = ("", "0", "2147483648", "4294967295")
_PAGE = Scope()


class Story:
    """Reads the paragraphs of a section, a note, a header. Deletions reach from one into the next."""

    def __init__(self, section: Section, context: Context, counters: Counters) -> None:
        self._section, self._context, self._counters = section, context, counters
        self._revision = Revision()
        self._draft: Draft | None = None
        self._scope, self._hidden = _PAGE, False

    def blocks(self, container: Element, scope: Scope = _PAGE) -> Iterator[Block]:
        """The blocks of a list of paragraphs."""
        held: Draft | None = None
        for element in children(container, "p"):
            draft = self._read(element, scope)
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

    def boxed(self, container: Element, scope: Scope) -> Iterator[Block]:
        return Story(self._section, self._context, self._counters).blocks(container, scope)

    def _read(self, element: Element, scope: Scope) -> Draft:
        own_id = element.get("id", "")
        para_id = None if own_id in _NO_IDS else own_id
        place = DocxPlace(self._section.name, self._section.ordinals[element], para_id, scope.cell)
        before = self._draft, self._scope
        painted = self._context.shapes.para(number(element, "paraPrIDRef")).painted
        self._draft = draft = Draft(self._context, place, self._revision)
        self._scope = Scope(scope.cell, scope.ground or painted)
        for run in children(element, "run"):
            self._run(run)
        draft.finish()
        self._draft, self._scope = before
        return draft

    @property
    def _here(self) -> Draft:
        assert self._draft is not None
        return self._draft

    @property
    def _objects(self) -> Objects:
        return Objects(self._section, self, self._here, self._scope)

    def _run(self, run: Element) -> None:
        shape = self._context.shapes.char(number(run, "charPrIDRef"))
        hidden = shape.hidden_on(self._scope.ground)
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
            self._here.end_deletion(element.get("paraend") in ON)

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
        self._objects.table(element)

    def _drawing(self, element: Element) -> None:
        self._objects.drawing(element, self._hidden)

    def _form(self, element: Element) -> None:
        if mark := mark_of(element):
            self._here.text(mark, "generated", self._hidden)
        self._emit(text_of(element))

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
_HANDLERS: dict[str, Handler] = {
    **dict.fromkeys(DRAWINGS, Story._drawing),
    **dict.fromkeys((*BOXES, *CHOICES, *INPUTS), Story._form),
    "t": Story._text,
    "ctrl": Story._controls,
    "secPr": Story._section_properties,
    "tbl": Story._table,
    "textart": Story._text_art,
    "equation": Story._equation,
    "compose": Story._overlap,
    "dutmal": Story._ruby,
}


def _clean(text: str | None) -> str:
    """Line ends inside a text are those of the file, not of the document."""
    return _LINE_END.sub(" ", text).strip(" ") if text and ("\n" in text or "\r" in text) else text or ""


def _parameters(element: Element) -> dict[str, str]:
    """What a field was made with, by name."""
    held = child(element, "parameters")
    return {} if held is None else {item.get("name", ""): item.text or "" for item in held}
