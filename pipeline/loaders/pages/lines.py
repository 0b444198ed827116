"""Pieces to rows to lines: what stands on one baseline, in one cell, side by side."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence, Set
from operator import attrgetter, or_, sub

from pipeline.loaders.pages.page import Line, outline_of
from pipeline.loaders.pages.pieces import Piece, baseline_tolerance, on_one_line
from pipeline.loaders.pages.sheet import Box
from pipeline.text.char_ranges import HANGUL, IDEOGRAPHIC
from pipeline.text.radicals import fold_radicals

# All in ems.
_TAB_GAP, _SPACELESS_TAB_GAP = 1.15, 1.6
_PUNCTUATION_SPACE = 1.3
_WIDE_SPACE, _MIXED_SPACE, _NARROW_SPACE, _LEAST_SPACE = 0.8, 0.4, 0.3, 0.08
# Of the neighbours in a line; with more gaps than that it is spaced out, not spaced.
_LETTERSPACED_SHARE = 0.8

# Signs that fill half their place; pdfium gives some of them the box of their ink.
_HALF_EMPTY = "、。，．；：）」』】〉》（「『【〈《"
_ALNUM = re.compile(r"[0-9A-Za-z%.,+\-]")


class Row:
    """Pieces on one baseline, from left to right, that belong together."""

    __slots__ = ("base", "bottom", "cell", "column", "left", "pieces", "right", "size", "top")

    def __init__(self, pieces: list[Piece]) -> None:
        first = pieces[0]
        self.pieces, self.column = pieces, 0
        self.left, self.base, self.cell = first.left, first.base, first.cell
        self.right, self.top, self.bottom, self.size = first.right, first.top, first.bottom, first.size
        for piece in pieces[1:]:
            self.right, self.bottom = max(self.right, piece.right), max(self.bottom, piece.bottom)
            self.top, self.size = min(self.top, piece.top), max(self.size, piece.size)


def join_rows(pieces: Sequence[Piece], vertical: bool) -> list[Row]:
    """Pieces that follow each other on one baseline and in one cell become a row."""
    tolerance = baseline_tolerance(vertical)
    rows: list[list[Piece]] = []
    last: Piece | None = None
    for piece in pieces:
        if (
            last is not None
            and last.cell == piece.cell
            and last.look == piece.look
            and on_one_line(last, piece, tolerance)
        ):
            rows[-1].append(piece)
        else:
            rows.append([piece])
        last = piece
    return [Row(_in_order(row)) for row in rows]


def _in_order(row: list[Piece]) -> list[Piece]:
    """The pieces from left to right. One that fills a gap of another comes between its halves: LibreOffice draws the
    quotes of a line after its words."""
    row.sort(key=attrgetter("left"))
    ordered = row[:1]
    for piece in row[1:]:
        last = ordered[-1]
        if piece.left < last.right and (place := last.gap_for(piece)) is not None:
            one, other = last.halves(place)
            ordered[-1:] = [one, piece, other]
        else:
            ordered.append(piece)
    return ordered


def write_line(row: Row, spaceless: bool, upright: bool) -> Line:
    """A row as text with boxes. `spaceless`: the page's producer leaves spaces out, so gaps have to tell.

    `upright`: it stands on the page as in the layout.
    """
    whole = row.pieces[0] if len(row.pieces) == 1 else _joined(row)
    raw, boxes = _with_spaces(whole.text, whole.boxes, _spaces(whole, row.size or 1.0, spaceless))
    shown = raw.strip(" ")
    if len(shown) < len(raw):
        start = len(raw) - len(raw.lstrip(" "))
        boxes = boxes[4 * start : 4 * (start + len(shown))]
    whole_box = upright and len(shown) == len(raw)
    outline = (min(whole.lefts), row.top, row.right, row.bottom) if whole_box else outline_of(boxes)
    return _line(row, shown, boxes, outline)


def _joined(row: Row) -> Piece:
    """What stands in a row as one piece, gaps and all."""
    text, boxes, lefts, rights, spaced = "", array("f"), [], [], []
    for piece in row.pieces:
        spaced += [len(text) + place for place in piece.spaced]
        text += piece.text
        boxes += piece.boxes
        lefts += piece.lefts
        rights += piece.rights
    extent = row.left, row.top, row.right, row.bottom
    first = row.pieces[0]
    return Piece(text, boxes, lefts, rights, extent, row.base, row.size, first.body, first.look, spaced, row.cell)


def _spaces(whole: Piece, size: float, spaceless: bool) -> dict[int, str]:
    """What is to be put in, by the place of the character that it stands before."""
    gaps = list(map(sub, whole.lefts[1:], whole.rights))
    least = _LEAST_SPACE * size
    if max(gaps, default=0.0) < least:
        return {}
    text, spaced = whole.text, frozenset(whole.spaced)
    spaceless = spaceless and not _is_letterspaced(text, spaced)
    return {
        place: space
        for place, gap in enumerate(gaps, 1)
        if gap >= least and (space := _space(text[place - 1], text[place], gap / size, place in spaced, spaceless))
    }


def _with_spaces(text: str, boxes: array[float], spaces: dict[int, str]) -> tuple[str, array[float]]:
    """Puts in what stands between the characters; it has the box of the one before."""
    if not spaces:
        return text, boxes
    written, edges, start = [], array("f"), 0
    for place in (*spaces, len(text)):
        written += [text[start:place], spaces.get(place, "")]
        edges += boxes[4 * start : 4 * place]
        if place in spaces:
            edges += boxes[4 * place - 4 : 4 * place]
        start = place
    return "".join(written), edges


def _is_letterspaced(text: str, spaced: Set[int]) -> bool:
    """Whether a line of ideographs is stretched over its width, as in narrow cells and wide titles."""
    if not spaced:
        return False
    wide = list(map(IDEOGRAPHIC.holds, text))
    pairs: list[bool] = [False, *map(or_, wide, wide[1:])]
    return sum(pairs) > 1 and sum(pairs[place] for place in spaced) > _LETTERSPACED_SHARE * sum(pairs)


def _line(row: Row, raw: str, boxes: array[float], outline: Box) -> Line:
    text = fold_radicals(raw)
    original = raw if text != raw else None
    longest = row.pieces[0] if len(row.pieces) == 1 else max(row.pieces, key=lambda piece: len(piece.text))
    extent = (row.left, row.top, row.right, row.bottom)
    look, column, cell = row.pieces[0].look, row.column, row.cell
    return Line(text, boxes, *extent, round(longest.body, 2), look, column, cell, original, outline=outline)


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
    wide = IDEOGRAPHIC.holds(before) + IDEOGRAPHIC.holds(after)
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
        (HANGUL.holds(before) and _ALNUM.match(after) and after not in ",.")
        or (HANGUL.holds(after) and _ALNUM.match(before) and before not in ",.")
    )
