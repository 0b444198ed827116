"""A part of a document with text in it: the body, the headers, the notes, the comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.loaders.docx.bindings import Bindings
from pipeline.loaders.docx.controls import blank_placeholders
from pipeline.loaders.docx.fields import drop_unpaired
from pipeline.loaders.docx.names import w
from pipeline.loaders.docx.original import reject
from pipeline.loaders.docx.simple import SIMPLE, Simple, cut_out
from pipeline.loaders.docx.styles import Styles
from pipeline.loaders.docx.trim import trimmed
from pipeline.loaders.docx.written import is_plainly_written
from pipeline.loaders.package import Element, Package

DRAWINGS = (w("drawing"), w("pict"))
_PARAGRAPHS = (w("p"), SIMPLE)
_TEXT = w("t")
_TEXTS = (_TEXT, w("delText"))
_TABLE, _SECTION = w("tbl"), w("sectPr")
# The looks back come late, so that the search is for one word; the name stays away where it is written in another way.
_NAMED_STYLE = re.compile(rb'Style(?<=[pr]Style)(?:(?<=<w:[pr]Style) w:val="([^"&]*)")?')
_PROPERTIES, _RUN_PROPERTIES, _INSERTED = w("pPr"), w("rPr"), w("ins")


@dataclass(slots=True)
class Part:
    """`ordinals` count the paragraphs of the part; `simple` are those that are read already.

    `plain` says that no run that is left in the tree is hidden or drawn by a symbol font. `tables` gives every w:tbl its
    ordinal, `sections` are every w:sectPr, `drawings` every w:drawing and w:pict.
    """

    name: str
    root: Element
    plain: bool
    simple: dict[Element, Simple]
    ordinals: dict[Element, int]
    tables: dict[Element, int]
    sections: list[Element]
    drawings: list[Element]

    def raw_text(self, element: Element) -> str:
        """All that is written in an element, deleted or not."""
        found = element.iter(SIMPLE, *_TEXTS)
        return "".join(self.simple[each][0] if each.tag == SIMPLE else each.text or "" for each in found)

    def speaking(self) -> Iterator[int]:
        """The ordinals of the paragraphs with text."""
        ordinal = 0
        for element in self.root.iter(_TEXT, *_PARAGRAPHS):
            text = self.simple[element][0] if element.tag == SIMPLE else element.text
            ordinal = self.ordinals.get(element, ordinal)
            if text and not text.isspace():
                yield ordinal

    def first_ordinal(self, element: Element) -> int:
        """Of the first paragraph inside; the start of the part where there is none."""
        return next((self.ordinals[each] for each in element.iter(*_PARAGRAPHS)), 0)


def open_part(package: Package, name: str, styles: Styles, original: bool) -> Part | None:
    """The part of that name, None if there is none; `original` rejects its revisions. Raises DocumentError."""
    data = package.read_xml(name)
    if data is None:
        return None
    hiding = styles.hiding(_named_styles(data))
    simple: list[Simple] = []
    if is_plainly_written(data):
        data = trimmed(data, bool(hiding) or styles.hides_by_default, original)
        if not original and not styles.hides_by_default:
            data, simple = cut_out(data, hiding)
    root = package.parse_xml(data)
    if original:
        reject(root)
    if b"dataBinding" in data:
        Bindings(package).refill(root)
    if b"showingPlcHdr" in data:
        blank_placeholders(root)
    if b"fldChar" in data:
        drop_unpaired(root)
    ordinals = _numbered(root, *_PARAGRAPHS)
    package.limits.check(package.name, paragraphs=len(ordinals))
    return Part(
        name,
        root,
        plain=not hiding and not any(map(_tells, root.iter(_RUN_PROPERTIES))),
        simple=dict(zip(root.iter(SIMPLE), simple, strict=True)),
        ordinals=ordinals,
        tables=_numbered(root, _TABLE),
        sections=list(root.iter(_SECTION)),
        drawings=list(root.iter(*DRAWINGS)),
    )


def _numbered(root: Element, *names: str) -> dict[Element, int]:
    return {element: ordinal for ordinal, element in enumerate(root.iter(*names))}


def _named_styles(data: bytes) -> frozenset[str] | None:
    """The styles that paragraphs and runs name; None where one is named in another way than Word does."""
    names = set(_NAMED_STYLE.findall(data))
    return None if b"" in names else frozenset(name.decode("utf-8", "replace") for name in names)


def _tells(properties: Element) -> bool:
    """Whether a w:rPr says something of how a run looks: the mark of a paragraph that was inserted does not."""
    parent = properties.getparent()
    return parent is None or parent.tag != _PROPERTIES or any(child.tag != _INSERTED for child in properties)
