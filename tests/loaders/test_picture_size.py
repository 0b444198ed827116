from __future__ import annotations

import io

import pytest
from PIL import Image

from pipeline.loaders.picture_size import may_be_page


def encoded(width: int, height: int, format: str, **options: object) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(stream, format, **options)
    return stream.getvalue()


@pytest.mark.parametrize("format", ["PNG", "JPEG"])
@pytest.mark.parametrize(
    ("width", "height", "is_page"),
    [(595, 842, True), (842, 595, True), (1080, 2340, True), (500, 2000, False), (700, 700, False), (2000, 200, False)],
)
def test_size_tells_pages_from_logos(format: str, width: int, height: int, is_page: bool) -> None:
    assert may_be_page(encoded(width, height, format)) is is_page


def test_the_preview_of_a_camera_is_passed_over() -> None:
    preview = encoded(1240, 1754, "JPEG")
    picture = encoded(200, 200, "JPEG", exif=b"Exif\0\0" + preview[:60_000], progressive=True)
    assert may_be_page(picture) is False


@pytest.mark.parametrize("length", range(0, 40, 3))
@pytest.mark.parametrize("format", ["PNG", "JPEG"])
def test_what_breaks_off_may_be_a_page(format: str, length: int) -> None:
    head = encoded(100, 100, format)[:length]
    assert may_be_page(head) is (format == "JPEG" or length < 24)
