"""HTML (.html, .htm, and the .doc that is HTML): what a browser shows of it, its lists numbered, its tables by rows."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.document.builder import DocumentBuilder
from pipeline.document.model import Document
from pipeline.errors import DocumentError
from pipeline.loaders.encodings import decode_declared
from pipeline.loaders.html.reader import HtmlReader
from pipeline.loaders.html.tree import parse_page
from pipeline.loaders.limits import Limits
from pipeline.loaders.silence import no_text
from pipeline.loaders.text_file import encoding_issues

_HEAD_BYTES = 4096
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{1,40})|<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w:.-]{1,40})",
    re.I,
)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,500}\?>")


def load(data: bytes, name: str, sha256: str, limits: Limits) -> Document:
    """Reads the bytes of an HTML page. Raises DocumentError."""
    match = _CHARSET.search(data[:_HEAD_BYTES])
    declared = (match[1] or match[2]).decode("ascii") if match else ""
    decoded = decode_declared(data, declared)
    if decoded is None:
        raise DocumentError("encoding_unknown", name=name)
    builder = DocumentBuilder(name, sha256, "html")
    write_page(decoded.text, builder, limits)
    if not builder.length:
        raise no_text(name, builder.asides)
    document = builder.finish()
    return replace(document, issues=(*encoding_issues(decoded, document.text), *document.issues))


def write_page(page: str, builder: DocumentBuilder, limits: Limits) -> None:
    """Appends the visible text of a page, its asides and issues. Raises DocumentError."""
    root = parse_page(_DECLARATION.sub("", page, count=1), builder.name, limits)
    if root is not None:
        HtmlReader(builder, limits).read(root)
