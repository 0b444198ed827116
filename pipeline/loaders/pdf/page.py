"""One page of a PDF as runs of characters that are set alike. Runs inside the limited child."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress, groupby, pairwise, repeat
from operator import eq, ne, sub
from typing import NamedTuple

from pipeline.loaders.pages.page import Look
from pipeline.loaders.pages.sheet import SLANTED, Box, Edges, Run, Sheet, Turn, centres, edges_of
from pipeline.loaders.pdf import pdfium, sight
from pipeline.loaders.pdf.pdfium import Handle, Item, Reference
from pipeline.loaders.pdf.scene import Scene, are_white
from pipeline.loaders.pdf.sight import Drawn
from pipeline.loaders.pdf.text import Characters, read_characters
from pipeline.loaders.pdf.view import View

_INVISIBLE_MODES, _FILLED_MODES = (3, 7), (0, 4)
_TINY_POINTS = 2.0
# Ems that no character of an unscaled font is wide or high.
_SCALED_FONT = 4.0
# The letters that one glyph may hold twice, and the ems that one of them is not wide.
_LIGATED, _WIDEST_LETTER = "ft", 0.5

# a to f of a matrix.
_MATRICES = pdfium.Records("6f")


class _Style(NamedTuple):
    """What the characters of one text object share, apart from their baseline."""

    size: float
    turn: Turn
    faint: bool
    invisible: bool


def read_sheet(page: Handle, layered: bool = False) -> Sheet:
    """The runs and rules of an open page, in the order of the file. `layered`: the file has layers that may be off."""
    view = view_of(page)
    # Text is only put together rightly on an unturned page; the boxes are turned here.
    pdfium.set_page_rotation(page, 0)
    handle = pdfium.load_text(page)
    try:
        characters = read_characters(handle)
        boxes = view.boxes(characters.boxes)
        objects = dict.fromkeys(characters.owners)
        drawn = Drawn(characters.text, characters.owners, boxes, dict(zip(objects, map(Item, objects), strict=True)))
        scene = Scene(page, view, objects.keys())
        sheet = Sheet(view.width, view.height, pictured=scene.pictured)
        sheet.rules = scene.rules
        white = _white(page, view, scene, drawn)
        unseen = sight.unseen(page, view, scene, drawn, layered)
        read = sight.recognised(scene, drawn, unseen)
        sheet.runs = list(_runs(characters, drawn, handle, view, scene, white, unseen, read))
        sheet.doubt_recognition(scene.is_picture)
        sheet.bare = scene.bare(run.begins_at for run in sheet.runs)
    finally:
        pdfium.close_text(handle)
    return sheet


def _white(page: Handle, view: View, scene: Scene, drawn: Drawn) -> set[Handle]:
    """The text objects in white. pdfium takes a pattern for white too: where one would show, the page is drawn."""
    told = zip(drawn.objects, are_white(list(drawn.objects.values())), strict=True)
    white = {owner for owner, is_white in told if is_white}
    if not white:
        return white
    begins = drawn.begins()
    bare = {owner for owner in white if not scene.is_painted(*begins[owner])}
    return white - sight.inked(page, view, drawn, bare)


def view_of(page: Handle) -> View:
    turns = pdfium.page_rotation(page) % 4
    bounds = array("f", bytes(16))
    pdfium.page_bounds(page, bounds.buffer_info()[0])
    left, top, right, bottom = bounds
    return View(turns, left, bottom, right, top)


def _runs(
    characters: Characters,
    drawn: Drawn,
    handle: Handle,
    view: View,
    scene: Scene,
    white: set[Handle],
    unseen: set[int],
    recognised: set[int],
) -> Iterator[Run]:
    boxes, edges = drawn.edges, edges_of(drawn.edges)
    text = characters.text
    inside = not text or _is_inside(edges, view)
    pieced = _repeats(edges[0])
    marks = iter([*characters.spaced, len(text)])
    mark = next(marks)
    for start, end, style, base in _stretches(characters, drawn, edges, handle, view, white):
        spaced = []
        while mark < end:
            spaced.append(mark - start)
            mark = next(marks)
        here = [edge[start:end] for edge in edges]
        run = Run(text[start:end], boxes[4 * start : 4 * end], base, style.size, style.turn, "text", spaced, here)
        if pieced and _repeats(here[0]):
            _spread_pieces(run)
        gone = unseen.intersection(range(start, end)) if unseen else ()
        if inside and not style.faint and not style.invisible and not gone:
            run.look = "watermark" if style.turn == SLANTED else "text"
            yield run
        else:
            looks = [_look(style, scene, *centre) for centre in centres(run.edges)]
            for place in gone:
                looks[place - start] = "ocr" if looks[place - start] == "ocr" or place in recognised else "hidden"
            yield from _alike(run, looks)


def _is_inside(edges: Edges, view: View) -> bool:
    """Whether all characters lie on the page."""
    x0, y0, x1, y1 = edges
    return min(x0) >= 0 and min(y0) >= 0 and max(x1) <= view.width and max(y1) <= view.height


def _repeats(edge: Sequence[float]) -> bool:
    """Whether a character begins where the one before does, as those of one ActualText."""
    return any(map(eq, edge, edge[1:]))


def _stretches(
    characters: Characters, drawn: Drawn, edges: Edges, handle: Handle, view: View, white: set[Handle]
) -> Iterator[tuple[int, int, _Style, float]]:
    """Where text objects that are set alike on one baseline begin and end, with their style and baseline."""
    owners, count = characters.owners, len(characters.text)
    if not count:
        return
    starts = [0, *compress(range(1, count), map(ne, owners, owners[1:]))]
    owners = [owners[start] for start in starts]
    states = _ask(handle, [characters.indexes[start] for start in starts], [drawn.objects[owner] for owner in owners])
    settings = list(zip(*states, map(white.__contains__, owners), strict=False))
    changes = [0, *compress(range(1, len(starts)), map(ne, settings, settings[1:]))]
    styles = _Styles(view)
    begin, last = 0, None
    for change, following in pairwise([*changes, len(starts)]):
        start, end = starts[change], starts[following] if following < len(starts) else count
        found = styles.of(_Setting(*settings[change]), edges, start, end)
        if found != last:
            if last is not None:
                yield begin, start, *last
            begin, last = start, found
    if last is not None:
        yield begin, count, *last


class _Setting(NamedTuple):
    """How a text object is set: matrix, font size, mode, and whether its colour is white.

    `x` is only told where the writing is not level.
    """

    a: float
    b: float
    c: float
    d: float
    x: float
    y: float
    size: float
    mode: int
    white: bool


def _ask(handle: Handle, indexes: list[int], items: list[Reference]) -> tuple[Iterable[float], ...]:
    """Matrices, font sizes and modes of text objects of which one character each is given, column by column."""
    here = [pdfium.reference(handle)] * len(indexes)
    _, written = _MATRICES.ask(pdfium.char_matrix, here, indexes)
    matrices = array("f", bytes(written))
    a, b, c, d, x, y = (matrices[place::6] for place in range(6))
    level = not any(b) and not any(c)
    sizes, modes = map(pdfium.char_size, here, indexes), map(pdfium.object_mode, items)
    return a, b, c, d, repeat(0.0) if level else x, y, sizes, modes


class _Styles:
    """The styles and baselines of text objects."""

    def __init__(self, view: View) -> None:
        self._point = view.point
        self._turn = view.turn
        self._known: dict[tuple[object, ...], _Style] = {}

    def of(self, setting: _Setting, edges: Edges, start: int, end: int) -> tuple[_Style, float]:
        """Of the characters from `start` to `end` of those with these edges."""
        key = setting[:4], setting[6:]
        style = self._known.get(key)
        if style is None:
            style = self._known[key] = _style(setting, self._turn(setting.a, setting.b))
        x0, y0, x1, y1 = (edge[start] for edge in edges)
        if max(x1 - x0, y1 - y0) > _SCALED_FONT * style.size:  # one that scales itself, as TeX's bitmaps do
            style = _style(setting, style.turn, _extent(edges, start, end))
        x, y = self._point(setting.x, setting.y)
        return style, x if style.turn % 2 and style.turn != SLANTED else y


def _style(setting: _Setting, turn: Turn, size: float | None = None) -> _Style:
    """`size` is that of the characters where that of the font tells nothing."""
    if size is None:
        size = setting.size * math.hypot(setting.c, setting.d)
    white = setting.white and setting.mode in _FILLED_MODES
    return _Style(size, turn, white or size < _TINY_POINTS, setting.mode in _INVISIBLE_MODES)


def _extent(edges: Edges, start: int, end: int) -> float:
    """Of the widest or highest character in points."""
    x0, y0, x1, y1 = (edge[start:end] for edge in edges)
    extent: float = max(*map(sub, x1, x0), *map(sub, y1, y0))
    return extent


def _alike(run: Run, looks: Iterable[Look]) -> Iterator[Run]:
    """The run in parts that a reader sees alike."""
    start = 0
    for look, group in groupby(looks):
        end = start + sum(1 for _ in group)
        spaced = [place - start for place in run.spaced if start <= place < end]
        boxes = run.boxes[4 * start : 4 * end]
        yield Run(run.text[start:end], boxes, run.base, run.size, run.turn, look, spaced)
        start = end


def _look(style: _Style, scene: Scene, x: float, y: float) -> Look:
    """Whether a reader sees a character: drawn, on the page, large enough, and not white on white."""
    if not scene.shows(x, y):
        return "hidden"
    if style.invisible:
        return "ocr" if scene.pictured and scene.is_picture(x, y) else "hidden"
    if style.faint and (style.size < _TINY_POINTS or not scene.is_painted(x, y)):
        return "hidden"
    return "watermark" if style.turn == SLANTED else "text"


def _spread_pieces(run: Run) -> None:
    """Characters of one ActualText all come with the box of the whole: share it out among them."""
    boxes = list(zip(*run.edges, strict=True))
    start = 0
    for box, group in groupby(boxes):
        end = start + sum(1 for _ in group)
        if end - start > 1 and box[2] > box[0] and run.text[start] != " " and not _doubled(run, start, end, box):
            run.boxes[4 * start : 4 * end] = _shared(box, end - start, run.turn)
            run.known_edges = None
        start = end


def _doubled(run: Run, start: int, end: int, box: Box) -> bool:
    """Whether one letter is set several times on one place; ff and tt may be one glyph, too wide for one letter."""
    letters = set(run.text[start:end])
    if len(letters) > 1:
        return False
    return letters.isdisjoint(_LIGATED) or max(box[2] - box[0], box[3] - box[1]) < _WIDEST_LETTER * run.size


def _shared(box: Box, count: int, turn: Turn) -> array[float]:
    """The box in equal parts, in the direction of the writing."""
    x0, y0, x1, y1 = box
    level = turn in (0, 2)
    low, step = (x0, (x1 - x0) / count) if level else (y0, (y1 - y0) / count)
    edges = [low + place * step for place in range(count + 1)]
    parts = [(one, y0, other, y1) if level else (x0, one, x1, other) for one, other in pairwise(edges)]
    return array("f", [edge for part in (parts if turn in (0, 3) else reversed(parts)) for edge in part])
