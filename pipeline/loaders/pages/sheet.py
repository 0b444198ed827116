"""A page before it is laid out: characters with their places, and the lines that are drawn between them."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from pipeline.loaders.pages.page import Box as Box
from pipeline.loaders.pages.page import Look

Turn = int
"""Quarter turns of the writing direction, counter-clockwise as displayed; SLANTED for any other angle."""

SLANTED: Turn = -1

Edges = Sequence[list[float]]
"""x0, y0, x1 and y1 of characters, each edge by itself: much quicker to look through than a box after the other."""

UNMAPPED = "\ufffd"
"""For a character of which nobody can say what it means."""


def edges_of(boxes: array[float]) -> Edges:
    return [boxes[edge::4].tolist() for edge in range(4)]


def centres(edges: Edges) -> Iterator[tuple[float, float]]:
    x0, y0, x1, y1 = edges
    return zip(map(_middle, x0, x1), map(_middle, y0, y1), strict=True)


def _middle(one: float, other: float) -> float:
    return (one + other) / 2


class Run:
    """Characters set alike on one baseline, in the order of the file.

    `boxes` holds x0, y0, x1, y1 of each in points of the page as displayed; `base` is the baseline's x where `turn` is
    odd, else its y. `spaced` are the places before which pdfium saw a gap that a space may fill. `known_edges` are those
    of the boxes where whoever made the run has them.
    """

    __slots__ = ("base", "boxes", "known_edges", "look", "size", "spaced", "text", "turn")

    def __init__(
        self,
        text: str,
        boxes: array[float],
        base: float,
        size: float,
        turn: Turn,
        look: Look,
        spaced: Sequence[int] = (),
        known_edges: Edges | None = None,
    ) -> None:
        self.text, self.boxes, self.base, self.size = text, boxes, base, size
        self.turn, self.look, self.spaced, self.known_edges = turn, look, spaced, known_edges

    @property
    def edges(self) -> Edges:
        return self.known_edges or edges_of(self.boxes)

    @property
    def is_seen(self) -> bool:
        return self.look in ("text", "watermark")

    @property
    def begins_at(self) -> tuple[float, float]:
        """The middle of the first character."""
        x0, y0, x1, y1 = self.boxes[:4]
        return (x0 + x1) / 2, (y0 + y1) / 2


class Glyph(NamedTuple):
    """One character. `x0` to `y1` and `origin`, a point of its baseline, are points of the page as displayed.

    `spaced`: a gap before it is known that a space may fill.
    """

    char: str
    x0: float
    y0: float
    x1: float
    y1: float
    origin: tuple[float, float]
    size: float
    turn: Turn
    look: Look
    spaced: bool

    def run(self) -> Run:
        base = self.origin[0] if self.turn in (1, 3) else self.origin[1]
        box = array("f", (self.x0, self.y0, self.x1, self.y1))
        return Run(self.char, box, base, self.size, self.turn, self.look, (0,) if self.spaced else ())


class Sheet:
    """Everything on a page that reading it needs. Its characters come in runs or, from other formats, one by one.

    `rules` are thin or framed boxes: the lines of tables. `bare` is the share of the page that
    is pictures without text on them. `filled`: form fields were drawn on it, after all the rest.
    """

    def __init__(
        self, width: float, height: float, runs: Sequence[Run] = (), *, pictured: bool = False, filled: bool = False
    ) -> None:
        self.width, self.height, self.pictured, self.filled = width, height, pictured, filled
        self.runs = list(runs)
        self.glyphs: list[Glyph] = []
        self.rules: list[Box] = []
        self.bare = 0.0

    def doubt_recognition(self, is_picture: Callable[[float, float], bool]) -> None:
        """Where more is printed on the pictures of a page than was recognised in them, they are its ground and no scan,
        and what no reader sees there is hidden."""
        recognised = [run for run in self.runs if run.look == "ocr"]
        if not recognised:
            return
        printed = sum(len(run.text) for run in self.runs if run.is_seen and is_picture(*run.begins_at))
        if printed > sum(len(run.text) for run in recognised):
            for run in recognised:
                run.look = "hidden"

    def all_runs(self) -> list[Run]:
        return [*self.runs, *(glyph.run() for glyph in self.glyphs)]
