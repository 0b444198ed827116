"""From the tree of a page to blocks of text, in one pass without recursion: pages may be nested as deep as they like."""

from __future__ import annotations

from lxml.etree import iterwalk

from pipeline.document.builder import DocumentBuilder
from pipeline.document.model import BlockKind, Gap, TextPlace
from pipeline.loaders.html.asides import Asides, Kept
from pipeline.loaders.html.forms import shown_of
from pipeline.loaders.html.line import Line
from pipeline.loaders.html.lists import List, open_list
from pipeline.loaders.html.math import linear
from pipeline.loaders.html.names import BLOCKS, CELLS, FRAMES, HEADINGS, LISTS, PREFORMATTED, SILENT, Element, line_of
from pipeline.loaders.html.style import Styles, paints
from pipeline.loaders.limits import Limits

# A cell with more paragraphs than this is no entry of a table but a page laid out with one.
_ENTRY_BLOCKS = 4


class HtmlReader:
    """Writes what is seen of a page into a builder."""

    def __init__(self, builder: DocumentBuilder, limits: Limits) -> None:
        self._builder, self._limits = builder, limits
        self._line = Line()
        self._kind: BlockKind = "paragraph"
        self._level: int | None = None
        self._silent: Element = None
        self._kept: Kept | None = None
        self._row: Element = None
        self._lists: list[List] = []
        self._preformatted = self._painted = self._blocks = 0

    def read(self, root: Element) -> None:
        """The whole page. Raises DocumentError when its text grows over the limit."""
        self._asides = Asides(self._builder, Styles(element.text or "" for element in root.iter("style")))
        for event, element in iterwalk(root, events=("start", "end", "comment")):
            if event == "comment":
                self._comment(element)
            elif isinstance(element.tag, str):
                (self._start if event == "start" else self._end)(element)
            if event != "start" and element.tail and element is not root:
                self._text(element.tail, element)
        self._flush()
        self._asides.tell()

    def _start(self, element: Element) -> None:
        if self._silent is None and self._kept is None:
            self._kept = self._asides.kept(element, self._painted > 0)
            if self._kept is None:
                self._open(element.tag.lower(), element)
        if element.text:
            # The line feed that a preformatted text begins with is none of it.
            self._text(element.text.removeprefix("\n") if element.tag == "pre" else element.text, element)

    def _end(self, element: Element) -> None:
        if self._silent is element:
            self._silent = None
        elif self._kept is not None and self._kept.element is element:
            self._asides.close(self._kept)
            self._kept = None
        elif self._silent is None and self._kept is None:
            self._close(element.tag.lower(), element)

    def _comment(self, element: Element) -> None:
        if self._silent is None:
            self._asides.comment(element)

    def _open(self, tag: str, element: Element) -> None:
        if tag in FRAMES:
            self._asides.frame(element)
        if tag in SILENT or (tag == "object" and element.get("data")):
            self._silent = element
        elif tag in _REPLACED:
            self._replace(tag, element)
        else:
            self._enter(tag, element)

    def _replace(self, tag: str, element: Element) -> None:
        """An element that shows something else than what stands in it, and nothing of that."""
        self._silent = element
        if tag in ("img", "image"):
            self._asides.picture(element)
        elif tag == "math":
            self._line.add(linear(element), TextPlace(line_of(element)))
        elif tag == "br":
            self._end_line(element)
        else:
            self._field(element)

    def _field(self, element: Element) -> None:
        shown = shown_of(element)
        place = TextPlace(line_of(element), source=shown.source)
        (self._line.add if shown.source == "text" else self._line.keep)(shown.text, place)
        if shown.others:
            self._asides.add("form_field", shown.others, element)

    def _enter(self, tag: str, element: Element) -> None:
        self._painted += paints(element.attrib)
        self._preformatted += tag in PREFORMATTED
        self._asides.inserted += tag == "ins"
        if tag in CELLS:
            self._open_cell(element)
        elif tag in BLOCKS:
            self._open_block(tag, element)

    def _open_block(self, tag: str, element: Element) -> None:
        self._break(element)
        if tag == "hr" and self._row is None:
            self._builder.leave_gap(Gap.RULE)
        elif tag in HEADINGS:
            self._kind, self._level = "heading", HEADINGS[tag]
        elif tag in LISTS:
            self._lists.append(open_list(tag, element.attrib, sum(1 for _ in element.iterchildren("li"))))
        elif tag == "li":
            self._end_item()
            self._kind = "list_item"
            number = self._lists[-1].number(element.attrib) if self._lists else ""
            self._line.number(number, TextPlace(line_of(element), source="generated"))
        elif tag == "tr" and self._row is None and _is_entry_row(element):
            self._row, self._kind = element, "table_row"

    def _close(self, tag: str, element: Element) -> None:
        self._painted -= paints(element.attrib)
        self._preformatted -= tag in PREFORMATTED
        if tag in LISTS and self._lists:
            self._lists.pop()
        if tag == "li":
            self._end_item()
        if self._row is element:
            self._row = None
            self._flush()
        elif tag in BLOCKS or (tag in CELLS and self._row is None):
            self._break(element)
            self._kind, self._level = ("table_row" if self._row is not None else "paragraph"), None

    def _open_cell(self, element: Element) -> None:
        """Cells of one row are apart by a tab; in a table that only lays out a page, each stands for itself."""
        if self._row is None:
            self._flush()
        elif element.getprevious() is not None:
            self._line.next_cell(TextPlace(line_of(element)))

    def _break(self, element: Element) -> None:
        """The end of a line: of a block, or inside a cell. A number waits for its item."""
        if self._line.is_number:
            return
        if self._row is None:
            kind, level = self._kind, self._level
            self._flush()
            self._kind, self._level = kind, level
        elif self._line:
            self._line.end(TextPlace(line_of(element)))

    def _end_line(self, element: Element) -> None:
        """The end of a line that the page itself breaks: a blank one is a gap."""
        if self._row is None and not self._line:
            self._builder.leave_gap()
        self._break(element)

    def _end_item(self) -> None:
        """An item of which nothing is seen but its number."""
        if self._line.is_number and self._row is None:
            self._flush()

    def _text(self, text: str, element: Element) -> None:
        if self._silent is not None:
            return
        place = TextPlace(line_of(element))
        line = self._kept.line if self._kept else self._line
        if not self._preformatted or self._kept:
            line.add(text, place)
            return
        first, *rest = text.replace("\r\n", "\n").replace("\r", "\n").expandtabs().split("\n")
        line.keep(first, place)
        for following in rest:
            self._end_line(element)
            line.keep(following, place)

    def _flush(self) -> None:
        """Ends the block."""
        pieces = self._line.take()
        if pieces:
            self._builder.add_block(pieces, self._kind, self._level)
            self._blocks += 1
        self._kind, self._level = "paragraph", None
        self._limits.check(self._builder.name, characters=self._builder.length, lines=self._blocks)


_REPLACED = frozenset({"br", "img", "image", "math", "input", "select"})


def _is_entry_row(row: Element) -> bool:
    """Whether a row is one of a table: several cells, none of which holds a table or a page of paragraphs."""
    cells = list(row.iterchildren(*CELLS))
    return len(cells) > 1 and not any(map(_is_prose, cells))


def _is_prose(cell: Element) -> bool:
    blocks = enumerate(cell.iter("table", "p", "div", "li", *HEADINGS))
    return any(block.tag in ("table", *HEADINGS) or index >= _ENTRY_BLOCKS for index, block in blocks)
