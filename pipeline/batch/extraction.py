"""A folder extraction from its arguments to its outcomes: what the command and the library both start."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from types import TracebackType

from pipeline.batch.folder import OutputFolder
from pipeline.batch.inputs import Inputs, find_inputs
from pipeline.batch.journal import Journal
from pipeline.batch.runner import Outcome, Run
from pipeline.chat.faults import Fatal
from pipeline.errors import DocumentError, RequestError, SetupError, StopRun
from pipeline.extract.merge import failed
from pipeline.extract.record import Record
from pipeline.flow import extract_document
from pipeline.loaders.limits import limits_of
from pipeline.loaders.registry import printable
from pipeline.messages import Message, render
from pipeline.schema.library import Library
from pipeline.settings import Endpoint, Settings, choose_endpoint
from pipeline.wiring import opening
from pipeline.wiring.cassette import is_older, recorded_endpoint
from pipeline.wiring.connection import Connection
from pipeline.wiring.library import library, schema_sources


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted of an extraction: types and schemas as on the command line, the settings, the message language.

    `record` names a cassette to keep requests and replies in, `replay` one to answer from: nothing is sent then.
    """

    settings: Settings
    schemas: str | None = None
    types: tuple[str, ...] | None = None
    language: str = "en"
    record: Path | None = None
    replay: Path | None = None

    def endpoint(self) -> Endpoint:
        """Raises SetupError where the settings name no usable endpoint, or a cost limit that nobody can check."""
        if self.replay is not None:
            return recorded_endpoint(self.replay)
        settings = self.settings
        if settings.cost_limit is not None and (settings.prices.input is None or settings.prices.output is None):
            raise SetupError("prices_unknown")
        return choose_endpoint(settings)

    def library(self) -> Library:
        return library(self.schemas, self.types)

    def announcement(self, endpoint: Endpoint, library: Library, documents: int) -> Announcement:
        notices = []
        if self.record is not None:
            notices.append(render("cassette_holds_text", {"path": str(self.record)}, self.language))
        if self.replay is not None and is_older(self.replay, library):
            notices.append(render("cassette_is_older", {"path": str(self.replay)}, self.language))
        return Announcement(endpoint, documents, self.replay, tuple(notices), self.language)

    def connect(self, endpoint: Endpoint, library: Library) -> AbstractContextManager[Connection]:
        """Opens the way to the endpoint. Raises SetupError."""
        sources = schema_sources(self.schemas)
        return opening.connect(
            self.settings, endpoint, library, sources, self.language, record=self.record, replay=self.replay
        )


@dataclass(frozen=True, slots=True)
class Announcement:
    """What is to be known before anything is sent; `notices` are sentences in the language of messages."""

    endpoint: Endpoint
    documents: int
    replay: Path | None
    notices: tuple[Message, ...]
    language: str


Announce = Callable[[Announcement], None]


class Extraction:
    """Everything that can be refused is refused here, before work begins; then the run starts at once.

    `announce` is called when it is known which files go to which endpoint, before anything is sent.
    """

    def __init__(
        self, paths: Sequence[Path], out: Path, order: Order, fresh: bool = False, announce: Announce | None = None
    ) -> None:
        self.inputs: Inputs = find_inputs(paths, out, limits_of(order.settings))
        self.endpoint = order.endpoint()
        library = order.library()
        if announce:
            announce(order.announcement(self.endpoint, library, len(self.inputs.files)))
        with ExitStack() as stack:
            self.folder = OutputFolder(out, fresh)
            stack.callback(self.folder.close)
            self.connection = stack.enter_context(order.connect(self.endpoint, library))
            self._run = Run(self.connection, self.folder, self.inputs.files)
            stack.callback(self._run.close)
            self._open = stack.pop_all()

    def __enter__(self) -> Extraction:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    @property
    def by_rules(self) -> bool:
        return self.connection.by_rules

    def outcomes(self) -> Iterator[Outcome]:
        """As documents finish. Raises StopRun; records.jsonl is written in any case that leaves a folder to write to."""
        try:
            yield from self._run
        except BaseException:
            with suppress(StopRun):
                self.folder.write_jsonl()
            raise
        self.folder.write_jsonl()


def extract_one(path: Path, order: Order, announce: Announce | None = None) -> Record:
    """One document, nothing stored. A file that cannot be read gives a failed record."""
    library, endpoint, name = order.library(), order.endpoint(), printable(path.name)
    if announce:
        announce(order.announcement(endpoint, library, 1))
    with order.connect(endpoint, library) as connection:
        journal = Journal.in_memory()
        try:
            return _extract_patiently(path, name, connection, journal)
        except Fatal as error:
            raise error.as_stop() from error
        except (DocumentError, RequestError) as error:
            return failed(name, None, error, connection.origin(), connection.spent(name))
        finally:
            journal.close()


def _extract_patiently(path: Path, name: str, connection: Connection, journal: Journal) -> Record:
    """Once more for requests that nothing had answered, as long as retries may be spent on them."""
    for returns in count():
        extracted = extract_document(path, name, connection.parts(journal, name))
        ready_at = connection.may_return(returns) if extracted.unanswered else None
        if ready_at is None:
            return extracted.record
        connection.wait_until(ready_at)
    raise AssertionError("unreachable")
