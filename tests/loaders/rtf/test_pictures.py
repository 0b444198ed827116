"""Pages that were pasted into an RTF file as pictures. OCR is a fake that says what the pixels spell."""

from __future__ import annotations

import pytest

from pipeline.document.model import Document, DocxPlace
from pipeline.errors import DocumentError
from pipeline.loaders.limits import Limits
from pipeline.loaders.rtf_file import load, load_original
from tests.loaders.ocr_fake_child import saying
from tests.loaders.picture_maker import png

PAGE, LOGO = "\\picwgoal9000\\pichgoal12600", "\\picwgoal1000\\pichgoal900"
SAID = png(saying("第一条 甲方付款。", "1"))
OTHER = png(saying("第二条 乙方交货。", "1"))
NOT_READ = Limits(ocr=False)


def picture(data: bytes, words: str = PAGE, coding: str = "pngblip") -> str:
    return f"{{\\pict{words}\\{coding} {data.hex()}}}"


def read(body: str | bytes, limits: Limits | None = None, original: bool = False) -> Document:
    data = b"{\\rtf1\\ansi " + (body.encode("latin-1") if isinstance(body, str) else body) + b"}"
    return (load_original if original else load)(data, "a.rtf", "0", limits or Limits())


def issues(document: Document) -> list[tuple[str, dict[str, object]]]:
    return [(issue.code, dict(issue.params)) for issue in document.issues]


@pytest.mark.usefixtures("fake")
def test_a_picture_is_read_where_it_stands_and_marked_as_ocr() -> None:
    document = read(f"A{picture(SAID)}B\\par C\\par{picture(OTHER)}\\par D")
    assert document.text == "AB\n第一条 甲方付款。\nC\n第二条 乙方交货。\nD"
    start = document.text.index("第一条")
    assert document.places(start, start + 3) == [DocxPlace("rtf", 0, source="ocr")]
    assert issues(document) == [
        ("picture_read", {"picture": number, "part": f"picture{number}.png"}) for number in (1, 2)
    ]
    assert document.unread_pages == ()


@pytest.mark.usefixtures("fake")
@pytest.mark.parametrize(
    "body",
    [
        f"{{\\*\\shppict{picture(SAID)}}}{{\\nonshppict{picture(OTHER, coding='wmetafile8')}}}",
        f"{{\\object\\objemb{{\\*\\objclass PBrush}}{{\\*\\objdata 0105}}{{\\result {picture(SAID)}}}}}",
        f"{{\\object{{\\*\\objdata 0105}}{{\\*\\result {picture(SAID)}}}}}",
        picture(SAID).replace("504e", "50\r\n4e\n"),
        picture(SAID, "{\\*\\picprop{\\sp{\\sn a}{\\sv b}}}" + PAGE),
        picture(SAID, "\\picwgoal36000\\pichgoal50400\\picscalex25\\picscaley25"),
    ],
)
def test_whatever_is_around_a_picture_it_is_read_once(body: str) -> None:
    assert read(f"A\\par {body}\\par B").text == "A\n第一条 甲方付款。\nB"


@pytest.mark.usefixtures("fake")
def test_a_picture_may_stand_in_the_file_byte_by_byte() -> None:
    body = b"A\\par {\\pict\\picwgoal9000\\pichgoal12600\\pngblip\\bin%d %b}\\par B" % (len(SAID), SAID)
    assert read(body).text == "A\n第一条 甲方付款。\nB"


@pytest.mark.usefixtures("fake")
def test_a_picture_in_a_table_stands_after_its_row_with_the_place_of_its_cell() -> None:
    document = read(f"\\intbl A\\cell {picture(SAID)}\\cell\\row\\pard B")
    assert document.text == "A\n第一条 甲方付款。\nB"
    assert document.places(2, 5) == [DocxPlace("rtf", 0, None, (0, 0, 1), "ocr")]


def floating(data: bytes, right: int, words: str = PAGE) -> str:
    """As Word sets a picture that text runs around; readers that know no shapes take what follows it."""
    shape = f"\\shpleft0\\shptop0\\shpright{right}\\shpbottom{right * 7 // 5}{{\\sp{{\\sn fFlipH}}{{\\sv 0}}}}"
    shown = f"{{\\sp{{\\sn pib}}{{\\sv {picture(data, words)}}}}}"
    return f"{{\\shp{{\\*\\shpinst{shape}{shown}}}{{\\shprslt{{\\pict 00}}}}}}"


