"""Contents/header.xml of an OWPML document: the shapes that its paragraphs and runs refer to (KS X 6101, 9.3)."""

from __future__ import annotations

import re

from pipeline.loaders.colour import is_white
from pipeline.loaders.hwp.numbering import LEVELS, Level, Numbering, parse_label
from pipeline.loaders.hwp.shapes import TINY_HEIGHT, Bullet, CharShape, Head, ParaShape, Shapes
from pipeline.loaders.hwpx.names import child, children, local, number
from pipeline.loaders.package import Element

_COLOUR = re.compile(r"#([0-9A-Fa-f]{2})([0-9A-Fa-f]{2})([0-9A-Fa-f]{2})")
_HEADS: dict[str, Head] = {"OUTLINE": "outline", "NUMBER": "number", "BULLET": "bullet"}
_NO_COLOUR = ("none", "")


def read_shapes(root: Element | None) -> Shapes:
    """An absent header gives no shapes."""
    shapes = Shapes()
    if root is None:
        return shapes
    for element in root.iter("{*}borderFill"):
        if _is_painted(element):
            shapes.painted.add(number(element, "id"))
    authors: dict[str, str] = {}
    for element in root.iter(*(f"{{*}}{name}" for name in _READERS)):
        _READERS[local(element.tag)](element, shapes)
    for element in root.iter("{*}trackChangeAuthor"):
        authors[element.get("id", "")] = element.get("name", "")
    for element in root.iter("{*}trackChange"):
        only = next(iter(authors.values())) if len(authors) == 1 else ""
        shapes.authors[element.get("id", "")] = authors.get(element.get("authorID", ""), only)
    return shapes


def paints(colour: str) -> bool:
    """Whether a ground of this colour is other than white paper."""
    return colour not in _NO_COLOUR and not _is_white(colour)


def _is_white(colour: str) -> bool:
    match = _COLOUR.fullmatch(colour)
    return match is not None and is_white(*(int(part, 16) for part in match.groups()))


def _is_painted(element: Element) -> bool:
    for brush in element.iter("{*}winBrush", "{*}gradation", "{*}imgBrush"):
        if local(brush.tag) != "winBrush" or paints(brush.get("faceColor", "")):
            return True
    return False


def _read_char(element: Element, shapes: Shapes) -> None:
    shapes.chars[number(element, "id")] = CharShape(
        white=_is_white(element.get("textColor", "")),
        tiny=number(element, "height", TINY_HEIGHT) < TINY_HEIGHT,
        painted=paints(element.get("shadeColor", "")) or number(element, "borderFillIDRef") in shapes.painted,
    )


def _read_para(element: Element, shapes: Shapes) -> None:
    heading, border = child(element, "heading"), child(element, "border")
    shapes.paras[number(element, "id")] = ParaShape(
        head=_HEADS.get("" if heading is None else heading.get("type", ""), "none"),
        list_id=number(heading, "idRef"),
        level=min(max(number(heading, "level"), 0), LEVELS - 1),
        checked=element.get("checked") in ("1", "true"),
        painted=number(border, "borderFillIDRef") in shapes.painted,
    )


def _read_numbering(element: Element, shapes: Shapes) -> None:
    levels = [Level(())] * LEVELS
    for head in children(element, "paraHead"):
        index = number(head, "level", 1) - 1
        if 0 <= index < LEVELS:
            levels[index] = Level(
                parse_label(head.text or ""), head.get("numFormat", "DIGIT"), number(head, "start", 1)
            )
    own_id = number(element, "id")
    shapes.numberings[own_id] = Numbering(own_id, tuple(levels))


def _read_bullet(element: Element, shapes: Shapes) -> None:
    shapes.bullets[number(element, "id")] = Bullet(element.get("char", ""), element.get("checkedChar", ""))


_READERS = {
    "charPr": _read_char,
    "paraPr": _read_para,
    "numbering": _read_numbering,
    "bullet": _read_bullet,
}
