"""One story of a document, block by block: the body, a header, a note, a text box (ECMA-376 part 1, 17.2)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from pipeline.document.model import DocxPlace
from pipeline.loaders.blocks import Block, Cell, Paragraph, Table
from pipeline.loaders.docx.context import Context
from pipeline.loaders.docx.drawings import is_switched_off
from pipeline.loaders.docx.look import is_shaded, is_squeezed
from pipeline.loaders.docx.names import AUTHOR, VAL, mc, number, relationship_id, toggle, value, w, w14
from pipeline.loaders.docx.paragraph import BoxedParagraph, ParagraphReader, chosen
from pipeline.loaders.docx.part import Part
from pipeline.loaders.docx.properties import AllProperties, Properties, properties_of
from pipeline.loaders.docx.rule import is_rule
from pipeline.loaders.docx.simple import SIMPLE
from pipeline.loaders.list_counting import Counters
from pipeline.loaders.package import Element

_P, _TBL, _TR, _TC = w("p"), w("tbl"), w("tr"), w("tc")
_ALT_CHUNK = w("altChunk")
_BLOCKS, _ROWS, _CELLS = frozenset({SIMPLE, _P, _TBL, _ALT_CHUNK}), frozenset({_TR}), frozenset({_TC})
_STOPS = _BLOCKS | _ROWS | _CELLS
_PARA_ID = w14("paraId")
_DELETED, _INSERTED = (w("del"), w("moveFrom")), (w("ins"), w("moveTo"))
_ALTERNATE, _SECTION = mc("AlternateContent"), w("sectPr")
_SKIPPED = frozenset(map(w, ("tcPr", "trPr", "tblPr", "tblGrid", "tblPrEx", "sdtPr", "sdtEndPr")))
_ROW_PROPERTIES, _CELL_PROPERTIES, _TABLE_PROPERTIES = w("trPr"), w("tcPr"), w("tblPr")
_GRID_BEFORE, _GRID_SPAN, _MERGES = w("gridBefore"), w("gridSpan"), (w("vMerge"), w("hMerge"))
_CELL_DELETED = w("cellDel")

CellPath = tuple[int, int, int]
ChunkBlocks = Callable[[str], Iterator[Block]]


class Story:
    """Reads the blocks of a part in reading order. Fields and lists are counted through the story."""

    def __init__(self, part: Part, context: Context, chunks: ChunkBlocks | None = None) -> None:
        self._part, self._context, self._chunks = part, context, chunks
        self._plain = part.plain and not context.styles.hides_by_default
        self._reader = ParagraphReader(context, self._plain)
        self._counters = Counters()
        self._boxes: Story | None = None

    def blocks(self, container: Element, cell: CellPath | None = None, ground: bool = False) -> Iterator[Block]:
        """The blocks of the body, of a cell, of a note. A paragraph without a mark of its own runs into the next.

        `ground` says that the container is painted, so that white type shows on it.
        """
        held: BoxedParagraph | None = None
        for element in self._within(container, _BLOCKS):
            tag = element.tag
            if tag == SIMPLE and held is None and not self._reader.is_in_instruction:
                text, place, listing = self._simple(element, cell)
                paragraph = Paragraph(place, [(text, place)])
                self._number(paragraph, listing)
                yield paragraph
                continue
            if tag in (_P, SIMPLE):
                held, runs_on = self._behind(held, *self._paragraph(element, cell, ground))
                ready = not runs_on
            else:
                ready = held is not None
            if ready and held is not None:
                yield held
                if held.boxes:
                    yield from self._box_blocks(held)
                held = None
            if tag == _TBL:
                yield self._table(element, ground)
            elif tag == _ALT_CHUNK:
                yield from self._chunk(element)
        if held is not None:
            yield held
            yield from self._box_blocks(held)

    def _chunk(self, element: Element) -> Iterator[Block]:
        """What stands in a document of its own; chunks of notes and headers are not followed."""
        if self._chunks is None:
            self._context.unread_part()
        else:
            yield from self._chunks(relationship_id(element))

    def _box_blocks(self, paragraph: BoxedParagraph) -> Iterator[Block]:
        """What stands in the text boxes and scans anchored to a paragraph; boxes have lists and fields of their own.

        A list holds a table that stands in the paragraph by mistake: on the page's ground, not on a box's.
        """
        if paragraph.boxes and self._boxes is None:
            self._boxes = Story(self._part, self._context)
        for box in paragraph.boxes:
            is_table = isinstance(box, list)
            if not is_table and box in self._context.scans:
                yield from self._context.scanned(box, paragraph.place.cell)
            elif not is_table and is_switched_off(box):
                self._hide(box)
            elif self._boxes is not None:
                yield from self._boxes.blocks(box, ground=not is_table)

    def _within(self, container: Element, wanted: frozenset[str]) -> Iterator[Element]:
        """The wanted elements of a container, through content controls, custom XML and revisions."""
        for child in container:
            tag = child.tag
            if tag in wanted:
                yield child
            elif tag == _ALTERNATE:
                branch = chosen(child)
                yield from () if branch is None else self._within(branch, wanted)
            elif tag in _DELETED:
                self._delete(child, child.get(AUTHOR))
            elif tag == _SECTION:
                self._context.notes.next_section()
            elif tag not in _SKIPPED and tag not in _STOPS:
                yield from self._within(child, wanted)

    def _simple(self, element: Element, cell: CellPath | None) -> tuple[str, DocxPlace, Properties]:
        """The text of a paragraph that is read already, its place, and what numbers it."""
        text, (listing, events) = self._part.simple[element]
        place = self._place(element, cell)
        for event in events:
            self._context.happened(event, place)
        return text, place, listing

    def _place(self, element: Element, cell: CellPath | None) -> DocxPlace:
        return DocxPlace(self._part.name, self._part.ordinals[element], element.get(_PARA_ID), cell)

    def _paragraph(self, element: Element, cell: CellPath | None, ground: bool) -> tuple[BoxedParagraph, AllProperties]:
        """A paragraph without its number."""
        if element.tag == SIMPLE:
            text, place, listing = self._simple(element, cell)
            pieces = [] if self._reader.is_in_instruction else [(text, place)]
            return BoxedParagraph(place, pieces), AllProperties(listing)
        place, properties = self._place(element, cell), properties_of(element)
        ground = ground or (not self._plain and self._is_shaded(properties))
        paragraph = self._reader.read(element, place, properties.listing.style, ground)
        paragraph.ruled = not paragraph.pieces and is_rule(element)
        if properties.ends_section:
            self._context.notes.next_section()
        return paragraph, properties

    def _behind(
        self, held: BoxedParagraph | None, paragraph: BoxedParagraph, properties: AllProperties
    ) -> tuple[BoxedParagraph, bool]:
        """A paragraph with its number, behind what runs on into it, and whether it runs on into the next."""
        if self._mark_is_gone(properties.mark) or self._reader.is_in_instruction:
            return _joined(held, paragraph), True
        if held is not None and not held.numbered:
            # The number of the mark that they share stands before them both.
            held, paragraph = None, _joined(held, paragraph)
        if paragraph.pieces or not properties.mark_is_hidden:
            self._number(paragraph, properties.listing)
        if is_squeezed(properties.element):
            self._context.aside("hidden", paragraph.text, paragraph.place)
            paragraph.pieces.clear()
        # What ends in a hidden mark stands on the line of the next; what is hidden with its mark stands nowhere.
        runs_on = properties.runs_on or (properties.mark_is_hidden and bool(paragraph.pieces))
        return _joined(held, paragraph), runs_on

    def _is_shaded(self, properties: AllProperties) -> bool:
        """Whether a paragraph, or a style of it, paints a ground on which white type shows."""
        styles = self._context.styles.chain(properties.listing.style)
        return is_shaded(properties.element) or any(style.shaded for style in styles)

    def _mark_is_gone(self, mark: Element | None) -> bool:
        """Whether the paragraph's end is deleted: accepting that joins it with the next one (17.13.5.15)."""
        if mark is None:
            return False
        for revision in mark.iterchildren(*_INSERTED):
            self._context.revised(revision.get(AUTHOR))
        gone = list(mark.iterchildren(*_DELETED))
        for revision in gone:
            self._context.revised(revision.get(AUTHOR))
        return bool(gone)

    def _number(self, paragraph: Paragraph, properties: Properties) -> None:
        """Writes the number out and notes the heading level."""
        level, applied, is_lost = self._context.listed(properties)
        paragraph.level = level or paragraph.level
        if applied is not None:
            label = self._counters.advance(*applied)
            if label and (paragraph.pieces or applied[0].is_numbered(applied[1])):
                paragraph.prepend(label)
                paragraph.numbered = True
        elif is_lost:
            self._context.remark("numbering_missing")

    def _table(self, element: Element, ground: bool) -> Table:
        index = self._part.tables[element]
        ground = ground or (not self._plain and self._is_painted(element))
        rows = enumerate(self._within(element, _ROWS))
        return Table([self._row(row, (index, number), ground) for number, row in rows if self._is_in_force(row)])

    def _is_painted(self, table: Element) -> bool:
        properties = table.find(_TABLE_PROPERTIES)
        style = value(properties, w("tblStyle"))
        of_style = style is not None and any(part.shaded for part in self._context.styles.chain(style))
        return of_style or is_shaded(properties)

    def _is_in_force(self, row: Element) -> bool:
        """Whether the row is neither deleted nor hidden nor too low to be seen; what it held is kept aside."""
        properties = row.find(_ROW_PROPERTIES)
        if properties is None:
            return True
        for revision in properties.iterchildren(w("ins")):
            self._context.revised(revision.get(AUTHOR))
        deleted = properties.find(w("del"))
        if deleted is not None:
            self._delete(row, deleted.get(AUTHOR))
            return False
        if toggle(properties.find(w("hidden"))) or is_squeezed(properties):
            self._hide(row)
            return False
        return True

    def _row(self, row: Element, path: tuple[int, int], ground: bool) -> list[Cell]:
        column = number(row.find(_ROW_PROPERTIES), _GRID_BEFORE) or 0
        cells: list[Cell] = []
        for element in self._within(row, _CELLS):
            properties = element.find(_CELL_PROPERTIES)
            cells.append(self._cell(element, properties, (*path, column), ground))
            column += max(number(properties, _GRID_SPAN) or 1, 1)
        return cells

    def _cell(self, element: Element, properties: Element | None, path: CellPath, ground: bool) -> Cell:
        if properties is not None:
            if any(_continues(merge) for merge in properties.iterchildren(*_MERGES)):
                self._hide(element)
                return Cell(path[2])
            if (deleted := properties.find(_CELL_DELETED)) is not None:
                self._delete(element, deleted.get(AUTHOR))
                return Cell(path[2])
        ground = ground or (not self._plain and is_shaded(properties))
        return Cell(path[2], list(self.blocks(element, path, ground)))

    def _delete(self, element: Element, author: str | None) -> None:
        self._context.deleted(self._part.raw_text(element), author, self._place_of(element))

    def _hide(self, element: Element) -> None:
        self._context.aside("hidden", self._part.raw_text(element), self._place_of(element))

    def _place_of(self, element: Element) -> DocxPlace:
        return DocxPlace(self._part.name, self._part.first_ordinal(element))


def _joined(held: BoxedParagraph | None, paragraph: BoxedParagraph) -> BoxedParagraph:
    """Two paragraphs with one mark: the second one's properties, unless only the first has a number or level."""
    if held is None:
        return paragraph
    held.pieces += paragraph.pieces
    held.boxes += paragraph.boxes
    held.notes += paragraph.notes
    return replace(
        paragraph,
        pieces=held.pieces,
        level=paragraph.level or held.level,
        numbered=paragraph.numbered or held.numbered,
        boxes=held.boxes,
        notes=held.notes,
    )


def _continues(merge: Element) -> bool:
    """Whether a cell is covered by the one above or before it."""
    return bool(merge.get(VAL, "continue") == "continue")
