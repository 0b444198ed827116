"""Children of our own that are kept warm between two pieces of work, and end with this process at the latest."""

from __future__ import annotations

import atexit
import os
import subprocess
import threading
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from pipeline.loaders.child import end_child, stop_child


class Worker:
    """A process that does one piece of work after another."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process

    def is_alive(self) -> bool:
        return self.process.poll() is None

    def kill(self) -> None:
        stop_child(self.process)
        self.end()

    def end(self) -> None:
        """Without work it ends by itself."""
        end_child(self.process)

    def forget(self) -> None:
        """It belongs to another process, of which this one is a fork."""
        self.process.returncode = 0
        self.end()


_Worker = TypeVar("_Worker", bound=Worker)


class ChildPool(Generic[_Worker]):
    """Workers that wait. Threads take and give back; a worker is held by one of them at a time.

    `idle_seconds` is how long none of them is needed before all end, None where they may wait for ever.
    """

    def __init__(self, start: Callable[[], _Worker], idle_seconds: float | None = None) -> None:
        self._start, self._idle_seconds = start, idle_seconds
        self.waiting: list[_Worker] = []
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None
        _POOLS.append(self)

    def take(self) -> _Worker:
        with self._lock:
            worker = self.waiting.pop() if self.waiting else None
        if worker is None:
            return self._start()
        if worker.is_alive():
            return worker
        worker.end()
        return self.take()

    def give_back(self, worker: _Worker) -> None:
        with self._lock:
            self.waiting.append(worker)
            self._stop_timer()
            if self._idle_seconds is not None:
                self._timer = threading.Timer(self._idle_seconds, self.close)
                self._timer.daemon = True
                self._timer.start()

    def close(self) -> None:
        """Ends the workers that wait."""
        with self._lock:
            waiting, self.waiting = self.waiting, []
            self._stop_timer()
        for worker in waiting:
            worker.end()

    def forget(self) -> None:
        """In a fork of this process: its workers answer the other one."""
        self._lock, self._timer = threading.Lock(), None
        while self.waiting:
            self.waiting.pop().forget()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


_POOLS: list[ChildPool[Any]] = []


@atexit.register
def close_all() -> None:
    for pool in list(_POOLS):
        pool.close()


def _forget_all() -> None:
    for pool in _POOLS:
        pool.forget()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_all)
