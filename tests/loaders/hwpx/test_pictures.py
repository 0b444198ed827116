"""Pages that were pasted into an HWPX document as pictures. OCR is a fake that says what the pixels spell."""

from __future__ import annotations

import pytest

from pipeline.document.model import Document, DocxPlace
from pipeline.errors import DocumentError
from pipeline.loaders.hwpx_file import load
from pipeline.loaders.limits import Limits
from tests.loaders.hwpx_file_maker import cell, hwpx, p, run, table
from tests.loaders.ocr_fake_child import saying
from tests.loaders.picture_maker import png

CENTIMETRE = 2835
SAID = png(saying("제1조(목적) 이 계약은 갑과 을의 관계를 정한다.", "1"))


def picture(name: str, width: float = 16, height: float = 22, clip: str = "") -> str:
    return (
        f'<hp:pic><hp:sz width="{round(width * CENTIMETRE)}" height="{round(height * CENTIMETRE)}"/>{clip}'
        f'<hc:img binaryItemIDRef="{name}"/><hp:shapeComment>그림입니다.</hp:shapeComment></hp:pic>'
    )


def read(*paragraphs: str, **media: bytes) -> Document:
    items = "".join(f'<opf:item id="{name}" href="BinData/{name}.png"/>' for name in media)
    content = (
        '<opf:package xmlns:opf="http://www.idpf.org/2007/opf/"><opf:manifest>'
        f'<opf:item id="header" href="Contents/header.xml"/><opf:item id="section0" href="Contents/section0.xml"/>{items}'
        '</opf:manifest><opf:spine><opf:itemref idref="section0"/></opf:spine></opf:package>'
    )
    parts: dict[str, str | bytes] = {"Contents/content.hpf": content}
    parts |= {f"BinData/{name}.png": data for name, data in media.items()}
    return load(hwpx(*paragraphs, parts=parts), "계약서.hwpx", "0", Limits())


@pytest.mark.usefixtures("fake")
def test_pictures_are_read_in_their_place_and_marked_as_ocr() -> None:
    document = read(p("앞"), p(run(picture("image1"))), p("뒤"), image1=SAID)
    assert document.text == "앞\n제1조(목적) 이 계약은 갑과 을의 관계를 정한다.\n뒤"
    (place,) = document.places(2, 3)
    assert isinstance(place, DocxPlace)
    assert (place.paragraph, place.source, place.confidence) == (1, "ocr", 1.0)
    assert [issue.code for issue in document.issues] == ["picture_read"]


@pytest.mark.usefixtures("fake")
def test_a_sentence_goes_on_in_the_next_picture() -> None:
    first, second = (
        png(saying("을은 매월 말일까지 대금을 지급하여야 한다고 이 계약서에서", "1")),
        png(saying("정한다.", "2")),
    )
    document = read(p(run(picture("a"))), p(), p(run(picture("b"))), a=first, b=second)
    assert document.text == "을은 매월 말일까지 대금을 지급하여야 한다고 이 계약서에서 정한다."


@pytest.mark.usefixtures("fake")
def test_a_page_in_a_cell() -> None:
    document = read(p(run(table((cell(0, 0, p("별지")), cell(0, 1, p(run(picture("a")))))))), a=SAID)
    start = document.text.index("제1조")
    (place,) = document.places(start, start + 1)
    assert isinstance(place, DocxPlace)
    assert place.cell == (0, 0, 1)


@pytest.mark.usefixtures("fake")
def test_small_pictures_are_counted_and_hidden_ones_not_read() -> None:
    document = read(p("앞", run(picture("a", 4, 4))), p(run(picture("b"), char=1)), a=SAID, b=SAID)
    assert document.text == "앞"
    assert [issue.code for issue in document.issues] == ["small_pictures_unread"]


@pytest.mark.usefixtures("fake")
def test_what_is_cut_off_is_not_read() -> None:
    """The picture is one row of pixels: what it says ends where the row is cut."""
    pixels = saying("갑" * 29 + "을" * 29)
    clip = '<hp:imgClip left="0" right="50" top="0" bottom="100"/><hp:imgDim dimwidth="100" dimheight="100"/>'
    assert read(p(run(picture("a", clip=clip))), a=png(pixels)).text == "갑" * 29


@pytest.mark.usefixtures("missing")
def test_without_the_extra_every_picture_names_the_command() -> None:
    document = read(p("앞"), p(run(picture("a"))), p(run(picture("lost"))), a=SAID)
    assert document.unread_pages == (1, 2)
    assert [issue.code for issue in document.issues] == ["picture_needs_ocr"] * 2
    with pytest.raises(DocumentError) as failure:
        read(p(run(picture("a"))), a=SAID)
    assert failure.value.code == "scan_needs_ocr"
