"""A folder run: documents side by side, each journalled, the run stopped only by what stops every document."""

from __future__ import annotations

import json
import threading
import time
import traceback
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path

from pipeline.batch.folder import OutputFolder
from pipeline.batch.inputs import Input
from pipeline.chat.faults import Aborted, Fatal
from pipeline.chat.ledger import Totals
from pipeline.errors import CjkclauseError, DocumentError, SetupError, StopRun
from pipeline.extract.merge import failed
from pipeline.extract.record import Record
from pipeline.flow import extract_document
from pipeline.wiring import Connection


@dataclass(frozen=True, slots=True)
class Outcome:
    """One file of a run. `resumed`: the record was there and still good; `trace` is for --debug alone."""

    name: str
    record: Record
    resumed: bool = False
    trace: str = ""


class Run:
    """Starts at once; iterate for the outcomes, as documents finish.

    Iterating raises StopRun (or SetupError, if the output folder goes away) after the documents in flight are settled.
    """

    def __init__(self, connection: Connection, folder: OutputFolder, files: Sequence[Input]) -> None:
        self.connection, self.folder = connection, folder
        self._stopped: CjkclauseError | None = None
        self._same_file: dict[str, threading.Lock] = defaultdict(threading.Lock)
        self._guard = threading.Lock()
        settings = connection.settings
        self._ends_at = time.monotonic() + settings.deadline_seconds if settings.deadline_seconds else None
        self._pool = ThreadPoolExecutor(settings.jobs, thread_name_prefix="document")
        self._futures = {self._pool.submit(self._work, file) for file in files}

    def __iter__(self) -> Iterator[Outcome]:
        try:
            for future in as_completed(self._futures):
                # A future keeps its record; a run over thousands must not.
                self._futures.discard(future)
                outcome = future.result()
                if outcome is not None:
                    yield outcome
            if self._stopped is not None:
                raise self._stopped
        finally:
            self.close()

    def close(self) -> None:
        """Ends what is still at work: an interrupt must not wait for a slow endpoint."""
        if not all(future.done() for future in self._futures):
            self._stop(StopRun("run_interrupted"))
            self.connection.abort()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _work(self, file: Input) -> Outcome | None:
        """None once the run is stopped: the file is left for the next one."""
        self._check_limits()
        if self._stopped is not None:
            return None
        try:
            return self._extract(file)
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

    def _check_limits(self) -> None:
        settings = self.connection.settings
        if self._ends_at is not None and time.monotonic() >= self._ends_at:
            self._stop(StopRun("deadline_reached", seconds=settings.deadline_seconds))
        cost = self.connection.ledger.run().cost
        if settings.cost_limit is not None and cost is not None and cost >= settings.cost_limit:
            self._stop(StopRun("cost_limit_reached", limit=settings.cost_limit, cost=cost))

    def _extract(self, file: Input) -> Outcome:
        file_sha256 = _digest(file.path)
        if file_sha256 is None:
            return self._make(file, None, None)
        key = self.connection.record_key(f"{file_sha256} {file.name}")
        if record := self.folder.stored(file.stem, key):
            return Outcome(file.name, record, resumed=True)
        with self._guard:
            lock = self._same_file[file_sha256]
        # The second of two identical files finds the first one's replies in the journal.
        with lock:
            return self._make(file, file_sha256, key)

    def _make(self, file: Input, file_sha256: str | None, key: str | None) -> Outcome:
        account = file.stem
        self._restore_spent(account)
        text, trace = None, ""
        try:
            document, record = extract_document(
                file.path, file.name, self.connection.parts(self.folder.journal, account)
            )
            text = document.text
            self.connection.learn_caching(record.usage.requests, self.connection.spent(account))
        except DocumentError as error:
            record = self._failed(file, file_sha256, error)
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
        self.folder.write(file.stem, record, text, key if _is_final(record) else None)
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


def _digest(path: Path) -> str | None:
    """The sha256 of a regular file; None for what cannot be read, or would never end as a pipe."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def _is_final(record: Record) -> bool:
    """Whether running again could change nothing: no part of the document is waiting for an endpoint."""
    return not any(stretch.outcome in ("failed", "unread") for stretch in record.coverage)
