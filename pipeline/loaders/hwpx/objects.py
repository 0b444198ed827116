"""What is anchored in a paragraph of an OWPML document and stands beside its text: tables, drawings and what they hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from pipeline.loaders.blocks import Block
from pipeline.loaders.hwp.draft import Draft
from pipeline.loaders.hwp.scope import Scope
from pipeline.loaders.hwp.table import Placed, arrange
from pipeline.loaders.hwpx.names import DRAWINGS, ON, child, children, number
from pipeline.loaders.hwpx.part import Section
from pipeline.loaders.package import Element

_FLOATING_LINE = 1000  # hundredths of a point


class StoryOf(Protocol):
    """Reads lists of paragraphs of the running text; `boxed` those of a box, whose deletions end in it."""

    def blocks(self, container: Element, scope: Scope) -> Iterator[Block]: ...

    def boxed(self, container: Element, scope: Scope) -> Iterator[Block]: ...


class Objects:
    """Writes into the draft of the paragraph."""

    def __init__(self, section: Section, story: StoryOf, draft: Draft, scope: Scope) -> None:
        self._section, self._story, self._draft, self._scope = section, story, draft, scope

    def table(self, element: Element) -> None:
        table = arrange(self._cells(element, self._section.tables[element]))
        draft = self._draft
        if draft.muted:  # its paragraphs have said so
            return
        above, below = self._caption(element)
        position = child(element, "pos")
        if position is not None and position.get("treatAsChar") in ON and not above and not below:
            draft.atoms.append(table)
        elif _floats_above(element, position):
            draft.above += [*above, table, *below]
        else:
            draft.below += [*above, table, *below]

    def drawing(self, element: Element, is_hidden: bool) -> None:
        """The text in a drawing, and in those that it holds, stands after the paragraph."""
        draft = self._draft
        above, below = self._caption(element)
        box = child(element, "drawText")
        inside = None if box is None else child(box, "subList")
        text = [] if inside is None else list(self._story.boxed(inside, Scope(self._scope.cell, ground=True)))
        if not (draft.muted or is_hidden):
            text += draft.context.scanned(element, self._scope.cell)
        if not draft.muted:
            draft.below += [*above, *text, *below]
        for held in children(element, *DRAWINGS):
            self.drawing(held, is_hidden)

    def _cells(self, table: Element, index: int) -> Iterator[Placed]:
        painted = self._scope.ground or self._is_painted(table)
        for row_index, row in enumerate(children(table, "tr")):
            column = 0
            for cell in children(row, "tc"):
                address, span = child(cell, "cellAddr"), child(cell, "cellSpan")
                at = number(address, "rowAddr", row_index), number(address, "colAddr", column)
                column = at[1] + max(number(span, "colSpan", 1), 1)
                scope = Scope((index, *at), painted or self._is_painted(cell))
                inside = child(cell, "subList")
                blocks = [] if inside is None else list(self._story.blocks(inside, scope))
                yield Placed(*at, number(span, "rowSpan", 1), blocks)

    def _is_painted(self, element: Element) -> bool:
        return number(element, "borderFillIDRef") in self._draft.context.shapes.painted

    def _caption(self, element: Element) -> tuple[list[Block], list[Block]]:
        """The caption of a table or drawing, as what stands above it and what stands below."""
        caption = child(element, "caption")
        inside = None if caption is None else child(caption, "subList")
        if caption is None or inside is None:
            return [], []
        blocks = list(self._story.blocks(inside, self._scope))
        return (blocks, []) if caption.get("side") == "TOP" else ([], blocks)


def _floats_above(element: Element, position: Element | None) -> bool:
    """Whether a floating object pushes the text of its paragraph down instead of standing after it."""
    return (
        position is not None
        and element.get("textWrap") == "TOP_AND_BOTTOM"
        and position.get("vertRelTo") == "PARA"
        and number(position, "vertOffset") < _FLOATING_LINE
    )
