"""The elements of a page by what a browser makes of them, in lower case."""

from __future__ import annotations

from typing import Any

# lxml is untyped; an element is Any wherever it is passed on.
Element = Any

HEADINGS = {f"h{level}": level for level in range(1, 7)}
LISTS = frozenset({"ol", "ul", "menu", "dir"})
CELLS = ("td", "th")
BLOCKS = (
    frozenset(HEADINGS)
    | LISTS
    | frozenset({"html", "body", "div", "p", "pre", "hr", "center", "address", "blockquote", "article", "section"})
    | frozenset({"aside", "main", "nav", "header", "footer", "hgroup", "figure", "figcaption", "details", "summary"})
    | frozenset({"dialog", "form", "fieldset", "legend", "button", "frameset", "dl", "dt", "dd", "li"})
    | frozenset({"table", "caption", "thead", "tbody", "tfoot", "tr"})
    # Of a drawing: each string is set by itself.
    | frozenset({"svg", "text", "foreignobject"})
)
PREFORMATTED = frozenset({"pre", "textarea", "listing", "xmp"})
# Elements of a drawing that hold text.
DRAWN = frozenset({"svg", "g", "foreignobject", "text", "tspan", "textpath"})
# Never text: programs, pictures, what stands in for frames, the reading aids of ruby, whose base stands in the contract.
SILENT = (
    frozenset({"head", "title", "script", "style", "template", "datalist", "rt", "rp"})
    | frozenset({"noframes", "iframe", "applet", "canvas", "audio", "video"})
    | frozenset({"desc", "defs", "metadata", "symbol"})
)
FRAMES = {"iframe": "src", "frame": "src", "embed": "src", "object": "data"}
DELETED = ("del",)


def line_of(element: Element) -> int:
    """The line of the file in which it begins, from 0."""
    return max((element.sourceline or 1) - 1, 0)
