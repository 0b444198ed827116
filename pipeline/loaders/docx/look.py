"""Whether a reader sees a run: hidden, white, tiny, squeezed or covered type (ECMA-376 part 1, 17.3.2)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from pipeline.loaders.docx.names import VAL, is_on, w, w14, whole
from pipeline.loaders.package import Element

# Below two points (four half-points, forty twips), or below a tenth of its width, no reader sees that there is text.
_LEGIBLE_HALF_POINTS, _LEGIBLE_TWIPS, _LEGIBLE_PERCENT = 4, 40, 10
_HIGHLIGHTS = {"black": "000000", "red": "FF0000", "yellow": "FFFF00", "green": "00FF00", "blue": "0000FF"}
_VANISH, _COLOUR, _SIZE, _WIDTH = w("vanish"), w("color"), w("sz"), w("w")
_HIGHLIGHT, _SHADING, _FILL = w("highlight"), w("shd"), w("fill")
# What fixes a height, and where it says which and how.
_HEIGHTS = (
    (w("spacing"), w("line"), w("lineRule")),
    (w("trHeight"), VAL, w("hRule")),
    (w("framePr"), w("h"), w("hRule")),
)
# What Word 2010 and later draw type with, before the colour of the run; its alpha is how much shines through.
_TEXT_FILL, _OUTLINE, _FILLED, _NO_FILL = w14("textFill"), w14("textOutline"), w14("solidFill"), w14("noFill")
_COLOURS, _ALPHA, _UNSEEN_ALPHA = (w14("srgbClr"), w14("schemeClr")), w14("alpha"), 95_000
_PAPER, _NOT_DRAWN = ("bg1", "lt1"), "none"
_THEME_COLOUR, _THEME_SHADE = w("themeColor"), w("themeShade")
_PAGE_COLOURS, _WHITE_AS_WRITTEN = ("background1", "light1"), "FFFFFF"
_TELLING = frozenset({_VANISH, _COLOUR, _SIZE, _WIDTH, _HIGHLIGHT, _SHADING, _TEXT_FILL})
_WHITE = re.compile(r"f[a-f]f[a-f]f[a-f]", re.IGNORECASE)

# The telling properties as written: name, value, fill.
Said = tuple[tuple[str, str | None, str | None], ...]


class Look(NamedTuple):
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

    @property
    def hides(self) -> bool:
        return bool(self.vanish or self.white or self.tiny or self.covered)


PLAIN = Look()


def said(properties: Element | None) -> Said:
    """What a w:rPr says of how its run looks: few runs of a document differ in it."""
    if properties is None:
        return ()
    return tuple((child.tag, _said_of(child), child.get(_FILL)) for child in properties if child.tag in _TELLING)


def _said_of(element: Element) -> str | None:
    if element.tag == _TEXT_FILL:
        return _drawn_with(element)
    return _WHITE_AS_WRITTEN if _is_theme_white(element) else element.get(VAL)


def _drawn_with(fill: Element) -> str:
    """The colour of a w14:textFill as far as it tells; "auto" for one that is seen, and where an outline is drawn."""
    outline = fill.getparent().find(_OUTLINE)
    if outline is not None and outline.find(_FILLED) is not None:
        return "auto"
    if fill.find(_NO_FILL) is not None:
        return _NOT_DRAWN
    colours = list(fill.iter(*_COLOURS))
    if not colours:
        return "auto"
    if all(map(_shines_through, colours)):
        return _NOT_DRAWN
    is_paper = all(is_white(colour.get(w14("val"))) or _is_paper(colour) for colour in colours)
    return _WHITE_AS_WRITTEN if is_paper else "auto"


def _shines_through(colour: Element) -> bool:
    alpha = colour.find(_ALPHA)
    return alpha is not None and (whole(alpha.get(w14("val"))) or 0) >= _UNSEEN_ALPHA


def _is_paper(colour: Element) -> bool:
    """Whether a colour of the theme is the page's own, and no shade of it."""
    return colour.get(w14("val")) in _PAPER and all(child.tag == _ALPHA for child in colour)


def _is_theme_white(element: Element) -> bool:
    """Whether a w:color is the page's own of the theme, which counts before the colour as written (17.3.2.6)."""
    if element.tag != _COLOUR or element.get(_THEME_SHADE) is not None:
        return False
    return element.get(_THEME_COLOUR) in _PAGE_COLOURS


@lru_cache(maxsize=1024)
def look_of(properties: Said) -> Look:
    """The look that a w:rPr sets."""
    if not properties:
        return PLAIN
    values = {name: value for name, value, _ in properties}
    fill = next((fill for name, _, fill in properties if name == _SHADING), None)
    drawn = values.get(_TEXT_FILL)
    colour = drawn or values.get(_COLOUR)
    return Look(
        vanish=is_on(values[_VANISH] or "true") if _VANISH in values else None,
        white=is_white(colour),
        tiny=_is_tiny(whole(values.get(_SIZE)), whole(values.get(_WIDTH))),
        shaded=_is_painted(values, fill) or None,
        covered=drawn == _NOT_DRAWN or _is_covered(colour, _HIGHLIGHTS.get(values.get(_HIGHLIGHT) or "", fill)) or None,
    )


def is_white(colour: str | None) -> bool | None:
    return None if colour is None else bool(_WHITE.fullmatch(colour))


def is_shaded(properties: Element | None) -> bool:
    """Whether a w:rPr, w:pPr or w:tcPr paints a ground on which white type shows."""
    return bool(look_of(said(properties)).shaded)


def is_squeezed(properties: Element | None) -> bool:
    """Whether a w:pPr fixes the height of its lines or frame, or a w:trPr that of its row, where no type is seen."""
    if properties is None:
        return False
    return any(_is_low(properties.find(name), height, rule) for name, height, rule in _HEIGHTS)


def _is_low(element: Element | None, height: str, rule: str) -> bool:
    if element is None or element.get(rule) != "exact":
        return False
    return 0 < (whole(element.get(height)) or 0) < _LEGIBLE_TWIPS


def _is_tiny(size: int | None, width: int | None) -> bool | None:
    if width is not None and 0 < width < _LEGIBLE_PERCENT:  # 0 is no width, and Word takes it for none
        return True
    return None if size is None else size < _LEGIBLE_HALF_POINTS


def _is_painted(values: dict[str, str | None], fill: str | None) -> bool:
    if values.get(_HIGHLIGHT) not in (None, "none", "white"):
        return True
    if _SHADING not in values:
        return False
    return values[_SHADING] not in (None, "clear", "nil") or (fill not in (None, "auto") and not is_white(fill))


def _is_covered(colour: str | None, ground: str | None) -> bool:
    """Whether the type has the very colour of what the run paints behind it."""
    return colour is not None and ground is not None and ground.lower() == colour.lower() != "auto"
