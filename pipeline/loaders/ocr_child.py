"""The limited child that reads pictures of pages: pictures on standard input, for each a note and a page on standard
output, until there is no more input. The models are loaded once.

Arguments: the address space in bytes, the seconds of one page, and the path of tesseract, "" where there is none.
"""

from __future__ import annotations

import sys
from typing import Any

import numpy as np

from pipeline.loaders import ocr_picture
from pipeline.loaders.ocr_engine import Engine, Found
from pipeline.loaders.ocr_hangul import read_hangul
from pipeline.loaders.ocr_line import ReadLine
from pipeline.loaders.ocr_process import limit_memory
from pipeline.loaders.ocr_sheet import Stand, page_of
from pipeline.loaders.pdf_answer import Page, Picture, read_frames, write_note, write_page

# Of all lines found. Korean pages have 0.6 to 0.8 from an engine that does not know hangul, poor copies more.
_GUESSED_SCORE = 0.85


def main() -> None:
    space, seconds, tesseract = sys.argv[1:4]
    limit_memory(int(space))
    out, engine = sys.stdout.buffer, Engine()
    for frame in read_frames(sys.stdin.buffer):
        assert isinstance(frame, Picture)
        note, page = read_page(engine, frame, tesseract, float(seconds))
        write_note(out, **note)
        write_page(out, page)


def read_page(engine: Engine, frame: Picture, tesseract: str, seconds: float) -> tuple[dict[str, object], Page]:
    """The page, and a note on how it went: `outcome` is one of ocr_pool.Answer."""
    picture = np.frombuffer(frame.pixels, np.uint8).reshape(frame.height, frame.width, 3)[:, :, ::-1]
    picture, seals = ocr_picture.without_seals(picture, frame.dpi)
    found = None if ocr_picture.is_blank(picture) else engine.find(picture)
    if found is None:
        outcome = "blank" if ocr_picture.is_blank(picture) else "nothing"
        return _note(outcome, seals), _empty(frame)
    level = ocr_picture.level(found.picture, found.degrees)
    lines, outcome = _read(engine, found, level, tesseract, seconds)
    height, width = level.shape[:2]
    stand = Stand(width, height, frame.dpi, found.quarters, found.degrees)
    rules = [] if found.vertical else ocr_picture.rules(level, frame.dpi)
    page = page_of(frame.page, lines, rules, stand)
    return _note(
        "nothing" if outcome == "read" and not page.lines else outcome, seals, len(found.quads) - len(lines)
    ), page


def _read(engine: Engine, found: Found, level: Any, tesseract: str, seconds: float) -> tuple[list[ReadLine], str]:
    """By the engine that knows the script. What neither knows is illegible, and better left out than guessed."""
    if not found.legible and tesseract and (hangul := read_hangul(level, tesseract, seconds)):
        return hangul, "read"
    lines = engine.read(found)
    if found.legible or sum(line.score for line in lines) >= _GUESSED_SCORE * len(found.quads):
        return lines, "read"
    return [], "illegible"


def _note(outcome: str, seals: int, lost: int = 0) -> dict[str, object]:
    return {"outcome": outcome, "seals": seals, "lost": max(lost, 0)}


def _empty(frame: Picture) -> Page:
    width, height = frame.width * 72 / frame.dpi, frame.height * 72 / frame.dpi
    return Page(frame.page, width, height, (), width, pictured=True)
