"""The children that read PDFs: kept warm between documents, ended with this process or when one of them fails."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import threading
import time
from collections.abc import Generator, Iterator
from typing import Any, BinaryIO, cast

from pipeline.loaders.child import Deadline, end_child, start_child, stop_child
from pipeline.loaders.frames import BadAnswer, Frame, read_frames


def ask(task: dict[str, Any], data: bytes, seconds: float, seconds_per_frame: float) -> Generator[Frame, None, None]:
    """What a child answers to a request: its frames, then a note `ended`, whatever becomes of the child.

    The child has `seconds`, and more for each frame; time in which nobody waits for the next frame does not count.
    """
    child, ended = _POOL.take(), None
    deadline = child.deadline(seconds)
    try:
        with deadline:
            for frame in child.answers(task, data):
                if isinstance(frame, dict) and "ended" in frame:
                    ended = str(frame["ended"])
                    break
                before = time.monotonic()
                yield frame
                deadline.extend(seconds_per_frame + time.monotonic() - before)
    except BadAnswer:
        pass
    finally:
        if ended is None or deadline.passed:
            child.kill()
        else:
            _POOL.give_back(child)
    yield {"ended": "timeout" if deadline.passed else ended or "died"}


def close() -> None:
    """Ends the children that wait for work."""
    _POOL.close()


class _Child:
    """A process that reads one document after another."""

    def __init__(self) -> None:
        self._process = start_child("pipeline.loaders.pdf_child")
        self._reader, self._writer = cast(BinaryIO, self._process.stdout), cast(BinaryIO, self._process.stdin)

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def answers(self, task: dict[str, Any], data: bytes) -> Iterator[Frame]:
        with contextlib.suppress(BrokenPipeError):
            self._writer.write(json.dumps({**task, "bytes": len(data)}).encode() + b"\n")
            self._writer.write(data)
            self._writer.flush()
        return read_frames(self._reader)

    def deadline(self, seconds: float) -> Deadline:
        return Deadline(self._process, seconds)

    def stop(self) -> None:
        stop_child(self._process)

    def kill(self) -> None:
        self.stop()
        self.end()

    def end(self) -> None:
        """Without work it ends by itself."""
        end_child(self._process)

    def forget(self) -> None:
        """It belongs to another process, of which this one is a fork."""
        self._process.returncode = 0
        end_child(self._process)


class _Pool:
    """Children that wait for work. Threads take and give back; a child is held by one of them at a time."""

    def __init__(self) -> None:
        self._waiting: list[_Child] = []
        self._lock = threading.Lock()

    def take(self) -> _Child:
        with self._lock:
            waiting = self._waiting.pop() if self._waiting else None
        if waiting is None:
            return _Child()
        if waiting.is_alive():
            return waiting
        waiting.end()
        return self.take()

    def give_back(self, child: _Child) -> None:
        with self._lock:
            self._waiting.append(child)

    def close(self) -> None:
        with self._lock:
            waiting, self._waiting = self._waiting, []
        for child in waiting:
            child.end()

    def forget(self) -> None:
        """In a fork of this process: its children answer the other one."""
        self._lock = threading.Lock()
        while self._waiting:
            self._waiting.pop().forget()


_POOL = _Pool()
atexit.register(close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_POOL.forget)
