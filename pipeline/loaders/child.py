"""Starts and ends children of our own: without environment, site and network, their errors unheard."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

_START = (
    "import sys; sys.path[:0] = sys.argv.pop().split({sep!r}); "
    "from pipeline.loaders.isolation import leave_network; leave_network(); "
    "from {module} import main; main()"
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


def end_child(process: subprocess.Popen[bytes]) -> None:
    """Kills it if it still runs, waits for it, closes its pipes."""
    process.kill()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.close()
    process.wait()


class Deadline:
    """Kills a child unless it is left in time."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        self.passed = False
        self._process = process
        self._timer = threading.Timer(seconds, self._expire)
        self._timer.daemon = True

    def __enter__(self) -> Deadline:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        self._timer.join()

    def _expire(self) -> None:
        self.passed = True
        self._process.kill()


def _import_path() -> list[str]:
    """Where the child finds this package and what it imports."""
    here = str(Path(__file__).resolve().parents[2])
    return [here, *(entry for entry in sys.path if entry and entry != here)]
