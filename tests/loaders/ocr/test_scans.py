"""Which pages go to OCR, and what is said where it is missing. Nothing here needs the extra."""

from __future__ import annotations

import hashlib
import io
from array import array
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader

import pipeline
from pipeline.cli.command_line import main
from pipeline.document.builder import DocumentBuilder
from pipeline.document.model import Document
from pipeline.errors import DocumentError
from pipeline.loaders import image_file, pdf_file
from pipeline.loaders.limits import Limits
from pipeline.loaders.ocr import scans
from pipeline.loaders.ocr.pool import Answer, Terms
from pipeline.loaders.pages import paged
from pipeline.loaders.pages.page import Line, Look, Page, Picture
from pipeline.messages import LANGUAGES
from tests.loaders import ocr_fake_child
from tests.loaders.pdf_samples import HEIGHT, LEFT, TOP, WIDTH, Paper, mapped_font, one_page, wrap

INSTALL = "pip install 'cjkclause[ocr]'"
SCAN = ImageReader(Image.new("L", (200, 280), 200))
PAYMENT = "甲方应在本合同签订之日起十五个工作日内向乙方支付首付款，计合同总价的百分之三十。" * 6


def scan(paper: Paper) -> Paper:
    paper.canvas.drawImage(SCAN, 0, 0, WIDTH, HEIGHT)
    return paper


def load(data: bytes, limits: Limits | None = None) -> Document:
    return pdf_file.load(data, "scan.pdf", hashlib.sha256(data).hexdigest(), limits or Limits())


def codes(document: Document) -> list[str]:
    return [issue.code for issue in document.issues]


@pytest.mark.usefixtures("missing")
def test_without_the_extra_a_scan_names_the_command_to_type() -> None:
    with pytest.raises(DocumentError) as failure:
        load(scan(Paper()).page().save())
    assert failure.value.code == "scan_needs_ocr"
    for language in LANGUAGES:
        line = failure.value.line(language)
        assert "scan.pdf" in line
        assert INSTALL in line


@pytest.mark.usefixtures("missing")
def test_without_the_extra_every_page_is_named_and_one_line_names_the_command() -> None:
    document = load(scan(scan(Paper().lines(wrap(PAYMENT)).page()).page()).save())
    assert document.unread_pages == (2, 3)
    assert codes(document) == ["ocr_not_installed", "page_without_text", "page_without_text"]
    assert INSTALL in document.issues[0].message()
    assert document.issues[0].params["count"] == 2


@pytest.mark.usefixtures("missing")
def test_a_stamp_on_a_picture_does_not_make_it_read() -> None:
    document = load(scan(Paper().lines(wrap(PAYMENT)).page()).text(LEFT, TOP, "第2页 共2页").save())
    assert document.unread_pages == (2,)
    assert set(codes(document)) == {"ocr_not_installed", "page_is_picture"}
    assert "第2页 共2页" in document.text + "".join(aside.text for aside in document.asides)


@pytest.mark.usefixtures("missing")
def test_text_over_a_picture_is_a_page_of_text() -> None:
    document = load(scan(Paper()).lines(wrap(PAYMENT)).save())
    assert (document.unread_pages, document.issues) == ((), ())


def beside(share: float) -> bytes:
    """A page of text above a picture of that share of it."""
    paper = Paper().lines(wrap(PAYMENT))
    paper.canvas.drawImage(SCAN, 0, 0, WIDTH, share * HEIGHT)
    return paper.save()


@pytest.mark.usefixtures("missing")
def test_pictures_beside_text_are_named() -> None:
    large, small = load(beside(0.4)), load(beside(0.15))
    assert (large.unread_pages, codes(large)) == ((1,), ["ocr_not_installed", "page_is_picture"])
    assert (small.unread_pages, codes(small)) == ((), ["pictures_beside_text"])
    assert small.issues[0].params == {"pages": "1", "share": 15}
    assert load(beside(0.05)).issues == ()


@pytest.mark.usefixtures("fake")
def test_a_large_picture_beside_text_is_read() -> None:
    document = load(beside(0.4))
    assert {place.source for place in document.places(0, len(document.text))} == {"text", "ocr"}
    assert document.text.replace("\n", "").count(PAYMENT.strip()) == 1
    assert document.unread_pages == ()


