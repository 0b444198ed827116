"""Pictures, painted areas and rules of a page: what its text stands on."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import compress, repeat
from operator import not_

from pipeline.loaders.pages.sheet import Box
from pipeline.loaders.pdf import pdfium
from pipeline.loaders.pdf.pdfium import Handle, Reference
from pipeline.loaders.pdf.view import View

WHITE, TRANSPARENT = 250, 10
MOST_OBJECTS = 20_000

_THINNEST_COVER_POINTS = 3.0
Colour = tuple[int, ...]  # red, green, blue and alpha
_COLOURS, _COLOUR_BYTES = pdfium.Records("4I", parts=4), 16

# Of the page; below it a picture is a logo or a stamp and no scan with text behind it.
_SCAN_SHARE = 0.4
# One that covers the text of nearly the whole page is its scan, and the text what was recognised in it.
_SHEET_SHARE = 0.8
# A scan that was cut into strips has some hundred.
_MOST_BARE = 200


class Scene:
    """Pictures, painted areas and rules: what text stands on, and in `covers` what may lie over it, with its place in
    `objects`, which are in the order of painting.

    `inks` are the areas that paths paint in a colour, `scans` the places of pictures as large as the page that lie over
    text. `letters` are objects known to be text.
    """

    def __init__(self, page: Handle, view: View, letters: Set[Handle]) -> None:
        self.rules: list[Box] = []
        self._pictures: list[Box] = []
        self._painted: list[Box] = []
        self.inks: list[tuple[Box, Colour]] = []
        self.covers: list[tuple[int, Box]] = []
        self.scans: list[int] = []
        self._width: float = view.width
        self._height: float = view.height
        self.objects: list[Handle] = _objects(page)
        are_letters = list(map(letters.__contains__, self.objects))
        first = are_letters.index(True) if True in are_letters else len(are_letters)
        for place in compress(range(len(are_letters)), map(not_, are_letters)):
            item = self.objects[place]
            kind = pdfium.object_kind(item)
            if kind != pdfium.TEXT:
                self._take(kind, item, view, place if first < place else None)
            if kind in (pdfium.TEXT, pdfium.FORM):
                first = min(first, place)
        covered = sum((x1 - x0) * (y1 - y0) for x0, y0, x1, y1 in self._pictures)
        self.pictured: bool = covered >= _SCAN_SHARE * max(view.width * view.height, 1.0)

    @property
    def order(self) -> dict[Handle, int]:
        """The place of every object in the order of painting."""
        return {item: place for place, item in enumerate(self.objects)}

    def shows(self, x: float, y: float) -> bool:
        """Whether a point lies on the page."""
        return 0 <= x <= self._width and 0 <= y <= self._height

    def bare(self, begins: Iterable[tuple[float, float]]) -> float:
        """The share of the page that pictures take on which no text begins, at most 1."""
        if not self._pictures:
            return 0.0
        points = list(begins)
        largest = sorted(self._pictures, key=lambda box: _overlap(box, self._width, self._height), reverse=True)
        bare = (box for box in largest[:_MOST_BARE] if not any(_covers([box], x, y) for x, y in points))
        return min(sum(_overlap(box, self._width, self._height) for box in bare), 1.0)

    def is_picture(self, x: float, y: float) -> bool:
        return _covers(self._pictures, x, y)

    def is_painted(self, x: float, y: float) -> bool:
        """Whether something other than white paper lies behind a point."""
        return _covers(self._painted, x, y)

    def ink(self, x: float, y: float) -> Colour | None:
        """The colour other than white that a path painted last at a point, None where there is none."""
        return next((ink for (x0, y0, x1, y1), ink in reversed(self.inks) if x0 <= x <= x1 and y0 <= y <= y1), None)

    def _take(self, kind: int, item: Handle, view: View, place: int | None) -> None:
        """`place`: in the order of painting, None where no text stands below."""
        edges = array("f", bytes(16))
        at = edges.buffer_info()[0]
        if not pdfium.object_bounds(item, at, at + 4, at + 8, at + 12):
            return
        box = view.box(*edges)
        if kind == pdfium.IMAGE or (kind == pdfium.FORM and _holds_image(item)):
            self._pictures.append(box)
            self._painted.append(box)
            self._cover(place, box)
            if place is not None and _overlap(box, self._width, self._height) >= _SHEET_SHARE:
                self.scans.append(place)
        elif kind == pdfium.PATH:
            self.rules.append(box)
            if _is_filled(item):
                self._cover(place, box)
                (ink,) = fills([pdfium.reference(item)])
                if ink is None or not _is_white(*ink):
                    self._painted.append(box)
                    if ink is not None and _is_thick(box):
                        self.inks.append((box, ink))
        elif kind == pdfium.FORM:
            self._cover(place, box)

    def _cover(self, place: int | None, box: Box) -> None:
        if place is not None and _is_thick(box):
            self.covers.append((place, box))


def _objects(page: Handle) -> list[Handle]:
    """In the order of painting."""
    indexes = range(min(pdfium.count_objects(page), MOST_OBJECTS))
    return list(map(pdfium.page_object, repeat(pdfium.reference(page)), indexes))


def are_white(items: Sequence[Reference]) -> Iterator[bool | None]:
    """Whether objects are filled with white or with nothing; None where a fill is a pattern or a shading."""
    told, written = _COLOURS.ask(pdfium.object_fill, items)
    if all(told) and written == written[:_COLOUR_BYTES] * len(told):  # one ink, as on most pages
        return repeat(bool(told) and _is_white(*next(_COLOURS.read(written))), len(told))
    colours = list(_COLOURS.read(written))
    white = {colour: _is_white(*colour) for colour in set(colours)}
    return (white[colour] if known else None for known, colour in zip(told, colours, strict=True))


def fills(items: Sequence[Reference]) -> Iterator[Colour | None]:
    """The colours that objects are filled with; None where a fill is a pattern or a shading."""
    told, written = _COLOURS.ask(pdfium.object_fill, items)
    return (colour if known else None for known, colour in zip(told, _COLOURS.read(written), strict=True))


def _is_white(red: int, green: int, blue: int, alpha: int) -> bool:
    return (red >= WHITE and green >= WHITE and blue >= WHITE) or alpha <= TRANSPARENT


def _is_thick(box: Box) -> bool:
    """Whether text may vanish under a box, or in it."""
    x0, y0, x1, y1 = box
    return min(x1 - x0, y1 - y0) >= _THINNEST_COVER_POINTS


def _overlap(box: Box, width: float, height: float) -> float:
    """The share of the page that a box takes."""
    wide, high = min(box[2], width) - max(box[0], 0.0), min(box[3], height) - max(box[1], 0.0)
    return max(wide, 0.0) * max(high, 0.0) / max(width * height, 1.0)


def _covers(areas: list[Box], x: float, y: float) -> bool:
    return any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in areas)


def _holds_image(form: Handle) -> bool:
    count = min(pdfium.count_form_objects(form), MOST_OBJECTS)
    return any(pdfium.object_kind(pdfium.form_object(form, index)) == pdfium.IMAGE for index in range(count))


def _is_filled(path: Handle) -> bool:
    modes = array("i", bytes(8))
    at = modes.buffer_info()[0]
    return bool(pdfium.path_mode(path, at, at + 4) and modes[0])
