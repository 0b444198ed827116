"""From the tree of a page to blocks of text, in one pass without recursion: pages may be nested as deep as they like."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from lxml.etree import iterwalk

from pipeline.document.builder import DocumentBuilder
from pipeline.document.model import Aside, BlockKind, TextPlace
from pipeline.issues import Issue
from pipeline.loaders.html_line import Line
from pipeline.loaders.html_lists import List, open_list
from pipeline.loaders.html_style import Styles, paints
from pipeline.loaders.limits import Limits

Element = Any

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(_HEADINGS) | {
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "button",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "frameset",
    "header",
    "hgroup",
    "hr",
    "legend",
    "main",
    "menu",
    "nav",
    "ol",
    "optgroup",
    "option",
    "p",
    "pre",
    "section",
    "select",
    "summary",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "tr",
    "ul",
    "caption",
    "li",
    "html",
}
_CELLS = ("td", "th")
_PREFORMATTED = ("pre", "textarea", "listing", "xmp")
# Never text: programs, pictures, and the reading aids of ruby, whose base is what stands in the contract.
_SILENT = frozenset(
    {
        "head",
        "script",
        "style",
        "template",
        "noframes",
        "iframe",
        "object",
        "applet",
        "svg",
        "math",
        "canvas",
        "audio",
        "video",
        "rt",
        "rp",
        "title",
    }
)
_DELETED = ("del",)
# How LibreOffice marks them.
_MARGINS = ("header", "footer")
_SHOWN_INPUTS = ("", "text", "tel", "email", "number", "date", "url", "search", "button", "submit")
_BOXES = ("checkbox", "radio")
# A cell with more paragraphs than this is no entry of a table but a page laid out with one.
_ENTRY_BLOCKS = 4


@dataclass(slots=True)
class _Kept:
    """An element whose text is kept aside: hidden, deleted, or repeated on every page."""

    element: Element
    kind: str
    line: Line = field(default_factory=Line)


class HtmlReader:
    """Writes what is seen of a page into a builder."""

    def __init__(self, builder: DocumentBuilder, limits: Limits) -> None:
        self._builder, self._limits = builder, limits
        self._line = Line()
        self._kind: BlockKind = "paragraph"
        self._level: int | None = None
        self._silent: Element = None
        self._kept: _Kept | None = None
        self._row: Element = None
        self._lists: list[List] = []
        self._preformatted = self._painted = 0
        self._inserted = self._deleted = self._hidden = self._blocks = 0

    def read(self, root: Element) -> None:
        """The whole page. Raises DocumentError when its text grows over the limit."""
        self._styles = Styles(element.text or "" for element in root.iter("style"))
        for event, element in iterwalk(root, events=("start", "end", "comment")):
            if event == "comment":
                self._comment(element)
            elif isinstance(element.tag, str):
                (self._start if event == "start" else self._end)(element)
            if event != "start" and element.tail and element is not root:
                self._text(element.tail, element)
        self._flush()
        self._tell()

    def _start(self, element: Element) -> None:
        tag = element.tag.lower()
        if self._silent is None and self._kept is None:
            if tag in _SILENT:
                self._silent = element
            elif self._styles.hides(tag, element.attrib, self._painted > 0):
                self._kept = _Kept(element, "hidden")
            elif tag in _DELETED:
                self._kept = _Kept(element, "revision")
            elif tag == "div" and element.get("title") in _MARGINS:
                self._kept = _Kept(element, element.get("title"))
            else:
                self._open(tag, element)
        if element.text:
            self._text(element.text, element)

    def _end(self, element: Element) -> None:
        if self._silent is element:
            self._silent = None
        elif self._kept is not None and self._kept.element is element:
            self._close_kept(self._kept)
        elif self._silent is None and self._kept is None:
            self._close(element.tag.lower(), element)

    def _open(self, tag: str, element: Element) -> None:
        self._painted += paints(element.attrib)
        self._preformatted += tag in _PREFORMATTED
        self._inserted += tag == "ins"
        if tag in _CELLS:
            self._open_cell(element)
        elif tag in _BLOCKS:
            self._open_block(tag, element)
        elif tag == "br":
            self._break(element)
        elif tag == "input":
            self._input(element)

    def _open_block(self, tag: str, element: Element) -> None:
        self._break(element)
        if tag in _HEADINGS:
            self._kind, self._level = "heading", _HEADINGS[tag]
        elif tag in ("ol", "ul", "menu", "dir"):
            self._lists.append(open_list(tag, element.attrib, sum(1 for _ in element.iterchildren("li"))))
        elif tag == "li":
            self._end_item()
            self._kind = "list_item"
            number = self._lists[-1].number(element.attrib) if self._lists else ""
            self._line.number(number, TextPlace(_line_of(element), source="generated"))
        elif tag == "tr" and self._row is None and _is_entry_row(element):
            self._row, self._kind = element, "table_row"

    def _close(self, tag: str, element: Element) -> None:
        self._painted -= paints(element.attrib)
        self._preformatted -= tag in _PREFORMATTED
        if tag in ("ol", "ul", "menu", "dir") and self._lists:
            self._lists.pop()
        if tag == "li":
            self._end_item()
        if self._row is element:
            self._row = None
            self._flush()
        elif tag in _BLOCKS or (tag in _CELLS and self._row is None):
            self._break(element)
            self._kind, self._level = ("table_row" if self._row is not None else "paragraph"), None

    def _open_cell(self, element: Element) -> None:
        """Cells of one row are apart by a tab; in a table that only lays out a page, each stands for itself."""
        if self._row is None:
            self._flush()
        elif element.getprevious() is not None:
            self._line.next_cell(TextPlace(_line_of(element)))

    def _break(self, element: Element) -> None:
        """The end of a line: of a block, or inside a cell. A number waits for its item."""
        if self._line.is_number:
            return
        if self._row is None:
            kind, level = self._kind, self._level
            self._flush()
            self._kind, self._level = kind, level
        elif self._line:
            self._line.end(TextPlace(_line_of(element)))

    def _end_item(self) -> None:
        """An item of which nothing is seen but its number."""
        if self._line.is_number and self._row is None:
            self._flush()

    def _input(self, element: Element) -> None:
        """What a form shows: the content of its fields, its boxes with their marks."""
        kind, place = element.get("type", "").lower(), _line_of(element)
        if kind in _BOXES:
            self._line.keep("☑" if "checked" in element.attrib else "☐", TextPlace(place, source="generated"))
        elif kind in _SHOWN_INPUTS:
            self._line.add(element.get("value", ""), TextPlace(place))

    def _text(self, text: str, element: Element) -> None:
        if self._silent is not None:
            return
        place = TextPlace(_line_of(element))
        line = self._kept.line if self._kept else self._line
        if not self._preformatted or self._kept:
            line.add(text, place)
            return
        first, *rest = text.replace("\r\n", "\n").replace("\r", "\n").expandtabs().split("\n")
        line.keep(first, place)
        for following in rest:
            self._break(element)
            line.keep(following, place)

    def _comment(self, comment: Element) -> None:
        """Kept, since it may be meant for machines; but every page has some, and hides nothing with them."""
        text = (comment.text or "").strip()
        if text and self._silent is None and not text.startswith(("[if", "[endif", "<![")):
            self._aside("source_comment", text, comment)

    def _close_kept(self, kept: _Kept) -> None:
        self._kept = None
        text = "".join(text for text, _ in kept.line.take())
        if text.strip():
            self._aside(kept.kind, text, kept.element)

    def _aside(self, kind: str, text: str, element: Element) -> None:
        self._hidden += kind == "hidden"
        self._deleted += kind == "revision"
        self._builder.asides.append(Aside(kind, text, TextPlace(_line_of(element))))

    def _flush(self) -> None:
        """Ends the block."""
        pieces = self._line.take()
        if any(not text.isspace() for text, _ in pieces):
            self._builder.add_block(pieces, self._kind, self._level)
            self._blocks += 1
        self._kind, self._level = "paragraph", None
        self._limits.check(self._builder.name, characters=self._builder.length, lines=self._blocks)

    def _tell(self) -> None:
        if self._inserted or self._deleted:
            counts = {"insertions": self._inserted, "deletions": self._deleted}
            self._builder.issues.append(Issue("marked_revisions", "warning", counts))
        if self._styles.counts:
            self._builder.issues.append(Issue("style_numbers_missing", "warning"))
        if self._hidden:
            self._builder.issues.append(Issue("hidden_text", "warning", {"count": self._hidden}))


def _is_entry_row(row: Element) -> bool:
    """Whether a row is one of a table: several cells, none of which holds a table or a page of paragraphs."""
    cells = list(row.iterchildren(*_CELLS))
    return len(cells) > 1 and not any(map(_is_prose, cells))


def _is_prose(cell: Element) -> bool:
    blocks = enumerate(cell.iter("table", "p", "div", "li", *_HEADINGS))
    return any(block.tag in ("table", *_HEADINGS) or index >= _ENTRY_BLOCKS for index, block in blocks)


def _line_of(element: Element) -> int:
    return max((element.sourceline or 1) - 1, 0)
