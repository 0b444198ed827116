"""Lines that were read from a picture, as a page: laid out like glyphs, with their boxes on the page as displayed."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.loaders.ocr.line import ReadLine, edges, rotate, sizes, spaced
from pipeline.loaders.pages.layout import lay_out
from pipeline.loaders.pages.page import Line, Page, outline_of
from pipeline.loaders.pages.sheet import Box, Glyph, Sheet

# Of the size of type, from the middle of a line down to the line that its characters stand on.
_BASELINE = 0.38
# Rules of a table of two columns; of a line's thickness, how far apart the middles of one row lie.
_LEAST_UPRIGHT, _SAME_ROW = 3, 0.5


@dataclass(frozen=True, slots=True)
class Stand:
    """How the level page lies on the picture: `width` and `height` are the level page's pixels; it was made level by
    taking out `degrees`, after `quarters` turns counter-clockwise."""

    width: float
    height: float
    dpi: float
    quarters: int = 0
    degrees: float = 0.0

    def points(self, box: Box) -> Box:
        """Pixels of the level page in points."""
        scale = 72 / self.dpi
        return box[0] * scale, box[1] * scale, box[2] * scale, box[3] * scale

    def displayed(self, box: Box) -> Box:
        """Points of the level page in points of the page as displayed."""
        x0, y0, x1, y1 = box
        width, height = self.width * 72 / self.dpi, self.height * 72 / self.dpi
        middle = width / 2, height / 2
        corners = [rotate(x, y, self.degrees, middle) for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))]
        for _ in range(self.quarters % 4):  # back, clockwise
            corners = [(height - y, x) for x, y in corners]
            width, height = height, width
        xs, ys = zip(*corners, strict=True)
        return min(xs), min(ys), max(xs), max(ys)


def page_of(number: int, lines: Sequence[ReadLine], rules: Sequence[Box], stand: Stand) -> Page:
    """The page as displayed. Boxes of characters are interpolated between those that the engine places."""
    scale = 72 / stand.dpi
    # Without the order of a file: cells are read one after the other, not line by line across them.
    tabular = sum(x1 - x0 < y1 - y0 for x0, y0, x1, y1 in rules) >= _LEAST_UPRIGHT
    sheet = Sheet(stand.width * scale, stand.height * scale, pictured=True, filled=tabular)
    sheet.rules = [stand.points(rule) for rule in rules]
    scores: dict[tuple[float, ...], float] = {}
    ordered = _ordered(lines)
    for line, size in zip(ordered, sizes(ordered), strict=True):
        for glyph in _glyphs(spaced(line, size), size, scale):
            sheet.glyphs.append(glyph)
            scores[_key(glyph.x0, glyph.y0)] = line.score
    page = lay_out(number, sheet, spaceless=False)
    turned = stand.quarters % 2
    width, height = (sheet.height, sheet.width) if turned else (sheet.width, sheet.height)
    laid = tuple(_displayed(line, scores, stand) for line in page.lines)
    return page._replace(width=width, height=height, lines=laid)


def _ordered(lines: Sequence[ReadLine]) -> list[ReadLine]:
    """As a file would hold them: row by row from the top, columns from the right."""
    if sum(line.vertical for line in lines) * 2 > len(lines):
        return sorted(lines, key=lambda line: (-line.right, line.top))
    rows: list[list[ReadLine]] = []
    for line in sorted(lines, key=_middle):
        if rows and _middle(line) - _middle(rows[-1][0]) < _SAME_ROW * line.thickness:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda line: line.left)]


def _middle(line: ReadLine) -> float:
    return (line.top + line.bottom) / 2


def _glyphs(line: ReadLine, size: float, scale: float) -> Iterator[Glyph]:
    """In points of the level page."""
    em = size * scale
    across = (line.left + line.right if line.vertical else line.top + line.bottom) / 2 * scale
    for char, (start, end) in zip(line.text, edges(line, size), strict=True):
        along = start * scale, end * scale
        if line.vertical:
            box = across - em / 2, along[0], across + em / 2, along[1]
        else:
            box = along[0], across - em / 2, along[1], across + em / 2
        origin = (across, along[0]) if line.vertical else (along[0], across + _BASELINE * em)
        yield Glyph(char, *box, origin, round(em, 2), 0, "ocr", False)


def _key(x: float, y: float) -> tuple[float, ...]:
    """A corner as lines hold it: in single precision."""
    return tuple(array("f", (x, y)))


def _displayed(line: Line, scores: dict[tuple[float, ...], float], stand: Stand) -> Line:
    corners = [tuple(line.boxes[at : at + 4]) for at in range(0, len(line.boxes), 4)]
    known = [scores[key] for x0, y0, _, _ in corners if (key := _key(x0, y0)) in scores]
    boxes = array("f", [edge for x0, y0, x1, y1 in corners for edge in stand.displayed((x0, y0, x1, y1))])
    confidence = round(sum(known) / len(known), 3) if known else 0.0
    return line.but(boxes=boxes, confidence=confidence, outline=outline_of(boxes))
