"""Scans: which pages of a document are read by OCR, by which engine, and what a reviewer is told about it."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from typing import NamedTuple

from pipeline.document.builder import DocumentBuilder
from pipeline.errors import DocumentError
from pipeline.issues import Issue, Severity
from pipeline.loaders.limits import Limits
from pipeline.loaders.ocr.pool import Answer, Terms, pool
from pipeline.loaders.ocr.wanted import is_pictured, is_stamped, is_wanted
from pipeline.loaders.pages.page import Line, Page, Picture
from pipeline.loaders.pdf.render import render_pages
from pipeline.loaders.program import Bounds, ProgramError, find_program, private_folder, run_program

# Dots an inch in which pages are drawn: more makes OCR slower and no better.
DPI = 200.0
_PROBE_SECONDS = 10.0
_MOST_FAULTS = 3

_MODULES = ("rapidocr", "onnxruntime", "cv2", "numpy", "PIL")
_SCRIPT_CODES = ("ocr_needs_tesseract", "picture_needs_tesseract")
_LOW_CONFIDENCE, _MOST_LOW_SHARE = 0.9, 0.3


def installed() -> bool:
    """Whether the extra is there."""
    return all(find_spec(module) is not None for module in _MODULES)


@cache
def tesseract() -> str:
    """The path of tesseract with its Korean data, "" where there is none."""
    found = find_program("tesseract")
    if found is None:
        return ""
    with private_folder() as folder:
        try:
            told = run_program([found, "--list-langs"], folder, Bounds(_PROBE_SECONDS))
        except ProgramError:
            return ""
    return found if "kor" in told.decode("utf-8", "replace").split() else ""


def signature(limits: Limits) -> str:
    """What OCR can read here: a record made with less is not good any more."""
    if not limits.ocr:
        return "off"
    return f"rapidocr {bool(tesseract())}" if installed() else "missing"


def read_scans(pages: Sequence[Page], data: bytes, builder: DocumentBuilder, limits: Limits) -> list[Page]:
    """The pages of a PDF, those that hold no text one can read replaced by what OCR says; names all that it did."""
    wanted = {page.number for page in pages if is_wanted(page)}
    _note_pictures([page for page in pages if page.number not in wanted], builder)
    if not wanted:
        return list(pages)
    answers: dict[int, Answer] = {}
    if _is_ready(len(wanted), builder, limits):
        chosen = sorted(wanted)[: limits.ocr_pages]
        if len(chosen) < len(wanted):
            _note(builder, "ocr_too_many_pages", "warning", count=len(wanted), limit=limits.ocr_pages)
        answers = dict.fromkeys(chosen, Answer("failed"))
        answers.update(read_pictures(_drawn(data, builder.name, chosen, limits), limits))
    return [_replaced(page, answers.get(page.number), builder) if page.number in wanted else page for page in pages]


def _drawn(data: bytes, name: str, pages: Sequence[int], limits: Limits) -> Iterator[Picture]:
    """The pages as pictures. One that cannot be drawn is left out; after several of them, all that follow."""
    waiting, faults = list(pages), 0
    while waiting and faults < _MOST_FAULTS:
        try:
            for picture in render_pages(data, name, waiting, limits, DPI, 3):
                waiting = waiting[waiting.index(picture.page) + 1 :]
                yield picture
            return
        except DocumentError:
            waiting, faults = waiting[1:], faults + 1


def read_pictures(pictures: Iterator[Picture], limits: Limits) -> Iterator[tuple[int, Answer]]:
    """Each page with its answer, as many side by side as there are processes; after several that took too long, no
    more."""
    from concurrent.futures import ThreadPoolExecutor  # most documents have no page for it

    readers, guard, stopped = pool(_terms(limits)), threading.Lock(), threading.Event()
    timeouts: list[int] = []

    def work() -> list[tuple[int, Answer]]:
        answers: list[tuple[int, Answer]] = []
        while not stopped.is_set():
            with guard:
                picture = next(pictures, None)
            if picture is None:
                break
            answers.append((picture.page, readers.read(picture)))
            if answers[-1][1].outcome == "timeout":
                timeouts.append(picture.page)
            if len(timeouts) >= _MOST_FAULTS:
                stopped.set()
        return answers

    processes = readers.terms.processes
    with ThreadPoolExecutor(processes, thread_name_prefix="ocr") as threads:
        try:
            for future in [threads.submit(work) for _ in range(processes)]:
                yield from future.result()
        finally:
            stopped.set()


def why_nothing(issues: Iterable[Issue], limits: Limits) -> str:
    """The error of a document of pictures without any text."""
    if any(issue.code in _SCRIPT_CODES for issue in issues):
        return "scan_needs_tesseract"
    if not limits.ocr:
        return "pdf_no_text"
    return "scan_without_text" if installed() else "scan_needs_ocr"


def take(page: Page, answer: Answer, builder: DocumentBuilder) -> Page:
    """A page as OCR read it, with its issues; without lines where it is not to be relied on."""
    if answer.seals:
        _note(builder, "ocr_seals", "info", page=page.number, count=answer.seals)
    if answer.outcome == "read" and answer.page is not None:
        _judge(answer.page, answer.lost, builder)
        return answer.page._replace(number=page.number, comments=page.comments)
    if answer.outcome == "blank":
        _note(builder, "ocr_blank", "info", page=page.number)
        return page._replace(blank=True)
    _note(builder, _FAULTS[outcome_of(answer)], "warning", page=page.number)
    return page


_FAULTS = {
    "nothing": "ocr_nothing",
    "illegible": "ocr_illegible",
    "unknown_script": "ocr_needs_tesseract",
    "failed": "ocr_failed",
}


def outcome_of(answer: Answer) -> str:
    """How reading went, for whoever reads of it: whose script no installed engine knows, is not to be scanned again."""
    if answer.outcome == "illegible" and not tesseract():
        return "unknown_script"
    return "failed" if answer.outcome == "timeout" else answer.outcome


class Doubts(NamedTuple):
    """`low` of so many `lines` were read with little confidence, or not at all."""

    low: int
    lines: int

    @property
    def share(self) -> int:
        """In per cent."""
        return round(100 * self.low / self.lines)

    @property
    def are_many(self) -> bool:
        """Whether the page counts as unread."""
        return self.low > _MOST_LOW_SHARE * self.lines


def doubts_of(page: Page, lost: int) -> Doubts:
    low = sum(line.confidence < _LOW_CONFIDENCE for line in page.lines)
    return Doubts(lost + low, lost + len(page.lines))


def _note_pictures(pages: Sequence[Page], builder: DocumentBuilder) -> None:
    """Names the pages with pictures beside their text in which more may stand."""
    shares = {page.number: page.bare for page in pages if is_pictured(page)}
    if shares:
        named = ", ".join(map(str, shares))
        _note(builder, "pictures_beside_text", "info", pages=named, share=round(100 * max(shares.values())))


def _is_ready(count: int, builder: DocumentBuilder, limits: Limits) -> bool:
    """Whether OCR may and can be used; says so where it only needs to be installed."""
    if limits.ocr and not installed():
        _note(builder, "ocr_not_installed", "warning", count=count)
        return False
    return limits.ocr


def _replaced(page: Page, answer: Answer | None, builder: DocumentBuilder) -> Page:
    stamps = tuple(line for line in page.lines if line.look in ("text", "watermark")) if is_stamped(page) else ()
    if answer is None:
        if stamps:
            characters = sum(len(line.text) for line in stamps)
            _note(builder, "page_is_picture", "warning", page=page.number, characters=characters)
            _unread(page.number, builder)
        return page
    hidden = tuple(line for line in page.lines if line.look == "hidden")
    read = take(page, answer, builder)
    return read._replace(lines=_merged(read.lines, stamps) + hidden) if read is not page else page


def _merged(lines: Sequence[Line], stamps: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of the picture with the text that stands on it: its own word is better than what OCR makes of it."""
    rest = [line for line in lines if not any(_covers(stamp, line) for stamp in stamps)]
    top = min((line.box[1] for line in rest), default=0.0)
    above = [stamp for stamp in stamps if stamp.box[1] < top]
    return (*above, *rest, *(stamp for stamp in stamps if stamp not in above))


