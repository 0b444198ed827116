"""Runs to pieces: characters that follow each other on one baseline without a gap, without what is printed twice."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from pipeline.loaders.pages.page import Look
from pipeline.loaders.pages.rules import Cell, Grid
from pipeline.loaders.pages.sheet import SLANTED, Box, Edges, Run, Sheet, Turn

# All in ems.
_SAME_BASELINE, _SAME_COLUMN_BASELINE = 0.35, 0.6
_SAME_LINE_RATIO = 2.5
_BREAK_GAP, _STEP_BACK = 0.45, 0.75
_DOUBLE = 0.2
_OVERLAP = 0.1
# More characters than stand in a line of any page: to part such a piece over and over would take forever.
_MOST_IN_LINE = 2_000
# As many as tell which way a page is written.
_TELLING_CHARS = 600
_LEAST_DOWN, _MOST_DOWN, _MOST_ASIDE, _MOST_UNEVEN = 0.2, 2.0, 0.6, 0.5

_Spot = tuple[str, int, int]


class Piece:
    """Characters on one baseline without a gap. `left` to `bottom` are points of the layout: along and across the line.

    `lefts` and `rights` hold where each character begins and ends along the line, `boxes` its x0, y0, x1, y1 on the
    page as displayed; `body` is the size of the first one, `size` that of the largest.
    """

    __slots__ = (
        *("base", "body", "bottom", "boxes", "cell", "left", "lefts", "look", "right", "rights", "size"),
        *("spaced", "text", "top"),
    )

    def __init__(
        self,
        text: str,
        boxes: array[float],
        lefts: list[float],
        rights: list[float],
        extent: Box,
        base: float,
        size: float,
        body: float,
        look: Look,
        spaced: list[int],
        cell: Cell | None = None,
    ) -> None:
        """`extent` is left, top, right and bottom."""
        self.text, self.boxes, self.lefts, self.rights = text, boxes, lefts, rights
        self.left, self.top, self.right, self.bottom = extent
        self.base, self.size, self.body = base, size, body
        self.look, self.spaced, self.cell = look, spaced, cell

    def extend(self, other: Piece) -> None:
        self.spaced += [len(self.text) + place for place in other.spaced]
        self.text += other.text
        self.boxes += other.boxes
        self.lefts += other.lefts
        self.rights += other.rights
        self.right = max(self.right, other.right)
        self.top = min(self.top, other.top)
        self.bottom = max(self.bottom, other.bottom)
        self.size = max(self.size, other.size)

    def gap_for(self, other: Piece) -> int | None:
        """The place of the character before which there is room for all of the other."""
        slack = _OVERLAP * self.size
        place = bisect_right(self.lefts, other.left)
        if not 0 < place < len(self.lefts) <= _MOST_IN_LINE:
            return None
        fits = self.rights[place - 1] - slack <= other.left and other.right <= self.lefts[place] + slack
        return place if fits else None

    def halves(self, place: int) -> tuple[Piece, Piece]:
        """What stands before a place in it, and what from there on. A gap between them is none of theirs."""
        before = [each for each in self.spaced if each < place]
        after = [each - place for each in self.spaced if each > place]
        one = self._part(slice(place), self.left, max(self.rights[:place]), before)
        return one, self._part(slice(place, None), self.lefts[place], self.right, after)

    def _part(self, part: slice, left: float, right: float, spaced: list[int]) -> Piece:
        boxes = self.boxes[4 * (part.start or 0) : part.stop and 4 * part.stop]
        lefts, rights, extent = self.lefts[part], self.rights[part], (left, self.top, right, self.bottom)
        base, size, body, look = self.base, self.size, self.body, self.look
        return Piece(self.text[part], boxes, lefts, rights, extent, base, size, body, look, spaced, self.cell)


class Frame:
    """A page turned so that its lines run from left to right. `turn` is 3 for vertical writing too."""

    def __init__(self, turn: Turn, width: float, height: float, vertical: bool) -> None:
        self.turn, self.width, self.height, self.vertical = turn, width, height, vertical
        self.pieces: list[Piece] = []

    @property
    def span(self) -> float:
        """The page's extent along the lines."""
        return self.height if self.turn % 2 else self.width

    @property
    def upright(self) -> bool:
        """Whether points of the layout are points of the page as displayed."""
        return self.turn in (0, SLANTED)

    def box(self, box: Box) -> Box:
        x0, y0, x1, y1 = box
        if self.turn == 1:
            return self.height - y1, x0, self.height - y0, x1
        if self.turn == 2:
            return self.width - x1, self.height - y1, self.width - x0, self.height - y0
        if self.turn == 3:
            return y0, self.width - x1, y1, self.width - x0
        return box

    def base(self, run: Run, place: int) -> float:
        """Of a character's baseline, in points of the layout."""
        if self.vertical:
            return self.width - (run.boxes[4 * place] + run.boxes[4 * place + 2]) / 2
        if self.turn in (2, 3):
            return (self.height if self.turn == 2 else self.width) - run.base
        return run.base

    def edges(self, run: Run) -> Edges:
        """Of all characters, in points of the layout."""
        if self.upright:
            return run.edges
        turned = map(self.box, zip(*run.edges, strict=True))
        return [array("f", edge).tolist() for edge in zip(*turned, strict=True)]


def split(sheet: Sheet) -> list[Frame]:
    """The runs of a page as pieces, one frame for each direction of writing, that of the most characters first."""
    groups: dict[Turn, list[Run]] = {}
    every = sheet.all_runs()
    for run in every:
        groups.setdefault(run.turn, []).append(run)
    vertical = _is_vertical(groups.get(0, []))
    if vertical:
        groups[3] = [run for run in every if run.turn in (0, 3)]
        del groups[0]
    frames = []
    for turn, runs in sorted(groups.items(), key=lambda item: -sum(len(run.text) for run in item[1])):
        frame = Frame(turn, sheet.width, sheet.height, vertical and turn == 3)
        frame.pieces = _drop_doubles(_pieces(frame, runs))
        if turn != SLANTED:
            Grid([frame.box(rule) for rule in sheet.rules]).place(frame.pieces)
        frames.append(frame)
    return frames


