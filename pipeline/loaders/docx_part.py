"""A part of a document with text in it: the body, the headers, the notes, the comments."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice, pairwise
from typing import Literal, NamedTuple

from pipeline.loaders.docx_bindings import BOUND, Bindings
from pipeline.loaders.docx_controls import BLANK, blank_placeholders
from pipeline.loaders.docx_fields import drop_unpaired
from pipeline.loaders.docx_names import VAL, math, mc, w, whole
from pipeline.loaders.docx_original import reject
from pipeline.loaders.docx_properties import Properties
from pipeline.loaders.docx_styles import Styles
from pipeline.loaders.docx_trim import trimmed
from pipeline.loaders.package import Element, Package
from pipeline.loaders.symbol_fonts import SYMBOL_SIGN

_P, _T = w("p"), w("t")
_STYLE, _NUM_ID, _LEVEL, _LEVEL_OF_OUTLINE = w("pStyle"), w("numId"), w("ilvl"), w("outlineLvl")
_TABLE, _SECTION, _TEXT_BOX = w("tbl"), w("sectPr"), w("txbxContent")
DRAWINGS = (w("drawing"), w("pict"))
_ID, AUTHOR = w("id"), w("author")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_RUN, _PROPERTIES, _RUN_PROPERTIES = w("r"), w("pPr"), w("rPr")
_INSERTED, _DELETED, _DELETED_TEXT, _COMMENT = w("ins"), w("del"), w("delText"), w("commentReference")
# A paragraph with any of these is read element by element; one without is its w:t in their order.
_INTRICATE_NAMES = (
    "moveFrom moveTo fldChar fldSimple instrText sym ruby drawing pict object subDoc "
    "footnoteReference endnoteReference framePr sectPr pPrChange"
)
_FORMULAS = (math("oMath"), math("oMathPara"))
_INTRICATE = (*map(w, _INTRICATE_NAMES.split()), *_FORMULAS, mc("AlternateContent"), _TEXT_BOX, BLANK, BOUND)
CHARACTERS = {w("tab"): "\t", w("ptab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}

Happening = Literal["insertion", "deletion", "mark", "comment"]


class Event(NamedTuple):
    """What happens to a paragraph besides its text: a revision of its text or its mark, by `who`, or the comment of
    that id. `text` is what was deleted."""

    kind: Happening
    who: str | None
    text: str = ""


@dataclass(slots=True)
class Sketch(Properties):
    """What one pass over the part knows of a paragraph. Of an intricate one only `ordinal` is to be trusted."""

    ordinal: int = -1
    texts: list[str] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    intricate: bool = False


@dataclass(slots=True)
class Part:
    """`sketches` has every w:p of the part in order, `tables` gives every w:tbl its ordinal, `sections` every
    w:sectPr, `drawings` every w:drawing and w:pict.

    `plain` says that no run of the part is hidden or drawn by a symbol font, `has_signs` that a text holds such a sign.
    """

    name: str
    root: Element
    plain: bool
    has_signs: bool = False
    sketches: dict[Element, Sketch] = field(default_factory=dict)
    tables: dict[Element, int] = field(default_factory=dict)
    sections: list[Element] = field(default_factory=list)
    drawings: list[Element] = field(default_factory=list)


def open_part(package: Package, name: str, styles: Styles, original: bool) -> Part | None:
    """The part of that name, None if there is none; `original` rejects its revisions. Raises DocumentError."""
    data = package.read_xml(name)
    if data is None:
        return None
    hiding = styles.hiding(_named_styles(data))
    data = trimmed(data, bool(hiding) or styles.hides_by_default, original)
    root = package.parse_xml(data)
    if original:
        reject(root)
    if b"dataBinding" in data:
        Bindings(package).refill(root)
    if b"showingPlcHdr" in data:
        blank_placeholders(root)
    if b"fldChar" in data:
        drop_unpaired(root)
    part = Part(name, root, plain=not hiding)
    _Scan(part, hiding).run()
    texts = chain.from_iterable(sketch.texts for sketch in part.sketches.values())
    part.has_signs = SYMBOL_SIGN.search("".join(texts)) is not None
    package.limits.check(package.name, paragraphs=len(part.sketches))
    return part


def text_of(element: Element) -> str:
    """The text of a w:t: without the spaces at its ends unless they are declared; a line end is a space."""
    text: str = element.text or ""
    if "\n" in text or "\r" in text:
        text = text.replace("\r\n", " ").replace("\n", " ").replace("\r", " ")
    bare = text.strip(" ")
    return bare if len(bare) == len(text) or element.get(_SPACE) != "preserve" else text


def _named_styles(data: bytes) -> frozenset[str] | None:
    """The styles that paragraphs and runs name; None where one is named in another way than Word does."""
    pieces = data.split(b'Style w:val="')
    of_text = (after for before, after in pairwise(pieces) if before.endswith((b"<w:p", b"<w:r")))
    named = [after.partition(b'"')[0] for after in of_text]
    # The word stands in a text too.
    if len(pieces) <= data.count(b"Style") and len(named) < data.count(b"pStyle") + data.count(b"rStyle"):
        return None
    names = set(named)
    return None if any(b"&" in name for name in names) else frozenset(name.decode("utf-8", "replace") for name in names)


class _Scan:
    """Fills a part in one pass, with what can be known of it without reading it element by element.

    What stands between paragraphs is counted to the one before, which is then read with more care than it needs.
    """

    def __init__(self, part: Part, hiding: frozenset[str]) -> None:
        self._part, self._hiding = part, hiding
        self._current = Sketch()
        self._misplaced: list[Element] = []

    def run(self) -> None:
        sketches, texts = self._part.sketches, self._current.texts
        for element in self._part.root.iter(_P, _T, *_HANDLERS):
            tag = element.tag
            if tag == _T:
                texts.append(text_of(element))
            elif tag == _P:
                sketches[element] = self._current = Sketch(ordinal=len(sketches))
                texts = self._current.texts
            else:
                _HANDLERS[tag](self, element)
        for box in (*self._part.root.iter(_TEXT_BOX), *self._misplaced):
            for paragraph in box.iter(_P):
                sketches[paragraph].intricate = True

    def _intricate(self, element: Element) -> None:
        self._current.intricate = True

    def _style(self, element: Element) -> None:
        self._current.style = style = element.get(VAL)
        self._current.intricate = self._current.intricate or style in self._hiding

    def _list(self, element: Element) -> None:
        self._current.num_id = element.get(VAL)

    def _level(self, element: Element) -> None:
        self._current.ilvl = whole(element.get(VAL))

    def _outline(self, element: Element) -> None:
        self._current.outline = whole(element.get(VAL))

    def _section(self, element: Element) -> None:
        self._current.intricate = True
        self._part.sections.append(element)

    def _drawing(self, element: Element) -> None:
        self._current.intricate = True
        self._part.drawings.append(element)

    def _table(self, element: Element) -> None:
        self._part.tables[element] = len(self._part.tables)
        if (holder := next(_holders(element), None)) is not None:
            self._part.sketches[holder].intricate = True
            self._misplaced.append(element)

    def _run_properties(self, element: Element) -> None:
        """Those of a mark that was inserted say nothing of any run."""
        if _tag_around(element) != _PROPERTIES or any(child.tag != _INSERTED for child in element):
            self._current.intricate, self._part.plain = True, False

    def _character(self, element: Element) -> None:
        if _is_in_text(element):
            self._current.texts.append(CHARACTERS[element.tag])
        else:
            self._current.intricate = True

    def _comment(self, element: Element) -> None:
        if _is_in_text(element):
            self._current.events.append(Event("comment", element.get(_ID, "")))
        else:
            self._current.intricate = True

    def _inserted(self, element: Element) -> None:
        parent = _tag_around(element)
        if parent == _P:
            self._current.events.append(Event("insertion", element.get(AUTHOR)))
        elif parent == _RUN_PROPERTIES:
            self._current.events.append(Event("mark", element.get(AUTHOR)))
        else:
            self._current.intricate = True

    def _deleted(self, element: Element) -> None:
        """A deletion holds runs of deleted text; with anything else in it, it is read element by element."""
        texts = list(element.iter(_T, _DELETED_TEXT))
        if (
            _is_in_paragraph(element)
            and all(run.tag == _RUN for run in element)
            and not any(text.tag == _T for text in texts)
        ):
            deleted = "".join(text.text or "" for text in texts)
            self._current.events.append(Event("deletion", element.get(AUTHOR), deleted))
        else:
            self._current.intricate = True


_HANDLERS: dict[str, Callable[[_Scan, Element], None]] = {
    **dict.fromkeys(_INTRICATE, _Scan._intricate),
    **dict.fromkeys(DRAWINGS, _Scan._drawing),
    **dict.fromkeys(CHARACTERS, _Scan._character),
    _STYLE: _Scan._style,
    _NUM_ID: _Scan._list,
    _LEVEL: _Scan._level,
    _LEVEL_OF_OUTLINE: _Scan._outline,
    _SECTION: _Scan._section,
    _TABLE: _Scan._table,
    _RUN_PROPERTIES: _Scan._run_properties,
    _COMMENT: _Scan._comment,
    _INSERTED: _Scan._inserted,
    _DELETED: _Scan._deleted,
}


def _is_in_text(element: Element) -> bool:
    """Whether an element stands in a run of the text in force."""
    return _tag_around(element) == _RUN and _is_in_paragraph(element.getparent())


def _is_in_paragraph(element: Element) -> bool:
    """Whether an element stands in a paragraph, or in an insertion in one."""
    tag = _tag_around(element)
    return tag == _P or (tag == _INSERTED and _tag_around(element.getparent()) == _P)


def _tag_around(element: Element) -> str:
    """The name of what an element stands in, "" for the root."""
    parent = element.getparent()
    return "" if parent is None else str(parent.tag)


def _holders(table: Element) -> Iterator[Element]:
    """The paragraph that a table stands in, where it should not: in it, or in a run of it."""
    yield from (each for each in islice(table.iterancestors(), 2) if each.tag == _P)
