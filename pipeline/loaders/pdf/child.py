"""The limited child that reads PDFs: requests on standard input, frames (frames.py) on standard output.

pdfium is C++ fed by strangers: what hangs, eats memory or crashes must do it here. The child imports what it needs
once; each document is read in a fork of it, under limits of its own, so that nothing of one file is left for the next.
Where there is no fork, the child reads one document. A request is a line of JSON (`do`, `bytes`, `bounds` and what
the work needs), followed by the file.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import select
import signal
import sys
from collections.abc import Mapping
from typing import Any, BinaryIO

from pipeline.loaders import frames, isolation
from pipeline.loaders.pdf import pdfium
from pipeline.loaders.pdf.bounds import Bounds, Refused
from pipeline.loaders.pdf.engine import read_with_pdfium

# How a document may end, told by a fork's exit code; any other code is a death.
_ENDS = ("done", "encrypted", "damaged", "too_large", "no_pages", "pages", "characters")
_DIED = "died"

Task = Mapping[str, Any]


def main() -> None:
    gc.disable()  # short lives without cycles
    serve(sys.stdin.buffer, sys.stdout.buffer)


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answers requests until there are no more."""
    pdfium.init_library()  # once for all forks
    while head := requests.readline():
        task = json.loads(head)
        data = requests.read(task["bytes"])
        forks = hasattr(os, "fork")
        ended = _in_a_fork(task, data, requests, answers) if forks else _do(task, data, answers)
        if ended is None:
            return
        frames.write_note(answers, ended=ended)
        if not forks:
            return


def _in_a_fork(task: Task, data: bytes, requests: BinaryIO, answers: BinaryIO) -> str | None:
    """How it ended; None where nobody waits for the answer any more."""
    watch, held = os.pipe()
    fork = os.fork()
    if not fork:
        code = len(_ENDS)
        try:
            os.close(requests.fileno())
            code = _ENDS.index(_do(task, data, answers))
        finally:
            os._exit(code)
    os.close(held)
    ready, _, _ = select.select([requests.fileno(), watch], [], [])
    os.close(watch)
    abandoned = watch not in ready  # nothing is asked before the answer is out: standard input has ended
    if abandoned:
        os.kill(fork, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(os.waitpid(fork, 0)[1])
    if abandoned:
        return None
    return _ENDS[code] if 0 <= code < len(_ENDS) else _DIED


def _do(task: Task, data: bytes, answers: BinaryIO) -> str:
    bounds = Bounds(*task["bounds"])
    try:
        if task["do"] == "pdfium":
            isolation.limit(bounds, files=False)
            read_with_pdfium(data, bounds, answers)
        elif task["do"] == "pypdf":
            isolation.limit(bounds)
            from pipeline.loaders.pdf.fallback import read_with_pypdf

            read_with_pypdf(data, bounds, answers)
        else:
            isolation.limit(bounds)
            from pipeline.loaders.pdf.picture import draw

            draw(data, task["pages"], task["dpi"], task["channels"], bounds, answers)
    except Refused as refusal:
        return str(refusal)
    except MemoryError:
        return "too_large"
    with contextlib.suppress(BrokenPipeError):
        answers.flush()
    return "done"
