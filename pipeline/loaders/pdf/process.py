"""What the limited child makes of a PDF, turned into pages or an error."""

from __future__ import annotations

from typing import Any, NamedTuple

from pipeline.errors import DocumentError
from pipeline.loaders.limits import Limits, too_large
from pipeline.loaders.pages.page import Page
from pipeline.loaders.pdf import pool
from pipeline.loaders.pdf.bounds import Bounds

# A hostile file must end within limits.seconds, second engine included; an honest one opens within a tenth of that.
_FIRST_SHARE, _SECOND_SHARE = 0.6, 0.3
_MARGIN_SECONDS = 2
# How a child ended, and what the user is told.
_ERRORS = {
    "encrypted": "encrypted",
    "no_pages": "pdf_without_pages",
    "damaged": "damaged",
}
# How a child ended that was over a limit, and which one it was.
_LIMITS = {"too_large": "address_space_bytes", "pages": "pages", "characters": "characters"}


class Reading(NamedTuple):
    """The pages of a PDF; `is_rough` where only pypdf could read them, which tells nothing of how they look."""

    pages: list[Page]
    is_rough: bool


def read_pages(data: bytes, name: str, limits: Limits) -> Reading:
    """pdfium reads a PDF, once more where somebody killed the child; where it cannot open the file or dies over it,
    pypdf tries. Raises DocumentError.
    """
    first, pages = _read("pdfium", data, limits, limits.seconds * _FIRST_SHARE)
    if first == "lost":
        first, pages = _read("pdfium", data, limits, limits.seconds * _FIRST_SHARE)
    if first == "done":
        return Reading(pages, is_rough=False)
    if first not in ("damaged", "died", "lost"):
        raise error(first, name, limits)
    second, pages = _read("pypdf", data, limits, limits.seconds * _SECOND_SHARE)
    if second == "done":
        return Reading(pages, is_rough=True)
    raise error(second if second in ("encrypted", "no_pages") else first, name, limits)


def request(work: str, limits: Limits, seconds: float, **details: Any) -> dict[str, Any]:
    """What the child is asked to do, and how much of the machine it may use for it; `seconds` of CPU."""
    cpu_seconds = int(seconds) + _MARGIN_SECONDS
    bounds = Bounds(limits.address_space_bytes, cpu_seconds, limits.pages, limits.characters, limits.pixels)
    return {"do": work, "bounds": bounds, **details}


def error(ended: str, name: str, limits: Limits) -> DocumentError:
    """What the user is told of a document that ended without an answer."""
    if ended == "timeout":
        return limits.exceeded("seconds", name, "pdf_too_slow")
    if ended in ("died", "lost"):
        return too_large(name)
    return limits.exceeded(_LIMITS[ended], name) if ended in _LIMITS else DocumentError(_ERRORS[ended], name=name)


def _read(engine: str, data: bytes, limits: Limits, seconds: float) -> tuple[str, list[Page]]:
    """How it ended, and the pages so far."""
    task = request(engine, limits, seconds + limits.seconds_per_page * limits.pages)
    pages: list[Page] = []
    ended = "died"
    for frame in pool.ask(task, data, seconds, limits.seconds_per_page):
        if isinstance(frame, Page):
            pages.append(frame)
        elif isinstance(frame, dict):
            ended = str(frame.get("ended", ended))
    return ended, pages
