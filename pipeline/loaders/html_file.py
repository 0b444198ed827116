"""HTML (.html, .htm, and the .doc that is HTML): what a browser shows of it, its lists numbered, its tables by rows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from lxml.etree import HTMLParser, XMLSyntaxError, fromstring

from pipeline.document.builder import DocumentBuilder
from pipeline.document.model import Document
from pipeline.errors import DocumentError
from pipeline.loaders.encodings import decode_declared
from pipeline.loaders.html_reader import Element, HtmlReader
from pipeline.loaders.limits import Limits, too_large
from pipeline.loaders.silence import no_text
from pipeline.loaders.text_file import encoding_issues

_HEAD_BYTES = 4096
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{1,40})|<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w:.-]{1,40})",
    re.I,
)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,500}\?>")
# A page's elements cost more than a package's; Word writes 50,000 tags for 300 pages.
_ELEMENTS_SHARE = 4
# libxml2 takes the square of their number; no writer comes near.
_MOST_ATTRIBUTES = 200
# The parser goes no deeper; what lies below would be lost.
_DEPTH_ERROR = "depth"


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
    text = _DECLARATION.sub("", page, count=1)
    limits.check(builder.name, elements=text.count("<") * _ELEMENTS_SHARE, part_bytes=len(text))
    root = _parse(text, builder.name)
    if root is None:
        return
    HtmlReader(builder, limits).read(root)


class _Crowded(Exception):
    """An element has more attributes than a tree of it can be made with."""


class _AttributeCount:
    """Takes elements from the parser before there is a tree."""

    def start(self, _: str, attributes: Mapping[str, str]) -> None:
        if len(attributes) > _MOST_ATTRIBUTES:
            raise _Crowded

    def close(self) -> None:
        pass


def _parse(text: str, name: str) -> Element | None:
    """The root, None for nothing. Raises DocumentError where the page is nested so deep that its end would be lost."""
    source, settings = text.replace("\0", "\ufffd").encode("utf-8", "replace"), {"huge_tree": True, "no_network": True}
    parser = HTMLParser(encoding="utf-8", remove_pis=True, **settings)
    try:
        fromstring(source, HTMLParser(encoding="utf-8", target=_AttributeCount(), **settings))
        root = fromstring(source, parser)
    except _Crowded as fault:
        raise too_large(name) from fault
    except XMLSyntaxError:
        return None
    if any(_DEPTH_ERROR in entry.message.lower() for entry in parser.error_log):
        raise too_large(name)
    return root
