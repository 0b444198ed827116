"""What the text of a document is made of, whatever its format: paragraphs, tables of cells, notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.document.model import BlockKind, DocxPlace, Source

Piece = tuple[str, DocxPlace]


@dataclass(slots=True)
class Note:
    """A footnote or endnote where its mark stands; `label` is the mark."""

    kind: str
    id: str
    label: str


@dataclass(slots=True)
class Paragraph:
    """One paragraph in reading order, in pieces with their places. `level` is its heading level, 0 for body text.

    `heads` is a heading of which no level is known; `notes` are those it refers to, which stand after it. `ruled`: it
    shows nothing but a rule across the page.
    """

    place: DocxPlace
    pieces: list[Piece] = field(default_factory=list)
    level: int = 0
    numbered: bool = False
    notes: list[Note] = field(default_factory=list)
    heads: bool = False
    ruled: bool = False

    @property
    def kind(self) -> BlockKind:
        if self.level or self.heads:
            return "heading"
        return "list_item" if self.numbered else "paragraph"

    @property
    def text(self) -> str:
        return joined(self.pieces)

    def append(self, text: str, source: Source = "text") -> None:
        """Adds text to the last piece where it comes from the same place."""
        if self.pieces and self.pieces[-1][1].source == source:
            # Taken out, it has no other holder and grows in place: each of a million line breaks would copy it all.
            last, place = self.pieces.pop()
            last += text
            self.pieces.append((last, place))
        else:
            place = self.place if source == "text" else generated(self.place)
            self.pieces.append((text, place))

    def prepend(self, label: str) -> None:
        """Sets generated text before it; alone, it needs no space after it."""
        label = label if self.pieces else label.rstrip()
        self.pieces.insert(0, (label, generated(self.place)))

    def lines(self) -> Iterable[list[Piece]]:
        """The pieces between line breaks."""
        return self._broken() if "\n" in self.text else (self.pieces,)

    def _broken(self) -> Iterator[list[Piece]]:
        line: list[Piece] = []
        for text, place in self.pieces:
            first, *rest = text.split("\n")
            line.append((first, place))
            for part in rest:
                yield line
                line = [(part, place)]
        yield line


@dataclass(frozen=True, slots=True)
class Cell:
    """`column` counts grid columns; a cell that continues a merged one has no blocks."""

    column: int
    blocks: list[Block] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Table:
    rows: list[list[Cell]]


Block = Paragraph | Table


def joined(pieces: Sequence[Piece]) -> str:
    """The text of pieces; mostly there is one."""
    return pieces[0][0] if len(pieces) == 1 else "".join([text for text, _ in pieces])


def generated(place: DocxPlace) -> DocxPlace:
    """The same place, for what the program writes there itself."""
    return DocxPlace(place.part, place.paragraph, place.para_id, place.cell, "generated")
