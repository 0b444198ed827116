"""Pages of a PDF drawn as pictures, for OCR. Runs inside the limited child.

Fonts that the file does not hold are those of the system.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import BinaryIO

from pipeline.loaders import frames
from pipeline.loaders.pages.page import Picture
from pipeline.loaders.pdf import pdfium
from pipeline.loaders.pdf.bounds import Bounds, Refused
from pipeline.loaders.pdf.engine import open_repaired
from pipeline.loaders.pdf.pdfium import Handle

_POINTS_PER_INCH = 72.0
_WHITE = 0xFFFFFFFF
_FORMATS = {1: pdfium.BITMAP_GRAY, 3: pdfium.BITMAP_BGR}


def draw(data: bytes, pages: Sequence[int], dpi: float, channels: int, bounds: Bounds, out: BinaryIO) -> None:
    """Writes a picture of each page (from 1) that there is, one after the other."""
    pdfium.init_library()
    document = open_repaired(data)
    for number in pages:
        page = pdfium.load_page(document.handle, number - 1)
        if page:
            frames.write_picture(out, _draw(page, number, dpi, channels, bounds.pixels))
            pdfium.close_page(page)


def _draw(page: Handle, number: int, dpi: float, channels: int, most_pixels: int) -> Picture:
    """The page as displayed; a poster is drawn with fewer dots, so that it fits."""
    across, down = pdfium.page_width(page) / _POINTS_PER_INCH, pdfium.page_height(page) / _POINTS_PER_INCH
    dpi = min(dpi, sqrt(most_pixels / max(across * down, 1e-6)))
    width, height = max(int(across * dpi), 1), max(int(down * dpi), 1)
    stride = width * channels
    room = bytearray(stride * height)
    at = pdfium.address(room)
    bitmap = pdfium.create_bitmap(width, height, _FORMATS[channels], at, stride)
    if not bitmap:
        raise Refused("too_large")
    pdfium.fill_bitmap(bitmap, 0, 0, width, height, _WHITE)
    flags = pdfium.RENDER_ANNOTATIONS | (pdfium.RENDER_RGB_ORDER if channels == 3 else 0)
    pdfium.render_bitmap(bitmap, page, 0, 0, width, height, 0, flags)
    pdfium.destroy_bitmap(bitmap)
    return Picture(number, width, height, channels, dpi, bytes(room))
