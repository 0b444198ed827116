"""The reading order of a page: the file's own where it makes sense, geometry where it does not."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate, groupby, pairwise
from operator import attrgetter

from pipeline.loaders.pages import beside as page_beside
from pipeline.loaders.pages.lines import Row, join_rows
from pipeline.loaders.pages.pieces import Frame, Piece, on_one_line
from pipeline.loaders.pages.ruby import mark_ruby
from pipeline.loaders.pages.rules import Cell

# In ems, unless they are shares or counts.
_SAME_LINE, _OVERLAP = 0.4, 0.5
_STEP_BACK = 6.0
_SMALLEST_GUTTER = 0.8
_LEAST_COLUMN = 8.0
_LEAST_LINES, _FEWEST_LINES = 5, 2
_MOST_COLUMNS = 4
_MOST_CROSSING_SHARE = 0.25
_LEAST_FULL_SHARE = 0.5
_FULL_SLACK = 3.0
_GUTTER_ZONE = (0.25, 0.75)
_RULES = "_＿ "
_ASIDE = ("hidden", "ruby")


def arrange(frame: Frame, trusted: bool = True) -> list[Row]:
    """The rows of a frame in reading order, their columns numbered in that order.

    What nobody sees, and readings beside words, come last.

    `trusted` is False where the order of the file is known to be none: filled-in fields come last.
    """
    mark_ruby(frame.pieces)
    aside = [piece for piece in frame.pieces if piece.look in _ASIDE]
    if not aside:
        return _whole_cells(_arrange(frame, frame.pieces, trusted))
    seen = [piece for piece in frame.pieces if piece.look not in _ASIDE]
    return [*_whole_cells(_arrange(frame, seen, trusted)), *join_rows(aside, frame.vertical)]


def _arrange(frame: Frame, pieces: Sequence[Piece], trusted: bool) -> list[Row]:
    gutters = [] if frame.vertical else _gutters(pieces)
    if not gutters and not frame.vertical:
        loose = [piece for piece in pieces if piece.cell is None]
        page_beside.set_cells(loose, _lines(loose))
    if not trusted:
        return _by_lines(pieces)
    rows = join_rows(pieces, frame.vertical)
    if any(_interleaved(rows, gutter) for gutter in gutters):
        return _by_columns(pieces, gutters)
    stretches = _stretches(rows)
    if len(stretches) == 1:
        return stretches[0]
    stacked = _stack(_cut(stretches))
    if stacked is not None or frame.vertical:
        return stacked or rows
    return _by_columns(pieces, gutters) if gutters else _by_lines(pieces)


def _whole_cells(rows: list[Row]) -> list[Row]:
    """The rows with the lines of each ruled cell together, where the file writes a table line by line."""
    ordered: list[Row] = []
    for ruled, group in groupby(rows, key=lambda row: row.cell is not None):
        lines = list(group)
        ordered += _by_cell(lines) if ruled and _re_enters(lines) else lines
    return ordered


def _re_enters(rows: Sequence[Row]) -> bool:
    """Whether a cell is gone on with after another one."""
    entered = [cell for cell, _ in groupby(row.cell for row in rows)]
    return len(entered) > len(set(entered))


def _by_cell(rows: Sequence[Row]) -> list[Row]:
    cells: dict[Cell | None, list[Row]] = {}
    for row in rows:
        cells.setdefault(row.cell, []).append(row)
    return [row for lines in sorted(cells.values(), key=lambda lines: _cell_key(lines[0].pieces[0])) for row in lines]


def _stretches(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows cut where the file jumps back to a place that lies neither below nor beside what it just wrote.

    Numbers the columns: one begins at every jump and at every step back to the left.
    """
    stretches: list[list[Row]] = [[]]
    written: list[Row] = []  # downwards
    column = 0
    for row in rows:
        above = row.base + _OVERLAP * row.size
        jumped, reached = False, float("-inf")
        while written and written[-1].base > above:
            jumped, reached = True, max(reached, _reach(written.pop()))
        if jumped:
            column += 1
            if row.left < reached - _OVERLAP * row.size:
                stretches.append([])
                written = []
        elif stretches[-1] and _steps_back(stretches[-1][-1], row):
            column += 1
        row.column = column
        stretches[-1].append(row)
        written.append(row)
    return stretches


