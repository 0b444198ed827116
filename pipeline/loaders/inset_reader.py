"""What OCR reads in the pictures of a text that are as large as pages, as blocks of that text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import PurePosixPath

from pipeline.document.model import Aside, DocxPlace
from pipeline.errors import DocumentError
from pipeline.loaders import image_file
from pipeline.loaders.blocks import Block, Cell, Paragraph, Piece, Table
from pipeline.loaders.inset import WHOLE, Crop, Inset, OpenPart, Reading
from pipeline.loaders.limits import Limits
from pipeline.loaders.metafile import bitmap_of
from pipeline.loaders.ocr import scans
from pipeline.loaders.ocr.pool import Answer
from pipeline.loaders.pages import furniture, paged, paragraphs
from pipeline.loaders.pages.margins import Set
from pipeline.loaders.pages.page import Line, Page, Picture

# Of the formats that are decoded: PNG, JPEG, TIFF, GIF, BMP. Drawings that are one bitmap become the last.
_MAGICS = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF8", b"BM")
_FOREIGN = "picture_foreign"
_FAULTS = {
    "failed": "picture_ocr_failed",
    "illegible": "picture_illegible",
    "unknown_script": "picture_needs_tesseract",
}


def read_insets(insets: Sequence[Inset], open_part: OpenPart, limits: Limits) -> list[Reading]:
    """What each picture says. One that stands in several places is read once and its words stand in each of them."""
    readings = [Reading(number, inset) for number, inset in enumerate(insets, 1)]
    if not limits.ocr or not scans.installed():
        for reading in readings:
            _pass_over(reading, "picture_needs_ocr" if limits.ocr else "picture_unread")
        return readings
    album = _Album(insets, open_part, limits)
    answers = dict(scans.read_pictures(album.pictures(), limits))
    pages: list[Page] = []
    for reading in readings:
        first = album.firsts[reading.inset.part, reading.inset.crop]
        answer = answers.get(first)
        if answer is None:
            _pass_over(reading, album.faults.get(first, "picture_unread"))
            continue
        _judge(reading, answer)
        if answer.page is not None and answer.page.lines:
            pages.append(answer.page._replace(number=reading.number))
    _write(readings, pages)
    return readings


class _Album:
    """Pictures to show to OCR, each once. `firsts` is the number of each one's first place, by what is shown of it;
    `faults` are the codes of those that could not be shown."""

    def __init__(self, insets: Sequence[Inset], open_part: OpenPart, limits: Limits) -> None:
        self._insets, self._open_part, self._limits = insets, open_part, limits
        self.firsts: dict[tuple[str, Crop], int] = {}
        self.faults: dict[int, str] = {}
        for number, inset in enumerate(insets, 1):
            self.firsts.setdefault((inset.part, inset.crop), number)

    def pictures(self) -> Iterator[Picture]:
        for number in sorted(self.firsts.values())[: self._limits.ocr_pages]:
            picture = self._picture(self._insets[number - 1], number)
            if picture is not None:
                yield picture._replace(page=number)

    def _picture(self, inset: Inset, number: int) -> Picture | None:
        try:
            data = self._open_part(inset.part) or b"" if inset.part else b""
            known = data if data.startswith(_MAGICS) else bitmap_of(data)
            if data and known is None:
                self.faults[number] = _FOREIGN
                return None
            with closing(image_file.decode(known or b"", inset.part, self._limits)) as frames:
                picture = next(frames, None)
        except DocumentError:
            picture = None
        if picture is None:
            self.faults[number] = "picture_damaged"
            return None
        return picture if inset.crop == WHOLE else _cropped(picture, inset.crop)


def _cropped(picture: Picture, crop: Crop) -> Picture:
    """What is shown of it, a dot at least."""
    left, top = (
        min(int(picture.width * crop[0]), picture.width - 1),
        min(int(picture.height * crop[1]), picture.height - 1),
    )
    right, bottom = max(int(picture.width * (1 - crop[2])), left + 1), max(int(picture.height * (1 - crop[3])), top + 1)
    row, channels = picture.width * picture.channels, picture.channels
    starts = range(top * row, bottom * row, row)
    pixels = b"".join(picture.pixels[start + left * channels : start + right * channels] for start in starts)
    return picture._replace(width=right - left, height=bottom - top, pixels=pixels)


def _pass_over(reading: Reading, code: str) -> None:
    suffix = PurePosixPath(reading.inset.part).suffix.lstrip(".").upper()
    reading.note(code, "warning", **({"format": suffix} if code == _FOREIGN else {}))
    reading.is_unread = True


def _judge(reading: Reading, answer: Answer) -> None:
    """Says how reading it went; the words come later."""
    if answer.seals:
        reading.note("picture_seals", "info", count=answer.seals)
    outcome = scans.outcome_of(answer)
    if outcome in _FAULTS:
        reading.note(_FAULTS[outcome], "warning")
        reading.is_unread = True
    elif answer.page is None or not answer.page.lines:
        reading.note("picture_without_text", "info")
    else:
        reading.note("picture_read", "info")
        doubts = scans.doubts_of(answer.page, answer.lost)
        if doubts.low:
            reading.note("picture_low_confidence", "warning", low=doubts.low, lines=doubts.lines, share=doubts.share)
        reading.is_unread = doubts.are_many


def _write(readings: Sequence[Reading], pages: Sequence[Page]) -> None:
    """Gives each reading the blocks that begin in its picture; what stands on all pages of a scan goes aside."""
    bodies: list[Page] = []
    for page, furnished in furniture.strip(pages):
        reading = readings[page.number - 1]
        for kind, line in (*furnished, *(("ruby", line) for line in page.lines if line.look == "ruby")):
            reading.asides.append(Aside(kind, line.text, _read_at(reading.inset.place, line)))
        bodies.append(page._replace(lines=tuple(line for line in page.lines if line.look != "ruby")))
    insets = [reading.inset for reading in readings]
    for group in _groups(bodies, insets):
        for paragraph, lines in paged.glued(paragraphs.build(group)):
            readings[paragraph.lines[0].page - 1].blocks.append(_block(paragraph, list(lines), insets))


def _groups(pages: Iterable[Page], insets: Sequence[Inset]) -> Iterator[list[Page]]:
    """Pages that follow one another: a sentence may go on from one to the next."""
    group: list[Page] = []
    for page in pages:
        if group and not (insets[page.number - 1].follows and page.number == group[-1].number + 1):
            yield group
            group = []
        group.append(page)
    if group:
        yield group


def _block(paragraph: paragraphs.Paragraph, lines: list[tuple[str, Set]], insets: Sequence[Inset]) -> Block:
    place = insets[paragraph.lines[0].page - 1].place
    if not paragraph.cells:
        pieces = [_piece(before, line, insets) for before, line in lines]
        heads, numbered = paragraph.kind == "heading", paragraph.kind == "list_item"
        return Paragraph(place, pieces, numbered=numbered, heads=heads)
    row = [Cell(column, [Paragraph(place)]) for column in range(paragraph.cells[-1] + 1)]
    held: dict[int, list[Piece]] = {}
    for column, (before, line) in zip(paragraph.cells, lines, strict=True):
        held.setdefault(column, []).append(_piece(before.lstrip("\t"), line, insets))
    for column, pieces in held.items():
        row[column] = Cell(column, [Paragraph(place, pieces)])
    return Table([row])


def _piece(before: str, line: Set, insets: Sequence[Inset]) -> Piece:
    return before + line.text, _read_at(insets[line.page - 1].place, line.line)


def _read_at(place: DocxPlace, line: Line) -> DocxPlace:
    return place._replace(source="ocr", confidence=line.confidence)
