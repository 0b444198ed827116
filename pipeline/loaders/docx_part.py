"""A part of a document with text in it: the body, the headers, the notes, the comments."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.errors import DocumentError
from pipeline.loaders.docx_fields import drop_unpaired
from pipeline.loaders.docx_names import MAIN_NAMESPACE, VAL, math, mc, w, whole
from pipeline.loaders.docx_package import Element, Package
from pipeline.loaders.docx_properties import Properties
from pipeline.loaders.docx_styles import TINY_HALF_POINTS, Styles, is_white
from pipeline.loaders.symbol_fonts import is_symbol_font

_P, _T = w("p"), w("t")
_STYLE, _NUM_ID, _LEVEL, _LEVEL_OF_OUTLINE = w("pStyle"), w("numId"), w("ilvl"), w("outlineLvl")
_SIZE, _COLOUR, _FONTS, _RUN_STYLE = w("sz"), w("color"), w("rFonts"), w("rStyle")
_TABLE, _SECTION, _TEXT_BOX = w("tbl"), w("sectPr"), w("txbxContent")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# A paragraph with any of these is read element by element; one without is its w:t in their order.
_INTRICATE_NAMES = (
    "ins del moveFrom moveTo fldChar instrText tab ptab br cr noBreakHyphen sym ruby drawing pict object subDoc "
    "footnoteReference endnoteReference commentReference vanish specVanish framePr sectPr pPrChange"
)
_INTRICATE = (*map(w, _INTRICATE_NAMES.split()), math("oMath"), math("oMathPara"), mc("AlternateContent"), _TEXT_BOX)
# How the attributes of sizes and colours begin; and sizes from two points and colours that are no white.
_SIZES, _COLOURS = re.compile(rb"<w:sz\s([^>]{0,9})"), re.compile(rb"<w:color\s([^>]{0,13})")
_LEGIBLE_SIZE = re.compile(rb'w:val="(?:[4-9]"|[0-9]{2})')
_LEGIBLE_COLOUR = re.compile(rb'w:val="(?!(?:[fF][a-fA-F]){3})')
_SYMBOL_SIGN = re.compile("[\uf000-\uf0ff]")


@dataclass(slots=True)
class Sketch(Properties):
    """What one pass over the part knows of a paragraph. Of an intricate one only `ordinal` is to be trusted."""

    ordinal: int = -1
    texts: list[str] = field(default_factory=list)
    intricate: bool = False


@dataclass(slots=True)
class Part:
    """`sketches` has every w:p of the part in order, `tables` gives every w:tbl its ordinal, `sections` every w:sectPr.

    `plain` says that no run of the part is hidden or drawn by a symbol font.
    """

    name: str
    root: Element
    plain: bool
    sketches: dict[Element, Sketch] = field(default_factory=dict)
    tables: dict[Element, int] = field(default_factory=dict)
    sections: list[Element] = field(default_factory=list)


def open_part(package: Package, name: str, styles: Styles) -> Part | None:
    """The part of that name, None if there is none. Raises DocumentError."""
    data = package.read_xml(name)
    if data is None:
        return None
    root = package.parse_xml(data)
    if b"fldChar" in data:
        drop_unpaired(root)
    legible = _is_legible(data)
    part = Part(name, root, plain=legible and not styles.hiding and b"vanish" not in data)
    _scan(part, styles.hiding, legible)
    if len(part.sketches) > package.limits.paragraphs:
        raise DocumentError("too_large", name=package.name)
    return part


def text_of(element: Element) -> str:
    """The text of a w:t: without the spaces at its ends unless they are declared; a line end is a space."""
    text: str = element.text or ""
    if "\n" in text or "\r" in text:
        text = text.replace("\r\n", " ").replace("\n", " ").replace("\r", " ")
    if (text[:1] == " " or text[-1:] == " ") and element.get(_SPACE) != "preserve":
        text = text.strip(" ")
    return text


def _scan(part: Part, hiding: frozenset[str], legible: bool) -> None:
    """Fills the part in one pass, with what can be known of it without reading it element by element.

    What stands between paragraphs is counted to the one before, which is then read with more care than it needs.
    """
    current, texts = Sketch(), list[str]()
    telling = (() if legible else (_SIZE, _COLOUR, _FONTS)) + ((_RUN_STYLE,) if hiding else ())
    for element in part.root.iter(_P, _T, _STYLE, _NUM_ID, _LEVEL, _LEVEL_OF_OUTLINE, _TABLE, *_INTRICATE, *telling):
        tag = element.tag
        if tag == _T:
            texts.append(text := text_of(element))
            current.intricate = current.intricate or _SYMBOL_SIGN.search(text) is not None
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
        elif tag not in telling or _tells(element, tag, hiding):
            current.intricate = True
            if tag == _SECTION:
                part.sections.append(element)
    for box in part.root.iter(_TEXT_BOX):
        for paragraph in box.iter(_P):
            part.sketches[paragraph].intricate = True


def _tells(element: Element, tag: str, hiding: frozenset[str]) -> bool:
    """Whether a run property may hide the run or draw it by a symbol font."""
    if tag == _FONTS:
        return any(map(is_symbol_font, element.values()))
    if tag == _RUN_STYLE:
        return element.get(VAL) in hiding
    if tag == _SIZE:
        return (whole(element.get(VAL)) or 0) < TINY_HALF_POINTS
    return bool(is_white(element.get(VAL)))


def _is_legible(data: bytes) -> bool:
    """Whether the bytes show that no run is tiny, white or drawn by a symbol font.

    It saves a look at every run of most parts; what is not written as Word writes it does not pass.
    """
    if data.count(MAIN_NAMESPACE) != 1 or b"&#" in data or b"='" in data or b"ingdings" in data or b'"Symbol"' in data:
        return False
    sizes, colours = set(_SIZES.findall(data)), set(_COLOURS.findall(data))
    return all(map(_LEGIBLE_SIZE.match, sizes)) and all(map(_LEGIBLE_COLOUR.match, colours))
