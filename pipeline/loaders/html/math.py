"""Formulas of MathML as one line of text."""

from __future__ import annotations

from pipeline.loaders.docx.math import grouped
from pipeline.loaders.html.names import Element

# How the parts of a structure are joined: a/b, a^b, a_b.
_JOINS = {"mfrac": "/", "msup": "^", "msub": "_"}
# The same formula in another language.
_OTHER = ("annotation", "annotation-xml")
_DEEPEST = 100


def linear(element: Element, depth: int = 0) -> str:
    """The formula in reading order; fractions and powers keep their sign."""
    parts = [part for part in element if isinstance(part.tag, str) and part.tag not in _OTHER]
    if not parts or depth > _DEEPEST:
        return " ".join((element.text or "").split())
    join = _JOINS.get(element.tag, "")
    texts = [linear(part, depth + 1) for part in parts]
    return join.join(map(grouped, texts)) if join else "".join(texts)
