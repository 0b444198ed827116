"""Starts and ends children of our own: without environment, site and network, their errors unheard."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

_START = (
    "import sys; sys.path[:0] = sys.argv.pop().split({sep!r}); "
    "from pipeline.loaders.isolation import leave_network; leave_network(); "
    "from {module} import main; main(); "
    # Nothing is left to put in order: to take modules apart costs as much as a page.
    "import os; sys.stdout.flush(); os._exit(0)"
)
# One thread a page: with more, pages side by side take longer than one after the other.
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def start_child(module: str, arguments: Sequence[object] = ()) -> subprocess.Popen[bytes]:
    """Runs `main` of a module with the arguments as its sys.argv[1:]. The caller ends it."""
    code = _START.format(sep=os.pathsep, module=module)
    # Nothing of the user's: no keys, no proxies. Windows needs its system folder to start anything.
    kept = {key: os.environ[key] for key in ("SYSTEMROOT",) if key in os.environ}
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-I", "-S", "-c", code, *map(str, arguments), os.pathsep.join(_import_path())],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**_ONE_THREAD, **kept},
        process_group=0,
    )


def stop_child(process: subprocess.Popen[bytes]) -> None:
    """Kills it and what works for it: a fork that reads a document, a program."""
    if process.returncode is not None:
        return  # Its number may be another's by now.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


def end_child(process: subprocess.Popen[bytes]) -> None:
    """Closes its pipes, at which it ends by itself where it has no work, and waits for it."""
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.close()
    process.wait()


class Deadline:
    """Stops a child at its end. It can be put off: a long document whose pages come is honest."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        self.passed = False
        self._process = process
        self._ends_at = time.monotonic() + seconds
        self._left = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Deadline:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._left.set()
        self._thread.join()

    def extend(self, seconds: float) -> None:
        self._ends_at += seconds

    def _watch(self) -> None:
        while (seconds := self._ends_at - time.monotonic()) > 0:
            if self._left.wait(seconds):
                return
        self.passed = True
        stop_child(self._process)


def _import_path() -> list[str]:
    """Where the child finds this package and what it imports."""
    here = str(Path(__file__).resolve().parents[2])
    return [here, *(entry for entry in sys.path if entry and entry != here)]
