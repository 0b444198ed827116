"""How much of a file a loader reads before it refuses: the counterparty writes the contract."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.errors import DocumentError

if TYPE_CHECKING:
    from pipeline.settings import Settings

# Those that a run's settings hold by themselves; the others stand under `limits` there.
_BY_THEMSELVES = ("ocr_pages", "ocr_processes", "ocr_seconds_per_page")


@dataclass(frozen=True, slots=True)
class Limits:
    """Every normal contract passes; a file made to exhaust the machine ends in a clear error.

    `unpacked_bytes`, `members` and `ratio` concern zip packages; `ratio` (unpacked to packed) only counts for members
    over `ratio_from_bytes` unpacked. `part_bytes`, `elements` (counted by their tags) and `paragraphs` concern one part
    that is parsed: 630 pages have 250,000 tags and 10,000 paragraphs. `chunk_bytes` concerns a web page or text that
    stands inside one.
    `lines` concerns plain text, pages and RTF, whose lines are paragraphs.
    `archive_bytes` is what all members of an archive of documents may declare together; they are unpacked one by one.
    `pages`, `address_space_bytes` and the seconds concern PDF, which is read by a child process; `pixels` is the
    largest picture of a page that is drawn for OCR.
    """

    file_bytes: int = 512 << 20
    characters: int = 20_000_000
    unpacked_bytes: int = 512 << 20
    members: int = 20_000
    archive_bytes: int = 32 << 30
    ratio: int = 300
    ratio_from_bytes: int = 1 << 20
    part_bytes: int = 128 << 20
    elements: int = 2_000_000
    chunk_bytes: int = 4 << 20
    paragraphs: int = 200_000
    lines: int = 500_000
    pages: int = 20_000
    address_space_bytes: int = 1280 << 20
    seconds: float = 10.0
    seconds_per_page: float = 0.1
    pixels: int = 50_000_000
    seconds_per_picture: float = 10.0
    ocr: bool = True
    ocr_pages: int = 2_000
    ocr_processes: int = 4
    ocr_seconds_per_page: float = 180.0
    ocr_address_space_bytes: int = 4 << 30
    ocr_pixels: int = 120_000_000
    office_seconds: float = 60.0
    office_address_space_bytes: int = 8 << 30

    def check(self, name: str, **counts: int) -> None:
        """Raises DocumentError, which names the document, where one of the counts is over the limit of that name."""
        for limit, count in counts.items():
            if count > getattr(self, limit):
                raise self.exceeded(limit, name)

    def exceeded(self, limit: str, name: str, code: str = "too_large") -> DocumentError:
        """The error of a document that is over a limit. It names the setting, for who trusts the file."""
        setting = limit if limit in _BY_THEMSELVES else f"limits.{limit}"
        return DocumentError(code, name=name, limit=f" ({setting} = {getattr(self, limit)})")


def too_large(name: str) -> DocumentError:
    """The error of a document that is over a bound which no setting moves."""
    return DocumentError("too_large", name=name, limit="")


def limits_of(settings: Settings) -> Limits:
    """The limits of a run; what it does not set is as it is here."""
    own = {limit: getattr(settings, limit) for limit in _BY_THEMSELVES}
    return replace(Limits(), ocr=settings.ocr == "auto", **own, **settings.limits.given())
