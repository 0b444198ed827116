"""PDF to document. The file is parsed in a limited child process; what comes back is lines, and becomes text here."""

from __future__ import annotations

from pipeline.document.builder import DocumentBuilder
from pipeline.document.model import Document
from pipeline.issues import Issue
from pipeline.loaders.limits import Limits
from pipeline.loaders.ocr import wanted
from pipeline.loaders.pages import paged
from pipeline.loaders.pages.page import Page
from pipeline.loaders.pdf.process import read_pages
from pipeline.loaders.silence import no_text


def load(data: bytes, name: str, sha256: str, limits: Limits) -> Document:
    """Reads a PDF. Raises DocumentError where nothing could be read."""
    pages, is_rough = read_pages(data, name, limits)
    builder = DocumentBuilder(name, sha256, "pdf")
    if is_rough:
        builder.issues.append(Issue("pdf_read_roughly", "warning", {}))
    document = paged.build(builder, _with_scans(pages, data, builder, limits))
    if not document.text:
        from pipeline.loaders.ocr import scans

        is_scan = any(page.pictured for page in pages)
        code = scans.why_nothing(document.issues, limits)
        raise no_text(name, () if is_scan else document.asides, code, pages=len(pages))
    return document


def _with_scans(pages: list[Page], data: bytes, builder: DocumentBuilder, limits: Limits) -> list[Page]:
    """The pages, those that hold no text one can read as OCR reads them."""
    if not any(wanted.is_wanted(page) or wanted.is_pictured(page) for page in pages):
        return pages
    from pipeline.loaders.ocr import scans  # most documents have no page for it

    return scans.read_scans(pages, data, builder, limits)
