"""PDF files made in memory: set type by reportlab, and raw objects for what no library would write."""

from __future__ import annotations

import hashlib
import io
import zlib
from collections.abc import Iterable, Sequence

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from pipeline.document.model import Document
from pipeline.loaders import pdf_file
from pipeline.loaders.limits import Limits
from tests.pdf_objects import write_file

SONG, MINCHO, MYEONGJO, MINCHO_DOWN = "STSong-Light", "HeiseiMin-W3", "HYSMyeongJo-Medium", "HeiseiMin-W3V"
WIDTH, HEIGHT = 595.0, 842.0
LEFT, TOP, PITCH, SIZE = 72.0, 90.0, 18.0, 10.5
COLUMNS = 42  # ideographs of SIZE between the margins

# What a PDF says by itself, whatever is installed here.
NO_OCR = Limits(ocr=False)

for _name in (SONG, MINCHO, MYEONGJO):
    pdfmetrics.registerFont(UnicodeCIDFont(_name))


class Paper:
    """A reportlab canvas measured in points from the top left, as a reader measures."""

    def __init__(self, font: str = SONG, size: tuple[float, float] = (WIDTH, HEIGHT)) -> None:
        self._file = io.BytesIO()
        self.canvas = Canvas(self._file, pagesize=size, invariant=1)
        self._font, self._height = font, size[1]

    def text(self, x: float, y: float, text: str, size: float = SIZE, mode: int = 0, white: bool = False) -> Paper:
        item = self.canvas.beginText(x, self._height - y)
        item.setFont(self._font, size)
        item.setTextRenderMode(mode)
        item.setFillGray(1.0 if white else 0.0)
        item.textOut(text)
        self.canvas.drawText(item)
        return self

    def lines(self, lines: Iterable[str], x: float = LEFT, y: float = TOP) -> Paper:
        for row, line in enumerate(lines):
            self.text(x, y + row * PITCH, line)
        return self

    def box(self, x: float, y: float, width: float, height: float, fill: int = 0) -> Paper:
        self.canvas.setFillGray(0.2)
        self.canvas.rect(x, self._height - y - height, width, height, stroke=1, fill=fill)
        return self

    def page(self) -> Paper:
        self.canvas.showPage()
        return self

    def save(self) -> bytes:
        self.canvas.save()
        return self._file.getvalue()


def wrap(text: str, indent: int = 2, columns: int = COLUMNS) -> list[str]:
    """A paragraph of ideographs as full lines, the first one indented."""
    text = "\u3000" * indent + text
    return [text[start : start + columns] for start in range(0, len(text), columns)]


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(data), data)


def one_page(content: bytes, font: Sequence[bytes] = (), entries: bytes = b"", rotate: int = 0) -> bytes:
    """A page with one content stream; `font` are the objects of font F1 from 5 on, Helvetica if there are none."""
    fonts = list(font) or [b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Rotate %d/Contents 4 0 R" % rotate
    page += b"/Resources<</Font<</F1 5 0 R>>>>>>"
    pages = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return write_file([b"<</Type/Catalog/Pages 2 0 R>>", pages, page, stream(content, entries), *fonts])


def mapped_font(mapping: dict[int, str] | None) -> list[bytes]:
    """A two-byte font, not embedded, whose codes mean what `mapping` says; None leaves their meaning out."""
    descendant = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Odd/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
    descendant += b"/Supplement 0>>/DW 1000/FontDescriptor 7 0 R>>"
    descriptor = b"<</Type/FontDescriptor/FontName/Odd/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 900"
    descriptor += b"/Descent -200/CapHeight 700/StemV 80>>"
    head = b"<</Type/Font/Subtype/Type0/BaseFont/Odd/Encoding/Identity-H/DescendantFonts[6 0 R]%s>>"
    if mapping is None:
        return [head % b"", descendant, descriptor]
    rows = "".join(f"<{code:04x}><{text.encode('utf-16-be').hex()}>\n" for code, text in mapping.items())
    cmap = "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange<0000><ffff>endcodespacerange\n"
    cmap += f"{len(mapping)} beginbfchar\n{rows}endbfchar endcmap end"
    return [head % b"/ToUnicode 8 0 R", descendant, descriptor, stream(cmap.encode())]


def deflated(data: bytes) -> bytes:
    return zlib.compress(data, 9)


def load(data: bytes, limits: Limits | None = None) -> Document:
    return pdf_file.load(data, "contract.pdf", hashlib.sha256(data).hexdigest(), limits or NO_OCR)


def blocks(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks]


def asides(document: Document, kind: str) -> list[str]:
    return [aside.text for aside in document.asides if aside.kind == kind]