@pytest.mark.usefixtures("fake")
def test_a_floating_picture_is_read_after_its_paragraph_once() -> None:
    assert read(f"A{floating(SAID, 9000)}B\\par C").text == "AB\n第一条 甲方付款。\nC"
    assert read(f"A{{\\header {floating(SAID, 9000)}}}").text == "A"


@pytest.mark.parametrize(
    ("right", "words", "code"), [(9000, LOGO, "picture_unread"), (900, PAGE, "small_pictures_unread")]
)
def test_a_floating_picture_is_as_large_as_its_shape(right: int, words: str, code: str) -> None:
    assert [code for code, _ in issues(read(f"A{floating(SAID, right, words)}", NOT_READ))] == [code]


@pytest.mark.usefixtures("fake")
def test_pictures_that_nobody_sees_are_not_read() -> None:
    body = f"A{{\\v {picture(SAID)}}}{{\\deleted {picture(SAID)}}}{{\\header {picture(SAID)}}}{{\\revised {picture(OTHER)}}}"
    assert read(body).text == "A\n第二条 乙方交货。"
    assert "第二条" not in read(body, original=True).text


@pytest.mark.usefixtures("fake")
def test_a_sentence_goes_on_from_one_picture_to_the_next() -> None:
    pages = [
        png(saying("乙方应于每月最后一日之前将本合同项下的全部款项支付至甲方在本合同中", "1")),
        png(saying("指定的账户。", "2")),
    ]
    document = read("A\\par " + "\\par ".join(map(picture, pages)) + "\\par B")
    assert "甲方在本合同中指定的账户。" in document.text


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (PAGE, "picture_unread"),
        ("\\picwgoal18000\\pichgoal25200\\picscalex50\\picscaley50", "picture_unread"),
        ("\\picwgoal12600\\pichgoal9000", "picture_unread"),
        ("\\picwgoal20000\\pichgoal12600\\piccropl5000\\piccropr6000", "picture_unread"),
        (LOGO, "small_pictures_unread"),
        ("\\picwgoal9000\\pichgoal12600\\picscalex25\\picscaley25", "small_pictures_unread"),
        ("\\picwgoal9000\\pichgoal12600\\piccropb9000", "small_pictures_unread"),
        ("\\picwgoal-1\\pichgoal9999", "small_pictures_unread"),
    ],
)
def test_by_the_size_that_it_is_shown_in_it_is_a_page_or_not(words: str, code: str) -> None:
    assert [code for code, _ in issues(read(f"A{picture(SAID, words)}", NOT_READ))] == [code]


def test_without_the_size_that_it_is_shown_in_its_own_counts() -> None:
    large = bytes.fromhex("89504e470d0a1a0a0000000d49484452000004d8000006da0802000000")
    assert [code for code, _ in issues(read(f"A{picture(large, '')}", NOT_READ))] == ["picture_unread"]
    assert [code for code, _ in issues(read(f"A{picture(SAID, '')}", NOT_READ))] == ["small_pictures_unread"]


@pytest.mark.usefixtures("fake")
@pytest.mark.parametrize(
    ("data", "coding", "code"),
    [
        (b"%PDF", "macpict", "picture_foreign"),
        (b"\x89PNG\r\n", "pngblip", "picture_damaged"),
        (b"", "pngblip", "picture_damaged"),
    ],
)
def test_a_picture_that_cannot_be_read_is_named_and_counts_as_unread(data: bytes, coding: str, code: str) -> None:
    document = read(f"A{picture(data, coding=coding)}")
    assert [code for code, _ in issues(document)] == [code]
    assert document.unread_pages == (1,)


def test_a_file_of_nothing_but_pictures_says_so() -> None:
    with pytest.raises(DocumentError) as raised:
        read(picture(SAID), NOT_READ)
    assert (raised.value.code, raised.value.params["pages"]) == ("pdf_no_text", 1)


def test_a_document_of_another_program_is_named() -> None:
    body = "A{\\object\\objemb{\\*\\objclass Word.Document.8}{\\*\\objdata 01}{\\result {\\pict 00}}}"
    assert issues(read(f"{body}{{\\object{{\\*\\objclass Equation.3}}{{\\result x}}}}", NOT_READ)) == [
        ("embedded_part_unread", {"count": 1}),
        ("small_pictures_unread", {"count": 1}),
    ]
