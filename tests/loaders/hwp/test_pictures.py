"""Pages that were pasted into an HWP file as pictures. OCR is a fake that says what the pixels spell."""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace

import pytest

from pipeline.document.model import Document, DocxPlace
from pipeline.errors import DocumentError
from pipeline.loaders.hwp.records import Tag
from pipeline.loaders.hwp_file import load
from pipeline.loaders.inset import WHOLE, crop_of
from pipeline.loaders.limits import Limits
from tests.loaders.hwp_file_maker import (
    Text,
    cell,
    control,
    deeper,
    doc_info,
    hwp,
    paragraph,
    record,
    string,
    table,
)
from tests.loaders.ocr_fake_child import saying
from tests.loaders.picture_maker import png

SAID = png(saying("제1조(목적) 이 계약은 갑과 을의 관계를 정한다.", "1"))
OTHER = png(saying("제2조(대금) 을은 대금을 지급한다.", "1"))
NOT_READ = Limits(ocr=False)
SECTION = "BodyText/Section0"
BY_FILE, ALWAYS, NEVER = 0x01, 0x11, 0x21
CENTIMETRE = 2835


def picture(item: int, width: float = 16, height: float = 22, tail: bytes = b"") -> bytes:
    """`tail` is what newer files hold behind the number of the item."""
    own = record(Tag.PICTURE, 0, bytes(71) + struct.pack("<H", item) + tail)
    shape = record(Tag.SHAPE_COMPONENT, 0, b"cip$" * 2) + deeper(own)
    size = struct.pack("<LllLL", 0, 0, 0, round(width * CENTIMETRE), round(height * CENTIMETRE))
    return control(b"gso ", size, shape)


def scanned(item: int, text: str = "", **size: float) -> bytes:
    return paragraph(Text().add(text).control(11, picture(item, **size)))


def read(
    *items: bytes, limits: Limits | None = None, flags: int = 1, linked: bytes = b"", **pictures: tuple[int, bytes]
) -> Document:
    """`pictures` are how each item is packed, and its stream; `linked` is an item behind them."""
    held = [
        record(Tag.BIN_DATA, 1, struct.pack("<HH", packing, number) + string("png"))
        for number, (packing, _) in enumerate(pictures.values(), 1)
    ]
    held += [record(Tag.BIN_DATA, 1, linked)] if linked else []
    streams = {f"BinData/BIN{number:04X}.png": data for number, (_, data) in enumerate(pictures.values(), 1)}
    return load(hwp(*items, flags=flags, info=doc_info(*held), streams=streams), "a.hwp", "0", limits or Limits())


def deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


def codes(document: Document) -> list[str]:
    return [issue.code for issue in document.issues]


@pytest.mark.usefixtures("fake")
def test_pictures_are_read_in_their_place_and_marked_as_ocr() -> None:
    document = read(paragraph("앞"), scanned(2), paragraph("뒤"), one=(NEVER, OTHER), two=(BY_FILE, deflated(SAID)))
    assert document.text == "앞\n제1조(목적) 이 계약은 갑과 을의 관계를 정한다.\n뒤"
    assert document.places(2, 5) == [DocxPlace(SECTION, 1, source="ocr")]
    assert [(issue.code, dict(issue.params)) for issue in document.issues] == [
        ("picture_read", {"picture": 1, "part": "BinData/BIN0002.png"})
    ]


@pytest.mark.usefixtures("fake")
@pytest.mark.parametrize(
    ("flags", "packing", "is_packed"), [(1, BY_FILE, True), (1, ALWAYS, True), (1, NEVER, False), (0, ALWAYS, True)]
)
def test_an_item_is_packed_as_it_says(flags: int, packing: int, is_packed: bool) -> None:
    document = read(paragraph("앞"), scanned(1), flags=flags, one=(packing, deflated(SAID) if is_packed else SAID))
    assert document.text.startswith("앞\n제1조")


