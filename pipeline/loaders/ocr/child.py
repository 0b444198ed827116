"""The limited child that reads pictures of pages: pictures on standard input, for each a note and a page on standard
output, until there is no more input. The models are loaded once.

Arguments: the address space in bytes, the seconds of one page, and the path of tesseract, "" where there is none.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any

import numpy as np

from pipeline.loaders.frames import read_frames, write_note, write_page
from pipeline.loaders.isolation import limit_memory, limit_seconds
from pipeline.loaders.ocr import picture as ocr_picture
from pipeline.loaders.ocr.engine import Engine, Found
from pipeline.loaders.ocr.hangul import read_hangul
from pipeline.loaders.ocr.line import ReadLine
from pipeline.loaders.ocr.sheet import Stand, page_of
from pipeline.loaders.pages.page import Page, Picture
from pipeline.loaders.pages.sheet import Box

# Of all lines found. Korean pages have 0.6 to 0.8 from an engine that does not know hangul, poor copies more.
_GUESSED_SCORE = 0.85


def main() -> None:
    space, seconds, tesseract = sys.argv[1:4]
    limit_memory(int(space))
    reader, out = Reader(Engine(), tesseract, float(seconds)), sys.stdout.buffer
    for picture in read_frames(sys.stdin.buffer):
        assert isinstance(picture, Picture)
        limit_seconds(float(seconds))
        note, page = reader.read(picture)
        write_note(out, **note)
        write_page(out, page)


@dataclass(frozen=True, slots=True)
class Reader:
    """`tesseract` is its path or ""; `seconds` are what it may take for a page."""

    engine: Engine
    tesseract: str
    seconds: float

    def read(self, picture: Picture) -> tuple[dict[str, object], Page]:
        """The page, and how reading it went: the other fields of pool.Answer."""
        pixels = np.frombuffer(picture.pixels, np.uint8).reshape(picture.height, picture.width, 3)[:, :, ::-1]
        cleaned, seals = ocr_picture.without_seals(np.ascontiguousarray(pixels), picture.dpi)
        blank = ocr_picture.is_blank(cleaned)
        found = None if blank else self.engine.find(cleaned)
        if found is None:
            return {"outcome": "blank" if blank else "nothing", "seals": seals}, _empty(picture)
        ways = (found,) if found.legible or not self.tesseract else (found, found.on_its_head())
        for way in ways:
            level = ocr_picture.level(way.picture, way.degrees)
            rules = [] if way.vertical else ocr_picture.rules(level, picture.dpi)
            lines, lost = self._lines(way, level, rules, picture.dpi)
            if lines:
                return {"outcome": "read", "seals": seals, "lost": lost}, self._page(picture, way, lines, rules)
        return {"outcome": "illegible", "seals": seals}, _empty(picture)

    def _page(self, picture: Picture, found: Found, lines: list[ReadLine], rules: list[Box]) -> Page:
        height, width = found.picture.shape[:2]
        return page_of(picture.page, lines, rules, Stand(width, height, picture.dpi, found.quarters, found.degrees))

    def _lines(self, found: Found, level: Any, rules: list[Box], dpi: float) -> tuple[list[ReadLine], int]:
        """What was read, and how many lines were not. What no engine knows is better left out than guessed."""
        if not found.legible and self.tesseract:
            bare = ocr_picture.without_rules(level, rules, dpi)
            if korean := read_hangul(bare, self.tesseract, self.seconds, self.engine.reread):
                return korean, 0
        lines = self.engine.read(found)
        if found.legible or sum(line.score for line in lines) >= _GUESSED_SCORE * len(found.quads):
            return lines, len(found.quads) - len(lines)
        return [], len(found.quads)


def _empty(picture: Picture) -> Page:
    width, height = picture.width * 72 / picture.dpi, picture.height * 72 / picture.dpi
    return Page(picture.page, width, height, (), width, pictured=True)
