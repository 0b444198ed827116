"""The lines of a text that have ink on them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from pipeline.document.model import Block, Document, Gap
from pipeline.text.regex import regex

_LINE = regex(r"[^\n]+")
_BULLETS, _ORNAMENTS = "*•·▪-", "■●◆▶▼◎★|｜"
MARKUP = (
    r"(?:#{1,6}[ \t\u3000]{1,4}|#{2,6}|\*{2,3}|>[ \t]?|"
    rf"(?:[{_BULLETS}][ \t]{{1,3}}|[{_ORNAMENTS}][ \t\u3000]{{0,3}})(?=[*#]{{0,4}}[ \t]?[第제]))"
)
"""The source of a pattern: one mark of Markdown that sets a line off, or a bullet or an ornament before a label."""
_MARKUP = regex(rf"{MARKUP}{{1,4}}(?=\S)")
_GLUED_MARKUP = regex(r"(?:#{2,6}|\*{2,3})[ \t]{0,4}$")
MARKS = frozenset(f"#>{_BULLETS}{_ORNAMENTS}")
"""What a mark before the ink of a line may begin with."""
_RULE = regex(r"[ \t\u3000]*(?:(?:-[ \t]?){3,}|(?:\*[ \t]?){3,}|[=~─━—–═－＝]{3,})[ \t\u3000]*")
_RULE_ENDS = frozenset("-*=~─━—–═－＝")
_LONGEST_RULE_CHARS, _LONGEST_MARKUP_CHARS = 200, 10
SENTENCE_END = regex(r"[。；;！？!?]|[.．](?=\s|$)|다\.?$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the white space and the Markdown around it (`## `, `**`), which stand from `opening` to `closing`.

    `block` is the block it stands in, None outside all blocks.
    """

    start: int
    end: int
    block: Block | None
    opening: int
    closing: int

    @classmethod
    def marked(cls, start: int, ink: str, block: Block | None) -> Line:
        """The line of an ink that may begin with Markdown."""
        opening, closing = start, start + len(ink)
        end = closing
        if markup := _MARKUP.match(ink):
            start += markup.end()
            if "**" in markup[0] and end - start > 3 and ink.endswith("**"):
                end -= len(ink) - len(ink.rstrip("*"))
        return cls(start, max(end, start + 1), block, opening, closing)


@dataclass(frozen=True, slots=True)
class Lines:
    """The inked lines of a document, in order, found by position. A rule drawn across the page is none."""

    text: str
    lines: tuple[Line, ...]
    _starts: tuple[int, ...] = field(repr=False)

    @classmethod
    def of(cls, document: Document) -> Lines:
        text, blocks = document.text, document.blocks
        starts = [block.start for block in blocks]
        lines: list[Line] = []
        for match in _LINE.finditer(text):
            if not (ink := match[0].strip()) or (ink[-1] in _RULE_ENDS and _is_rule(ink)):
                continue
            start = match.start() + match[0].index(ink)
            index = bisect_right(starts, start) - 1
            block = blocks[index] if index >= 0 and start < blocks[index].end else None
            end = start + len(ink)
            marked = ink[0] in MARKS
            lines.append(Line.marked(start, ink, block) if marked else Line(start, end, block, start, end))
        return cls(text, tuple(lines), tuple(line.opening for line in lines))

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
        return index >= 0 and self.lines[index].start == position

    def gap(self, above: Line, line: Line) -> Gap:
        """What parts a line from the one above it, in the text or by what the file says of its block."""
        between = self.text[above.closing : line.opening]
        if between.strip():
            return Gap.RULE
        told = line.block.gap if line.block is not None and line.block.start >= above.closing else Gap.NONE
        return max(told, Gap.BLANK if between.count("\n") > 1 else Gap.NONE)

    def opening(self, position: int) -> int:
        """Where the Markdown before the position begins, at the start of its line or behind a sentence."""
        line = self.lines[max(self.at(position), 0)]
        if line.start == position:
            return line.opening
        glued = _GLUED_MARKUP.search(self.text, max(line.start, position - _LONGEST_MARKUP_CHARS), position)
        return glued.start() if glued else position


def trimmed(text: str, start: int, end: int) -> int:
    """The end of the span without the white space and the rules at its end; never before `start`."""
    while True:
        while end > start and text[end - 1].isspace():
            end -= 1
        line = text.rfind("\n", max(start, end - _LONGEST_RULE_CHARS), end) + 1
        if line == 0 or text[end - 1] not in _RULE_ENDS or not _is_rule(text[line:end]):
            return end
        end = line


def _is_rule(ink: str) -> bool:
    """Whether a line is drawn, not written: ---, ***, ======."""
    return len(ink) <= _LONGEST_RULE_CHARS and _RULE.fullmatch(ink) is not None
