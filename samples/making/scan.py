"""Makes a scan of a PDF: grey pages with a red seal, a little askew, and no text layer."""

from __future__ import annotations

import io
import math

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from making import fonts

DPI = 150
PAPER = (247, 245, 240)
SEAL_RED = (196, 30, 40)
SKEWS = (0.7, -0.5)  # degrees, in turn


def write(pdf: bytes, title: str, seal: str, language: str) -> bytes:
    """The pages of a PDF as pictures; the last one bears the seal."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1)
    canvas.setTitle(title)
    document = pypdfium2.PdfDocument(pdf)
    for index, page in enumerate(document):
        image = page.render(scale=DPI / 72).to_pil().convert("RGB")
        if index == len(document) - 1:
            image = ImageChops.multiply(image, _seal_layer(image.size, seal, language))
        canvas.drawImage(ImageReader(_scanned(image, SKEWS[index % 2])), 0, 0, *A4)
        canvas.showPage()
    document.close()
    canvas.save()
    return stream.getvalue()


def _scanned(image: Image.Image, degrees: float) -> io.BytesIO:
    """Turned, softened, printed on paper that is not quite white, and compressed as an office scanner would."""
    image = image.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
    image = ImageChops.multiply(image, Image.new("RGB", image.size, PAPER))
    stream = io.BytesIO()
    image.filter(ImageFilter.GaussianBlur(0.6)).save(stream, "JPEG", quality=38, dpi=(DPI, DPI))
    stream.seek(0)
    return stream


def _seal_layer(size: tuple[int, int], name: str, language: str) -> Image.Image:
    """A round company seal over the name it confirms."""
    layer = Image.new("RGB", size, (255, 255, 255))
    draw = ImageDraw.Draw(layer)
    radius = round(21 / 25.4 * DPI)
    x, y = round(size[0] * 0.66), round(size[1] * 0.21)
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=SEAL_RED, width=6)
    draw.polygon(_star(x, y, radius * 0.3), fill=SEAL_RED)
    path, face = fonts.FACES[language][1]
    font = ImageFont.truetype(str(fonts.ROOT / path), round(radius * 0.24), index=face)
    for index, char in enumerate(name):
        angle = math.radians(-216 + 252 * (index + 0.5) / len(name))
        _stamp(layer, char, font, x + radius * 0.8 * math.cos(angle), y + radius * 0.8 * math.sin(angle), angle)
    return layer.filter(ImageFilter.GaussianBlur(0.8))


def _stamp(layer: Image.Image, char: str, font: ImageFont.FreeTypeFont, x: float, y: float, angle: float) -> None:
    side = round(font.size * 1.6)
    glyph = Image.new("L", (side, side))
    ImageDraw.Draw(glyph).text((side / 2, side / 2), char, 255, font, anchor="mm")
    glyph = glyph.rotate(-math.degrees(angle) - 90, Image.Resampling.BICUBIC)
    layer.paste(SEAL_RED, (round(x - side / 2), round(y - side / 2)), glyph)


def _star(x: float, y: float, radius: float) -> list[tuple[float, float]]:
    """The ten corners of a five-pointed star."""
    points = []
    for index in range(10):
        angle, reach = math.radians(-90 + 36 * index), radius if index % 2 == 0 else radius * 0.38
        points.append((x + reach * math.cos(angle), y + reach * math.sin(angle)))
    return points
