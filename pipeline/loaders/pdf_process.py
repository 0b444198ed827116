"""Runs the child that reads a PDF, ends it when it takes too long, and turns how it ended into pages or an error."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import BinaryIO, cast

from pipeline.errors import DocumentError
from pipeline.loaders.limits import Limits
from pipeline.loaders.pdf_answer import BadAnswer, Page, read_frames

# A hostile file must end within limits.seconds, second engine included; an honest one opens within a tenth of that.
_FIRST_SHARE, _SECOND_SHARE = 0.6, 0.3
_MARGIN_SECONDS = 2
# How a child ended, and what the user is told.
_ERRORS = {
    "encrypted": "encrypted",
    "too_large": "too_large",
    "no_pages": "pdf_without_pages",
    "damaged": "damaged",
    "died": "too_large",
    "timeout": "pdf_too_slow",
}
_START = "import sys; sys.path[:0] = sys.argv.pop().split({sep!r}); from pipeline.loaders.pdf_child import main; main()"


def read_pages(data: bytes, name: str, limits: Limits) -> list[Page]:
    """The pages of a PDF. pdfium reads it; where it cannot open the file or dies over it, pypdf tries.

    Raises DocumentError.
    """
    first = _Child("pdfium", limits, limits.seconds * _FIRST_SHARE).read(data)
    if first.ended == "done":
        return first.pages
    if first.ended not in ("damaged", "died"):
        raise DocumentError(_ERRORS[first.ended], name=name)
    second = _Child("pypdf", limits, limits.seconds * _SECOND_SHARE).read(data)
    if second.ended == "done":
        return second.pages
    told_by = second if second.ended in ("encrypted", "no_pages") else first
    raise DocumentError(_ERRORS[told_by.ended], name=name)


class _Child:
    """One child for one document: nothing of a hostile file is left for the next."""

    def __init__(self, engine: str, limits: Limits, seconds: float) -> None:
        self._limits, self._seconds = limits, seconds
        self._command = [sys.executable, "-I", "-S", "-c", _START.format(sep=os.pathsep), engine]
        cpu_seconds = int(seconds + limits.seconds_per_page * limits.pages) + _MARGIN_SECONDS
        bounds = (limits.address_space_bytes, cpu_seconds, limits.pages, limits.characters)
        self._command += [str(bound) for bound in bounds] + [os.pathsep.join(_import_path())]
        self.pages: list[Page] = []
        self.ended = "died"

    def read(self, data: bytes) -> _Child:
        with subprocess.Popen(  # noqa: S603 - our own interpreter and module
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_empty_environment(),
        ) as process:
            timer = _Timer(process, self._seconds)
            try:
                self._talk(process, data, timer)
            finally:
                timer.stop()
                process.kill()
        if timer.fired:
            self.ended = "timeout"
        return self

    def _talk(self, process: subprocess.Popen[bytes], data: bytes, timer: _Timer) -> None:
        assert process.stdin and process.stdout
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(data)
        with contextlib.suppress(BrokenPipeError):
            process.stdin.close()
        try:
            for frame in read_frames(cast(BinaryIO, process.stdout)):
                if isinstance(frame, Page):
                    self.pages.append(frame)
                    timer.extend(self._limits.seconds_per_page)
                else:
                    self.ended = str(frame.get("ended", self.ended))
        except BadAnswer:
            self.ended = "died"


class _Timer:
    """Kills a child at its deadline. Each page that comes puts the deadline off: long documents are honest."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        self.fired = False
        self._process = process
        self._deadline = time.monotonic() + seconds
        self._done = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def extend(self, seconds: float) -> None:
        self._deadline += seconds

    def stop(self) -> None:
        self._done.set()

    def _watch(self) -> None:
        while (left := self._deadline - time.monotonic()) > 0:
            if self._done.wait(left):
                return
        if not self._done.is_set():
            self.fired = True
            self._process.kill()


def _import_path() -> list[str]:
    """Where the child finds this package and what it imports; it starts without site and without environment."""
    here = str(Path(__file__).resolve().parents[2])
    return [here, *(entry for entry in sys.path if entry and entry != here)]


def _empty_environment() -> dict[str, str]:
    """Nothing of the user's: no keys, no proxies. Windows needs its system folder to start anything."""
    return {key: os.environ[key] for key in ("SYSTEMROOT",) if key in os.environ}
