"""The limited child that reads a PDF: the file on standard input, frames (pdf_answer.py) on standard output.

pdfium is C++ fed by strangers: what hangs, eats memory or crashes must do it here. Arguments: the engine
("pdfium" or "pypdf") and the numbers of pdf_bounds.Bounds.
"""

from __future__ import annotations

import contextlib
import gc
import sys
from collections.abc import Callable
from typing import BinaryIO

from pipeline.loaders import pdf_answer
from pipeline.loaders.pdf_bounds import Bounds, Refused

Engine = Callable[[bytes, Bounds, BinaryIO], None]


def main() -> None:
    engine = sys.argv[1]
    bounds = Bounds(*map(int, sys.argv[2:6]))
    limit(bounds)
    gc.disable()  # a short life without cycles
    data, out = sys.stdin.buffer.read(), sys.stdout.buffer
    try:
        _engine(engine)(data, bounds, out)
    except Refused as refusal:
        pdf_answer.write_note(out, ended=str(refusal))
    except MemoryError:
        pdf_answer.write_note(out, ended="too_large")
    else:
        pdf_answer.write_note(out, ended="done")


def limit(bounds: Bounds) -> None:
    """Address space and CPU time, where the platform has them; the parent's timer holds everywhere."""
    try:
        import resource
    except ImportError:
        return
    space, seconds = bounds.address_space_bytes, bounds.seconds
    for what, amount in ((resource.RLIMIT_AS, space), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (amount, amount))


def _engine(name: str) -> Engine:
    if name == "pdfium":
        from pipeline.loaders.pdf_engine import read_with_pdfium

        return read_with_pdfium
    from pipeline.loaders.pdf_fallback import read_with_pypdf

    return read_with_pypdf
