"""Writes a contract as a PDF with headers, footers and page numbers."""

from __future__ import annotations

import io
from collections.abc import Iterable
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageBreak, PageTemplate, Paragraph, Spacer, Table

from making import fonts
from making.markup import Block, Contract, final

MARGIN = 25 * mm
WIDTH = A4[0] - 2 * MARGIN


def write(contract: Contract) -> bytes:
    """Lays the contract out until the page numbers it prints are those it has."""
    pages: dict[str, int] = {}
    while True:
        layout = _Layout(contract, pages)
        data = layout.build()
        if layout.found == pages:
            return data
        pages = layout.found


class _Text(Paragraph):
    """A paragraph that keeps its spaces: runs of U+3000 are how contracts align signatures."""

    def _setup(self, text: str, style: object, bullet: object, frags: object, _: object) -> None:
        super()._setup(text, style, bullet, frags, str)


class _Heading(_Text):
    """A paragraph whose page the table of contents prints."""

    entry = ""


class _TocLine(Flowable):
    def __init__(self, text: str, page: str, font: str, indent: float) -> None:
        super().__init__()
        self.text, self.page, self.font, self.indent = text, page, font, indent
        self.width, self.height = WIDTH, 18.0

    def draw(self) -> None:
        canvas = self.canv
        canvas.setFont(self.font, 10.5)
        canvas.drawString(self.indent, 4, self.text)
        canvas.drawRightString(WIDTH, 4, self.page)
        start = self.indent + canvas.stringWidth(self.text, self.font, 10.5) + 6
        end = WIDTH - canvas.stringWidth(self.page, self.font, 10.5) - 6
        dot = canvas.stringWidth(".", self.font, 10.5)
        canvas.drawRightString(end, 4, "." * max(int((end - start) / dot), 0))


