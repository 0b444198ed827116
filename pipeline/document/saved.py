"""A document as JSON: what `text --json` prints (design 3.1)."""

from __future__ import annotations

from typing import Any

from pipeline.document.model import Document
from pipeline.version import __version__

VERSION = "1"


def to_json(document: Document, language: str = "en") -> dict[str, Any]:
    """`language` is that of the issues' messages."""
    return {
        "version": VERSION,
        "program": f"cjkclause {__version__}",
        "name": document.name,
        "sha256": document.sha256,
        "language": document.language,
        "languages": list(document.languages),
        "pages": document.pages,
        "text": document.text,
        "blocks": [{"kind": block.kind, "start": block.start, "end": block.end} for block in document.blocks],
        "places": [
            {"start": fragment.start, "end": fragment.end, **fragment.place.to_json()}
            for fragment in document.fragments
        ],
        "asides": [aside.to_json() for aside in document.asides],
        "issues": [issue.to_json(language) for issue in document.issues],
    }
