from __future__ import annotations

from pipeline.document.model import Document
from tests.loaders.pdf_samples import load, stream
from tests.pdf_objects import write_file

# A font in which A is drawn, and means, B: whoever loses it reads the code.
_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Type/Encoding/Differences[65/B]>>>>"
_HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
_FIELD = b"<</Type/Annot/Subtype/Widget/FT/Tx/T(sum)/F 4/Rect[72 600 300 620]%s>>"


def _form(field: bytes, form: bytes = b"", pages: int = 1, notes: bytes = b"") -> Document:
    """A form whose pages inherit their font from the tree of pages; object 6 is the look of its field, 8 a note."""
    look = stream(b"BT /F2 12 Tf 2 4 Td (12,800) Tj ET", b"/Type/XObject/Subtype/Form/BBox[0 0 228 20]"
                  b"/Resources<</Font<</F2 7 0 R>>>>")  # fmt: skip
    first = 9
    leaves = [
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Annots[5 0 R %s]>>" % (first + pages, notes)
    ] * pages
    kids = b" ".join(b"%d 0 R" % number for number in range(first, first + pages))
    tree = b"<</Type/Pages/Kids[%s]/Count %d/Resources<</Font<</F1 3 0 R>>>>>>" % (kids, pages)
    catalog = b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R]/DR<</Font<</Helv 7 0 R>>>>%s>>>>" % form
    note = b"<</Type/Annot/Subtype/Text/Rect[72 696 180 724]/Contents(why)/F 4/AP<</N 4 0 R>>>>"
    icon = stream(b"1 1 0 rg 0 0 108 28 re f", b"/Type/XObject/Subtype/Form/BBox[0 0 108 28]")
    words = stream(b"BT /F1 12 Tf 72 700 Td (SUM A) Tj 0 -200 Td (END A) Tj ET")
    return load(write_file([catalog, tree, _FONT, icon, field, look, _HELVETICA, note, *leaves, words]))


def test_a_field_is_read_where_it_stands() -> None:
    document = _form(_FIELD % b"/AP<</N 6 0 R>>")
    assert document.text.split() == ["SUM", "B", "12,800", "END", "B"]


def test_pages_keep_the_fonts_that_they_inherit() -> None:
    document = _form(_FIELD % b"/AP<</N 6 0 R>>", pages=2)
    assert document.text.split() == ["SUM", "B", "12,800", "END", "B"] * 2
    assert document.issues == ()


def test_a_field_that_the_reader_has_to_draw() -> None:
    document = _form(_FIELD % b"/V(12,800)/DA(/Helv 12 Tf 0 g)", b"/NeedAppearances true")
    assert document.text.split() == ["SUM", "B", "12,800", "END", "B"]


def test_the_icon_of_a_note_covers_no_text() -> None:
    document = _form(_FIELD % b"/AP<</N 6 0 R>>", notes=b"8 0 R")
    assert document.text.split() == ["SUM", "B", "12,800", "END", "B"]
    assert [issue.code for issue in document.issues] == ["comments_aside"]