class _Layout(BaseDocTemplate):
    """One pass. `pages` are the pages of the headings and, under "", the number of pages, of the pass before."""

    def __init__(self, contract: Contract, pages: dict[str, int]) -> None:
        self.contract, self.pages = contract, pages
        self.found: dict[str, int] = {}
        self.body, self.bold = fonts.register(contract.settings["language"])
        self.stream = io.BytesIO()
        super().__init__(self.stream, pagesize=A4, invariant=1, title=contract.settings["title"], author="")
        frame = Frame(MARGIN, 22 * mm, WIDTH, A4[1] - 46 * mm, 0, 0, 0, 0)
        self.addPageTemplates(PageTemplate("page", [frame], onPage=self._furniture))

    def build(self) -> bytes:
        story = list(self._story())
        super().build(story)
        self.found[""] = self.page
        return self.stream.getvalue()

    def afterFlowable(self, flowable: Flowable) -> None:
        if isinstance(flowable, _Heading):
            self.found[flowable.entry] = self.page

    def _furniture(self, canvas: Canvas, _: BaseDocTemplate) -> None:
        settings = self.contract.settings
        canvas.setFont(self.body, 9)
        for text, draw, x in (
            (settings.get("header_left", ""), canvas.drawString, MARGIN),
            (settings.get("header_right", ""), canvas.drawRightString, A4[0] - MARGIN),
        ):
            draw(x, A4[1] - 16 * mm, text)
        canvas.setLineWidth(0.4)
        if settings.get("header_left"):
            canvas.line(MARGIN, A4[1] - 18 * mm, A4[0] - MARGIN, A4[1] - 18 * mm)
        footer = settings.get("footer", "{page}").format(page=canvas.getPageNumber(), pages=self.pages.get("", 0))
        canvas.drawCentredString(A4[0] / 2, 13 * mm, footer)

    def _story(self) -> Iterable[Flowable]:
        blocks = self.contract.blocks
        lead = ""
        for block in blocks:
            if block.kind == "article" and self.contract.settings.get("article_style") in ("above", "inline"):
                lead = yield from self._lead(block)
            elif block.kind in ("paragraph", "clause") and lead:
                yield self._clause(block, lead)
                lead = ""
            else:
                yield from self._flowables(block)

    def _lead(self, block: Block) -> Iterable[Flowable]:
        """An article whose number opens its first paragraph: what is to stand before that paragraph's text."""
        if self.contract.settings["article_style"] == "inline":
            return self.contract.heading(block) + " "
        if block.text:
            yield self._paragraph(f"（{block.text}）", "body", spaceBefore=6, keepWithNext=1)
        return block.label + "　"

    def _flowables(self, block: Block) -> Iterable[Flowable]:
        if block.kind == "toc":
            yield from self._toc()
        elif block.kind == "page":
            yield PageBreak()
        elif block.kind == "table":
            yield from self._table(block)
        elif block.kind == "clause":
            yield self._clause(block)
        elif block.kind in ("chapter", "article", "annex"):
            yield from self._heading(block)
        else:
            yield self._plain(block)

    def _plain(self, block: Block) -> Flowable:
        size = self._size
        if block.kind == "title":
            return self._paragraph(block.text, "heading", fontSize=size + 7, leading=size + 20, alignment=TA_CENTER)
        if block.kind == "subtitle":
            return self._paragraph(block.text, "body", alignment=TA_CENTER, spaceAfter=6)
        if block.kind == "heading":
            return self._paragraph(block.text, "heading", spaceBefore=6, keepWithNext=1)
        if block.kind == "right":
            return self._paragraph(block.text, "body", alignment=TA_RIGHT)
        indent = self.contract.settings.get("indent", 0) * size if block.kind == "paragraph" else 0
        return self._paragraph(block.text, "body", firstLineIndent=indent)

    def _clause(self, block: Block, lead: str = "") -> Flowable:
        size = self._size
        if not block.level:
            return self._paragraph(lead + block.text, "body", leftIndent=size, firstLineIndent=-size)
        hang = size * (0.5 * len(block.label) + 1)
        left = size * (block.level - 1) + (0 if lead else size)
        text = f"{lead}{block.label}{self.contract.settings.get('gap', '　')}{block.text}"
        return self._paragraph(text, "body", leftIndent=left + hang * 0.6, firstLineIndent=-hang * 0.6)

    def _heading(self, block: Block) -> Iterable[Flowable]:
        if block.kind == "annex":
            yield PageBreak()
        centred = {"alignment": TA_CENTER, "fontSize": self._size + 2} if block.kind != "article" else {}
        text = self.contract.heading(block)
        heading = self._paragraph(text, "heading", _Heading, spaceBefore=8, spaceAfter=4, keepWithNext=1, **centred)
        heading.entry = text
        yield heading

    def _toc(self) -> Iterable[Flowable]:
        depth = self.contract.settings.get("toc", ["chapter", "article", "annex"])
        for block in self.contract.blocks:
            if block.kind in depth:
                text = self.contract.heading(block)
                indent = 2 * self._size if block.kind == "article" and "chapter" in depth else 0
                yield _TocLine(text, str(self.pages.get(text, 0)), self.body, indent)
        yield PageBreak()

    def _table(self, block: Block) -> Iterable[Flowable]:
        if block.text:
            yield self._paragraph(block.text, "heading", fontSize=10, alignment=TA_CENTER, spaceBefore=6)
        share = WIDTH / sum(block.widths)
        size = self.contract.settings.get("table_size", 9.5) if block.ruled else self._size
        cells = [
            [self._paragraph(_shown(cell), "body", fontSize=size, leading=size * 1.4, spaceAfter=0) for cell in row]
            for row in block.rows
        ]
        widths = [width * share for width in block.widths]
        yield Table(cells, widths, repeatRows=int(block.ruled), style=_table_style(block), splitByRow=1)
        yield Spacer(0, 8)

    @property
    def _size(self) -> float:
        return float(self.contract.settings.get("size", 10.5))

    def _paragraph(self, text: str, font: str, kind: type[_Text] = _Text, **changes: float | str) -> Paragraph:
        settings = self.contract.settings
        style = {
            "fontName": self.bold if font == "heading" else self.body,
            "fontSize": self._size,
            "leading": self._size * settings.get("leading", 1.6),
            "spaceAfter": settings.get("space", 3),
            "wordWrap": None if settings["language"] == "ko" else "CJK",
            "allowWidows": 1,
            "allowOrphans": 1,
        }
        return kind(self._borrowed(final(text), style["fontName"]), ParagraphStyle("style", **(style | changes)))

    def _borrowed(self, text: str, font: str) -> str:
        """The text as reportlab wants it, with characters that the font lacks in the other one."""
        lacking = fonts.missing(font, text)
        other = self.body if font == self.bold else self.bold
        if fonts.missing(other, "".join(lacking)):
            raise ValueError(f"{self.contract.name}: no glyph for one of {''.join(sorted(lacking))}")
        lent = {ord(char): f'<font name="{other}">{char}</font>' for char in lacking}
        return escape(text).translate(lent)


def _shown(cell: str) -> str:
    return "" if cell in ("<", "^") else cell


def _table_style(block: Block) -> list[tuple[object, ...]]:
    commands: list[tuple[object, ...]] = [("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
    if not block.ruled:
        commands.append(("TOPPADDING", (0, 0), (-1, -1), 1))
        commands.append(("BOTTOMPADDING", (0, 0), (-1, -1), 1))
    else:
        commands.append(("GRID", (0, 0), (-1, -1), 0.5, colors.black))
        commands.append(("BACKGROUND", (0, 0), (-1, 0), colors.Color(0.92, 0.92, 0.92)))
    for y, row in enumerate(block.rows):
        for x, cell in enumerate(row):
            if cell not in ("<", "^"):
                commands.extend(_span(block.rows, x, y))
    return commands


def _span(rows: tuple[tuple[str, ...], ...], x: int, y: int) -> Iterable[tuple[object, ...]]:
    """The SPAN command of the cell at column x of row y, where cells join it."""
    right, down = x, y
    while right + 1 < len(rows[y]) and rows[y][right + 1] == "<":
        right += 1
    while down + 1 < len(rows) and rows[down + 1][x] == "^":
        down += 1
    if (right, down) != (x, y):
        yield ("SPAN", (x, y), (right, down))
