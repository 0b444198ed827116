"""Pages of a PDF as pictures, for OCR: drawn in the limited child, one at a time."""

from __future__ import annotations

import contextlib
from collections.abc import Generator, Sequence
from typing import Literal

from pipeline.loaders.limits import Limits
from pipeline.loaders.pages.page import Picture
from pipeline.loaders.pdf import pool
from pipeline.loaders.pdf.process import error, request


def render_pages(
    data: bytes, name: str, pages: Sequence[int], limits: Limits, dpi: float = 200.0, channels: Literal[1, 3] = 1
) -> Generator[Picture, None, None]:
    """The pages (from 1) as displayed, in the order asked for; one that the file does not have is left out.

    `channels` 1 is grey, 3 red, green, blue. The child draws the next picture while the caller looks at one; a caller
    that stops early ends it. Raises DocumentError.
    """
    time = limits.seconds + limits.seconds_per_picture * len(pages)
    task = request("draw", limits, time, pages=list(pages), dpi=dpi, channels=channels)
    with contextlib.closing(pool.ask(task, data, limits.seconds, limits.seconds_per_picture)) as answers:
        for frame in answers:
            if isinstance(frame, Picture):
                yield frame
            elif isinstance(frame, dict) and frame.get("ended", "done") != "done":
                raise error(str(frame["ended"]), name, limits)
