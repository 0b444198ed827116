"""What the words of RTF about paragraphs, lists and rows of tables change in the block that is being written."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.loaders.rtf.blocks import Blocks

# Lists of the kind before Word 97 hold no definition.
_OLD_LIST = 0
_HEADING_LEVELS = 9


def _begin(blocks: Blocks, _: int) -> None:
    draft = blocks.draft
    draft.table, draft.level, draft.list_number, draft.list_level = None, 0, None, 0


def _enter_table(blocks: Blocks, _: int) -> None:
    blocks.enter_table()


def _set_outline_level(blocks: Blocks, number: int) -> None:
    blocks.draft.level = min(number + 1, _HEADING_LEVELS)


def _set_list(blocks: Blocks, number: int) -> None:
    blocks.draft.list_number = number or None


def _set_list_level(blocks: Blocks, number: int) -> None:
    blocks.draft.list_level = number


def set_old_list(blocks: Blocks) -> None:
    blocks.draft.list_number = _OLD_LIST


def _end_cell(blocks: Blocks, _: int) -> None:
    blocks.end_cell()


def _end_row(blocks: Blocks, _: int) -> None:
    blocks.end_row()


PARAGRAPHS: dict[str, Callable[[Blocks, int], None]] = {
    "pard": _begin,
    "ls": _set_list,
    "ilvl": _set_list_level,
    "outlinelevel": _set_outline_level,
    "intbl": _enter_table,
    "cell": _end_cell,
    "nestcell": _end_cell,
    "row": _end_row,
    "nestrow": _end_row,
}
