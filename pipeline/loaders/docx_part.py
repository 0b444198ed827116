"""A part of a document with text in it: the body, the headers, the notes, the comments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

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
_RUN_PROPERTIES = w("rPr")
_TABLE, _SECTION, _TEXT_BOX = w("tbl"), w("sectPr"), w("txbxContent")
_DRAWINGS = (w("drawing"), w("pict"))
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# A paragraph with any of these is read element by element; one without is its w:t in their order.
_INTRICATE_NAMES = (
    "ins del moveFrom moveTo fldChar fldSimple instrText tab ptab br cr noBreakHyphen sym ruby drawing pict object subDoc "
    "footnoteReference endnoteReference commentReference rPr framePr sectPr pPrChange"
)
_FORMULAS = (math("oMath"), math("oMathPara"))
_INTRICATE = (*map(w, _INTRICATE_NAMES.split()), *_FORMULAS, mc("AlternateContent"), _TEXT_BOX, BLANK, BOUND)


@dataclass(slots=True)
class Sketch(Properties):
    """What one pass over the part knows of a paragraph. Of an intricate one only `ordinal` is to be trusted."""

    ordinal: int = -1
    texts: list[str] = field(default_factory=list)
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
    data = trimmed(data, bool(hiding) or styles.hides_by_default)
    root = package.parse_xml(data)
    if original:
        reject(root)
    if b"dataBinding" in data:
        Bindings(package).refill(root)
    if b"showingPlcHdr" in data:
        blank_placeholders(root)
    if b"fldChar" in data:
        drop_unpaired(root)
    part = Part(name, root, plain=not hiding and next(root.iter(_RUN_PROPERTIES), None) is None)
    _scan(part, hiding)
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
    """The styles that the part names; None where it names one in another way than Word does."""
    _, *paragraphs = data.split(b'<w:pStyle w:val="')
    _, *runs = data.split(b'<w:rStyle w:val="')
    names = {rest.partition(b'"')[0] for rest in chain(paragraphs, runs)}
    if len(paragraphs) + len(runs) < data.count(b"pStyle") + data.count(b"rStyle") or any(
        b"&" in name for name in names
    ):
        return None
    return frozenset(name.decode("utf-8", "replace") for name in names)


def _scan(part: Part, hiding: frozenset[str]) -> None:
    """Fills the part in one pass, with what can be known of it without reading it element by element.

    What stands between paragraphs is counted to the one before, which is then read with more care than it needs.
    """
    current, texts, misplaced = Sketch(), list[str](), list[Element]()
    for element in part.root.iter(_P, _T, _STYLE, _NUM_ID, _LEVEL, _LEVEL_OF_OUTLINE, _TABLE, *_INTRICATE):
        tag = element.tag
        if tag == _T:
            texts.append(text_of(element))
        elif tag == _P:
            texts = []
            part.sketches[element] = current = Sketch(ordinal=len(part.sketches), texts=texts)
        elif tag == _STYLE:
            current.style = element.get(VAL)
            current.intricate = current.intricate or current.style in hiding
        elif tag == _NUM_ID:
            current.num_id = element.get(VAL)
        elif tag == _LEVEL:
            current.ilvl = whole(element.get(VAL))
        elif tag == _LEVEL_OF_OUTLINE:
            current.outline = whole(element.get(VAL))
        elif tag == _TABLE:
            part.tables[element] = len(part.tables)
            if (holder := next(_holders(element), None)) is not None:
                part.sketches[holder].intricate = True
                misplaced.append(element)
        else:
            current.intricate = True
            if tag == _SECTION:
                part.sections.append(element)
            elif tag in _DRAWINGS:
                part.drawings.append(element)
    for box in (*part.root.iter(_TEXT_BOX), *misplaced):
        for paragraph in box.iter(_P):
            part.sketches[paragraph].intricate = True


def _holders(table: Element) -> Iterator[Element]:
    """The paragraph that a table stands in, where it should not: in it, or in a run of it."""
    parent = table.getparent()
    yield from (each for each in (parent, parent.getparent()) if each is not None and each.tag == _P)
