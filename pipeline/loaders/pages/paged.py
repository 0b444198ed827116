"""Pages of lines to the text of a document: what every format of fixed pages has in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.document.builder import DocumentBuilder
from pipeline.document.model import Aside, Document, PdfPlace, Source
from pipeline.issues import Issue
from pipeline.loaders.pages import furniture
from pipeline.loaders.pages import paragraphs as page_paragraphs
from pipeline.loaders.pages.gaps import gaps
from pipeline.loaders.pages.margins import Set, usual_pitch
from pipeline.loaders.pages.page import Line, Look, Page
from pipeline.loaders.pages.paragraphs import Paragraph
from pipeline.loaders.pages.spacing import Spacing
from pipeline.text import scripts
from pipeline.text.radicals import DOOR, fold_radicals

# Of a page's glyphs; beyond it what is left is no text that a finding may rest on, or no text at all.
_MOST_UNMAPPED_SHARE, _GARBAGE_SHARE = 0.02, 0.3


def build(builder: DocumentBuilder, pages: Sequence[Page]) -> Document:
    """The document of these pages; its text is empty where none of them shows any."""
    readable = [_check(page, builder) for page in pages]
    seen = [_without("hidden", page, builder) for page in readable]
    if builder.asides:
        builder.issues.append(Issue("hidden_text", "warning", {"count": len(builder.asides)}))
    _keep_comments(pages, builder)
    furnished = furniture.strip([_without("ruby", page, builder) for page in seen])
    for page, asides in furnished:
        builder.asides += [_aside(kind, page.number, line) for kind, line in asides]
    bodies = [page for page, _ in furnished]
    if any(page.lines for page in bodies):
        _write(builder, page_paragraphs.build(_regional(bodies)))
    return builder.finish(len(pages))


def _check(page: Page, builder: DocumentBuilder) -> Page:
    """The page, without its lines where they are garbage; names what cannot be read."""
    if page.blank:
        return page
    if not any(line.look != "hidden" for line in page.lines):
        builder.unread_pages.append(page.number)
        builder.issues.append(Issue("page_without_text", "warning", {"page": page.number}))
        return page
    if page.unmapped <= _MOST_UNMAPPED_SHARE * page.glyphs:
        return page
    builder.unread_pages.append(page.number)
    params = {"page": page.number, "unknown": page.unmapped, "glyphs": page.glyphs}
    builder.issues.append(Issue("page_with_unreadable_font", "warning", params))
    if page.unmapped <= _GARBAGE_SHARE * page.glyphs:
        return page
    return page._replace(lines=())


def _keep_comments(pages: Sequence[Page], builder: DocumentBuilder) -> None:
    comments = [(page.number, comment) for page in pages for comment in page.comments]
    for number, (text, author, box) in comments:
        builder.asides.append(Aside("comment", text, PdfPlace(number, box), author))
    if comments:
        builder.issues.append(Issue("comments_aside", "info", {"count": len(comments)}))


def _without(look: Look, page: Page, builder: DocumentBuilder) -> Page:
    """The page without its lines of one look, which go aside."""
    taken = [line for line in page.lines if line.look == look]
    if not taken:
        return page
    builder.asides += [_aside(look, page.number, line) for line in taken]
    return page._replace(lines=tuple(line for line in page.lines if line.look != look))


def _regional(pages: list[Page]) -> list[Page]:
    """The pages with the radical whose ideograph depends on the language folded for theirs."""
    if not any(DOOR in (line.original or "") for page in pages for line in page.lines):
        return pages
    language = scripts.languages("\n".join(line.text for page in pages for line in page.lines))[0]
    return [page._replace(lines=tuple(_fold(line, language) for line in page.lines)) for page in pages]


def _fold(line: Line, language: str) -> Line:
    return line.but(text=fold_radicals(line.original, language)) if line.original else line


def _aside(kind: str, page: int, line: Line) -> Aside:
    return Aside(kind, line.text, PdfPlace(page, line.box, _source(line), line.confidence))


def _source(line: Line) -> Source:
    return "ocr" if line.look == "ocr" else "text"


def _write(builder: DocumentBuilder, paragraphs: Sequence[Paragraph]) -> None:
    placed = [line for paragraph in paragraphs for line in paragraph.lines]
    for gap, (paragraph, lines) in zip(gaps(paragraphs, usual_pitch(placed)), glued(paragraphs), strict=True):
        builder.leave_gap(gap)
        builder.open_block()
        for before, line in lines:
            builder.add(before)
            place = PdfPlace(line.page, line.line.box, _source(line.line), line.line.confidence)
            builder.add(line.text, place, line.line.boxes, line.line.original)
        builder.close_block(paragraph.kind)


def glued(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[Paragraph, Iterator[tuple[str, Set]]]]:
    """Each paragraph with its lines, and what stands before each of them."""
    spacing = Spacing(
        [line.text for paragraph in paragraphs for line in paragraph.lines],
        [(one.text, other.text) for paragraph in paragraphs for one, other in pairwise(paragraph.lines)],
    )
    for paragraph in paragraphs:
        yield paragraph, _with_glue(paragraph, spacing)


def _with_glue(paragraph: Paragraph, spacing: Spacing) -> Iterator[tuple[str, Set]]:
    """Each line with what stands between it and the one before: a tab from cell to cell, empty ones too, else as the words want it."""
    for place, line in enumerate(paragraph.lines):
        if place == 0:
            yield "", line
        elif paragraph.cells and paragraph.cells[place] != paragraph.cells[place - 1]:
            yield "\t" * (paragraph.cells[place] - paragraph.cells[place - 1]), line
        else:
            before = paragraph.lines[place - 1]
            yield spacing.glue(before.text, line.text) or _between(paragraph, before, line), line


def _between(paragraph: Paragraph, before: Set, line: Set) -> str:
    """A space between two paragraphs of one cell."""
    return " " if paragraph.cells and page_paragraphs.parts(before, line) else ""
