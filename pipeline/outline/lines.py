"""The lines of a text that have ink on them."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from pipeline.document.model import Block, Document

_LINE = re.compile(r"[^\n]+")
SENTENCE_END = re.compile(r"[。；;！？!?]|[.．](?=\s|$)|다\.?$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the white space around it; `block` is the block it stands in, None outside all blocks."""

    start: int
    end: int
    block: Block | None


@dataclass(frozen=True, slots=True)
class Lines:
    """The inked lines of a document, in order, found by position."""

    text: str
    lines: tuple[Line, ...]
    _starts: tuple[int, ...] = field(repr=False)

    @classmethod
    def of(cls, document: Document) -> Lines:
        text, blocks = document.text, document.blocks
        starts = [block.start for block in blocks]
        lines: list[Line] = []
        for match in _LINE.finditer(text):
            if not (ink := match[0].strip()):
                continue
            start = match.start() + match[0].index(ink)
            index = bisect_right(starts, start) - 1
            block = blocks[index] if index >= 0 and start < blocks[index].end else None
            lines.append(Line(start, start + len(ink), block))
        return cls(text, tuple(lines), tuple(line.start for line in lines))

    def __len__(self) -> int:
        return len(self.lines)

    def __getitem__(self, index: int) -> Line:
        return self.lines[index]

    def at(self, position: int) -> int:
        """The index of the last line that starts at or before the position; -1 before the first."""
        return bisect_right(self._starts, position) - 1

    def between(self, start: int, end: int) -> tuple[Line, ...]:
        """The lines that start in the span."""
        return self.lines[self.at(start - 1) + 1 : self.at(end - 1) + 1]

    def string(self, index: int) -> str:
        line = self.lines[index]
        return self.text[line.start : line.end]

    def starts_at(self, position: int) -> bool:
        """Whether the first ink of a line stands here."""
        index = self.at(position)
        return index >= 0 and self._starts[index] == position


def trimmed(text: str, start: int, end: int) -> int:
    """The end of the span without the white space at its end; never before `start`."""
    while end > start and text[end - 1].isspace():
        end -= 1
    return end
