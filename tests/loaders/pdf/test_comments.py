from __future__ import annotations

import pytest

from pipeline.document.model import Aside, Document, PdfPlace
from tests.loaders.pdf_samples import load, stream
from tests.pdf_objects import write_file

TERM = "乙方逾期交付的，应支付违约金。"


def _utf16(words: str) -> bytes:
    return b"<FEFF%s>" % words.encode("utf-16-be").hex().encode()


def _page(*annotations: bytes, turned: int = 0) -> Document:
    catalog, tree = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Rotate %d/Contents 4 0 R/Annots[%s]"
        b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>"
    ) % (turned, b" ".join(annotations))
    return load(write_file([catalog, tree, page, stream(b"BT /F1 12 Tf 72 700 Td (1. Delivery) Tj ET")]))


def _annotation(kind: bytes, words: bytes, more: bytes = b"") -> bytes:
    return b"<</Type/Annot/Subtype/%s/Rect[100 600 120 620]/Contents %s%s>>" % (kind, words, more)


@pytest.mark.parametrize("kind", [b"Text", b"Highlight", b"StrikeOut", b"Stamp", b"Ink", b"Square", b"Caret"])
def test_what_a_reader_wrote_is_kept_aside_with_author_and_place_and_told(kind: bytes) -> None:
    document = _page(_annotation(kind, _utf16(TERM), b"/T" + _utf16("沈望舒")))
    assert document.asides == (Aside("comment", TERM, PdfPlace(1, (100.0, 222.0, 120.0, 242.0)), "沈望舒"),)
    assert [(issue.code, dict(issue.params)) for issue in document.issues] == [("comments_aside", {"count": 1})]
    assert document.text.strip() == "1. Delivery"


@pytest.mark.parametrize(
    "annotation",
    [
        _annotation(b"Text", b"( )"),
        _annotation(b"Highlight", b"()"),
        _annotation(b"Link", b"(elsewhere)"),
        _annotation(b"Popup", b"(the note it belongs to says this)"),
    ],
)
def test_marks_without_words_links_and_the_windows_of_notes_are_no_comments(annotation: bytes) -> None:
    document = _page(annotation)
    assert (document.asides, document.issues) == ((), ())


def test_the_box_is_on_the_page_as_displayed() -> None:
    (aside,) = _page(_annotation(b"Text", b"(why)"), turned=90).asides
    assert aside.place == PdfPlace(1, (600.0, 100.0, 620.0, 120.0))


def test_comments_are_bounded() -> None:
    document = _page(_annotation(b"Text", b"(%s)" % (b"a" * 50_000)), *[_annotation(b"Text", b"(b)")] * 1_500)
    assert len(document.asides) == 1_000
    assert document.asides[0].text == "a" * 10_000
