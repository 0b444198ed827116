"""Stands in for pipeline.loaders.ocr.child: the first byte of a picture tells what it does with it,
and the second how many lines it says to have lost, or how sure it is of those that it reads out."""

from __future__ import annotations

import os
import sys
import time
from array import array

from pipeline.loaders.frames import read_frames, write_note, write_page
from pipeline.loaders.pages.page import Line, Page, Picture

READ, HANG, DIE, BABBLE, CONFUSE, SAY, SEE_NOTHING, GIVE_UP = range(8)
WIDTH, HEIGHT, PITCH, MARGIN, EM = 595.0, 842.0, 20.0, 72.0, 12.0


def picture(deed: int, page: int = 1, lost: int = 0) -> Picture:
    return Picture(page, 1, 1, 3, 72.0, bytes((deed, lost, 0)))


def saying(*lines: str, sure: int = 100) -> bytes:
    """The pixels of a picture, three bytes each, that says these lines; one of digits alone stands at its foot."""
    said = bytes((SAY, sure, 0)) + "\n".join(lines).encode()
    return said + bytes(-len(said) % 3 + 3)


def _said(pixels: bytes) -> list[Line]:
    lines: list[Line] = []
    for number, text in enumerate(pixels[3:].rstrip(b"\0").decode().split("\n")):
        top = HEIGHT - 40.0 if text.isdecimal() else MARGIN + 40.0 + PITCH * number
        edges = [MARGIN + EM * index for index in range(len(text) + 1)]
        boxes = [edge for left in edges[:-1] for edge in (left, top, left + EM, top + EM)]
        confidence = pixels[1] / 100
        lines.append(Line(text, array("f", boxes), MARGIN, top, edges[-1], top + EM, EM, "ocr", confidence=confidence))
    return lines


def main() -> None:
    out = sys.stdout.buffer
    for frame in read_frames(sys.stdin.buffer):
        assert isinstance(frame, Picture)
        deed = frame.pixels[0]
        if deed == HANG:
            time.sleep(60)
        elif deed == DIE:
            os._exit(9)
        elif deed == BABBLE:
            out.write(b"no frame at all, but long enough for its head")
            out.flush()
        elif deed == SAY:
            write_note(out, outcome="read")
            write_page(out, Page(frame.page, WIDTH, HEIGHT, tuple(_said(frame.pixels)), WIDTH, pictured=True))
        elif deed in (SEE_NOTHING, GIVE_UP):
            write_note(out, outcome="nothing" if deed == SEE_NOTHING else "illegible")
            write_page(out, Page(frame.page, 1.0, 1.0, (), 1.0))
        elif deed == CONFUSE:
            write_note(out, outcome="read", unheard="of")
            write_page(out, Page(1, 1.0, 1.0, (), 1.0))
        else:
            said = f"{os.getpid()} {sorted(os.environ)}"
            line = Line(said, array("f", (0.0, 0.0, 1.0, 1.0) * len(said)), 0.0, 0.0, 1.0, 1.0, 1.0, "ocr")
            write_note(out, outcome="read", seals=1, lost=frame.pixels[1] if deed == READ else 0)
            write_page(out, Page(frame.page, 1.0, 1.0, (line,), 1.0))
