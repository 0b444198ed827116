"""The tree of a page as a browser builds it, with the pages that stand in frames of it."""

from __future__ import annotations

from collections.abc import Mapping

from lxml.etree import HTMLParser, XMLSyntaxError, fromstring

from pipeline.loaders.html.names import Element, line_of
from pipeline.loaders.limits import Limits, too_large

# A page's elements cost more than a package's; Word writes 50,000 tags for 300 pages.
_ELEMENTS_SHARE = 4
# libxml2 takes the square of their number; no writer comes near.
_MOST_ATTRIBUTES = 200
# The parser goes no deeper; what lies below would be lost.
_DEPTH_ERROR = "depth"
# A page in a frame of a page in a frame.
_DEEPEST_FRAME = 2
_SETTINGS = {"encoding": "utf-8", "huge_tree": True, "no_network": True}


class _Crowded(Exception):
    """An element, or the page, has more attributes than a tree of it can be made with."""


class _AttributeCount:
    """Takes elements from the parser before there is a tree; `most` are the attributes of all of them."""

    def __init__(self, most: int) -> None:
        self._left = most

    def start(self, _: str, attributes: Mapping[str, str]) -> None:
        self._left -= len(attributes)
        if self._left < 0 or len(attributes) > _MOST_ATTRIBUTES:
            raise _Crowded

    def close(self) -> None:
        pass


def parse_page(page: str, name: str, limits: Limits) -> Element | None:
    """The root, None for nothing. Raises DocumentError for what is too large, and where the page is nested so deep that
    its end would be lost."""
    root = _parse(page, name, limits)
    waiting = [] if root is None else [(root, 0)]
    tags = page.count("<")
    while waiting:
        part, depth = waiting.pop()
        frames = [frame for frame in part.iter("iframe") if frame.get("srcdoc", "").strip()]
        for frame in frames if depth < _DEEPEST_FRAME else ():
            framed = frame.get("srcdoc")
            tags += framed.count("<")
            limits.check(name, elements=tags * _ELEMENTS_SHARE)
            held = _parse(framed, name, limits)
            if held is not None:
                _set_in(frame, held)
                waiting.append((frame, depth + 1))
    return root


def _set_in(frame: Element, page: Element) -> None:
    """The page in place of what older browsers would show; its lines are those of the file."""
    line = line_of(frame) + 1
    for element in page.iter():
        element.sourceline = line
    frame.tag, frame.text = "div", None
    del frame.attrib["srcdoc"]
    frame[:] = [page]


def _parse(page: str, name: str, limits: Limits) -> Element | None:
    limits.check(name, elements=page.count("<") * _ELEMENTS_SHARE, part_bytes=len(page))
    source = page.replace("\0", "\ufffd").encode("utf-8", "replace")
    parser = HTMLParser(remove_pis=True, **_SETTINGS)
    try:
        fromstring(source, HTMLParser(target=_AttributeCount(limits.elements), **_SETTINGS))
        root = fromstring(source, parser)
    except _Crowded as fault:
        raise too_large(name) from fault
    except XMLSyntaxError:
        return None
    if any(_DEPTH_ERROR in entry.message.lower() for entry in parser.error_log):
        raise too_large(name)
    return root
