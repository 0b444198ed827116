"""A page's characters to its lines in reading order."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from pipeline.loaders.pages import lines as page_lines
from pipeline.loaders.pages import order as page_order
from pipeline.loaders.pages import pieces
from pipeline.loaders.pages.page import Line, Page
from pipeline.loaders.pages.sheet import UNMAPPED, Sheet

_LEAST_GAPS = 10
# More of one ideograph than any text holds.
_SAME_FOR_ALL, _SAME_SHARE = 100, 0.5
_PRIVATE = re.compile(f"[{UNMAPPED}\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
# Compiled where it is needed: a range this large takes longer than a line.
_HANGUL = "[\uac00-\ud7a3]"


def lay_out(number: int, sheet: Sheet, spaceless: bool) -> Page:
    """`spaceless`: the producer is known to leave spaces out; else the page itself may show it."""
    text = "".join(run.text for run in sheet.all_runs())
    spaceless = spaceless or (" " not in text and re.search(_HANGUL, text) is not None and _gaps(sheet) >= _LEAST_GAPS)
    lines: list[Line] = []
    frames = pieces.split(sheet)
    for frame in frames:
        by_gaps, upright = spaceless and not frame.vertical, frame.upright
        rows = page_order.arrange(frame, not sheet.filled)
        lines += [page_lines.write_line(row, by_gaps, upright) for row in rows]
    return Page(
        number,
        sheet.width,
        sheet.height,
        tuple(line for line in lines if line.text),
        frames[0].span if frames else sheet.width,
        len(text),
        _untold(text),
        sheet.pictured,
        bare=sheet.bare,
    )


def _untold(text: str) -> int:
    """How many glyphs the file says nothing of: without a character, with a private one, or all with the same."""
    private = len(_PRIVATE.findall(text))
    most = max(_SAME_FOR_ALL, _SAME_SHARE * len(text))
    counts = Counter(text)
    if max(counts.values(), default=0) < most:
        return private
    same = [count for char, count in counts.items() if count >= most and unicodedata.category(char) == "Lo"]
    return private + max(same, default=0)


def _gaps(sheet: Sheet) -> int:
    return sum(len(run.spaced) for run in sheet.all_runs())
