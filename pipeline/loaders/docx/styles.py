"""What the styles of a document say about its paragraphs and runs: numbering, outline level, hidden text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from pipeline.loaders.docx.catalogue import Catalogue
from pipeline.loaders.docx.look import PLAIN, Look, is_shaded, look_of, said
from pipeline.loaders.docx.names import number, value, w
from pipeline.loaders.package import Element

_HEADING_NAME = re.compile(r"heading ([1-9])", re.IGNORECASE)
_BODY_LEVEL = 9
# Word stops at ten.
_LONGEST_CHAIN = 20
_RUN_PROPERTIES = w("rPr")
_DEFAULT_RUN = f"{w('rPrDefault')}/{w('rPr')}"


class Style(NamedTuple):
    """One style as written, without what it inherits. `level` is the heading level from 1, 0 for body text."""

    id: str
    based_on: str | None
    num_id: str | None
    ilvl: int | None
    has_numbering: bool
    level: int | None
    look: Look
    shaded: bool


class Styles:
    """The styles part; an absent one has no styles."""

    def __init__(self, part: Catalogue) -> None:
        self._elements = part.entries("style", "styleId")
        self._styles: dict[str, Style | None] = {}
        self._default = ""
        for own_id, element in self._elements.opened_with(b"w:default=", b"paragraph"):
            if element.get(w("type")) == "paragraph" and element.get(w("default")) in ("1", "true", "on"):
                self._default = own_id
        defaults = part.only("docDefaults")
        self._document_look = look_of(said(None if defaults is None else defaults.find(_DEFAULT_RUN)))
        self._looks: dict[tuple[str | None, str | None], Look] = {}

    def chain(self, style_id: str | None) -> Iterator[Style]:
        """The style (the default one of paragraphs for None) and what it is based on, nearest first; a circle ends."""
        style = self._style(self._default if style_id is None else style_id)
        for _ in range(_LONGEST_CHAIN):
            if style is None:
                return
            yield style
            style = self._style(style.based_on or "")

    def _style(self, style_id: str) -> Style | None:
        """Read when it is first asked for: a document uses few of the hundreds that it brings along."""
        if style_id not in self._styles:
            element = self._elements.get(style_id)
            self._styles[style_id] = None if element is None else _style(element)
        return self._styles[style_id]

    def num_id(self, style_id: str | None) -> str | None:
        """The numbering instance that a style brings along."""
        return next((style.num_id for style in self.chain(style_id) if style.num_id is not None), None)

    def level(self, style_id: str | None) -> int:
        """The heading level, 0 for body text."""
        return next((style.level for style in self.chain(style_id) if style.level is not None), 0)

    def look(self, paragraph_style: str | None, run_style: str | None) -> Look:
        """The look of a run before its own properties."""
        key = (paragraph_style, run_style)
        if key not in self._looks:
            self._looks[key] = self._resolve(paragraph_style, run_style)
        return self._looks[key]

    def hiding(self, named: Iterable[str] | None) -> frozenset[str]:
        """Those of the named styles, or of all, by which a run or paragraph may be hidden."""
        styles = self._elements.ids if named is None else named
        return frozenset(
            style_id for style_id in styles if self.look(style_id, None).hides or self.look("", style_id).hides
        )

    @cached_property
    def hides_by_default(self) -> bool:
        """Whether a paragraph without a style is hidden: then every run must be looked at."""
        return self.look(None, None).hides

    def _resolve(self, paragraph_style: str | None, run_style: str | None) -> Look:
        """Hidden text is a toggle: set by the paragraph's and by the run's style, it is off (ECMA-376 17.7.3)."""
        of_paragraph, of_run = PLAIN, PLAIN
        for style in self.chain(paragraph_style):
            of_paragraph = of_paragraph.over(style.look)
        for style in self.chain(run_style) if run_style else ():
            of_run = of_run.over(style.look)
        resolved = of_run.over(of_paragraph).over(self._document_look)
        if of_run.vanish is not None and of_paragraph.vanish is not None:
            return Look(of_run.vanish != of_paragraph.vanish).over(resolved)
        return resolved


def _style(element: Element) -> Style:
    paragraph, numbering = element.find(w("pPr")), element.find(f"{w('pPr')}/{w('numPr')}")
    return Style(
        id=element.get(w("styleId"), ""),
        based_on=value(element, w("basedOn")),
        num_id=value(numbering, w("numId")),
        ilvl=number(numbering, w("ilvl")),
        has_numbering=numbering is not None,
        level=_style_level(element, paragraph),
        look=look_of(said(element.find(_RUN_PROPERTIES))),
        shaded=any(is_shaded(properties) for properties in element.iter(w("tcPr"), w("pPr"), w("tblPr"))),
    )


def _style_level(element: Element, paragraph: Element | None) -> int | None:
    """By the outline level, else by the built-in name, which is English in every language of Word."""
    outline = number(paragraph, w("outlineLvl"))
    if outline is not None:
        return heading_level(outline)
    named = _HEADING_NAME.fullmatch(value(element, w("name")) or "")
    return int(named[1]) if named else None


def heading_level(outline: int) -> int:
    """w:outlineLvl counts from 0; 9 is body text."""
    return outline + 1 if 0 <= outline < _BODY_LEVEL else 0
