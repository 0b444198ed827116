"""What the sections of one Hancom document share while it is read: shapes, counters, notes, and what is found."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.document.model import DocxPlace
from pipeline.issues import Issue
from pipeline.loaders.block_writer import plain_text
from pipeline.loaders.blocks import Block, Note, Paragraph
from pipeline.loaders.findings import Findings
from pipeline.loaders.hwp.numbering import Counters
from pipeline.loaders.hwp.shapes import ParaShape, Shapes

# The private use areas, where Hancom keeps old hangul and ornaments that only its fonts can draw.
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")
_OUTLINE_LEVELS = 9


@dataclass(slots=True)
class Context(Findings):
    """`outline` is the numbering of outline paragraphs in the section being read; `numbers` are the last ones of notes
    and captions, by kind.
    """

    shapes: Shapes
    outline: int = 0
    numbers: Counter[str] = field(default_factory=Counter)
    _notes: dict[str, list[Block]] = field(default_factory=dict)
    _margins: set[tuple[str, str]] = field(default_factory=set)

    def label(self, shape: ParaShape, counters: Counters) -> str:
        """The number or bullet of a paragraph, "" without one."""
        if shape.head == "bullet":
            bullet = self.shapes.bullets.get(shape.list_id)
            sign = (bullet.checked_sign if shape.checked else "") or bullet.sign if bullet else ""
            return "•" if not sign or _PRIVATE.match(sign) else sign
        if shape.head == "none":
            return ""
        numbering = self.shapes.numberings.get(self.outline if shape.head == "outline" else shape.list_id)
        return counters.advance(numbering, shape.level) if numbering else ""

    def note(self, kind: str, blocks: Sequence[Block], number: int | None) -> Note:
        """Keeps a footnote or endnote; its mark is the number that the file gives it, else the next one."""
        self.numbers[kind] = number or self.numbers[kind] + 1
        self.numbers["notes"] += 1
        note = Note(kind, str(self.numbers["notes"]), str(self.numbers[kind]))
        self._notes[note.id] = list(blocks)
        return note

    def note_blocks(self, note: Note) -> Iterator[Block]:
        """The text of a note, its mark before it; each is given once."""
        blocks = self._notes.pop(note.id, [])
        if blocks and isinstance(first := blocks[0], Paragraph):
            if first.pieces:
                first.pieces[0] = (first.pieces[0][0].lstrip(" "), first.pieces[0][1])
            first.prepend(f"[{note.label}] ")
        yield from blocks

    def margin(self, kind: str, blocks: Iterable[Block], place: DocxPlace) -> None:
        """Keeps a header or footer aside, each text once."""
        text = plain_text(blocks)
        if (kind, text) not in self._margins:
            self._margins.add((kind, text))
            self.aside(kind, text, place)


def private_characters(text: str) -> Iterator[Issue]:
    """One issue for all characters that only Hancom's fonts can draw, at the first place."""
    found = list(_PRIVATE.finditer(text))
    if found:
        params = {"count": len(found)}
        yield Issue("private_characters", "warning", params, start=found[0].start(), end=found[0].end())


def heading_level(shape: ParaShape) -> int:
    """The level of the heading that an outline paragraph is, 0 for any other."""
    return min(shape.level, _OUTLINE_LEVELS - 1) + 1 if shape.head == "outline" else 0
