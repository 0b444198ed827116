"""What is anchored in a paragraph of an HWP 5.0 file and stands beside its text: tables, drawings and what they hold."""

from __future__ import annotations

from pipeline.loaders.blocks import Block
from pipeline.loaders.hwp.draft import Draft
from pipeline.loaders.hwp.records import Record, Tag
from pipeline.loaders.hwp.scope import Lists, Scope, StoryOf
from pipeline.loaders.hwp.table import arrange

_CAPTION_TOP = 2
_TO_PARAGRAPH, _BLOCK_FLOW, _FLOATING_LINE = 2, 1, 1000


class Objects:
    """Writes into the draft of the paragraph."""

    def __init__(self, story: StoryOf, draft: Draft, scope: Scope) -> None:
        self._story, self._draft, self._scope = story, draft, scope

    def table(self, record: Record) -> None:
        """The list before the record of the table is its caption, those after it are its cells."""
        lists = list(record.lists())
        at = next((place for place, held in enumerate(record.children) if held.tag == Tag.TABLE), 0)
        captions = sum(held.tag == Tag.LIST_HEADER for held in record.children[:at])
        table = arrange(self._story.cells(lists[captions:], self._scope))
        above, below = self._caption(lists[:captions])
        if record.number(4) & 1 and not captions:
            self._draft.atoms.append(table)
        elif _floats_above(record):
            self._draft.above += [*above, table, *below]
        else:
            self._draft.below += [*above, table, *below]

    def drawing(self, record: Record, is_hidden: bool) -> None:
        """The text in a drawing, and in those that it holds, stands after the paragraph."""
        above, below = self._caption(list(record.lists()))
        self._draft.below += above
        for shape in record.children:
            if shape.tag == Tag.SHAPE_COMPONENT:
                self._shape(shape, is_hidden)
        self._draft.below += below

    def _shape(self, shape: Record, is_hidden: bool) -> None:
        scope = Scope(self._scope.cell, ground=True)
        for _, paragraphs in shape.lists():
            self._draft.below += self._story.blocks(paragraphs, scope)
        for held in shape.children:
            if held.tag == Tag.SHAPE_COMPONENT:
                self._shape(held, is_hidden)
            elif held.tag == Tag.PICTURE and not is_hidden:
                self._draft.below += self._draft.context.scanned(id(held), self._scope.cell)
            elif held.tag == Tag.TEXT_ART:
                self._draft.text(held.string(32)[0], hidden=is_hidden)

    def _caption(self, lists: Lists) -> tuple[list[Block], list[Block]]:
        """What stands above the object and what stands below."""
        above: list[Block] = []
        below: list[Block] = []
        for head, paragraphs in lists:
            side = above if head.number(8) & 3 == _CAPTION_TOP else below
            side += self._story.blocks(paragraphs, self._scope)
        return above, below


def _floats_above(record: Record) -> bool:
    """Whether a floating object pushes the text of its paragraph down instead of standing after it."""
    attributes = record.number(4)
    to_paragraph = attributes >> 3 & 3 == _TO_PARAGRAPH and attributes >> 21 & 7 == _BLOCK_FLOW
    return to_paragraph and record.number(8) < _FLOATING_LINE
