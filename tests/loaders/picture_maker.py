"""Pictures whose pixels are given one by one."""

from __future__ import annotations

import io

from PIL import Image


def png(pixels: bytes) -> bytes:
    """One row of pixels, three bytes each."""
    stream = io.BytesIO()
    Image.frombytes("RGB", (len(pixels) // 3, 1), pixels).save(stream, "PNG")
    return stream.getvalue()
