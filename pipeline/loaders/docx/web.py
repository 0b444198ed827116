"""A web page that stands inside a document, as its paragraphs and tables: what office programs write and import."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from typing import Any

from lxml.etree import HTMLParser, ParserError, XMLSyntaxError, fromstring, iterwalk

from pipeline.document.model import DocxPlace
from pipeline.loaders.blocks import Block, Cell, Paragraph, Table
from pipeline.loaders.docx.context import Context
from pipeline.loaders.encodings import decode
from pipeline.loaders.number_formats import format_number

_SPACES = re.compile(r"[ \t\r\n\f]+")
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden", re.IGNORECASE)
_UNSEEN = frozenset({"script", "style", "head", "title", "template", "noscript", "select", "textarea"})
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "img",
        "input",
    ]
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LIST_FORMATS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


def web_page(data: bytes) -> str | None:
    """The page in a file: HTML as it is, or the page of a web archive (MIME HTML). None where there is none."""
    if data[:2048].lstrip().lower().startswith((b"mime-version", b"content-type", b"from:")):
        parts = message_from_bytes(data, policy=policy.default).walk()
        pages = (part.get_payload(decode=True) for part in parts if part.get_content_type() == "text/html")
        data = next((page for page in pages if isinstance(page, bytes)), b"")
    elif b"<" not in data[:2048]:
        return None
    decoded = decode(data)
    return None if decoded is None else _DECLARATION.sub("", decoded.text)


def page_blocks(page: str, part: str, context: Context) -> Iterator[Block]:
    """The blocks of a page; nothing for a page that holds none. What its styles hide is kept aside."""
    try:
        root = fromstring(page, HTMLParser(remove_comments=True, remove_pis=True))
    except (XMLSyntaxError, ParserError, ValueError):
        return
    if root is None:
        return
    yield from _Page(part, context).blocks(root)


class _Page:
    """Walks through a page; text runs together until something begins or ends that stands on lines of its own."""

    def __init__(self, part: str, context: Context) -> None:
        self._part, self._context, self._count = part, context, 0
        self._text: list[str] = []
        self._level, self._label = 0, ""

    def blocks(self, root: Any) -> Iterator[Block]:
        walk = iterwalk(root, events=("start", "end"))
        for event, element in walk:
            tag = element.tag
            if event == "end":
                yield from () if tag in _INLINE or tag == "br" else self._ended()
                self._text.append(element.tail or "")
            elif tag in _UNSEEN:
                walk.skip_subtree()
            elif _HIDDEN.search(element.get("style", "")):
                self._context.aside("hidden", "".join(element.itertext()), DocxPlace(self._part, self._count))
                walk.skip_subtree()
            elif tag == "table" and element.find(".//table") is None:
                yield from self._ended()
                yield self._table(element)
                walk.skip_subtree()
            else:
                yield from () if tag in _INLINE or tag == "br" else self._ended()
                self._begin(element, tag)
        yield from self._ended()

    def _begin(self, element: Any, tag: str) -> None:
        self._level = _HEADINGS.get(tag, self._level)
        if tag == "li":
            self._label = _label(element)
        self._text.append("\n" if tag == "br" else _SPACES.sub(" ", element.text or ""))

    def _ended(self) -> Iterator[Block]:
        """The paragraph that ends here, if there is anything in it."""
        text = "\n".join(_SPACES.sub(" ", line).strip() for line in "".join(self._text).split("\n"))
        self._text.clear()
        if text.strip():
            paragraph = self._paragraph(text)
            paragraph.level, self._level = self._level, 0
            if self._label:
                paragraph.prepend(self._label)
                paragraph.numbered, self._label = True, ""
            yield paragraph

    def _paragraph(self, text: str, cell: tuple[int, int, int] | None = None) -> Paragraph:
        place = DocxPlace(self._part, self._count, None, cell)
        self._count += 1
        return Paragraph(place, [(text, place)])

    def _table(self, table: Any) -> Table:
        rows = [
            [_SPACES.sub(" ", "".join(cell.itertext())).strip() for cell in row.iter("td", "th")]
            for row in table.iter("tr")
        ]
        return Table(
            [
                [Cell(column, [self._paragraph(text, (0, index, column))]) for column, text in enumerate(row)]
                for index, row in enumerate(rows)
            ]
        )


def _label(item: Any) -> str:
    """The number of an item in a numbered list, as a browser writes it."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return ""
    start = parent.get("start", "1")
    first = int(start) if start.isdecimal() and len(start) < 6 else 1
    number = first + sum(1 for _ in item.itersiblings("li", preceding=True))
    return format_number(number, _LIST_FORMATS.get(parent.get("type", ""), "decimal")) + ". "
