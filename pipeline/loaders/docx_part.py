"""A part of a document with text in it: the body, the headers, the notes, the comments."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import chain

from pipeline.loaders.docx_fields import drop_unpaired
from pipeline.loaders.docx_names import MAIN_NAMESPACE, VAL, math, mc, w, whole
from pipeline.loaders.docx_package import Element, Package
from pipeline.loaders.docx_properties import Properties

_P, _T = w("p"), w("t")
_STYLE, _NUM_ID, _LEVEL, _LEVEL_OF_OUTLINE = w("pStyle"), w("numId"), w("ilvl"), w("outlineLvl")
_TEXT_BOX = w("txbxContent")
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


@dataclass(frozen=True, slots=True)
class Part:
    """`sketches` has every w:p of the part in order, `tables` gives every w:tbl its ordinal.

    `legible` says that no run is hidden by size or colour or drawn by a symbol font, `plain` that none is hidden by
    any property of its own.
    """

    name: str
    root: Element
    legible: bool
    plain: bool
    sketches: dict[Element, Sketch]
    tables: dict[Element, int]


def open_part(package: Package, name: str) -> Part | None:
    """The part of that name, None if there is none. Raises DocumentError."""
    data = package.read_xml(name)
    if data is None:
        return None
    root = package.parse_xml(data)
    if b"fldChar" in data:
        drop_unpaired(root)
    sketches = _sketches(root)
    texts = chain.from_iterable(sketch.texts for sketch in sketches.values())
    legible = _is_legible(data) and not any(map(_SYMBOL_SIGN.search, texts))
    tables = {element: index for index, element in enumerate(root.iter(w("tbl")))}
    return Part(name, root, legible, legible and b"vanish" not in data, sketches, tables)


def text_of(element: Element) -> str:
    """The text of a w:t: without the spaces at its ends unless they are declared; a line end is a space."""
    text: str = element.text or ""
    if "\n" in text or "\r" in text:
        text = text.replace("\r\n", " ").replace("\n", " ").replace("\r", " ")
    if (text[:1] == " " or text[-1:] == " ") and element.get(_SPACE) != "preserve":
        text = text.strip(" ")
    return text


def _sketches(root: Element) -> dict[Element, Sketch]:
    """All paragraphs in order, with what can be known without reading them element by element.

    What stands between paragraphs is counted to the one before, which is then read with more care than it needs.
    """
    sketches: dict[Element, Sketch] = {}
    current, texts = Sketch(), list[str]()
    for element in root.iter(_P, _T, _STYLE, _NUM_ID, _LEVEL, _LEVEL_OF_OUTLINE, *_INTRICATE):
        tag = element.tag
        if tag == _T:
            texts.append(text_of(element))
        elif tag == _P:
            texts = []
            sketches[element] = current = Sketch(ordinal=len(sketches), texts=texts)
        elif tag == _STYLE:
            current.style = element.get(VAL)
        elif tag == _NUM_ID:
            current.num_id = element.get(VAL)
        elif tag == _LEVEL:
            current.ilvl = whole(element.get(VAL))
        elif tag == _LEVEL_OF_OUTLINE:
            current.outline = whole(element.get(VAL))
        else:
            current.intricate = True
    for box in root.iter(_TEXT_BOX):
        for paragraph in box.iter(_P):
            sketches[paragraph].intricate = True
    return sketches


def _is_legible(data: bytes) -> bool:
    """Whether no run is hidden by size or colour or drawn by a symbol font.

    Judged by the bytes, which is quick: what is not written as Word writes it does not pass.
    """
    if data.count(MAIN_NAMESPACE) != 1 or b"&#" in data or b"='" in data or b"ingdings" in data or b'"Symbol"' in data:
        return False
    sizes, colours = set(_SIZES.findall(data)), set(_COLOURS.findall(data))
    return all(map(_LEGIBLE_SIZE.match, sizes)) and all(map(_LEGIBLE_COLOUR.match, colours))
