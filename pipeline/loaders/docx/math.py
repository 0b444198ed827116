"""Formulas of Office MathML as one line of text."""

from __future__ import annotations

from pipeline.loaders.docx.names import math, w
from pipeline.loaders.package import Element

# How the parts of a structure are joined: a/b, a^b, a_b.
_JOINS = {math("f"): "/", math("sSup"): "^", math("sSub"): "_"}
_TEXTS = (math("t"), w("t"))
_ARGUMENTS = (math("num"), math("den"), math("e"), math("sup"), math("sub"))
_PROPERTIES = (w("rPr"), w("del"), w("moveFrom"))


def linear(element: Element) -> str:
    """The formula in reading order; fractions and powers keep their sign."""
    if element.tag in _TEXTS:
        return element.text or ""
    join = _JOINS.get(element.tag)
    parts = [child for child in element if child.tag not in _PROPERTIES]
    if join is None:
        return "".join(map(linear, parts))
    return join.join(grouped(linear(part)) for part in parts if part.tag in _ARGUMENTS)


def grouped(text: str) -> str:
    """In brackets where more than one sign stands: (a+b)/c. A word or a number needs none."""
    return text if text.isalnum() else f"({text})"
