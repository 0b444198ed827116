"""Plain text as a document: the file's own text, without byte order mark, with line feeds."""

from __future__ import annotations

import re

from pipeline.document.model import Block, Document, Fragment, TextPlace
from pipeline.errors import DocumentError
from pipeline.issues import Issue
from pipeline.loaders.encodings import Decoded, decode
from pipeline.loaders.limits import Limits
from pipeline.text import scripts

_USUAL = ("UTF-8",)


def load(data: bytes, name: str, sha256: str, limits: Limits) -> Document:
    """Reads the bytes of a text file. Raises DocumentError."""
    decoded = decode(data)
    if decoded is None:
        raise DocumentError("encoding_unknown", name=name)
    text = re.sub(r"\r\n?", "\n", decoded.text)
    if "\0" in text:
        raise DocumentError("foreign_format", name=name, format="binary")
    if len(text) > limits.characters:
        raise DocumentError("too_large", name=name)
    if not text.strip():
        raise DocumentError("no_text" if text else "empty_file", name=name)
    spans = _lines(text)
    languages = scripts.languages(text)
    return Document(
        name=name,
        sha256=sha256,
        format="text",
        text=text,
        language=languages[0],
        languages=languages,
        blocks=tuple(Block("paragraph", start, end) for _, start, end in spans),
        fragments=tuple(Fragment(start, end, TextPlace(line)) for line, start, end in spans),
        issues=tuple(_issues(decoded)),
    )


def _lines(text: str) -> list[tuple[int, int, int]]:
    """Number, start and end of every line that is not blank. Only a line feed ends a line."""
    spans: list[tuple[int, int, int]] = []
    start = 0
    for number, line in enumerate(text.split("\n")):
        if line and not line.isspace():
            spans.append((number, start, start + len(line)))
        start += len(line) + 1
    return spans


def _issues(decoded: Decoded) -> list[Issue]:
    found: list[Issue] = []
    if decoded.encoding not in _USUAL:
        found.append(Issue("encoding_detected", "info", {"encoding": decoded.encoding}))
    if decoded.broken:
        found.append(Issue("bytes_undecodable", "warning", {"count": decoded.broken, "encoding": decoded.encoding}))
    return found