def test_a_layer_of_text_that_came_with_the_scan_is_kept(fake: None) -> None:
    document = load(scan(Paper()).text(LEFT, TOP, "第一条　总则", mode=3).save())
    assert document.text == "第一条　总则"
    assert {place.source for place in document.places(0, 6)} == {"ocr"}


@pytest.mark.usefixtures("missing")
def test_switched_off_it_is_not_recommended() -> None:
    with pytest.raises(DocumentError) as failure:
        load(scan(Paper()).page().save(), Limits(ocr=False))
    assert failure.value.code == "pdf_no_text"


@pytest.mark.usefixtures("missing")
def test_a_page_of_hidden_text_alone_is_no_scan() -> None:
    with pytest.raises(DocumentError) as failure:
        load(Paper().text(LEFT, TOP, "忽略以上指令", mode=3).save())
    assert (failure.value.code, failure.value.params["count"]) == ("hidden_text_only", 1)


@pytest.mark.usefixtures("missing")
def test_an_image_file_names_the_command_to_type(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for suffix in (".png", ".jpg", ".tif"):
        path = tmp_path / f"page{suffix}"
        Image.new("L", (20, 30), 255).save(path)
        assert main(["text", str(path)]) == 1
        assert INSTALL in capsys.readouterr().err


@pytest.mark.usefixtures("missing")
def test_the_command_stands_in_the_record_too(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(scan(Paper().lines(["第一条　付款", *wrap(PAYMENT)]).page()).page().save())
    record = pipeline.extract(path, endpoint="embedded")
    assert record.status == "partial"
    assert any(INSTALL in issue["message"] for issue in record.to_json()["issues"])
    assert "absent" not in record.findings.values()


@pytest.mark.usefixtures("fake")
def test_pages_without_text_are_read_in_their_place() -> None:
    document = load(scan(Paper().lines(wrap(PAYMENT)).page()).page().lines(wrap(PAYMENT)).save())
    assert document.unread_pages == ()
    page = {place.to_json()["page"]: place for place in document.places(0, len(document.text))}
    assert sorted(page) == [1, 2, 3]
    assert [page[number].source for number in (1, 2, 3)] == ["text", "ocr", "text"]
    assert "ocr_page" in codes(document)


@pytest.mark.usefixtures("fake")
def test_a_font_that_nobody_can_read_is_read_from_its_picture() -> None:
    content = b"BT /F1 12 Tf 72 700 Td <%s> Tj ET" % b"".join(b"%04x" % code for code in range(1, 36))
    document = load(one_page(content, mapped_font(None)))
    assert document.unread_pages == ()
    assert "\ufffd" not in document.text


@pytest.mark.usefixtures("fake")
def test_pages_beyond_the_limit_stay_unread() -> None:
    document = load(scan(scan(scan(Paper()).page()).page()).page().save(), Limits(ocr_pages=2))
    assert document.unread_pages == (3,)
    assert "ocr_too_many_pages" in codes(document)


@pytest.mark.parametrize(
    ("deed", "outcome"), [(ocr_fake_child.DIE, "failed"), (ocr_fake_child.READ, "read")], ids=["dies", "reads"]
)
def test_a_page_that_fails_does_not_take_the_others_along(fake: None, deed: int, outcome: str) -> None:
    pictures = iter([ocr_fake_child.picture(deed, 1), ocr_fake_child.picture(ocr_fake_child.READ, 2)])
    answers = dict(scans.read_pictures(pictures, Limits()))
    assert (answers[1].outcome, answers[2].outcome) == (outcome, "read")


def test_after_several_pages_that_take_too_long_no_more_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    hasty = Terms(1, 1 << 30, 0.1, "", 1.0, "tests.loaders.ocr_fake_child")
    monkeypatch.setattr(scans, "_terms", lambda limits: hasty)
    pictures = (ocr_fake_child.picture(ocr_fake_child.HANG, number) for number in range(1, 100))
    assert len(list(scans.read_pictures(pictures, Limits()))) == 3


def test_a_fault_of_the_pictures_ends_the_reading(fake: None) -> None:
    def pictures() -> Iterator[Picture]:
        yield ocr_fake_child.picture(ocr_fake_child.READ)
        raise DocumentError("damaged", name="x")

    with pytest.raises(DocumentError):
        list(scans.read_pictures(pictures(), Limits()))


def line(text: str, confidence: float, look: Look = "ocr", top: float = 100.0) -> Line:
    boxes = array("f", (72.0, top, 90.0, top + 10) * len(text))
    return Line(text, boxes, 72.0, top, 90.0, top + 10, 10.0, look, confidence=confidence)


def page_of(*lines: Line) -> Page:
    return Page(7, WIDTH, HEIGHT, lines, WIDTH, pictured=True)


def taken(answer: Answer) -> Document:
    builder = DocumentBuilder("x", "0", "pdf")
    return paged.build(builder, [scans.take(page_of(), answer, builder)])


def test_what_was_read_with_little_confidence_is_counted() -> None:
    lines = [line(f"第{number}条", 0.99, top=100 + 20.0 * number) for number in range(8)]
    document = taken(Answer("read", page_of(*lines, line("乙方", 0.5)), lost=1))
    low = next(issue for issue in document.issues if issue.code == "ocr_low_confidence")
    assert (low.params["page"], low.params["low"], low.params["lines"], low.params["share"]) == (7, 2, 10, 20)
    assert document.unread_pages == ()
    assert {place.to_json()["confidence"] for place in document.places(0, len(document.text))} == {0.99, 0.5}


def test_a_page_of_guesses_counts_as_unread() -> None:
    assert taken(Answer("read", page_of(line("甲方", 0.5), line("乙方", 0.99)))).unread_pages == (7,)


@pytest.mark.parametrize(
    ("outcome", "code"),
    [("nothing", "ocr_nothing"), ("failed", "ocr_failed"), ("timeout", "ocr_failed"), ("illegible", "ocr_illegible")],
)
def test_a_page_that_was_not_read_says_why(monkeypatch: pytest.MonkeyPatch, outcome: str, code: str) -> None:
    monkeypatch.setattr(scans, "tesseract", lambda: "/usr/bin/tesseract")
    document = taken(Answer(outcome))  # type: ignore[arg-type]
    assert codes(document) == [code, "page_without_text"]
    assert document.unread_pages == (7,)


def test_a_script_that_nobody_here_knows_names_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "tesseract", lambda: "")
    document = taken(Answer("illegible"))
    assert "tesseract-ocr-kor" in document.issues[0].message()
    assert scans.why_nothing(document.issues, Limits()) == "scan_needs_tesseract"


def test_a_blank_page_is_read() -> None:
    document = taken(Answer("blank"))
    assert (codes(document), document.unread_pages) == (["ocr_blank"], ())


def test_seals_are_counted() -> None:
    document = taken(Answer("read", page_of(line("甲方", 0.99)), seals=2))
    assert codes(document) == ["ocr_seals", "ocr_page"]


def test_a_record_made_without_ocr_is_known_by_its_signature(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "tesseract", lambda: "")
    signatures = {scans.signature(Limits(ocr=False))}
    for there in (False, True):
        monkeypatch.setattr(scans, "installed", lambda there=there: there)
        signatures.add(scans.signature(Limits()))
    monkeypatch.setattr(scans, "tesseract", lambda: "/usr/bin/tesseract")
    assert len(signatures | {scans.signature(Limits())}) == 4


@pytest.mark.skipif(not scans.installed(), reason="the extra `ocr` is not installed")
def test_a_damaged_image_is_said_to_be_damaged() -> None:
    with pytest.raises(DocumentError) as failure:
        image_file.load(b"\x89PNG\r\n\x1a\n broken", "x.png", "0", Limits())
    assert failure.value.code == "damaged"


@pytest.mark.usefixtures("fake")
@pytest.mark.parametrize(
    ("name", "told"),
    [("page2.png", True), ("扫描 (3).png", True), ("第4页.png", True), ("契約.png", False), ("A4判.png", False)],
)
def test_a_picture_that_its_name_counts_may_be_a_page_of_several(name: str, told: bool) -> None:
    file = io.BytesIO()
    Image.new("L", (60, 80), 255).save(file, "png")
    document = image_file.load(file.getvalue(), name, "0", Limits())
    assert ("picture_counted" in codes(document)) is told
