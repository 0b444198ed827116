"""Plain text as a document: the file's own text, without byte order mark, with line feeds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.document.model import Block, Document, Fragment, TextPlace
from pipeline.errors import DocumentError
from pipeline.issues import Issue
from pipeline.loaders.encodings import Decoded, decode
from pipeline.loaders.limits import Limits
from pipeline.text import scripts
from pipeline.text.wraps import wraps

_USUAL = ("UTF-8",)


def load(data: bytes, name: str, sha256: str, limits: Limits) -> Document:
    """Reads the bytes of a text file. Raises DocumentError."""
    decoded = decode_file(data, name)
    text = decoded.text
    if "\0" in text:
        raise DocumentError("foreign_format", name=name, format="binary")
    limits.check(name, characters=len(text), lines=text.count("\n"))
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
        blocks=tuple(_paragraphs(text, spans)),
        fragments=tuple(Fragment(start, end, TextPlace(line)) for line, start, end in spans),
        issues=tuple(encoding_issues(decoded, text)),
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


def _paragraphs(text: str, lines: Sequence[tuple[int, int, int]]) -> Iterator[Block]:
    """A block for each line, and one for the lines of a paragraph that the width of the file cut."""
    cut = {end for end, _ in wraps(text)}
    first = None
    for _, start, end in lines:
        first = start if first is None else first
        if end not in cut:
            yield Block("paragraph", first, end)
            first = None


def decode_file(data: bytes, name: str) -> Decoded:
    """The text of a file, with line feeds. Raises DocumentError where its encoding is not known."""
    decoded = decode(data)
    if decoded is None:
        raise DocumentError("encoding_unknown", name=name)
    return decoded._replace(text=re.sub(r"\r\n?", "\n", decoded.text))


def encoding_issues(decoded: Decoded, text: str) -> Iterator[Issue]:
    """What a reader must know about how bytes became the text: which encoding, what broke, where."""
    encoding = decoded.encoding
    if encoding not in _USUAL:
        yield Issue("encoding_detected", "info", {"encoding": encoding})
    if decoded.rival and decoded.rival != encoding:
        yield Issue("encoding_uncertain", "warning", {"encoding": encoding, "rival": decoded.rival})
    if decoded.other:
        start, end = _line(text, decoded.other_line)
        params = {"encoding": encoding, "other": decoded.other, "line": decoded.other_line + 1}
        yield Issue("encodings_mixed", "warning", params, start=start, end=end)
    at = text.find("\ufffd")
    if decoded.broken:
        params = {"count": decoded.broken, "encoding": encoding, "line": _number(text, at)}
        yield Issue("bytes_undecodable", "warning", params, start=at, end=at + 1)
    elif at >= 0:
        params = {"count": text.count("\ufffd"), "line": _number(text, at)}
        yield Issue("replaced_characters", "warning", params, start=at, end=at + 1)


def _number(text: str, at: int) -> int:
    """The line of a character, from 1 as editors count."""
    return text.count("\n", 0, at) + 1


def _line(text: str, number: int) -> tuple[int, int]:
    """Where a line starts and ends."""
    before = text.split("\n", number)[:number]
    start = min(sum(len(line) + 1 for line in before), len(text))
    end = text.find("\n", start)
    return start, len(text) if end < 0 else end
