"""The properties of a paragraph that decide how it reads (w:pPr)."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.loaders.docx.names import number, toggle, value, w, whole
from pipeline.loaders.package import Element

_PROPERTIES = w("pPr")
_DROP_CAP = w("dropCap")
_VANISH, _SEPARATOR = w("vanish"), w("specVanish")


class Properties(NamedTuple):
    """What gives a paragraph its number and its level. `outline` is w:outlineLvl, from 0."""

    style: str | None = None
    num_id: str | None = None
    ilvl: int | None = None
    outline: int | None = None


class AllProperties(NamedTuple):
    """With what only few paragraphs have. `mark` is the w:rPr of the paragraph mark."""

    listing: Properties
    element: Element | None = None
    mark: Element | None = None
    ends_section: bool = False
    drops_capital: bool = False

    @property
    def mark_is_hidden(self) -> bool:
        return self.mark is not None and bool(toggle(self.mark.find(_VANISH)))

    @property
    def runs_on(self) -> bool:
        """A style separator or a dropped capital stands in a paragraph of its own but on the line of the next."""
        return self.drops_capital or (self.mark is not None and bool(toggle(self.mark.find(_SEPARATOR))))


def properties_of(paragraph: Element) -> AllProperties:
    element = paragraph.find(_PROPERTIES)
    if element is None:
        return AllProperties(Properties())
    numbering, frame = element.find(w("numPr")), element.find(w("framePr"))
    return AllProperties(
        Properties(
            style=value(element, w("pStyle")),
            num_id=value(numbering, w("numId")),
            ilvl=number(numbering, w("ilvl")),
            outline=whole(value(element, w("outlineLvl"))),
        ),
        element=element,
        mark=element.find(w("rPr")),
        ends_section=element.find(w("sectPr")) is not None,
        drops_capital=frame is not None and frame.get(_DROP_CAP, "none") != "none",
    )
