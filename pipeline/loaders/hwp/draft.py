"""A Hancom paragraph while it is read: text, revisions, fields and what is anchored in it become blocks in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from pipeline.document.model import DocxPlace, Source
from pipeline.loaders.blocks import Block, Note, Paragraph, Table, generated
from pipeline.loaders.hwp.context import Context
from pipeline.loaders.hwp.signs import shown


class Atom(NamedTuple):
    text: str
    place: DocxPlace


@dataclass(slots=True)
class Revision:
    """The deletions that are open at this point of a story, each with its author."""

    open: list[str | None] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Draft:
    """`atoms` are text and tables that stand in its line; `above` and `below` what floats.

    `runs_on`: its end is deleted, so that it goes on with the next paragraph.
    """

    context: Context
    place: DocxPlace
    revision: Revision
    atoms: list[Atom | Table] = field(default_factory=list)
    above: list[Block] = field(default_factory=list)
    below: list[Block] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    runs_on: bool = False
    _fields: list[tuple[str, int]] = field(default_factory=list)
    _hidden: list[str] = field(default_factory=list)

    @property
    def muted(self) -> bool:
        """Whether what is read now is deleted."""
        return bool(self.revision.open)

    def text(self, text: str, source: Source = "text", hidden: bool = False) -> None:
        if self.muted:
            self.revision.text.append(text)
        elif hidden:
            self._hidden.append(text)
        elif text:
            place = self.place if source == "text" else generated(self.place)
            self.atoms.append(Atom(shown(text), place))

    def add_note(self, note: Note) -> None:
        self.text(f"[{note.label}]", "generated")
        if not self.muted:
            self.notes.append(note)

    def begin_field(self, guide: str) -> None:
        """`guide` is what an empty form field shows on the screen, "" for other fields."""
        self._fields.append((guide, len(self.atoms)))

    def end_field(self) -> None:
        """A field that holds nothing but its guide is blank: nobody has filled it in."""
        if not self._fields:
            return
        guide, start = self._fields.pop()
        if guide and self._holds(guide, start):
            self.context.aside("form_field", guide, self.place)
            del self.atoms[start:]

    def _holds(self, guide: str, start: int) -> bool:
        """Whether this text and nothing else stands there; of fields in fields, none is read to its end for it."""
        inside = ""
        for place in range(start, len(self.atoms)):
            atom = self.atoms[place]
            if not isinstance(atom, Atom) or len(inside) > len(guide):
                return False
            inside += atom.text
        return inside.strip() == guide.strip() != ""

    def follow(self, held: Draft) -> None:
        """Goes on where the paragraph before it, whose end is deleted, leaves off."""
        for name in ("atoms", "above", "below", "notes"):
            joined: list[object] = getattr(held, name)
            joined += getattr(self, name)
            setattr(self, name, joined)

    def begin_deletion(self, author: str | None) -> None:
        self.revision.open.append(author)

    def end_deletion(self, with_paragraph: bool) -> None:
        self.runs_on = self.runs_on or with_paragraph
        if self.revision.open:
            author = self.revision.open.pop()
            self._note_deletion(author)

    def finish(self) -> None:
        """To be called once at the paragraph's end."""
        if self.revision.open:
            self.runs_on = True
            self._note_deletion(self.revision.open[-1])
        if self._hidden:
            self.context.aside("hidden", "".join(self._hidden), self.place)

    def blocks(self, label: str, level: int) -> Iterator[Block]:
        """What floats above it, its text with the tables in its line, what floats below."""
        yield from self.above
        paragraph = Paragraph(self.place, level=level, numbered=bool(label))
        if label:
            paragraph.pieces.append((f"{label} " if self.atoms else label, generated(self.place)))
        parts: list[Block] = [paragraph]
        for place, atoms in groupby(self.atoms, _place):
            if place is None:
                paragraph = Paragraph(self.place)
                parts += [*(atom for atom in atoms if isinstance(atom, Table)), paragraph]
            else:
                paragraph.pieces.append(("".join(atom.text for atom in atoms if isinstance(atom, Atom)), place))
        paragraph.notes = self.notes
        is_blank = len(parts) == 1
        yield from (part for part in parts if isinstance(part, Table) or part.pieces or part.notes or is_blank)
        yield from self.below

    def _note_deletion(self, author: str | None) -> None:
        self.context.deleted("".join(self.revision.text), author, self.place)
        self.revision.text.clear()


def _place(atom: Atom | Table) -> DocxPlace | None:
    return atom.place if isinstance(atom, Atom) else None