def _reach(row: Row) -> float:
    """How far right a row has ink; a rule to write on may stick out of its column."""
    return max([piece.right for piece in row.pieces if piece.text.strip(_RULES)] or [row.left])


def _steps_back(last: Row, row: Row) -> bool:
    """From the end of one cell or column to the start of the next row: much farther than any indent."""
    return row.right <= last.left and row.left < last.left - _STEP_BACK * row.size


def _cut(stretches: Sequence[list[Row]]) -> list[list[Row]]:
    """The stretches cut where another one lies between two of their rows: header and footer around the text."""
    every = sorted(row.base for rows in stretches for row in rows)
    parts: list[list[Row]] = []
    for rows in stretches:
        own = sorted(row.base for row in rows)
        parts.append(rows[:1])
        for last, row in pairwise(rows):
            between = _count(every, last.base, row.base) - _count(own, last.base, row.base)
            if between > 0:
                parts.append([])
            parts[-1].append(row)
    return parts


def _count(bases: Sequence[float], low: float, high: float) -> int:
    """How many baselines lie between two."""
    return max(bisect_left(bases, high) - bisect_right(bases, low), 0)


def _stack(stretches: Sequence[list[Row]]) -> list[Row] | None:
    """The stretches from top to bottom, None where they lie beside or inside each other."""
    ordered = sorted(stretches, key=lambda rows: min(row.base for row in rows))
    for upper, lower in pairwise(ordered):
        first = min(lower, key=lambda row: row.base)
        if max(row.base for row in upper) > first.base - _SAME_LINE * first.size:
            return None
    return [row for rows in ordered for row in rows]


def _by_lines(pieces: Sequence[Piece]) -> list[Row]:
    """Top to bottom, each line from left to right; a ruled cell is read before the one beside it."""
    loose = [piece for piece in pieces if piece.cell is None]
    units = [(row[0].base, [row]) for row in _lines(loose)]
    tables: dict[object, list[Piece]] = {}
    for piece in pieces:
        if piece.cell is not None:
            tables.setdefault(piece.cell, []).append(piece)
    cells = sorted(tables.values(), key=lambda inside: _cell_key(inside[0]))
    units += [(_cell_key(inside[0])[0], _lines(inside)) for inside in cells]
    return _number(Row(line) for _, lines in sorted(units, key=lambda unit: unit[0]) for line in lines)


def _cell_key(piece: Piece) -> tuple[float, float]:
    assert piece.cell is not None
    return piece.cell[1], piece.cell[0]


def _lines(pieces: Sequence[Piece]) -> list[list[Piece]]:
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=attrgetter("base")):
        last = lines[-1][0] if lines else None
        if last is not None and on_one_line(last, piece, _SAME_LINE):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    for line in lines:
        if len(line) > 1:
            line.sort(key=attrgetter("left"))
    return lines


def _by_columns(pieces: Sequence[Piece], gutters: Sequence[float]) -> list[Row]:
    """Bands from top to bottom, cut by what reaches across a gutter; in each one column after the other."""
    ordered: list[Row] = []
    sides: list[list[Piece]] = [[] for _ in range(len(gutters) + 1)]
    column = 0

    def flush() -> None:
        nonlocal column
        for side in sides:
            if side:
                column += 1
                ordered.extend(_number((Row(line) for line in _lines(side)), column))
                side.clear()

    for line in _lines(pieces):
        if any(piece.left < gutter < piece.right for piece in line for gutter in gutters):
            flush()
            column += 1
            ordered.extend(_number([Row(line)], column))
            continue
        for piece in line:
            sides[bisect_left(gutters, piece.right)].append(piece)
    flush()
    return ordered


