"""The limited child that decodes an image file, which comes on standard input, into pictures of its pages.

Arguments: dots an inch, beyond which pictures are reduced, the address space in bytes, the largest picture in pixels.
"""

from __future__ import annotations

import io
import sys
import warnings
from collections.abc import Iterator
from typing import Any

from PIL import Image, ImageOps, ImageSequence

from pipeline.loaders.frames import write_note, write_picture
from pipeline.loaders.isolation import limit_memory
from pipeline.loaders.pages.page import Picture

_FORMATS = ("PNG", "JPEG", "TIFF", "GIF", "BMP")
# What a scan that does not say its resolution most likely has: a page is 8 to 9 inches wide.
_USUAL_INCHES = 8.27
_LEAST_DPI, _MOST_DPI, _MOST_OFF = 72.0, 1200.0, 2.0


def main() -> None:
    dpi, space, pixels = sys.argv[1:4]
    limit_memory(int(space))
    warnings.simplefilter("ignore")
    data, out = sys.stdin.buffer.read(), sys.stdout.buffer
    try:
        for picture in decode(data, float(dpi), int(pixels)):
            write_picture(out, picture)
    except MemoryError:
        write_note(out, ended="too_large")
    except Exception:  # a damaged file takes a decoder anywhere
        write_note(out, ended="damaged")
    else:
        write_note(out, ended="done")


def decode(data: bytes, dpi: float, most_pixels: int) -> Iterator[Picture]:
    """The frames of an image file. Raises MemoryError for one that is too large, and whatever Pillow raises."""
    Image.MAX_IMAGE_PIXELS = None  # counted here, before anything is unpacked
    with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
        for number, frame in enumerate(ImageSequence.Iterator(image), 1):
            if frame.width * frame.height > most_pixels:
                raise MemoryError
            yield _picture(number, frame, dpi)


def _picture(number: int, frame: Any, most_dpi: float) -> Picture:
    dpi = own_dpi(frame.info.get("dpi"), min(frame.size))
    page = _on_white(ImageOps.exif_transpose(frame))
    if dpi > most_dpi:
        page = page.resize((max(round(side * most_dpi / dpi), 1) for side in page.size), Image.Resampling.BOX)
        dpi = most_dpi
    return Picture(number, page.width, page.height, 3, dpi, page.tobytes())


def own_dpi(said: Any, short_side: int) -> float:
    """Dots an inch; what a file says is believed where it makes a page of about the usual size."""
    usual = max(short_side / _USUAL_INCHES, _LEAST_DPI)
    try:
        told = float(said[0])
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        return usual
    return told if _LEAST_DPI <= told <= _MOST_DPI and 1 / _MOST_OFF < told / usual < _MOST_OFF else usual


def _on_white(image: Any) -> Any:
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("RGB")
    paper = Image.new("RGBA", image.size, "white")
    paper.alpha_composite(image.convert("RGBA"))
    return paper.convert("RGB")
