"""The children that read pictures: few, with the models loaded, lent to one page at a time."""

from __future__ import annotations

import atexit
import threading
from dataclasses import dataclass
from typing import BinaryIO, Literal, cast

from pipeline.loaders.child import Deadline, end_child, start_child, stop_child
from pipeline.loaders.frames import BadAnswer, read_frames, write_picture
from pipeline.loaders.page import Page, Picture

# A child keeps half a gigabyte; a run over a folder comes back sooner.
_IDLE_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Terms:
    """What a child may use. `seconds` is the time of one page, `start_seconds` that of loading the models on a busy
    machine; `tesseract` is the path of the program or "". `module` is the child."""

    processes: int
    address_space_bytes: int
    seconds: float
    tesseract: str
    start_seconds: float = 60.0
    module: str = "pipeline.loaders.ocr_child"


@dataclass(frozen=True, slots=True)
class Answer:
    """`outcome`: how reading one page went. `lost` lines said nothing; `seals` were taken out."""

    outcome: Literal["read", "blank", "nothing", "illegible", "failed", "timeout"]
    page: Page | None = None
    seals: int = 0
    lost: int = 0


class Pool:
    """Safe for threads: as many pages are read side by side as there are processes."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self._free = threading.BoundedSemaphore(terms.processes)
        self._guard = threading.Lock()
        self._idle: list[_Child] = []
        self._timer: threading.Timer | None = None

    def read(self, picture: Picture) -> Answer:
        """Waits for a free child. One that hangs or dies is ended, and the page is said to have failed."""
        with self._free:
            child = self._take()
            try:
                answer = child.read(picture)
            except BaseException:
                child.end()
                raise
            self._give_back(child)
            return answer

    def close(self) -> None:
        """Ends the children that have nothing to do."""
        with self._guard:
            idle, self._idle = self._idle, []
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
        for child in idle:
            child.end()

    def _take(self) -> _Child:
        with self._guard:
            child = self._idle.pop() if self._idle else None
        if child is None:
            return _Child(self.terms)
        if child.runs():
            return child
        child.end()
        return self._take()

    def _give_back(self, child: _Child) -> None:
        if not child.alive:
            child.end()
            return
        with self._guard:
            self._idle.append(child)
            if self._timer is not None:
                self._timer.cancel()
            self._timer = threading.Timer(_IDLE_SECONDS, self.close)
            self._timer.daemon = True
            self._timer.start()


class _Child:
    """A process that reads one picture after another. It is not `alive` once an answer failed."""

    def __init__(self, terms: Terms) -> None:
        self.alive = True
        self._seconds = terms.seconds
        self._patience = terms.start_seconds + terms.seconds
        arguments = (terms.address_space_bytes, terms.seconds, terms.tesseract)
        self._process = start_child(terms.module, arguments)
        self._answers = read_frames(cast(BinaryIO, self._process.stdout))

    def read(self, picture: Picture) -> Answer:
        with Deadline(self._process, self._patience) as deadline:
            try:
                write_picture(cast(BinaryIO, self._process.stdin), picture)
                note, page = next(self._answers), next(self._answers)
                if not isinstance(note, dict) or not isinstance(page, Page):
                    raise BadAnswer
                self._patience = self._seconds
                return Answer(page=page, **note)  # type: ignore[arg-type]
            except (OSError, StopIteration, BadAnswer, TypeError):
                self.alive = False
        return Answer("timeout" if deadline.passed else "failed")

    def runs(self) -> bool:
        return self._process.poll() is None

    def end(self) -> None:
        stop_child(self._process)
        end_child(self._process)


_pools: dict[Terms, Pool] = {}
_pools_guard = threading.Lock()


def pool(terms: Terms) -> Pool:
    """The one pool of these terms in this process; its children end with it."""
    with _pools_guard:
        if terms not in _pools:
            _pools[terms] = Pool(terms)
        return _pools[terms]


@atexit.register
def close_all() -> None:
    """Ends every child that waits for work."""
    with _pools_guard:
        for each in _pools.values():
            each.close()
