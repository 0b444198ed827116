"""The children that read PDFs, kept warm between documents; one that fails is ended."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Generator, Iterator
from typing import Any, BinaryIO, cast

from pipeline.loaders.child import Deadline, start_child
from pipeline.loaders.child_pool import ChildPool, Worker
from pipeline.loaders.frames import BadAnswer, Frame, read_frames


def ask(task: dict[str, Any], data: bytes, seconds: float, seconds_per_frame: float) -> Generator[Frame, None, None]:
    """What a child answers to a request: its frames, then a note `ended`, whatever becomes of the child; `lost` where it
    was gone without a word. The documents themselves are read in forks of it, so that is no sign of a bad one.

    The child has `seconds`, and more for each frame; time in which nobody waits for the next frame does not count.
    """
    child, ended = _POOL.take(), None
    deadline = Deadline(child.process, seconds)
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
    yield {"ended": "timeout" if deadline.passed else ended or "lost"}


def close() -> None:
    """Ends the children that wait for work."""
    _POOL.close()


class _Child(Worker):
    """Reads one document after another."""

    def __init__(self) -> None:
        super().__init__(start_child("pipeline.loaders.pdf.child"))
        self._reader, self._writer = cast(BinaryIO, self.process.stdout), cast(BinaryIO, self.process.stdin)

    def answers(self, task: dict[str, Any], data: bytes) -> Iterator[Frame]:
        with contextlib.suppress(BrokenPipeError):
            self._writer.write(json.dumps({**task, "bytes": len(data)}).encode() + b"\n")
            self._writer.write(data)
            self._writer.flush()
        return read_frames(self._reader)


_POOL = ChildPool(_Child)
