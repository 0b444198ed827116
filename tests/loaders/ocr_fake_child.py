"""Stands in for pipeline.loaders.ocr_child: the first byte of a picture tells what it does with it,
and the second how many lines it says to have lost."""

from __future__ import annotations

import os
import sys
import time
from array import array

from pipeline.loaders.frames import read_frames, write_note, write_page
from pipeline.loaders.page import Line, Page, Picture

READ, HANG, DIE, BABBLE, CONFUSE = range(5)


def picture(deed: int, page: int = 1, lost: int = 0) -> Picture:
    return Picture(page, 1, 1, 3, 72.0, bytes((deed, lost, 0)))


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
        elif deed == CONFUSE:
            write_note(out, outcome="read", unheard="of")
            write_page(out, Page(1, 1.0, 1.0, (), 1.0))
        else:
            said = f"{os.getpid()} {sorted(os.environ)}"
            line = Line(said, array("f", (0.0, 0.0, 1.0, 1.0) * len(said)), 0.0, 0.0, 1.0, 1.0, 1.0, "ocr")
            write_note(out, outcome="read", seals=1, lost=frame.pixels[1] if deed == READ else 0)
            write_page(out, Page(frame.page, 1.0, 1.0, (line,), 1.0))
