"""Glyphs to pieces to lines: what stands on one baseline, in one cell, side by side."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise

from pipeline.loaders.pdf_answer import Line, Look
from pipeline.loaders.pdf_page import Glyph, Sheet
from pipeline.loaders.pdf_rules import Cell, Grid
from pipeline.loaders.pdf_view import SLANTED, Box, Turn
from pipeline.text.radicals import fold_radicals

# All in ems.
_SAME_BASELINE, _SAME_COLUMN_BASELINE = 0.35, 0.6
_BREAK_GAP, _STEP_BACK = 0.45, 0.75
_DOUBLE = 0.2
# As many as tell which way a page is written.
_TELLING_GLYPHS = 600
_TAB_GAP, _SPACELESS_TAB_GAP = 1.15, 1.6
_PUNCTUATION_SPACE = 1.3
_WIDE_SPACE, _MIXED_SPACE, _NARROW_SPACE, _LEAST_SPACE = 0.8, 0.4, 0.3, 0.08
# Of the neighbours in a line; with more gaps than that it is spaced out, not spaced.
_LETTERSPACED_SHARE = 0.8

_WIDE = re.compile(r"[\u2e80-\u303f\u3041-\u30ff\u31c0-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff9f\uffe0-\uffe6]")
# Signs that fill half their place; pdfium gives some of them the box of their ink.
_HALF_EMPTY = "、。，．；：）」』】〉》（「『【〈《"
_HANGUL = re.compile(r"[\uac00-\ud7a3\u1100-\u11ff\u3131-\u318e]")
_ALNUM = re.compile(r"[0-9A-Za-z%.,+\-]")


@dataclass(slots=True)
class Piece:
    """Glyphs on one baseline without a gap. `left` to `bottom` are points of the layout: along and across the line.

    `edges` holds where each glyph begins and ends along the line.
    """

    glyphs: list[Glyph]
    edges: list[tuple[float, float]]
    left: float
    right: float
    top: float
    bottom: float
    base: float
    size: float
    cell: Cell | None = None

    def extend(self, glyph: Glyph, left: float, right: float, top: float, bottom: float) -> None:
        self.glyphs.append(glyph)
        self.edges.append((left, right))
        if right > self.right:
            self.right = right
        if top < self.top:
            self.top = top
        if bottom > self.bottom:
            self.bottom = bottom
        if glyph.size > self.size:
            self.size = glyph.size

    @property
    def look(self) -> Look:
        return self.glyphs[0].look

    @property
    def text(self) -> str:
        return "".join(glyph.char for glyph in self.glyphs)


@dataclass(slots=True)
class Row:
    """Pieces on one baseline, from left to right, that belong together."""

    pieces: list[Piece]
    column: int = 0

    @property
    def left(self) -> float:
        return self.pieces[0].left

    @property
    def right(self) -> float:
        return max(piece.right for piece in self.pieces)

    @property
    def top(self) -> float:
        return min(piece.top for piece in self.pieces)

    @property
    def bottom(self) -> float:
        return max(piece.bottom for piece in self.pieces)

    @property
    def base(self) -> float:
        return self.pieces[0].base

    @property
    def size(self) -> float:
        return max(piece.size for piece in self.pieces)

    @property
    def cell(self) -> Cell | None:
        return self.pieces[0].cell


@dataclass(slots=True)
class Frame:
    """A page turned so that its lines run from left to right. `turn` is 3 for vertical writing too."""

    turn: Turn
    width: float
    height: float
    vertical: bool = False
    pieces: list[Piece] = field(default_factory=list)

    @property
    def span(self) -> float:
        """The page's extent along the lines."""
        return self.height if self.turn % 2 else self.width

    def box(self, box: Box) -> Box:
        x0, y0, x1, y1 = box
        if self.turn == 1:
            return self.height - y1, x0, self.height - y0, x1
        if self.turn == 2:
            return self.width - x1, self.height - y1, self.width - x0, self.height - y0
        if self.turn == 3:
            return y0, self.width - x1, y1, self.width - x0
        return box

    def baseline(self, glyph: Glyph) -> float:
        x, y = glyph.origin
        if self.vertical:
            return self.width - (glyph.x0 + glyph.x1) / 2
        return {1: x, 2: self.height - y, 3: self.width - x}.get(self.turn, y)