def _covers(stamp: Line, line: Line) -> bool:
    x0, y0, x1, y1 = line.box
    left, top, right, bottom = stamp.box
    return left <= (x0 + x1) / 2 <= right and top <= (y0 + y1) / 2 <= bottom


def _judge(page: Page, lost: int, builder: DocumentBuilder) -> None:
    """Says that OCR read the page, and how much of it is doubtful; where too much is, the page counts as unread."""
    _note(builder, "ocr_page", "info", page=page.number)
    doubts = doubts_of(page, lost)
    if doubts.low:
        params = {"low": doubts.low, "lines": doubts.lines, "share": doubts.share}
        _note(builder, "ocr_low_confidence", "warning", page=page.number, **params)
    if doubts.are_many:
        _unread(page.number, builder)


def _terms(limits: Limits) -> Terms:
    processes = max(1, min(os.cpu_count() or 1, limits.ocr_processes))
    return Terms(processes, limits.ocr_address_space_bytes, limits.ocr_seconds_per_page, tesseract())


def _unread(page: int, builder: DocumentBuilder) -> None:
    if page not in builder.unread_pages:
        builder.unread_pages.append(page)


def _note(builder: DocumentBuilder, code: str, severity: Severity, **params: object) -> None:
    builder.issues.append(Issue(code, severity, params))
