"""The fonts of the PDFs: packaged by Debian, free to embed (samples/README.md has the line that installs them)."""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

ROOT = Path("/usr/share/fonts")

# language: (body, face in the collection), (headings, face)
FACES = {
    "zh-Hans": (("truetype/arphic-gbsn00lp/gbsn00lp.ttf", 0), ("truetype/wqy/wqy-zenhei.ttc", 0)),
    "ja": (("opentype/ipaexfont-mincho/ipaexm.ttf", 0), ("opentype/ipaexfont-gothic/ipaexg.ttf", 0)),
    "ko": (("truetype/nanum/NanumMyeongjo.ttf", 0), ("truetype/nanum/NanumGothicBold.ttf", 0)),
}


def register(language: str) -> tuple[str, str]:
    """Names of the body and the heading font, registered."""
    names = tuple(f"{role}-{language}" for role in ("body", "heading"))
    for name, (path, face) in zip(names, FACES[language], strict=True):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(ROOT / path), subfontIndex=face))
    return names[0], names[1]


def missing(font: str, text: str) -> set[str]:
    """Characters of a text that a font has no glyph for."""
    glyphs = pdfmetrics.getFont(font).face.charToGlyph
    return {char for char in text if ord(char) not in glyphs and not char.isspace()}