def split(sheet: Sheet) -> list[Frame]:
    """The glyphs of a page as pieces, one frame for each direction of writing, that of the most first."""
    groups: dict[Turn, list[Glyph]] = {}
    for glyph in sheet.glyphs:
        groups.setdefault(glyph.turn, []).append(glyph)
    vertical = _is_vertical(groups.get(0, []))
    if vertical:
        groups[3] = [glyph for glyph in sheet.glyphs if glyph.turn in (0, 3)]
        del groups[0]
    frames = []
    for turn, glyphs in sorted(groups.items(), key=lambda item: -len(item[1])):
        frame = Frame(turn, sheet.width, sheet.height, vertical and turn == 3)
        frame.pieces = _drop_doubles(_pieces(frame, glyphs))
        if turn != SLANTED:
            Grid([frame.box(rule) for rule in sheet.rules]).place(frame.pieces)
        frames.append(frame)
    return frames


def _is_vertical(glyphs: Sequence[Glyph]) -> bool:
    """Whether upright characters follow each other downwards: the -V fonts and CSS's vertical-rl."""
    down = right = 0
    for one, other in islice(pairwise(glyphs), _TELLING_GLYPHS):
        x, y = other.x0 - one.x0, other.y0 - one.y0
        if abs(x) < 0.6 * one.size and 0.2 * one.size < y < 2 * one.size:
            down += 1
        elif abs(y) < 0.5 * one.size and x > 0:
            right += 1
    return down > right


def _pieces(frame: Frame, glyphs: Iterable[Glyph]) -> list[Piece]:
    """Glyphs that follow each other without a gap; one that is set again on its own place is left out."""
    pieces: list[Piece] = []
    tolerance = _SAME_COLUMN_BASELINE if frame.vertical else _SAME_BASELINE
    level = frame.turn == 0
    current: Piece | None = None
    last = 0.0
    for glyph in glyphs:
        box = (glyph.x0, glyph.y0, glyph.x1, glyph.y1)
        left, top, right, bottom = box if level else frame.box(box)
        base, size = glyph.origin[1] if level else frame.baseline(glyph), glyph.size or 1.0
        if current is not None and glyph.look == current.look and abs(base - current.base) <= tolerance * size:
            if glyph.char == current.glyphs[-1].char and abs(left - last) < _DOUBLE * size:
                continue
            if left > last and -_STEP_BACK * size < left - current.right < _BREAK_GAP * size:
                current.extend(glyph, left, right, top, bottom)
                last = left
                continue
        current, last = Piece([glyph], [(left, right)], left, right, top, bottom, base, size), left
        pieces.append(current)
    return [piece for piece in pieces if not piece.text.isspace()]