@pytest.mark.usefixtures("fake")
def test_a_sentence_goes_on_in_the_next_picture() -> None:
    pages = {
        "one": (NEVER, png(saying("을은 매월 말일까지 대금을 지급하여야 한다고 이 계약서에서", "1"))),
        "two": (NEVER, png(saying("정한다.", "2"))),
    }
    whole = "을은 매월 말일까지 대금을 지급하여야 한다고 이 계약서에서 정한다."
    assert read(scanned(1), paragraph(""), scanned(2), **pages).text == whole
    assert whole not in read(scanned(1), scanned(2, "별지"), **pages).text


@pytest.mark.usefixtures("fake")
def test_a_page_in_a_cell() -> None:
    cells = table(cell(0, 0, paragraph("별지")), cell(0, 1, scanned(1)), rows=1)
    document = read(paragraph(Text().control(11, cells)), one=(NEVER, SAID))
    (place,) = document.places(start := document.text.index("제1조"), start + 3)
    assert isinstance(place, DocxPlace)
    assert (place.cell, place.source) == ((0, 0, 1), "ocr")


def test_by_the_size_that_it_is_shown_in_it_is_a_page_or_not() -> None:
    document = read(paragraph("앞"), scanned(1), scanned(1, width=4, height=4), limits=NOT_READ, one=(NEVER, SAID))
    assert codes(document) == ["picture_unread", "small_pictures_unread"]
    assert document.unread_pages == (1,)


@pytest.mark.usefixtures("fake")
@pytest.mark.parametrize(
    ("stream", "item"),
    [((NEVER, b"\x89PNG\r\n"), 1), ((BY_FILE, b"\xff\xff"), 1), ((NEVER, SAID), 2), ((NEVER, SAID), 0)],
)
def test_a_picture_that_is_damaged_or_not_there_is_named(stream: tuple[int, bytes], item: int) -> None:
    document = read(paragraph("앞"), scanned(item), one=stream)
    assert (document.text, codes(document)) == ("앞", ["picture_damaged"])
    assert document.unread_pages == (1,)


@pytest.mark.usefixtures("fake")
def test_a_picture_that_lies_outside_is_no_picture_of_the_file_with_a_number_like_its_length() -> None:
    address = "C:/a.png"
    pictures = {str(number): (NEVER, SAID) for number in range(1, len(address) + 1)}
    linked = struct.pack("<H", 0) + string(address)
    document = read(paragraph("앞"), scanned(len(pictures) + 1), linked=linked, **pictures)
    assert (document.text, codes(document)) == ("앞", ["picture_damaged"])


@pytest.mark.usefixtures("fake")
def test_a_picture_that_unpacks_to_too_much_is_named() -> None:
    limits = replace(Limits(), ratio_from_bytes=1000, ratio=50)
    document = read(paragraph("앞"), scanned(1), limits=limits, one=(ALWAYS, deflated(bytes(1 << 20))))
    assert codes(document) == ["picture_damaged"]


def test_a_document_of_nothing_but_pictures_says_so() -> None:
    with pytest.raises(DocumentError) as raised:
        read(scanned(1), scanned(1), limits=NOT_READ, one=(NEVER, SAID))
    assert (raised.value.code, raised.value.params["pages"]) == ("pdf_no_text", 2)


@pytest.mark.parametrize(
    ("shown", "size", "crop"),
    [
        ((0, 0, 100, 200), (100, 200), WHOLE),
        ((25, 0, 100, 100), (100, 200), (0.25, 0.0, 0.0, 0.5)),
        ((0, 0, 100, 199), (100, 200), WHOLE),
        ((0, 0, 90, 90), (0, 0), WHOLE),
        ((120, 0, 100, 200), (100, 200), WHOLE),
    ],
)
def test_what_is_shown_of_a_picture(
    shown: tuple[int, int, int, int], size: tuple[int, int], crop: tuple[float, float, float, float]
) -> None:
    assert crop_of(shown, *size) == crop
