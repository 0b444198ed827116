"""A rule drawn across the page: an empty paragraph with a border above or below, or a line that Word calls horizontal."""

from __future__ import annotations

from pipeline.loaders.docx.names import VAL, vml, w
from pipeline.loaders.package import Element

_BORDERS = f"{w('pPr')}/{w('pBdr')}"
_LEVEL, _UPRIGHT = (w("top"), w("bottom")), (w("left"), w("right"), w("start"), w("end"))
_NO_LINE, _TRUE = ("nil", "none"), ("t", "true")
_LINE, _HORIZONTAL = vml("rect"), "{urn:schemas-microsoft-com:office:office}hr"


def is_rule(paragraph: Element) -> bool:
    """Whether a paragraph without text shows a rule; one with borders at its sides too is a box."""
    borders = paragraph.find(_BORDERS)
    if borders is not None and _is_drawn(borders, _LEVEL) and not _is_drawn(borders, _UPRIGHT):
        return True
    return any(line.get(_HORIZONTAL) in _TRUE for line in paragraph.iter(_LINE))


def _is_drawn(borders: Element, edges: tuple[str, ...]) -> bool:
    return any(edge.get(VAL, "nil") not in _NO_LINE for edge in borders.iterchildren(*edges))
