"""Lines to paragraphs and table rows: where a line only ends because the paper does, the sentence goes on."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest

from pipeline.document.model import BlockKind
from pipeline.loaders.pages.margins import CELL_SLACK_POINTS, Set, place_lines, usual_pitch
from pipeline.loaders.pages.markers import HEADING, LISTED, NUMBERED, begins_article, begins_item, follow, number_of
from pipeline.loaders.pages.page import Page
from pipeline.text.char_ranges import FULL_WIDTH, HANGUL

# In ems, unless they are shares or counts.
_INDENT, _DEEPEST_INDENT = 0.8, 5.0
_CENTRED_SLACK, _CENTRED_INDENT = 1.0, 2.0
_END_SLACK = 1.0
_LONGEST_UNIT = 12.0
_SIZE_RATIO = 1.12
_WIDE_PITCH, _ENDED_PITCH = 1.7, 1.25
_LEAST_ALONE, _ALONE_TO_RUN_IN = 2, 3

_SENTENCE, _CLOSING_BRACKETS = re.compile(r"[。；;，,：:]"), "）)】」"
_ENDS = tuple('。．.；;：:！!？?」』）)】〉》”’"')
_TITLE_LINE = re.compile(r"[（(【〔\[][^（(【〔\[）)】〕\]]{1,30}[）)】〕\]]\s*")
# A form's field on a line of its own: 出租人：陳大華.
_FIELD = re.compile(r"[^\s，。、；：:,.;]{2,8}[：:]")
_BRACKETS = (("（", "）"), ("(", ")"))
_CLOSED = re.compile(r"[^（()）\n]{0,60}[）)]")
_LEADERS = re.compile(r"(?:[.．…·・‥⋯]\s?){4,}\s*[-–]?\s*\d{0,4}\s*$")
_CLOSING = "、。，．）」』】〉》：；！？”’,.;:!?)]"


@dataclass(slots=True)
class Paragraph:
    """Lines that are one block. `cells` counts for each line the cell of a table row it stands in."""

    lines: list[Set]
    kind: BlockKind = "paragraph"
    cells: list[int] = field(default_factory=list)


class _Counts:
    """The last number of every shape that began a paragraph, and where it stood."""

    def __init__(self) -> None:
        self._last: dict[str, tuple[int, float]] = {}

    def note(self, line: Set) -> None:
        if (read := number_of(line.text)) is not None:
            shape, number = read
            self._last[shape] = number, line.line.left - line.left

    def continues(self, line: Set) -> bool:
        """Whether the line begins with the number after the last one of its shape, at the same place."""
        if (read := number_of(line.text)) is None or read[0] not in self._last:
            return False
        number, indent = self._last[read[0]]
        return read[1] == number + 1 and abs(line.ems(line.line.left - line.left - indent)) <= _INDENT


def build(pages: Sequence[Page]) -> list[Paragraph]:
    """The paragraphs and table rows of a document, in order; sentences go on over columns and pages."""
    placed = list(place_lines(pages))
    pitch = usual_pitch(placed)
    paragraphs: list[Paragraph] = []
    counts, alone = _Counts(), _sets_headings_alone(placed)
    for line, below in zip_longest(placed, placed[1:]):
        last = paragraphs[-1] if paragraphs else None
        if line.line.cell is not None:
            _add_to_table(paragraphs, line)
        elif (
            last is None
            or last.cells
            or _begins(last.lines, line, pitch)
            or _heads(line, below, counts)
            or (alone and len(last.lines) == 1 and _is_whole_heading(last.lines[0], line))
        ):
            paragraphs.append(Paragraph([line]))
            counts.note(line)
        else:
            last.lines.append(line)
    for paragraph in paragraphs:
        paragraph.kind = _kind(paragraph)
    return paragraphs


def parts(one: Set, other: Set) -> bool:
    """Whether two lines of a cell are two paragraphs."""
    return _ends_short(one, other) or begins_item(other.words)


def _begins(paragraph: Sequence[Set], line: Set, pitch: float) -> bool:
    """Whether the line begins a paragraph of its own after the lines so far."""
    last = paragraph[-1]
    if "\t" in last.text or "\t" in line.text or _LEADERS.search(last.text) or _LEADERS.search(line.text):
        return True
    if not 1 / _SIZE_RATIO < line.line.size / (last.line.size or 1.0) < _SIZE_RATIO:
        return True
    if _is_apart(last, line, pitch):
        return True
    if _closes(last.text, line.text):
        return False
    if _ends_short(last, line):
        return True
    ended, marked = _has_ended(last), begins_item(line.words)
    if ended and (_TITLE_LINE.fullmatch(line.words) or (_FIELD.match(line.text) and not _is_full(line))):
        return True
    if marked and (ended or _follows(paragraph[0], line) or HEADING.fullmatch(line.words)):
        return True
    return _is_indented(paragraph, line, ended)


def _heads(line: Set, below: Set | None, counts: _Counts) -> bool:
    """Whether the line is a title in brackets above the number of an article, or the next number of a list."""
    titled = _TITLE_LINE.fullmatch(line.words) and below is not None and begins_article(below.words)
    return bool(titled) or counts.continues(line)


def _sets_headings_alone(lines: Sequence[Set]) -> bool:
    """Whether the articles of a document have headings on lines of their own, as its shorter ones show."""
    alone = run_in = 0
    for line, below in pairwise(lines):
        if line.line.cell is None and (headed := NUMBERED.match(line.words)):
            goes_on = bool(headed["after"]) or _SENTENCE.search(headed["words"] or "") is not None
            run_in += goes_on
            alone += not goes_on and HEADING.fullmatch(line.words) is not None and _ends_short(line, below)
    return alone >= _LEAST_ALONE and alone > _ALONE_TO_RUN_IN * run_in


def _is_whole_heading(line: Set, below: Set) -> bool:
    """Whether a line that is full is a heading and ends there; its rest would be short and no sentence."""
    headed = NUMBERED.match(line.words)
    if headed is None or _SENTENCE.search(headed["words"] or "") or not HEADING.fullmatch(line.words):
        return False
    return line.words.rstrip()[-1] in _CLOSING_BRACKETS or _is_full(below) or _has_ended(below)


def _ends_short(last: Set, line: Set) -> bool:
    """Whether the line before ends so far from the margin that what follows would have fitted."""
    slack = last.ems(last.right - last.line.right)
    return slack > _first_unit(line.text) + _END_SLACK


def _has_ended(line: Set) -> bool:
    """Whether the line ends like a sentence or a heading in brackets."""
    return line.text.rstrip().endswith(_ENDS)


def _closes(text: str, below: str) -> bool:
    """Whether a bracket opened in the first line is closed in the second, before another one opens."""
    opened = ("（" in text or "(" in text) and any(text.rfind(one) > text.rfind(other) for one, other in _BRACKETS)
    return opened and _CLOSED.match(below) is not None and not begins_item(below)


def _is_full(line: Set) -> bool:
    return line.ems(line.right - line.line.right) <= _END_SLACK + 1.0


def _first_unit(text: str) -> float:
    """Width in ems of what may not be broken at the start of a line; word processors keep hangul words whole."""
    width = 0.0
    for place, char in enumerate(text):
        wide = FULL_WIDTH.holds(char)
        breakable = wide and place and char not in _CLOSING and not HANGUL.holds(char)
        if char.isspace() or breakable or width > _LONGEST_UNIT:
            break
        width += 1.0 if wide else 0.55
    return width


def _is_apart(last: Set, line: Set, pitch: float) -> bool:
    """Whether white space parts two lines: more of it than between lines, or a step aside and down."""
    if last.page != line.page:
        return False
    if last.line.column != line.line.column:
        aside = line.line.right <= last.line.left or line.line.left >= last.line.right
        return aside and line.line.top >= last.line.bottom
    wide = _ENDED_PITCH if _has_ended(last) else _WIDE_PITCH
    return line.line.bottom - last.line.bottom > wide * pitch


def _follows(first: Set, line: Set) -> bool:
    """Whether two lines begin with the same kind of number at the same place: (1) and (2)."""
    near = abs(first.ems(first.line.left - first.left - line.line.left + line.left)) <= _INDENT
    return near and follow(first.words, line.words)


def _is_indented(paragraph: Sequence[Set], line: Set, ended: bool) -> bool:
    last, first = paragraph[-1], paragraph[0]
    step = line.ems((line.line.left - line.left) - (last.line.left - last.left))
    if len(paragraph) > 1:
        return step > _INDENT or (step < -_INDENT and ended)
    if step > _INDENT:
        return ended and not begins_item(first.words)
    return step < -_DEEPEST_INDENT


def _is_centred(line: Set) -> bool:
    before, after = line.line.left - line.left, line.right - line.line.right
    return abs(line.ems(before - after)) < _CENTRED_SLACK and line.ems(before) > _CENTRED_INDENT


def _kind(paragraph: Paragraph) -> BlockKind:
    first = paragraph.lines[0]
    if paragraph.cells or any("\t" in line.text for line in paragraph.lines):
        return "table_row"
    if len(paragraph.lines) == 1 and (HEADING.fullmatch(first.words) or _is_centred(first)):
        return "heading"
    return "list_item" if LISTED.match(first.words) else "paragraph"


def _add_to_table(paragraphs: list[Paragraph], line: Set) -> None:
    """Puts a line into its cell: the last one, the next one of the row, or the first one of a new row.

    Cells without text between two others are counted where other rows of the table have some.
    """
    last = paragraphs[-1] if paragraphs and paragraphs[-1].cells else None
    before = last.lines[-1] if last else None
    if last is None or before is None or before.page != line.page:
        paragraphs.append(Paragraph([line], cells=[0]))
    elif before.line.cell == line.line.cell:
        last.lines.append(line)
        last.cells.append(last.cells[-1])
    elif _is_beside(before.line.cell, line.line.cell):
        last.lines.append(line)
        last.cells.append(last.cells[-1] + 1 + _passed_over(before, line))
    else:
        paragraphs.append(Paragraph([line], cells=[0]))


def _passed_over(one: Set, other: Set) -> int:
    """How many columns begin between the cells of two lines."""
    if one.line.cell is None or other.line.cell is None:
        return 0
    low, high = (edge - CELL_SLACK_POINTS for edge in (one.line.cell[2], other.line.cell[0]))
    return max(bisect_left(other.starts, high) - bisect_left(other.starts, low), 0)


def _is_beside(one: tuple[float, float, float, float] | None, other: tuple[float, float, float, float] | None) -> bool:
    if one is None or other is None:
        return False
    beside = other[0] >= one[2] - CELL_SLACK_POINTS
    return beside and other[1] < one[3] - CELL_SLACK_POINTS and one[1] < other[3] - CELL_SLACK_POINTS
