"""A page's glyphs to its lines in reading order."""

from __future__ import annotations

import re

from pipeline.loaders import pdf_lines, pdf_order
from pipeline.loaders.pdf_answer import Line, Page
from pipeline.loaders.pdf_page import UNMAPPED, Sheet

_LEAST_GAPS = 10
_HANGUL = re.compile("[\uac00-\ud7a3]")


def lay_out(number: int, sheet: Sheet, spaceless: bool) -> Page:
    """`spaceless`: the producer is known to leave spaces out; else the page itself may show it."""
    text = "".join(glyph.char for glyph in sheet.glyphs)
    spaceless = spaceless or (" " not in text and _HANGUL.search(text) is not None and _gaps(sheet) >= _LEAST_GAPS)
    lines: list[Line] = []
    frames = pdf_lines.split(sheet)
    for frame in frames:
        rows = pdf_order.arrange(frame, not sheet.filled)
        lines += [pdf_lines.write_line(row, spaceless and not frame.vertical) for row in rows]
    return Page(
        number,
        sheet.width,
        sheet.height,
        tuple(line for line in lines if line.text),
        frames[0].span if frames else sheet.width,
        len(sheet.glyphs),
        text.count(UNMAPPED),
        sheet.pictured,
    )


def _gaps(sheet: Sheet) -> int:
    return sum(glyph.spaced for glyph in sheet.glyphs)
