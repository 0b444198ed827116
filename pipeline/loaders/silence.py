"""Why a document without any text says nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pipeline.document.model import Aside
from pipeline.errors import DocumentError
from pipeline.loaders.limits import Limits

if TYPE_CHECKING:
    from pipeline.loaders.findings import Findings


def no_text(name: str, asides: Iterable[Aside], code: str = "no_text", **params: object) -> DocumentError:
    """The error of a document without running text; `code` is for one that hides none either."""
    hidden = sum(aside.kind == "hidden" for aside in asides)
    if hidden:
        return DocumentError("hidden_text_only", name=name, count=hidden)
    return DocumentError(code, name=name, **params)


def silence(name: str, findings: Findings, limits: Limits) -> DocumentError:
    """The error of a document of paragraphs, which may stand in its pictures."""
    if not findings.scans:
        return no_text(name, findings.asides)
    from pipeline.loaders.ocr import scans  # loaded with the pictures

    return DocumentError(
        scans.why_nothing(findings.issues(), limits), name=name, pages=sum(map(len, findings.scans.values()))
    )