def _number(rows: Iterable[Row], column: int = 0) -> list[Row]:
    numbered = list(rows)
    for row in numbered:
        row.column = column
    return numbered


def _interleaved(rows: Sequence[Row], gutter: float) -> bool:
    """Whether the file writes both sides line by line: left, right, left, right."""
    sides = ["both" if row.left < gutter < row.right else "left" if row.right <= gutter else "right" for row in rows]
    crossing = sum(
        row.left < gutter < row.right and not any(piece.left < gutter < piece.right for piece in row.pieces)
        for row in rows
    )
    changes = sum(one != other for one, other in pairwise(sides))
    fewest = min(sides.count("left"), sides.count("right")) + crossing
    return crossing >= min(_LEAST_LINES, max(_FEWEST_LINES, fewest)) or changes >= max(2 * _LEAST_LINES, len(rows) // 2)


def _gutters(pieces: Sequence[Piece]) -> list[float]:
    """The middles of white strips with running text on both sides, from left to right.

    Running text fills its column; the cells of a table mostly do not.
    """
    loose = [piece for piece in pieces if piece.cell is None]
    if len(loose) < 2 * _LEAST_LINES:
        return []
    size = sorted(piece.size for piece in loose)[len(loose) // 2] or 1.0
    return _parted(loose, size, _MOST_COLUMNS)


def _parted(pieces: Sequence[Piece], size: float, most: int) -> list[float]:
    """The gutters of a stretch of text that holds at most so many columns."""
    if most < 2 or len(pieces) < _LEAST_LINES + _FEWEST_LINES:
        return []
    low, high = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    strip = _widest_strip(pieces, low, high)
    if strip is None or strip[1] - strip[0] < _SMALLEST_GUTTER * size:
        return []
    middle = (strip[0] + strip[1]) / 2
    sides = [piece for piece in pieces if piece.right <= middle], [piece for piece in pieces if piece.left >= middle]
    if len(pieces) - sum(map(len, sides)) > _MOST_CROSSING_SHARE * len(pieces):
        return []
    before, after = (_parted(side, size, most - 1) for side in sides)
    if not (before or _runs(sides[0], size)) or not (after or _runs(sides[1], size) or _begins_to_run(*sides, size)):
        return []
    return [*before, middle, *after]


def _begins_to_run(full: Sequence[Piece], few: Sequence[Piece], size: float) -> bool:
    """Whether the last column of a text is still short: as wide as the one before, or one line at its head."""
    if not few or len(few) >= _LEAST_LINES:
        return False
    if len(few) < _FEWEST_LINES:
        return all(abs(piece.base - min(other.base for other in full)) <= _SAME_LINE * size for piece in few)
    one, other = (max(piece.right for piece in side) - min(piece.left for piece in side) for side in (full, few))
    return abs(one - other) <= _FULL_SLACK * size


def _widest_strip(pieces: Sequence[Piece], low: float, high: float) -> tuple[float, float] | None:
    """The widest stretch, in whole points, that the fewest pieces cross, in the middle of the text."""
    start, end = (int(low + share * (high - low)) for share in _GUTTER_ZONE)
    if end - start < 2 or end - start > 20_000:
        return None
    steps = [0] * (end - start + 2)
    for piece in pieces:
        first, last = max(int(piece.left), start), min(int(piece.right) + 1, end + 1)
        if first < last:
            steps[first - start] += 1
            steps[last - start] -= 1
    crossing = list(accumulate(steps[:-1]))
    emptiest = bytes(map(min(crossing).__eq__, crossing))
    widest = max(emptiest.split(b"\0"), key=len)
    begin = start + emptiest.find(widest)
    return begin, begin + len(widest)


def _runs(pieces: Sequence[Piece], size: float) -> bool:
    """Whether the pieces are the lines of running text: many, wide, and most of them up to the margin."""
    if len(pieces) < _LEAST_LINES:
        return False
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    full = sum(piece.right >= right - _FULL_SLACK * size for piece in pieces)
    return right - left >= _LEAST_COLUMN * size and full >= _LEAST_FULL_SHARE * len(pieces)
