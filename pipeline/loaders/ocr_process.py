"""Starts and ends the children of OCR: without environment, site and network, their errors unheard."""

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


def start_child(module: str, arguments: Sequence[object]) -> subprocess.Popen[bytes]:
    """Runs `main` of a module with the arguments as its sys.argv[1:]. The caller ends it."""
    code = _START.format(sep=os.pathsep, module=module)
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


def limit_memory(address_space_bytes: int) -> None:
    """Of this process, where the platform can; and no core dumps of what it read."""
    try:
        import resource
    except ImportError:
        return
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (address_space_bytes, address_space_bytes))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_seconds(seconds: float) -> None:
    """Of processor time from now on, for the next page. The parent's timer holds everywhere."""
    try:
        import resource
    except ImportError:
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    until = int(usage.ru_utime + usage.ru_stime + seconds) + 1
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (until, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _import_path() -> list[str]:
    here = str(Path(__file__).resolve().parents[2])
    return [here, *(entry for entry in sys.path if entry and entry != here)]
