"""Why a document without any text says nothing."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.document.model import Aside
from pipeline.errors import DocumentError


def no_text(name: str, asides: Iterable[Aside], code: str = "no_text", **params: object) -> DocumentError:
    """The error of a document without running text; `code` is for one that hides none either."""
    hidden = sum(aside.kind == "hidden" for aside in asides)
    if hidden:
        return DocumentError("hidden_text_only", name=name, count=hidden)
    return DocumentError(code, name=name, **params)
