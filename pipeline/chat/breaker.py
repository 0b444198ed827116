"""When an endpoint counts as dead: so many failures in a row over all workers, with no reply between them.

One request alone proves nothing, however often it fails: it may be the one that the endpoint cannot answer.
"""

from __future__ import annotations

import threading

from pipeline.chat.faults import Fatal


class Breaker:
    """Opens on failures in a row or on a fatal error, and stays open: nothing more is sent in this run."""

    def __init__(self, failures_in_a_row: int) -> None:
        self._threshold = failures_in_a_row
        self._failures = 0
        self._asked: set[int] = set()
        self._fatal: Fatal | None = None
        self._lock = threading.Lock()

    def check(self) -> None:
        """Raises the Fatal that opened it."""
        with self._lock:
            if self._fatal is not None:
                raise type(self._fatal)(self._fatal.code, **self._fatal.params)

    def replied(self) -> None:
        with self._lock:
            self._failures = 0
            self._asked.clear()

    def failed(self, host: str, detail: str, request: int) -> None:
        """`request` tells requests apart, not their sendings."""
        with self._lock:
            self._failures += 1
            self._asked.add(request)
            if self._failures >= self._threshold and len(self._asked) > 1 and self._fatal is None:
                self._fatal = Fatal("endpoint_dead", host=host, failures=self._failures, detail=detail)

    def open(self, fatal: Fatal) -> None:
        with self._lock:
            self._fatal = self._fatal or fatal
