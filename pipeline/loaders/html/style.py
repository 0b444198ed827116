"""What a browser does not show of a page: by attribute, by style, by the simple rules of its style sheets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from pipeline.loaders.html.names import DRAWN

_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all"
    r"|font-size\s*:\s*+(?:0*(?:\.0*)?(?:em|rem|%)?|(?:0*\.\d+|0*1(?:\.\d*)?|0+)(?:px|pt))\s*(?:!important\s*)?(?:;|$)"
    r"|(?<![-\w])opacity\s*:\s*+0*(?:\.0*)?\s*(?:!important\s*)?(?:;|$)"
    r"|(?:text-indent|left|top|right)\s*:\s*-\d{3,}"
)
_WHITE = re.compile(
    r"(?<![-\w])color\s*:\s*(?:#fff(?:fff)?(?![0-9a-f])|white|transparent|rgba?\(\s*255\s*,\s*255\s*,\s*255)"
)
# p::before { content: "第" counter(article) "条" }: numbers that stand nowhere in the page.
_COUNTED = re.compile(r"\bcounters?\(")
_PAINTED = re.compile(r"background(?:-color|-image)?\s*:")
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_SIMPLE = re.compile(r"(?:[a-z][a-z0-9]*)?(?:[.#][\w-]+)?")
# Of a drawing (SVG 2, 6.5).
_UNDRAWN = (("display", "none"), ("visibility", "hidden"), ("opacity", "0"))
_WHITE_NAMES = ("white", "#fff", "#ffffff")

Attributes = Mapping[str, str]


class Styles:
    """The selectors of a page's style sheets that hide: a tag, a class or an id, alone or together.

    `counts` says that the sheets number parts of the text.
    """

    def __init__(self, sheets: Iterable[str]) -> None:
        rules = [rule for sheet in sheets for rule in _rules(_COMMENT.sub("", sheet.lower()))]
        self._hiding = frozenset(selector for rule in rules for selector in _hidden_by(*rule))
        self.counts = any(_counts(declarations) for _, declarations in rules)

    def hides(self, tag: str, attributes: Attributes, is_painted: bool) -> bool:
        """Whether nobody sees an element. `is_painted` says that something before it gave it a background."""
        style = attributes.get("style", "").lower()
        if "hidden" in attributes or (style and _HIDING.search(style)) or _is_undrawn(tag, attributes):
            return True
        if not is_painted and (_WHITE.search(style) or attributes.get("color", "").lower() in _WHITE_NAMES):
            return True
        return bool(self._hiding) and any(name in self._hiding for name in _selectors_of(tag, attributes))


def paints(attributes: Attributes) -> bool:
    """Whether an element gives what stands in it a background."""
    return "bgcolor" in attributes or bool(_PAINTED.search(attributes.get("style", "").lower()))


def _is_undrawn(tag: str, attributes: Attributes) -> bool:
    return tag in DRAWN and any(attributes.get(name) == value for name, value in _UNDRAWN)


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations; of a rule inside another (@media), the inner one."""
    for rule in sheet.split("}"):
        selectors, _, declarations = rule.rpartition("{")
        yield selectors.rpartition("{")[2].rpartition(";")[2], declarations


def _hidden_by(selectors: str, declarations: str) -> Iterator[str]:
    """The simple ones of selectors whose declarations hide."""
    if _HIDING.search(declarations):
        for selector in selectors.split(","):
            if _SIMPLE.fullmatch(selector.strip()):
                yield selector.strip()


def _counts(declarations: str) -> bool:
    pairs = (declaration.partition(":") for declaration in declarations.split(";"))
    return any(name.strip() == "content" and _COUNTED.search(value) for name, _, value in pairs)


def _selectors_of(tag: str, attributes: Attributes) -> Iterator[str]:
    yield tag
    marks = [f".{name}" for name in attributes.get("class", "").lower().split()]
    if name := attributes.get("id", "").lower():
        marks.append(f"#{name}")
    for mark in marks:
        yield mark
        yield tag + mark
