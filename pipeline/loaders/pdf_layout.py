"""A page's glyphs to its lines in reading order."""

from __future__ import annotations

from pipeline.loaders import pdf_lines, pdf_order
from pipeline.loaders.pdf_answer import Line, Page
from pipeline.loaders.pdf_page import Sheet

_LEAST_GAPS = 10


def lay_out(number: int, sheet: Sheet, spaceless: bool) -> Page:
    """`spaceless`: the producer is known to leave spaces out; else the page itself may show it."""
    gaps = sum(glyph.spaced for glyph in sheet.glyphs)
    spaceless = spaceless or (sheet.real_spaces == 0 and gaps >= _LEAST_GAPS and _has_hangul(sheet))
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
        sheet.unmapped,
        sheet.pictured,
    )


def _has_hangul(sheet: Sheet) -> bool:
    return any("\uac00" <= glyph.char <= "\ud7a3" for glyph in sheet.glyphs)
