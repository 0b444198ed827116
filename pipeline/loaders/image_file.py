"""Pictures of pages, as scanners and telephones make them, to document: every frame of the file is a page."""

from __future__ import annotations

import contextlib
import re
import subprocess
import threading
from collections.abc import Generator, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from pipeline.document.builder import DocumentBuilder
from pipeline.document.model import Document
from pipeline.errors import DocumentError
from pipeline.issues import Issue
from pipeline.loaders.child import Deadline, end_child, start_child
from pipeline.loaders.frames import BadAnswer, Frame, read_frames
from pipeline.loaders.limits import Limits
from pipeline.loaders.ocr import scans
from pipeline.loaders.pages import paged
from pipeline.loaders.pages.page import Page, Picture

# page2.jpg, 扫描_003.png, 合同 (4).jpg: telephones and scanners make a file of each page.
_COUNTED = re.compile(r"[0-9０-９]\s?[)）]?$|第\s?[0-9]+\s?[页頁]$|[0-9]\s?(?:ページ|頁|쪽)$")
# Room for the interpreter, and for a picture several times over.
_SPACE_BYTES, _BYTES_PER_PIXEL = 1 << 30, 12


def load(data: bytes, name: str, sha256: str, limits: Limits) -> Document:
    """Reads an image file. Raises DocumentError where nothing could be read, or OCR is not there."""
    if not limits.ocr or not scans.installed():
        raise DocumentError("image_needs_ocr", name=name)
    builder = DocumentBuilder(name, sha256, "pdf")
    answers = dict(scans.read_pictures(decode(data, name, limits), limits))
    pages = [scans.take(_page(number), answers[number], builder) for number in sorted(answers)]
    document = paged.build(builder, pages)
    if not document.text:
        raise DocumentError(scans.why_nothing(document.issues, limits), name=name, pages=len(pages))
    if len(pages) == 1 and _COUNTED.search(PurePosixPath(name).stem):
        return replace(document, issues=(*document.issues, Issue("picture_counted", "warning")))
    return document


def decode(data: bytes, name: str, limits: Limits) -> Generator[Picture, None, None]:
    """The frames of an image file. Raises DocumentError where it is damaged or too large."""
    ended = "damaged"
    with contextlib.suppress(BadAnswer):
        for frame in _frames(data, limits):
            if isinstance(frame, Picture):
                limits.check(name, ocr_pages=frame.page)
                yield frame
            elif isinstance(frame, dict):
                ended = str(frame.get("ended"))
    if ended == "too_large":
        raise limits.exceeded("ocr_pixels", name)
    if ended != "done":
        raise DocumentError("damaged", name=name)


def _page(number: int) -> Page:
    """Before it is read."""
    return Page(number, 0.0, 0.0, (), 0.0, pictured=True)


def _frames(data: bytes, limits: Limits) -> Iterator[Frame]:
    """What the child says, for as long as each frame comes in time."""
    space = _SPACE_BYTES + _BYTES_PER_PIXEL * limits.ocr_pixels + len(data)
    process = start_child("pipeline.loaders.ocr.decode", (scans.DPI, space, limits.ocr_pixels))
    feeder = threading.Thread(target=_feed, args=(process, data), daemon=True)
    feeder.start()
    try:
        frames = read_frames(cast(BinaryIO, process.stdout))
        while True:
            with Deadline(process, limits.seconds):
                frame = next(frames, None)
            if frame is None:
                return
            yield frame
    finally:
        end_child(process)
        feeder.join()


def _feed(process: subprocess.Popen[bytes], data: bytes) -> None:
    assert process.stdin
    with contextlib.suppress(OSError, ValueError):
        process.stdin.write(data)
        process.stdin.close()
