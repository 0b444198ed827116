"""The children that read pictures: few, with the models loaded, lent to one page at a time."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO, Literal, cast

from pipeline.loaders.child import Deadline, start_child
from pipeline.loaders.child_pool import ChildPool, Worker
from pipeline.loaders.frames import BadAnswer, read_frames, write_picture
from pipeline.loaders.pages.page import Page, Picture

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
    module: str = "pipeline.loaders.ocr.child"


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
        self.children = ChildPool(partial(_Child, terms), _IDLE_SECONDS)

    def read(self, picture: Picture) -> Answer:
        """Waits for a free child. One that hangs or dies is ended, and the page is said to have failed."""
        with self._free:
            child = self.children.take()
            try:
                answer = child.read(picture)
            except BaseException:
                child.kill()
                raise
            if child.failed:
                child.kill()
            else:
                self.children.give_back(child)
            return answer

    def close(self) -> None:
        """Ends the children that have nothing to do."""
        self.children.close()


class _Child(Worker):
    """Reads one picture after another; `failed` says that an answer was none."""

    def __init__(self, terms: Terms) -> None:
        arguments = (terms.address_space_bytes, terms.seconds, terms.tesseract)
        super().__init__(start_child(terms.module, arguments))
        self.failed = False
        self._seconds = terms.seconds
        self._patience = terms.start_seconds + terms.seconds
        self._answers = read_frames(cast(BinaryIO, self.process.stdout))

    def read(self, picture: Picture) -> Answer:
        with Deadline(self.process, self._patience) as deadline:
            try:
                write_picture(cast(BinaryIO, self.process.stdin), picture)
                note, page = next(self._answers), next(self._answers)
                if not isinstance(note, dict) or not isinstance(page, Page):
                    raise BadAnswer
                self._patience = self._seconds
                return Answer(page=page, **note)  # type: ignore[arg-type]
            except (OSError, StopIteration, BadAnswer, TypeError):
                self.failed = True
        return Answer("timeout" if deadline.passed else "failed")


_pools: dict[Terms, Pool] = {}
_pools_guard = threading.Lock()


def pool(terms: Terms) -> Pool:
    """The one pool of these terms in this process."""
    with _pools_guard:
        if terms not in _pools:
            _pools[terms] = Pool(terms)
        return _pools[terms]
