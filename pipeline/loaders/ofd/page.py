"""One OFD page as glyphs and rules: text, what it stands on, and what a reader cannot see (GB/T 33190-2016, 7.7, 8)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from math import isfinite

from pipeline.loaders.colour import is_white
from pipeline.loaders.ofd.geometry import Matrix, first, numbers, placed
from pipeline.loaders.ofd.names import child, children, is_on, local
from pipeline.loaders.ofd.text import read_runs
from pipeline.loaders.package import Element
from pipeline.loaders.pages.page import Look
from pipeline.loaders.pages.sheet import SLANTED, Box, Run, Sheet

_TINY_POINTS, _TRANSPARENT = 2.0, 10
_SCAN_SHARE = 0.4
_DEEPEST = 16
_MOST_RULES = 5_000
_MOST_GROUNDS = 200
_STEP = re.compile(r"([MLSCBQA])([^MLSCBQA]*)")
_LAYERS = ("Background", "Body", "Foreground")


class TooManyGlyphs(Exception):
    """More characters than a page can show."""


@dataclass(slots=True)
class Resources:
    """By their ids: what the text is filled with, and drawings that are used several times."""

    colours: dict[str, Element] = field(default_factory=dict)
    drawings: dict[str, Element] = field(default_factory=dict)


class PageReader:
    """Puts the objects of a page, of its templates and of its annotations on one sheet, at most so many glyphs."""

    def __init__(self, sheet: Sheet, resources: Resources, glyphs: int) -> None:
        self._sheet, self._resources, self._budget = sheet, resources, glyphs
        self._pictures: list[Box] = []
        self._painted: list[Box] = []
        self._depth = 0

    def read_content(self, root: Element, matrix: Matrix) -> None:
        """The layers of a page or template, from the back to the front."""
        layers = list(children(child(root, "Content"), "Layer"))
        for layer in sorted(layers, key=lambda layer: _rank(layer.get("Type", "Body"))):
            self.read(layer, matrix)

    def read(self, container: Element, matrix: Matrix) -> None:
        """The graphic objects of a layer, a block, an appearance."""
        if self._depth >= _DEEPEST:
            raise TooManyGlyphs
        self._depth += 1
        for element in container:
            handler = _HANDLERS.get(local(element.tag))
            if handler is not None:
                handler(self, element, matrix)
        self._depth -= 1

    @property
    def is_picture(self) -> bool:
        """Whether the page is a picture, such as a scan with its text laid behind it."""
        covered = sum((x1 - x0) * (y1 - y0) for x0, y0, x1, y1 in self._pictures)
        return covered >= _SCAN_SHARE * max(self._sheet.width * self._sheet.height, 1.0)

    def stands_on_picture(self, x: float, y: float) -> bool:
        return _covers(self._pictures, x, y)

    def _text(self, element: Element, matrix: Matrix) -> None:
        invisible = not is_on(element, "Visible") or self._is_unfilled(element)
        white = self._is_white(element)
        for run in read_runs(element, placed(element, matrix)):
            self._budget -= len(run.text)
            if self._budget < 0:
                raise TooManyGlyphs
            if isfinite(run.boxes[0] + run.boxes[-1] + run.size):
                self._sheet.runs += self._seen(run, invisible, white)

    def _seen(self, run: Run, invisible: bool, white: bool) -> Iterator[Run]:
        """The run as a reader sees it, cut where that changes."""
        edges = run.boxes
        if (
            not invisible
            and not white
            and run.size >= _TINY_POINTS
            and self._shows(edges[:4])
            and self._shows(edges[-4:])
        ):
            run.look = "watermark" if run.turn == SLANTED else "text"
            yield run
            return
        looks = (
            self._look((edges[at] + edges[at + 2]) / 2, (edges[at + 1] + edges[at + 3]) / 2, run, invisible, white)
            for at in range(0, len(edges), 4)
        )
        at = 0
        for look, same in groupby(looks):
            end = at + len(list(same))
            yield Run(run.text[at:end], edges[4 * at : 4 * end], run.base, run.size, run.turn, look)
            at = end

    def _shows(self, box: Sequence[float]) -> bool:
        """Whether a box lies on the page."""
        return box[0] >= 0 and box[1] >= 0 and box[2] <= self._sheet.width and box[3] <= self._sheet.height

    def _look(self, x: float, y: float, run: Run, invisible: bool, white: bool) -> Look:
        on_page = 0 <= x <= self._sheet.width and 0 <= y <= self._sheet.height
        if invisible and on_page and self.stands_on_picture(x, y):
            return "ocr"
        faint = run.size < _TINY_POINTS or (white and not _covers(self._painted, x, y))
        if invisible or faint or not on_page:
            return "hidden"
        return "watermark" if run.turn == SLANTED else "text"

    def _is_unfilled(self, element: Element) -> bool:
        outlined = is_on(element, "Stroke", default=False)
        return (
            not (is_on(element, "Fill") or outlined)
            or _alpha(element) <= _TRANSPARENT
            or (not outlined and _alpha(self._fill(element)) <= _TRANSPARENT)
        )

    def _is_white(self, element: Element) -> bool:
        fill = self._fill(element)
        return fill is not None and _is_white_colour(fill)

    def _fill(self, element: Element) -> Element | None:
        """The colour of an object, its own or that of the drawing parameters it names; None is black."""
        own = child(element, "FillColor")
        return self._resources.colours.get(element.get("DrawParam", "")) if own is None else own

    def _path(self, element: Element, matrix: Matrix) -> None:
        if not is_on(element, "Visible"):
            return
        inside = placed(element, matrix)
        filled = is_on(element, "Fill", default=False)
        if len(self._sheet.rules) < _MOST_RULES:
            data = child(element, "AbbreviatedData")
            self._sheet.rules += _rules("" if data is None else data.text or "", inside)
        fill = self._fill(element)
        if filled and fill is not None and not _is_white_colour(fill):
            self._keep(self._painted, element, matrix)

    def _image(self, element: Element, matrix: Matrix) -> None:
        if is_on(element, "Visible"):
            self._keep(self._pictures, element, matrix)
            self._keep(self._painted, element, matrix)

    def _keep(self, areas: list[Box], element: Element, matrix: Matrix) -> None:
        boundary = numbers(element.get("Boundary"))
        if len(boundary) >= 4 and len(areas) < _MOST_GROUNDS:
            x, y, width, height = boundary[:4]
            areas.append(matrix.box(x, y, x + width, y + height))

    def _composite(self, element: Element, matrix: Matrix) -> None:
        drawing = self._resources.drawings.get(element.get("ResourceID", ""))
        if drawing is not None and is_on(element, "Visible"):
            self._budget -= 1
            self.read(drawing, placed(element, matrix))


_HANDLERS: Mapping[str, Callable[[PageReader, Element, Matrix], None]] = {
    "TextObject": PageReader._text,
    "PathObject": PageReader._path,
    "ImageObject": PageReader._image,
    "CompositeObject": PageReader._composite,
    "PageBlock": PageReader.read,
    "Layer": PageReader.read,
}


def _rank(kind: str) -> int:
    return _LAYERS.index(kind) if kind in _LAYERS else 1


def _alpha(element: Element | None) -> float:
    alpha = None if element is None else first(element.get("Alpha"))
    return 255.0 if alpha is None else alpha


def _is_white_colour(fill: Element) -> bool:
    """One part is grey, three are red, green and blue, four are inks."""
    parts = _channels(fill.get("Value", ""))
    if len(parts) == 4:
        return max(parts) <= _TRANSPARENT
    return len(parts) in (1, 3) and is_white(*(parts * 3)[:3])


def _channels(text: str) -> list[int]:
    """From 0 to 255, in decimal or after # in hexadecimal figures."""
    found: list[int] = []
    for part in text.split():
        digits, base = (part[1:], 16) if part.startswith("#") else (part.partition(".")[0], 10)
        try:
            found.append(int(digits[:4], base))
        except ValueError:
            return []
    return found


def _covers(areas: list[Box], x: float, y: float) -> bool:
    return any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in areas)


def _rules(data: str, matrix: Matrix) -> Iterator[Box]:
    """The straight strokes of a path as boxes."""
    start = last = (0.0, 0.0)
    for count, match in enumerate(_STEP.finditer(data)):
        if count > _MOST_RULES:
            return
        point = numbers(match[2])
        if match[1] in "MS" and len(point) >= 2:
            start = last = (point[0], point[1])
        elif match[1] == "C":
            yield matrix.box(*last, *start)
            last = start
        elif len(point) >= 2:
            end = (point[-2], point[-1])
            if match[1] == "L":
                yield matrix.box(*last, *end)
            last = end