def _is_vertical(runs: Sequence[Run]) -> bool:
    """Whether upright characters follow each other downwards: the -V fonts and CSS's vertical-rl."""
    down = right = 0
    before: list[tuple[float, float]] = []
    for run in runs:
        if down + right >= _TELLING_CHARS:
            break
        xs, ys, _, _ = run.edges
        level = max(ys) - min(ys) <= _LEAST_DOWN * run.size  # only its first character may tell anything else
        if level:
            right += len(xs) - 1 if xs[0] < xs[-1] else 0
        following = [(xs[0], ys[0])] if level else list(zip(xs, ys, strict=True))
        for (x0, y0), (x1, y1) in pairwise(before + following):
            if abs(x1 - x0) < _MOST_ASIDE * run.size and _LEAST_DOWN * run.size < y1 - y0 < _MOST_DOWN * run.size:
                down += 1
            elif abs(y1 - y0) < _MOST_UNEVEN * run.size and x1 > x0:
                right += 1
        before = [(xs[-1], ys[-1])]
    return down > right


def _pieces(frame: Frame, runs: Iterable[Run]) -> list[Piece]:
    """Characters that follow each other without a gap; one that is set again on its own place is left out."""
    pieces: list[Piece] = []
    tolerance = baseline_tolerance(frame.vertical)
    for run in runs:
        size = run.size or 1.0
        lefts, _, rights, _ = edges = frame.edges(run)
        start = 0
        for end in _breaks(lefts, rights, size, frame.vertical):
            last = pieces[-1] if pieces else None
            step = lefts[start] - last.lefts[-1] if last else 0.0
            gap = lefts[start] - last.right if last else 0.0
            base = frame.base(run, start)
            near = last and last.look == run.look and abs(base - last.base) <= tolerance * size
            if last and near and run.text[start] == last.text[-1] and abs(step) < _DOUBLE * size:
                start += 1
            if start < end:
                piece = _piece(run, edges, start, end, frame.base(run, start) if frame.vertical else base)
                if last and near and step > 0 and -_STEP_BACK * size < gap < _BREAK_GAP * size:
                    last.extend(piece)
                else:
                    pieces.append(piece)
            start = end
    return [piece for piece in pieces if not piece.text.isspace()]


def _piece(run: Run, edges: Edges, start: int, end: int, base: float) -> Piece:
    """Some characters of a run that follow each other without a gap."""
    lefts, tops, rights, bottoms = [edge[start:end] for edge in edges]
    spaced = [place - start for place in run.spaced if start <= place < end] if run.spaced else []
    extent = (lefts[0], min(tops), max(rights), max(bottoms))
    boxes = run.boxes[4 * start : 4 * end]
    return Piece(run.text[start:end], boxes, lefts, rights, extent, base, run.size, run.size, run.look, spaced)


def _breaks(lefts: Sequence[float], rights: Sequence[float], size: float, every: bool) -> list[int]:
    """The places in a run before which something may have to be done: a gap, a step back, a double; and its end."""
    if every:
        return list(range(1, len(lefts) + 1))
    least, low, high = _DOUBLE * size, -_STEP_BACK * size, _BREAK_GAP * size
    ends = zip(lefts, lefts[1:], rights, strict=False)
    doubtful = [
        place for place, (at, left, right) in enumerate(ends, 1) if left - at < least or not low < left - right < high
    ]
    return [*doubtful, len(lefts)]


def _drop_doubles(pieces: list[Piece]) -> list[Piece]:
    """Without what is printed a second time on its own place: bold type made by overprinting."""
    texts = Counter([piece.text for piece in pieces])
    if len(texts) == len(pieces):
        return pieces
    seen: dict[_Spot, Piece] = {}
    kept = []
    for piece in pieces:
        if texts[piece.text] > 1:
            if _is_double(piece, seen):
                continue
            seen[_spot(piece, 0.0, 0.0)] = piece
        kept.append(piece)
    return kept


def _is_double(piece: Piece, seen: Mapping[_Spot, Piece]) -> bool:
    """Whether the same is seen on the same place."""
    reach = _DOUBLE * max(piece.size, 1.0)
    near = (seen.get(_spot(piece, along, across)) for along in (-reach, reach) for across in (-reach, reach))
    return any(other and _same_spot(piece, other, reach) for other in near)


def _spot(piece: Piece, along: float, across: float) -> _Spot:
    """A text and the square, as wide as doubles may lie apart, in which a point beside the piece's start lies."""
    step = 2 * _DOUBLE * max(piece.size, 1.0)
    return piece.text, int((piece.left + along) // step), int((piece.base + across) // step)


def _same_spot(one: Piece, other: Piece, reach: float) -> bool:
    return abs(one.left - other.left) <= reach and abs(one.base - other.base) <= reach


def on_one_line(one: Piece, other: Piece, tolerance: float) -> bool:
    """Whether two pieces share a baseline; a word many times as large lies behind the line, not in it."""
    smaller, larger = (one.size, other.size) if one.size < other.size else (other.size, one.size)
    return larger <= _SAME_LINE_RATIO * smaller and abs(one.base - other.base) <= tolerance * larger


def baseline_tolerance(vertical: bool) -> float:
    """How far apart, in ems, the baselines of what follows each other in a line may lie."""
    return _SAME_COLUMN_BASELINE if vertical else _SAME_BASELINE