def _drop_doubles(pieces: list[Piece]) -> list[Piece]:
    """Without what is printed a second time on its own place: bold type made by overprinting."""
    seen: dict[tuple[str, int, int], Piece] = {}
    kept = []
    for piece in pieces:
        text, reach = piece.text, _DOUBLE * max(piece.size, 1.0)
        step = 2 * reach
        spots = (
            seen.get((text, int((piece.left + along) // step), int((piece.base + across) // step)))
            for along in (-reach, reach)
            for across in (-reach, reach)
        )
        if not any(other and _same_spot(piece, other, reach) for other in spots):
            kept.append(piece)
            seen[text, int(piece.left // step), int(piece.base // step)] = piece
    return kept


def _same_spot(one: Piece, other: Piece, reach: float) -> bool:
    return abs(one.left - other.left) <= reach and abs(one.base - other.base) <= reach


def join_rows(pieces: Sequence[Piece], vertical: bool) -> list[Row]:
    """Pieces that follow each other on one baseline and in one cell become a row."""
    tolerance = _SAME_COLUMN_BASELINE if vertical else _SAME_BASELINE
    rows: list[Row] = []
    for piece in pieces:
        last = rows[-1].pieces[-1] if rows else None
        if (
            last is not None
            and last.cell == piece.cell
            and last.look == piece.look
            and abs(last.base - piece.base) <= tolerance * max(last.size, piece.size)
        ):
            rows[-1].pieces.append(piece)
        else:
            rows.append(Row([piece]))
    for row in rows:
        row.pieces.sort(key=lambda piece: piece.left)
    return rows


def write_line(row: Row, spaceless: bool) -> Line:
    """A row as text with boxes. `spaceless`: the page's producer leaves spaces out, so gaps have to tell."""
    glyphs = [glyph for piece in row.pieces for glyph in piece.glyphs]
    edges = [edge for piece in row.pieces for edge in piece.edges]
    size = row.size or 1.0
    gaps = [0.0, *((other[0] - one[1]) / size for one, other in pairwise(edges))]
    spaceless = spaceless and not _is_letterspaced(glyphs)
    chars: list[str] = []
    boxes: list[float] = []
    previous = glyphs[0]
    for glyph, gap in zip(glyphs, gaps, strict=True):
        if gap >= _LEAST_SPACE and (space := _space(previous.char, glyph.char, gap, glyph.spaced, spaceless)):
            chars.append(space)
            boxes += (previous.x0, previous.y0, previous.x1, previous.y1)
        chars.append(glyph.char)
        boxes += (glyph.x0, glyph.y0, glyph.x1, glyph.y1)
        previous = glyph
    return _strip(row, "".join(chars), array("f", boxes))


def _is_letterspaced(glyphs: Sequence[Glyph]) -> bool:
    """Whether a line of ideographs is stretched over its width, as in narrow cells and wide titles."""
    wide = [(one, other) for one, other in pairwise(glyphs) if _WIDE.match(one.char) or _WIDE.match(other.char)]
    return len(wide) > 1 and sum(other.spaced for _, other in wide) > _LETTERSPACED_SHARE * len(wide)


def _strip(row: Row, raw: str, boxes: array[float]) -> Line:
    start, end = len(raw) - len(raw.lstrip(" ")), len(raw.rstrip(" "))
    raw, boxes = raw[start:end], boxes[4 * start : 4 * end]
    text = fold_radicals(raw)
    original = raw if text != raw else None
    left, right = row.left + 0.0, row.right
    return Line(
        text,
        boxes,
        left,
        row.top,
        right,
        row.bottom,
        round(_body_size(row), 2),
        row.pieces[0].look,
        row.column,
        row.cell,
        original,
    )


def _body_size(row: Row) -> float:
    return max(row.pieces, key=lambda piece: len(piece.glyphs)).glyphs[0].size


def _space(before: str, after: str, gap: float, spaced: bool, spaceless: bool) -> str:
    """What stands between two neighbours: nothing, a space, or a tab for the gap between cells. `gap` is in ems.

    Word processors leave a quarter of an em between ideographs and figures that is no space.
    """
    if gap >= (_SPACELESS_TAB_GAP if spaceless else _TAB_GAP):
        return "\t"
    if before in " \u3000" or after in " \u3000":
        return ""
    if spaceless and spaced:
        return " "
    wide = bool(_WIDE.match(before)) + bool(_WIDE.match(after))
    if wide == 2:
        return (
            " " if gap >= (_PUNCTUATION_SPACE if before in _HALF_EMPTY or after in _HALF_EMPTY else _WIDE_SPACE) else ""
        )
    if wide == 1 or _mixes_hangul(before, after):
        return " " if gap >= _MIXED_SPACE else ""
    return " " if spaced or gap >= _NARROW_SPACE else ""


def _mixes_hangul(before: str, after: str) -> bool:
    """A figure beside hangul: 제1조, where a word processor leaves a gap and the reader sees none."""
    return bool(
        (_HANGUL.match(before) and _ALNUM.match(after) and after not in ",.")
        or (_HANGUL.match(after) and _ALNUM.match(before) and before not in ",.")
    )
