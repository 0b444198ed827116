"""What the styles of a document say about its paragraphs and runs: numbering, outline level, hidden text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pipeline.loaders.docx_names import VAL, number, toggle, value, w
from pipeline.loaders.docx_package import Element

_HEADING_NAME = re.compile(r"heading ([1-9])", re.IGNORECASE)
_BODY_LEVEL = 9
# Word stops at ten.
_LONGEST_CHAIN = 20
_DEFAULT_RUN = f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}"
# Below two points (four half-points) no reader sees that there is text.
TINY_HALF_POINTS = 4
_LEGIBLE_WIDTH = 10
_HIGHLIGHTS = {"black": "000000", "red": "FF0000", "yellow": "FFFF00", "green": "00FF00", "blue": "0000FF"}
_VANISH, _COLOUR, _SIZE, _HIGHLIGHT, _SHADING = w("vanish"), w("color"), w("sz"), w("highlight"), w("shd")
_WIDTH = w("w")
_WHITE = re.compile(r"f[a-f]f[a-f]f[a-f]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Look:
    """What decides whether a run is seen. None where nothing is said."""

    vanish: bool | None = None
    white: bool | None = None
    tiny: bool | None = None
    shaded: bool | None = None
    covered: bool | None = None

    def over(self, below: Look) -> Look:
        """These properties, and those of `below` where this says nothing."""
        return Look(
            below.vanish if self.vanish is None else self.vanish,
            below.white if self.white is None else self.white,
            below.tiny if self.tiny is None else self.tiny,
            below.shaded if self.shaded is None else self.shaded,
            below.covered if self.covered is None else self.covered,
        )

    def hidden_on(self, ground: bool) -> bool:
        """Whether no reader sees it; `ground` says that white type shows on what lies below."""
        return bool(self.vanish or self.tiny or self.covered or (self.white and not self.shaded and not ground))


PLAIN = Look()


def look_of(properties: Element | None) -> Look:
    """The look that a w:rPr sets."""
    if properties is None or not len(properties):
        return PLAIN
    colour = value(properties, _COLOUR)
    return Look(
        toggle(properties.find(_VANISH)),
        is_white(colour),
        _is_tiny(properties),
        is_shaded(properties) or None,
        _is_ground(properties, colour) or None,
    )


def _is_tiny(properties: Element) -> bool | None:
    """By its size or by its width in per cent."""
    size, width = number(properties, _SIZE), number(properties, _WIDTH)
    if width is not None and width < _LEGIBLE_WIDTH:
        return True
    return None if size is None else size < TINY_HALF_POINTS


def _is_ground(properties: Element, colour: str | None) -> bool:
    """Whether the type has the very colour of what the run paints behind it."""
    if colour is None:
        return False
    shading = properties.find(_SHADING)
    fill = None if shading is None else shading.get(w("fill"))
    painted = _HIGHLIGHTS.get(value(properties, _HIGHLIGHT) or "", fill)
    return painted is not None and painted.lower() == colour.lower() != "auto"


def is_white(color: str | None) -> bool | None:
    return None if color is None else bool(_WHITE.fullmatch(color))


def is_shaded(properties: Element | None) -> bool:
    """Whether a w:rPr, w:pPr or w:tcPr paints a ground on which white type shows."""
    if properties is None:
        return False
    if value(properties, _HIGHLIGHT) not in (None, "none", "white"):
        return True
    shading = properties.find(_SHADING)
    if shading is None:
        return False
    fill = shading.get(w("fill"), "auto")
    return shading.get(VAL) not in (None, "clear", "nil") or (fill != "auto" and not is_white(fill))


@dataclass(frozen=True, slots=True)
class Style:
    """One style as written, without what it inherits. `level` is the heading level from 1, 0 for body text."""

    id: str
    based_on: str | None
    num_id: str | None
    ilvl: int | None
    has_numbering: bool
    level: int | None
    look: Look
    shaded: bool


class Styles:
    """The styles part; an absent one has no styles."""

    def __init__(self, root: Element | None) -> None:
        elements = () if root is None else root.findall(w("style"))
        self._styles = {element.get(w("styleId"), ""): _style(element) for element in elements}
        self._defaults = {
            element.get(w("type"), ""): element.get(w("styleId"), "")
            for element in elements
            if element.get(w("default")) in ("1", "true", "on")
        }
        self._document_look = look_of(None if root is None else root.find(_DEFAULT_RUN))
        self._looks: dict[tuple[str | None, str | None], Look] = {}
        self._levels: dict[str, int] = {}

    def chain(self, style_id: str | None, kind: str = "paragraph") -> Iterator[Style]:
        """The style (the default one for None) and what it is based on, nearest first; a circle ends."""
        style = self._styles.get(self._defaults.get(kind, "") if style_id is None else style_id)
        for _ in range(_LONGEST_CHAIN):
            if style is None:
                return
            yield style
            style = self._styles.get(style.based_on or "")

    def num_id(self, style_id: str | None) -> str | None:
        """The numbering instance that a style brings along."""
        return next((style.num_id for style in self.chain(style_id) if style.num_id is not None), None)

    def level(self, style_id: str | None) -> int:
        """The heading level, 0 for body text."""
        key = style_id or ""
        if key not in self._levels:
            self._levels[key] = next((style.level for style in self.chain(style_id) if style.level is not None), 0)
        return self._levels[key]

    def look(self, paragraph_style: str | None, run_style: str | None) -> Look:
        """The look of a run before its own properties."""
        key = (paragraph_style, run_style)
        if key not in self._looks:
            self._looks[key] = self._resolve(paragraph_style, run_style)
        return self._looks[key]

    @cached_property
    def hiding(self) -> frozenset[str]:
        """The styles by which a run or paragraph may be hidden."""
        return frozenset(
            style_id for style_id in self._styles if _hides(self.look(style_id, None), self.look("", style_id))
        )

    @cached_property
    def hides_by_default(self) -> bool:
        """Whether a paragraph without a style is hidden: then every run must be looked at."""
        return _hides(self.look(None, None))

    def _resolve(self, paragraph_style: str | None, run_style: str | None) -> Look:
        """Hidden text is a toggle: set by the paragraph's and by the run's style, it is off (ECMA-376 17.7.3)."""
        of_paragraph, of_run = PLAIN, PLAIN
        for style in self.chain(paragraph_style):
            of_paragraph = of_paragraph.over(style.look)
        for style in self.chain(run_style, "character") if run_style else ():
            of_run = of_run.over(style.look)
        resolved = of_run.over(of_paragraph).over(self._document_look)
        if of_run.vanish is not None and of_paragraph.vanish is not None:
            return Look(of_run.vanish != of_paragraph.vanish).over(resolved)
        return resolved


def _hides(*looks: Look) -> bool:
    return any(look.vanish or look.white or look.tiny or look.covered for look in looks)


def _style(element: Element) -> Style:
    paragraph, numbering = element.find(w("pPr")), element.find(f"{w('pPr')}/{w('numPr')}")
    return Style(
        id=element.get(w("styleId"), ""),
        based_on=value(element, w("basedOn")),
        num_id=value(numbering, w("numId")),
        ilvl=number(numbering, w("ilvl")),
        has_numbering=numbering is not None,
        level=_style_level(element, paragraph),
        look=look_of(element.find(w("rPr"))),
        shaded=any(is_shaded(properties) for properties in element.iter(w("tcPr"), w("pPr"), w("tblPr"))),
    )


def _style_level(element: Element, paragraph: Element | None) -> int | None:
    """By the outline level, else by the built-in name, which is English in every language of Word."""
    outline = number(paragraph, w("outlineLvl"))
    if outline is not None:
        return heading_level(outline)
    named = _HEADING_NAME.fullmatch(value(element, w("name")) or "")
    return int(named[1]) if named else None


def heading_level(outline: int) -> int:
    """w:outlineLvl counts from 0; 9 is body text."""
    return outline + 1 if 0 <= outline < _BODY_LEVEL else 0
