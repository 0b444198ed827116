"""What a page holds and does not show as its text: hidden, deleted and repeated words, comments, frames, pictures."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.document.builder import DocumentBuilder
from pipeline.document.model import Aside, TextPlace
from pipeline.issues import Issue
from pipeline.loaders.html.line import Line
from pipeline.loaders.html.names import DELETED, FRAMES, Element, line_of
from pipeline.loaders.html.style import Styles
from pipeline.loaders.inset import is_page
from pipeline.loaders.picture_size import HEAD_BYTES, may_be_page

# How LibreOffice marks them.
_MARGINS = ("header", "footer")
_PIXELS_PER_CM = 96 / 2.54
_PIXELS = re.compile(r"\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*")
_IN_PAGE = re.compile(r"\s*data:image/(?:png|jpe?g)[^,]{0,100};base64,", re.IGNORECASE)
# Where an element names its picture; the second and third are of drawings.
_SOURCES = ("src", "href", "xlink:href", "srcset")
# Attached to the mail that shows it, and a document of its own.
_ATTACHED = ("cid:", "mid:")
# What programs write for each other to read.
_FOR_PROGRAMS = ("[if", "[endif", "<![")
_BASE64_SHARE = 4 / 3


@dataclass(slots=True)
class Kept:
    """An element whose text is kept aside; `kind` is that of the aside."""

    element: Element
    kind: str
    line: Line = field(default_factory=Line)


class Asides:
    """Counts while a page is read; `inserted` are its marks of insertions."""

    def __init__(self, builder: DocumentBuilder, styles: Styles) -> None:
        self._builder, self._styles = builder, styles
        self._hidden = self._deleted = self._frames = 0
        self._pages = self._small = self._linked = 0
        self.inserted = 0

    def kept(self, element: Element, is_painted: bool) -> Kept | None:
        """An element that goes aside with all that is in it, None for any other."""
        tag = element.tag.lower()
        if self._styles.hides(tag, element.attrib, is_painted):
            return Kept(element, "hidden")
        if tag in DELETED:
            return Kept(element, "revision")
        is_margin = tag == "div" and element.get("title") in _MARGINS
        return Kept(element, element.get("title")) if is_margin else None

    def close(self, kept: Kept) -> None:
        text = "".join(text for text, _ in kept.line.take())
        if text.strip():
            self._hidden += kept.kind == "hidden"
            self._deleted += kept.kind == "revision"
            self.add(kept.kind, text, kept.element)

    def add(self, kind: str, text: str, element: Element) -> None:
        self._builder.asides.append(Aside(kind, text, TextPlace(line_of(element))))

    def comment(self, comment: Element) -> None:
        """Kept, since it may be meant for machines; but every page has some, and hides nothing with them."""
        text = (comment.text or "").strip()
        if text and not text.startswith(_FOR_PROGRAMS):
            self.add("source_comment", text, comment)

    def frame(self, element: Element) -> None:
        """Another document shown in this one."""
        named = element.get(FRAMES[element.tag.lower()]) or element.get("srcdoc") or ""
        self._frames += named.strip() not in ("", "about:blank")

    def picture(self, element: Element) -> None:
        """By the size that it is shown in, else by its own."""
        source = next(filter(None, map(element.get, _SOURCES)), "")
        if source.lower().startswith(_ATTACHED) or not source.strip():
            return
        data = _IN_PAGE.match(source)
        sides = [_PIXELS.fullmatch(element.get(side, "")) for side in ("width", "height")]
        told = [int(side[1]) / _PIXELS_PER_CM for side in sides if side]
        if len(told) == len(sides):
            is_large = is_page(told[0], told[1])
        else:
            is_large = data is not None and may_be_page(_head(source[data.end() :]))
        self._pages += is_large
        self._small += not is_large and source.lower().startswith("data:")
        self._linked += not is_large and not source.lower().startswith("data:")

    def tell(self) -> None:
        """Adds the issues of the page."""
        self._builder.unread_pages.extend(range(1, self._pages + 1))
        self._builder.issues.extend(self._issues())

    def _issues(self) -> Iterator[Issue]:
        if self.inserted or self._deleted:
            yield Issue("marked_revisions", "warning", {"insertions": self.inserted, "deletions": self._deleted})
        if self._styles.counts:
            yield Issue("style_numbers_missing", "warning")
        if self._hidden:
            yield Issue("hidden_text", "warning", {"count": self._hidden})
        if self._frames:
            yield Issue("embedded_part_unread", "warning", {"count": self._frames})
        if self._pages:
            yield Issue("page_pictures_unread", "warning", {"count": self._pages})
        if self._small:
            yield Issue("small_pictures_unread", "info", {"count": self._small})
        if self._linked:
            yield Issue("pictures_linked", "info", {"count": self._linked})


def _head(encoded: str) -> bytes:
    """The first bytes of a picture, nothing where they are not what they should be."""
    start = encoded[: int(HEAD_BYTES * _BASE64_SHARE)]
    try:
        return binascii.a2b_base64(start[: len(start) & ~3])
    except ValueError:
        return b""
