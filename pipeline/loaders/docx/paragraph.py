"""What stands in a paragraph, as a reader sees it: revisions accepted, fields by their result, hidden text aside."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from pipeline.document.model import DocxPlace, Source
from pipeline.loaders.blocks import Note, Paragraph
from pipeline.loaders.docx.bindings import BOUND, FORMER
from pipeline.loaders.docx.context import Context
from pipeline.loaders.docx.controls import BLANK, SHOWN_AS
from pipeline.loaders.docx.drawings import embeds_document
from pipeline.loaders.docx.fields import Field, form_result, is_counted, shown_without_result, shows_nothing
from pipeline.loaders.docx.look import Said, look_of, said
from pipeline.loaders.docx.math import linear
from pipeline.loaders.docx.names import AUTHOR, VAL, is_on, math, mc, value, vml, w
from pipeline.loaders.docx.simple import CHARACTERS, SIMPLE
from pipeline.loaders.package import Element
from pipeline.loaders.symbol_fonts import SYMBOL_SIGN, glyph, is_symbol_font

_RUN_PROPERTIES, _RUN_STYLE = w("rPr"), w("rStyle")
_STRUCK = (w("strike"), w("dstrike"))
_TEXT = w("t")
_CHARACTERS = {w(name): character for name, character in CHARACTERS.items()}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TEXT_BOX = w("txbxContent")
_TEXTS = (w("t"), w("delText"))
# Control characters and halves of surrogate pairs.
_NO_SIGNS = ("Cc", "Cs")
_FOOTNOTE, _ENDNOTE = w("footnoteReference"), w("endnoteReference")


@dataclass(slots=True)
class BoxedParagraph(Paragraph):
    """`boxes` are the contents of the text boxes anchored in it, and drawings that were read as pages; they stand after
    it."""

    boxes: list[Element] = field(default_factory=list)


class ParagraphReader:
    """Reads the contents of the paragraphs of one story. Fields may reach over several of them.

    `plain` says that nothing in the story can be hidden or drawn by a symbol font, so that no run need be examined.
    """

    def __init__(self, context: Context, plain: bool) -> None:
        self._context, self._plain = context, plain
        self._fields: list[Field] = []
        self._muted = 0
        self._hidden = False
        self._hidden_text: list[str] = []
        self._ground = False
        self._style: str | None = None
        self._symbol_font = ""
        self._known: dict[tuple[Said, str | None, str | None, bool], bool] = {}
        self._paragraph = BoxedParagraph(DocxPlace("", 0))

    def read(self, element: Element, place: DocxPlace, style: str | None, ground: bool) -> BoxedParagraph:
        """The contents of a w:p. `ground` says that it stands on a colour, where white type is no hidden type."""
        self._paragraph, self._style, self._ground = BoxedParagraph(place), style, ground
        self._children(element)
        if self._hidden_text:
            self._context.aside("hidden", "".join(self._hidden_text), place)
            self._hidden_text.clear()
        return self._paragraph

    @property
    def is_in_instruction(self) -> bool:
        """Whether a field is open whose result has not begun: nothing is shown."""
        return self._muted > 0

    def _children(self, element: Element) -> None:
        """Each child by its handler; an element without one is passed through."""
        for child in element:
            handler = _HANDLERS.get(child.tag, ParagraphReader._children)
            if handler is not None:
                handler(self, child)

    def _emit(self, text: str, source: Source = "text") -> None:
        if self._muted or not text:
            return
        if self._hidden:
            self._hidden_text.append(text)
            return
        if self._fields:
            self._fields[-1].choice = ""
        self._paragraph.append(text, source)

    def _run(self, element: Element) -> None:
        if self._plain:
            self._children(element)
            return
        properties = element.find(_RUN_PROPERTIES)
        before = self._hidden, self._symbol_font
        self._hidden = self._hidden or self._is_hidden(properties)
        self._symbol_font = _symbol_font(properties)
        if not (self._hidden or self._muted) and _is_struck(properties) and _speaks(element):
            self._context.remark("text_struck_through")
        self._children(element)
        self._hidden, self._symbol_font = before

    def _is_hidden(self, properties: Element | None) -> bool:
        style = None if properties is None else value(properties, _RUN_STYLE)
        key = said(properties), self._style, style, self._ground
        if key not in self._known:
            styled = self._context.styles.look(self._style, style)
            self._known[key] = look_of(key[0]).over(styled).hidden_on(self._ground)
        return self._known[key]

    def _text(self, element: Element) -> None:
        text = _text_of(element)
        if self._symbol_font or SYMBOL_SIGN.search(text):
            text = "".join(glyph(self._symbol_font, character) for character in text)
        self._emit(text)

    def _character(self, element: Element) -> None:
        self._emit(_CHARACTERS[element.tag])

    def _formula(self, element: Element) -> None:
        self._emit(linear(element))

    def _blank(self, element: Element) -> None:
        self._context.aside("form_field", element.text or "", self._paragraph.place)
        self._emit(SHOWN_AS, "generated")

    def _bound(self, element: Element) -> None:
        self._context.remark("bound_text_differs")
        self._context.aside("form_field", element.get(FORMER, ""), self._paragraph.place)
        self._emit(element.text or "")

    def _alternate(self, element: Element) -> None:
        branch = chosen(element)
        if branch is not None:
            self._children(branch)

    def _sub_document(self, element: Element) -> None:
        self._context.unread_part()

    def _symbol(self, element: Element) -> None:
        code = element.get(w("char"), "")
        if len(code) <= 6 and code.isalnum() and code.isascii():
            try:
                character = chr(int(code, 16))
            except ValueError:
                return
            if unicodedata.category(character) not in _NO_SIGNS:
                self._emit(glyph(element.get(w("font"), ""), character))

    def _field_mark(self, element: Element) -> None:
        kind = element.get(w("fldCharType"))
        if kind == "begin":
            self._fields.append(Field(form_result(element)))
            self._muted += 1
        elif kind == "separate" and self._fields and not self._fields[-1].in_result:
            begun = self._fields[-1]
            begun.in_result, begun.silent = True, shows_nothing("".join(begun.instruction))
            self._muted -= not begun.silent
        elif kind == "end" and self._fields:
            ended = self._fields.pop()
            self._muted -= ended.silent or not ended.in_result
            self._emit(ended.choice, "generated")
            if not ended.in_result:
                self._end_without_result("".join(ended.instruction))

    def _end_without_result(self, instruction: str) -> None:
        if is_counted(instruction) and not (self._muted or self._hidden):
            self._context.remark("field_numbers_missing")
        self._emit(shown_without_result(instruction), "generated")

    def _simple_field(self, element: Element) -> None:
        instruction = element.get(w("instr"), "")
        if not len(element):
            self._end_without_result(instruction)
        elif not shows_nothing(instruction):
            self._children(element)

    def _instruction(self, element: Element) -> None:
        if self._fields and element.text:
            self._fields[-1].instruction.append(element.text)

    def _ruby(self, element: Element) -> None:
        for base in element.iterchildren(w("rubyBase")):
            self._children(base)
        reading = "".join(text.text or "" for text in element.iterfind(f"{w('rt')}//{_TEXT}"))
        self._context.aside("ruby", reading, self._paragraph.place)

    def _deleted(self, element: Element) -> None:
        text = "".join(part.text or "" for part in element.iter(_TEXTS))
        author, place = element.get(AUTHOR), self._paragraph.place
        self._context.deleted(text, author, place)
        for mark in element.iter(_FOOTNOTE, _ENDNOTE):
            note = Note("footnote" if mark.tag == _FOOTNOTE else "endnote", mark.get(w("id"), ""), "")
            self._context.deleted_notes.append((note, author, place))

    def _inserted(self, element: Element) -> None:
        self._context.inserted(element.get(AUTHOR))
        self._children(element)

    def _drawing(self, element: Element) -> None:
        if self._muted or self._hidden:
            return
        for art in element.iter(vml("textpath")):
            self._context.aside("watermark", art.get("string", ""), self._paragraph.place)
        if embeds_document(element):
            self._context.unread_part()
        if self._context.drawings is not None:
            for kind, words in self._context.drawings.texts(element):
                self._context.aside(kind, words, self._paragraph.place)
        if element in self._context.scans:
            self._paragraph.boxes.append(element)
        self._paragraph.boxes.extend(text_boxes(element))

    def _misplaced_table(self, element: Element) -> None:
        """A table may not stand in a paragraph; where one does, Word shows it, and so it is read, like a box."""
        if not self._muted and not self._hidden:
            self._paragraph.boxes.append([element])

    def _note(self, element: Element) -> None:
        if self._muted or self._hidden:
            return
        kind = "footnote" if element.tag == _FOOTNOTE else "endnote"
        custom = is_on(element.get(w("customMarkFollows"), "0"))
        label = "" if custom else self._context.notes.next_label(kind)
        self._emit(f"[{label}]" if label else "", "generated")
        self._paragraph.notes.append(Note(kind, element.get(w("id"), ""), label))

    def _comment(self, element: Element) -> None:
        self._context.comment_places[element.get(w("id"), "")] = self._paragraph.place


Handler = Callable[[ParagraphReader, Element], None]

_SILENT = (
    "pPr rPr proofErr bookmarkStart bookmarkEnd commentRangeStart commentRangeEnd permStart permEnd sdtPr sdtEndPr "
    "smartTagPr customXmlPr delText delInstrText softHyphen lastRenderedPageBreak rubyPr rt footnoteRef endnoteRef "
    "annotationRef separator continuationSeparator sectPr p"
)
_HANDLERS: dict[str, Handler | None] = {
    **dict.fromkeys((*map(w, _SILENT.split()), SIMPLE)),
    **dict.fromkeys(_CHARACTERS, ParagraphReader._character),
    **dict.fromkeys((w("del"), w("moveFrom")), ParagraphReader._deleted),
    **dict.fromkeys((w("ins"), w("moveTo")), ParagraphReader._inserted),
    **dict.fromkeys((w("drawing"), w("pict"), w("object")), ParagraphReader._drawing),
    **dict.fromkeys((math("oMath"), math("oMathPara")), ParagraphReader._formula),
    **dict.fromkeys((_FOOTNOTE, _ENDNOTE), ParagraphReader._note),
    w("r"): ParagraphReader._run,
    w("t"): ParagraphReader._text,
    w("sym"): ParagraphReader._symbol,
    w("fldChar"): ParagraphReader._field_mark,
    w("instrText"): ParagraphReader._instruction,
    w("fldSimple"): ParagraphReader._simple_field,
    w("ruby"): ParagraphReader._ruby,
    w("commentReference"): ParagraphReader._comment,
    w("subDoc"): ParagraphReader._sub_document,
    w("tbl"): ParagraphReader._misplaced_table,
    mc("AlternateContent"): ParagraphReader._alternate,
    BLANK: ParagraphReader._blank,
    BOUND: ParagraphReader._bound,
}


def _text_of(element: Element) -> str:
    """The text of a w:t: without the spaces at its ends unless they are declared; a line end is a space."""
    text: str = element.text or ""
    if "\n" in text or "\r" in text:
        text = text.replace("\r\n", " ").replace("\n", " ").replace("\r", " ")
    bare = text.strip(" ")
    return bare if len(bare) == len(text) or element.get(_SPACE) != "preserve" else text


def _symbol_font(properties: Element | None) -> str:
    """The symbol font of a run, "" for any other font."""
    fonts = None if properties is None else properties.find(w("rFonts"))
    font = "" if fonts is None else fonts.get(w("ascii")) or fonts.get(w("hAnsi")) or ""
    return font if is_symbol_font(font) else ""


def _is_struck(properties: Element | None) -> bool:
    marks = () if properties is None else map(properties.find, _STRUCK)
    return any(mark is not None and is_on(mark.get(VAL, "true")) for mark in marks)


def _speaks(run: Element) -> bool:
    return any(text.text and not text.text.isspace() for text in run.iter(_TEXT))


def chosen(alternate: Element) -> Element | None:
    """The one branch of mc:AlternateContent that is read: the first choice, or the fallback where only it has text."""
    branches = [child for child in alternate if child.tag in (mc("Choice"), mc("Fallback"))]
    with_text = (branch for branch in branches if next(branch.iter(_TEXT, SIMPLE), None) is not None)
    return next(with_text, branches[0] if branches else None)


def text_boxes(element: Element) -> Iterator[Element]:
    """The contents of the text boxes of a drawing, each once; those inside others belong to these."""
    for child in element:
        if child.tag == _TEXT_BOX:
            yield child
        elif child.tag == mc("AlternateContent"):
            branch = chosen(child)
            yield from () if branch is None else text_boxes(branch)
        else:
            yield from text_boxes(child)
