"""Rows of a table as the lines that they stand for: 甲方（出租人）│ 北京…公司 is 甲方（出租人）：北京…公司, place by place the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from pipeline.document.model import Block
from pipeline.outline.parties.fields import is_field
from pipeline.outline.parties.label import uniform
from pipeline.outline.parties.lines import party_line
from pipeline.outline.parties.word import PARTY_WORD, ROLE_LABEL
from pipeline.outline.section import Definition, Part
from pipeline.text.regex import regex

_LINE = regex(r"[^\n]+")
_BRACKETS = r"[（(][^（）()\n\t]{1,24}[）)]"
_PARTY = regex(rf"(?:{PARTY_WORD}|{ROLE_LABEL})[ \u3000]?(?:{_BRACKETS})?[ \u3000]*")
_OTHER = regex(rf"{PARTY_WORD}[ \u3000]?[（(：:].*|[^\s：:]{{1,12}}[ \u3000]?[：:].*")
_LONGEST_LABEL_CHARS = 40


def with_colons(text: str) -> str:
    """The text with a colon for the gap between a party's label and what stands in the next cell."""
    gaps = [gap for row in _LINE.finditer(text) if "\t" in row[0] for gap in _gaps(row[0], row.start())]
    if not gaps:
        return text
    letters = list(text)
    for gap in gaps:
        letters[gap] = "："
    return "".join(letters)


def unfilled(text: str, parts: Sequence[Part], blocks: Sequence[Block]) -> Iterator[Definition]:
    """The parties of rows at the head that hold a label and no name."""
    heads = [part for part in parts if part.kind in ("parties", "preamble", "table")]
    for row in blocks:
        label = text[row.start : row.end]
        if row.kind == "table_row" and _is_party(label) and any(part.start <= row.start < part.end for part in heads):
            told = party_line(f"{uniform(label).strip()}：", row.start)
            if told is not None:
                yield replace(told, end=row.end)


def _gaps(row: str, start: int) -> Iterator[int]:
    """Where a cell ends that is a party's label and whose neighbour is no label."""
    labelled = False
    cells = [cell.strip(" \u3000") for cell in row.split("\t")]
    ends = accumulate((len(cell) + 1 for cell in row.split("\t")), initial=start - 1)
    for (cell, beside), end in zip(pairwise(cells), list(ends)[1:], strict=False):
        labelled = not labelled and _is_party(cell) and not _is_label(beside)
        if labelled:
            yield end


def _is_party(cell: str) -> bool:
    words = uniform(cell).strip(" \u3000")
    return len(words) <= _LONGEST_LABEL_CHARS and _PARTY.fullmatch(words) is not None


def _is_label(cell: str) -> bool:
    return not cell or _is_party(cell) or is_field(cell) or _OTHER.fullmatch(uniform(cell).strip(" \u3000")) is not None
