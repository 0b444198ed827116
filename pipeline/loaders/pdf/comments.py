"""What readers wrote beside the text of a page: notes, and the words of marks and stamps. Runs inside the child."""

from __future__ import annotations

import codecs
from array import array
from collections.abc import Iterator
from itertools import islice

from pipeline.loaders.pages.page import Comment
from pipeline.loaders.pdf import pdfium
from pipeline.loaders.pdf.pdfium import Handle
from pipeline.loaders.pdf.scene import MOST_OBJECTS
from pipeline.loaders.pdf.view import View

_MOST_COMMENTS, _MOST_CHARS = 1000, 10_000
_UNIT_BYTES = 2


def read_comments(page: Handle, view: View) -> tuple[Comment, ...]:
    """Before the icons of notes are taken off the page."""
    return tuple(islice(_comments(page, view), _MOST_COMMENTS))


def _comments(page: Handle, view: View) -> Iterator[Comment]:
    for place in range(min(pdfium.count_annotations(page), MOST_OBJECTS)):
        annotation = pdfium.load_annotation(page, place)
        if pdfium.annotation_kind(annotation) in pdfium.ANNOT_COMMENTS:
            words = _string(annotation, b"Contents").strip()
            if words:
                yield Comment(words, _string(annotation, b"T").strip() or None, _box(annotation, view))
        pdfium.close_annotation(annotation)


def _string(annotation: Handle, key: bytes) -> str:
    size = pdfium.annotation_string(annotation, key, None, 0)
    room = bytearray(size + _UNIT_BYTES)
    pdfium.annotation_string(annotation, key, pdfium.address(room), size)
    # str.decode would look for its codec in a file, and the child may open none.
    words, _ = codecs.utf_16_le_decode(room[:size], "replace")
    return words.rstrip("\0")[:_MOST_CHARS]


def _box(annotation: Handle, view: View) -> tuple[float, float, float, float]:
    bounds = array("f", bytes(16))
    pdfium.annotation_bounds(annotation, pdfium.address(bounds))
    left, top, right, bottom = bounds
    return view.box(left, bottom, right, top)
