"""A folder run: documents side by side, each journalled, the run stopped only by what stops every document."""

from __future__ import annotations

import json
import threading
import traceback
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from queue import SimpleQueue

from pipeline.batch.folder import OutputFolder
from pipeline.batch.inputs import Input
from pipeline.chat.faults import Aborted, Fatal
from pipeline.chat.ledger import Totals
from pipeline.errors import CjkclauseError, DocumentError, ProgramMissingError, SetupError, StopRun
from pipeline.extract.merge import failed
from pipeline.extract.record import Record
from pipeline.flow import extract_document
from pipeline.loaders.limits import limits_of
from pipeline.loaders.source import digest
from pipeline.wiring.connection import Connection


@dataclass(frozen=True, slots=True)
class Outcome:
    """One file of a run. `resumed`: the record was there and still good; `trace` is for --debug alone."""

    name: str
    record: Record
    resumed: bool = False
    trace: str = ""


@dataclass(frozen=True, slots=True)
class _Turn:
    """A file's place in the queue. `returns` counts how often it went back to the end, for requests that nothing had
    answered; it is not taken up before `ready_at`, in the clock of the endpoint's client.
    """

    file: Input
    returns: int = 0
    ready_at: float = 0.0


class Run:
    """Starts at once; iterate for the outcomes, as documents finish.

    A document of which a request stayed unanswered goes to the end of the queue as long as the run may spend retries;
    what was answered comes from the journal then. Iterating raises StopRun (or SetupError, if the output folder goes away) after the documents in flight are settled.
    """

    def __init__(self, connection: Connection, folder: OutputFolder, files: Sequence[Input]) -> None:
        self.connection, self.folder = connection, folder
        self._stopped: CjkclauseError | None = None
        self._same_file: dict[str, threading.Lock] = defaultdict(threading.Lock)
        self._guard = threading.Lock()
        settings = connection.settings
        self._deadline = threading.Timer(settings.deadline_seconds or 0, self._end)
        self._deadline.daemon = True
        if settings.deadline_seconds:
            self._deadline.start()
        self._pool = ThreadPoolExecutor(settings.jobs, thread_name_prefix="document")
        self._settled: SimpleQueue[Outcome | Exception | None] = SimpleQueue()
        self._left = len(files)
        for file in files:
            self._queue(_Turn(file))

    def __iter__(self) -> Iterator[Outcome]:
        try:
            while self._left:
                settled = self._settled.get()
                self._left -= 1
                if isinstance(settled, Exception):
                    raise settled
                if settled is not None:
                    yield settled
            if self._stopped is not None:
                raise self._stopped
        finally:
            self.close()

    def close(self) -> None:
        """Ends what is still at work: an interrupt must not wait for a slow endpoint."""
        if self._left > self._settled.qsize():
            self._stop(StopRun("run_interrupted"))
            self.connection.abort()
        self._deadline.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _queue(self, turn: _Turn) -> None:
        self._pool.submit(self._work, turn)

    def _work(self, turn: _Turn) -> None:
        """Settles a file, or puts it back into the queue. A file of a stopped run is settled by None: the next one
        takes it up.
        """
        try:
            outcome = self._take(turn)
        except Exception as error:
            self._settled.put(error)
            return
        if not isinstance(outcome, _Turn):
            self._settled.put(outcome)
        elif self._stopped is None:
            self._queue(outcome)
        else:
            self._settled.put(None)

    def _take(self, turn: _Turn) -> Outcome | _Turn | None:
        self.connection.wait_until(turn.ready_at)
        self._check_limits()
        if self._stopped is not None:
            return None
        try:
            return self._extract(turn)
        except (StopRun, SetupError) as error:
            self._stop(error)
        except Fatal as error:
            self._stop(error.as_stop())
        except Aborted:
            self._stop(StopRun("run_interrupted"))
        return None

    def _stop(self, error: CjkclauseError) -> None:
        with self._guard:
            self._stopped = self._stopped or error

    def _end(self) -> None:
        """At the deadline no wait goes on and nothing more is sent: a resume continues."""
        self._stop(StopRun("deadline_reached", seconds=self.connection.settings.deadline_seconds))
        self.connection.wind_down()

    def _check_limits(self) -> None:
        settings = self.connection.settings
        cost = self.connection.ledger.run().cost
        if settings.cost_limit is not None and cost is not None and cost >= settings.cost_limit:
            self._stop(StopRun("cost_limit_reached", limit=settings.cost_limit, cost=cost))

    def _extract(self, turn: _Turn) -> Outcome | _Turn:
        file = turn.file
        file_sha256 = digest(file.path, limits_of(self.connection.settings))
        if file_sha256 is None:
            return self._make(turn, None, None)
        key = self.connection.record_key(f"{file_sha256} {file.name}")
        if record := self.folder.stored(file.stem, key):
            return Outcome(file.name, record, resumed=True)
        with self._guard:
            lock = self._same_file[file_sha256]
        # The second of two identical files finds the first one's replies in the journal.
        with lock:
            return self._make(turn, file_sha256, key)

    def _make(self, turn: _Turn, file_sha256: str | None, key: str | None) -> Outcome | _Turn:
        file, account = turn.file, turn.file.stem
        if not turn.returns:
            self._restore_spent(account)
        text, trace, ready_at = None, "", None
        try:
            document, record, unanswered = extract_document(
                file.path, file.name, self.connection.parts(self.folder.journal, account)
            )
            text = document.text
            ready_at = self.connection.may_return(turn.returns) if unanswered else None
            self.connection.learn_caching(record.usage.requests, self.connection.spent(account))
        except DocumentError as error:
            record = self._failed(file, file_sha256, error)
            key = None if isinstance(error, ProgramMissingError) else key
        except (StopRun, SetupError, Fatal, Aborted):
            raise
        except CjkclauseError as error:
            record, key = self._failed(file, file_sha256, error), None
        except Exception as error:
            trace = traceback.format_exc()
            wrapped = DocumentError("internal_error", name=file.name, detail=f"{type(error).__name__}: {error}")
            record, key = self._failed(file, file_sha256, wrapped), None
        finally:
            self._keep_spent(account)
        # Also what goes back into the queue: the run may be killed before its turn comes.
        self.folder.write(file.stem, record, text, key if _is_final(record) else None)
        if ready_at is not None:
            return _Turn(file, turn.returns + 1, ready_at)
        return Outcome(file.name, record, trace=trace)

    def _failed(self, file: Input, file_sha256: str | None, error: CjkclauseError) -> Record:
        return failed(file.name, file_sha256, error, self.connection.origin(), self.connection.spent(file.stem))

    def _restore_spent(self, account: str) -> None:
        """What earlier runs paid for this document belongs to its record; a cassette tells it itself."""
        if not self.connection.replays and (stored := self.folder.journal.spent(account)):
            self.connection.ledger.add(account, Totals.from_json(json.loads(stored)))

    def _keep_spent(self, account: str) -> None:
        if not self.connection.replays:
            self.folder.journal.spend(account, json.dumps(self.connection.spent(account).to_json()))


def _is_final(record: Record) -> bool:
    """Whether running again could change nothing: no part of the document is waiting for an endpoint."""
    return not any(stretch.outcome in ("failed", "unread") for stretch in record.coverage)
