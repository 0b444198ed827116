"""The sample scan through the engine itself. Needs the extra, and no network."""

from __future__ import annotations

import io
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from pipeline.document.model import Document
from pipeline.errors import DocumentError
from pipeline.loaders import child_pool, registry
from pipeline.loaders.image_file import decode
from pipeline.loaders.limits import Limits
from pipeline.loaders.ocr import scans as ocr
from pipeline.loaders.pages.page import Picture
from pipeline.loaders.pdf.render import render_pages

pytestmark = pytest.mark.skipif(not ocr.installed(), reason="the extra `ocr` is not installed")

SCAN = Path(__file__).parents[3] / "samples" / "scans" / "zh-loan.pdf"
KOREAN = Path(__file__).parents[3] / "samples" / "ko-loan.pdf"


@pytest.fixture(scope="module", autouse=True)
def children() -> Iterator[None]:
    yield
    child_pool.close_all()


def image_of(path: Path, page: int) -> Image.Image:
    picture = next(render_pages(path.read_bytes(), path.name, [page], Limits(), 150.0, 3))
    return Image.frombytes("RGB", (picture.width, picture.height), picture.pixels)


def load(path: Path, image: Image.Image, **kept: object) -> Document:
    image.save(path, **kept)  # type: ignore[arg-type]
    return registry.load(path)


def codes(document: Document) -> set[str]:
    return {issue.code for issue in document.issues}


@pytest.fixture(scope="module")
def loan(children: None) -> Document:
    return registry.load(SCAN)


def test_the_sample_scan_is_read(loan: Document) -> None:
    assert (loan.language, loan.pages, loan.unread_pages) == ("zh-Hans", 2, ())
    blocks = [loan.text[block.start : block.end] for block in loan.blocks]
    assert "甲乙双方经协商一致，就借款事宜订立本合同，共同遵守。" in blocks
    articles = [f"第{number}条" for number in "一二三四五六七八九十"]
    assert [block[:3] for block in blocks if block[:3] in articles] == articles
    assert {"ocr_page", "ocr_seals"} <= codes(loan)
    places = loan.places(0, len(loan.text))
    assert {place.source for place in places} == {"ocr"}
    assert all(0.8 < place.confidence <= 1 for place in places)


def test_a_quote_has_its_place_on_the_scan(loan: Document) -> None:
    start = loan.text.index("伍拾万元整")
    (place,) = loan.places(start, start + 5)
    x0, y0, x1, y1 = place.to_json()["box"]  # type: ignore[misc]
    assert (x0, y0, x1, y1) == (
        pytest.approx(213, abs=4),
        pytest.approx(207, abs=4),
        pytest.approx(272, abs=4),
        pytest.approx(219, abs=4),
    )


@pytest.mark.parametrize("quarters", [1, 2])
def test_a_page_on_its_side_or_head_is_read_all_the_same(tmp_path: Path, quarters: int) -> None:
    document = load(tmp_path / "page.png", image_of(SCAN, 2).rotate(90 * quarters, expand=True))
    assert "一式两份，双方各执一份。" in document.text


def test_every_frame_of_a_tiff_is_a_page(tmp_path: Path) -> None:
    blank = Image.new("RGB", (1240, 1754), "white")
    document = load(tmp_path / "page.tif", blank, save_all=True, append_images=[image_of(SCAN, 2)])
    assert (document.pages, document.unread_pages) == (2, ())
    assert "ocr_blank" in codes(document)
    assert {place.to_json()["page"] for place in document.places(0, len(document.text))} == {2}


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
def test_a_korean_page_goes_to_tesseract_whichever_way_it_stands(tmp_path: Path) -> None:
    if not ocr.tesseract():
        pytest.skip("tesseract has no Korean data")
    document = load(tmp_path / "page.png", image_of(KOREAN, 1).rotate(180))
    assert document.language == "ko"
    assert "제4조 (변제기한 및 변제방법)" in document.text
    assert "000-12-345678-9" in document.text


def test_without_tesseract_a_korean_page_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "tesseract", lambda: "")
    with pytest.raises(DocumentError) as failure:
        load(tmp_path / "page.png", image_of(KOREAN, 1))
    assert failure.value.code == "scan_needs_tesseract"


def test_a_picture_larger_than_the_limit_is_refused_before_it_is_unpacked() -> None:
    file = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(file, "PNG")
    assert len(file.getvalue()) < 100_000
    began = time.process_time()
    with pytest.raises(DocumentError) as failure:
        list(decode(file.getvalue(), "bomb.png", Limits()))
    assert failure.value.code == "too_large"
    assert time.process_time() - began < 5


def test_pictures_are_decoded_as_they_are_seen() -> None:
    file = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned clockwise
    Image.new("RGB", (600, 300), (10, 20, 30)).save(file, "JPEG", exif=exif, dpi=(300, 300), quality=95)
    (picture,) = decode(file.getvalue(), "page.jpg", Limits())
    assert isinstance(picture, Picture)
    assert picture.height == 2 * picture.width
    assert [abs(got - want) < 4 for got, want in zip(picture.pixels[:3], (10, 20, 30), strict=True)] == [True] * 3


def test_a_file_cut_short_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "page.png"
    image_of(SCAN, 2).save(path)
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(DocumentError) as failure:
        registry.load(path)
    assert failure.value.code == "damaged"
