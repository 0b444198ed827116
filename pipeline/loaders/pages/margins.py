"""The lines of pages where they were set: with the margins of their columns, and of all pages together."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise, repeat
from math import ceil, inf

from pipeline.loaders.pages.markers import begins_item
from pipeline.loaders.pages.median import median
from pipeline.loaders.pages.page import Line, Page

_FULL_SHARE, _MOST_FULL_SHARE = 0.03, 0.12
_FULL_SPREAD_EMS = 0.5
_LEAST_WIDTH_SHARE = 0.75
_LEAST_COLUMN_LINES, _MOST_STRETCHES = 3, 60
_LEAST_COLUMN_EMS = 10.0
_PAUSES = ("，", "、", ",")
_RAGGED_EMS = 2.0
_LEAST_BROKEN, _LEAST_BROKEN_SHARE = 3, 0.25
CELL_SLACK_POINTS = 2.0
_SAME_EDGE_POINTS = 16.0
_RULES = "_＿ "

_Margins = tuple[float, float]
_Columns = dict[int, _Margins]


@dataclass(slots=True)  # As often made as a line; frozen, it would take eight times as long to make.
class Set:
    """A line where it was set: its page, and the margins of its column in points of the layout.

    `starts` are where the columns of its table begin, for a line in a cell. `words` is the text with its letters put
    together, as patterns spell them.
    """

    page: int
    line: Line
    left: float
    right: float
    starts: Sequence[float]
    text: str
    words: str

    def ems(self, points: float) -> float:
        return points / (self.line.size or 1.0)


def place_lines(pages: Sequence[Page]) -> Iterator[Set]:
    """The lines of all pages with the margins of their columns."""
    columns = [_columns(page) for page in pages]
    common = _common_margins(pages, columns)
    for page, found in zip(pages, columns, strict=True):
        for line, starts in zip(page.lines, _starts_of_columns(page), strict=True):
            left, right = found.get(line.column) or common[round(page.span)]
            if line.cell is not None:
                left, right = line.cell[0], line.cell[2]
            yield Set(page.number, line, left, right, starts, line.text, unicodedata.normalize("NFC", line.text))


def _starts_of_columns(page: Page) -> Iterator[Sequence[float]]:
    """For each line of a page where the columns of its table begin, nothing outside of tables."""
    for ruled, group in groupby(page.lines, key=lambda line: line.cell is not None):
        lines = list(group)
        edges = sorted({line.cell[0] for line in lines if line.cell}) if ruled else []
        apart = [edge for edge, last in zip(edges, [-inf, *edges], strict=False) if edge - last > CELL_SLACK_POINTS]
        yield from repeat(apart, len(lines))


def _common_margins(pages: Sequence[Page], columns: Sequence[_Columns]) -> dict[int, _Margins]:
    """The margins of all pages of one span together: a page of short lines does not show its own.

    Where all lines are short, the right margin is taken to be as wide as the left one, unless sentences break there.
    """
    lines: dict[int, list[Line]] = {}
    for page, found in zip(pages, columns, strict=True):
        here = lines.setdefault(round(page.span), [])
        if not found:
            here.extend(line for line in page.lines if line.cell is None)
    common = {}
    for span, group in lines.items():
        left, right = _margins(group)
        wide = right >= _LEAST_WIDTH_SHARE * (span - left) or _breaks(group, left, right)
        common[span] = (left, right if wide else span - left)
    return common


def _breaks(lines: Sequence[Line], left: float, right: float) -> bool:
    """Whether many lines end at an edge amid a sentence: a column that stands alone on its pages."""
    broken = sum(
        right - line.right <= _RAGGED_EMS * line.size
        and right - left >= _LEAST_COLUMN_EMS * line.size
        and (line.text.rstrip()[-1:].isalpha() or line.text.endswith(_PAUSES))
        and not begins_item(below.text)
        for line, below in pairwise(lines)
    )
    return broken >= max(_LEAST_BROKEN, _LEAST_BROKEN_SHARE * len(lines))


def _columns(page: Page) -> _Columns:
    """The margins of each column of a page that is set in several, empty where there is one.

    What is narrower than a column, as a note beside the text, a label or the number of a formula, has none of its own.
    """
    groups: dict[int, list[Line]] = {}
    for line in page.lines:
        if line.cell is None:
            groups.setdefault(line.column, []).append(line)
    if len(groups) < 2:
        return {}
    boxes = [_box(lines) for lines in groups.values()]
    long = [_box(lines) for lines in groups.values() if len(lines) >= _LEAST_COLUMN_LINES and _is_wide(lines)]
    apart = any(_is_beside(one, other) for one in long[:_MOST_STRETCHES] for other in boxes)
    return _shared_margins(groups) if apart else {}


def _is_wide(lines: Sequence[Line]) -> bool:
    return any(line.right - line.left >= _LEAST_COLUMN_EMS * line.size for line in lines)


def _box(lines: Sequence[Line]) -> tuple[float, float, float, float]:
    left, right = _margins(lines)
    return left, min(line.top for line in lines), right, max(line.bottom for line in lines)


def _is_beside(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    aside = other[0] >= one[2] or one[0] >= other[2]
    return aside and other[1] < one[3] and one[1] < other[3]


def _shared_margins(groups: dict[int, list[Line]]) -> _Columns:
    """Stretches that begin at the same edge belong to one column of the page and share its margins."""
    edges = {column: min(line.left for line in lines) for column, lines in groups.items()}
    margins: _Columns = {}
    cluster: list[int] = []
    for column in [*sorted(edges, key=edges.__getitem__), None]:
        if cluster and (column is None or edges[column] - edges[cluster[-1]] > _SAME_EDGE_POINTS):
            lines = [line for member in cluster for line in groups[member]]
            if _is_wide(lines):
                margins.update(dict.fromkeys(cluster, _margins(lines)))
            cluster = []
        if column is not None:
            cluster.append(column)
    return margins


def _margins(lines: Sequence[Line]) -> _Margins:
    """Leftmost edge, and the rightmost edge at which full lines end together: few, where most lines are short.

    One line that sticks out, or a rule to write on, is no margin where others end together.
    """
    if not lines:
        return 0.0, 0.0
    inked = [line for line in lines if line.text.strip(_RULES)] or lines
    rights = sorted((line.right for line in inked), reverse=True)
    share, spread = ceil(_FULL_SHARE * len(rights)), _FULL_SPREAD_EMS * median(line.size for line in inked)
    together = max(share, 2)
    for index in range(min(ceil(_MOST_FULL_SHARE * len(rights)), len(rights) - together + 1)):
        if rights[index] - rights[index + together - 1] <= spread:
            return min(line.left for line in lines), rights[index]
    return min(line.left for line in lines), rights[share - 1]


def usual_pitch(lines: Iterable[Set]) -> float:
    """The usual distance in points from line to line inside a paragraph."""
    steps: list[float] = []
    last: Set | None = None
    for line in lines:
        if last and last.page == line.page and last.line.column == line.line.column and line.line.cell is None:
            step = line.line.bottom - last.line.bottom
            if 0.5 * line.line.size < step < 4 * line.line.size:
                steps.append(step)
        last = line
    return median(steps) if steps else float("inf")
