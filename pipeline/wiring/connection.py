"""A run's way to its endpoint: what is asked there, from which parts, and what the answers teach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from json import dumps

from pipeline.budget.calibration import Calibration, Measure
from pipeline.budget.windows import Window
from pipeline.chat.client import ChatClient
from pipeline.chat.ledger import Ledger, Totals
from pipeline.endpoint.second import SecondReader
from pipeline.errors import DocumentError
from pipeline.extract import prompt
from pipeline.extract.ask import Exchange
from pipeline.extract.cassette import Player, Recorder, plan_key
from pipeline.extract.exchange import PaidExchange, Store, read_windows, write_windows
from pipeline.extract.job import Job
from pipeline.extract.masked_exchange import MaskedExchange
from pipeline.extract.merge import Origin
from pipeline.extract.plan import windows_of
from pipeline.extract.second import Second
from pipeline.flow import Parts
from pipeline.loaders.limits import limits_of
from pipeline.loaders.ocr import scans as ocr
from pipeline.messages import LANGUAGES
from pipeline.outline.tree import build
from pipeline.schema.library import Library
from pipeline.settings import Endpoint, Settings
from pipeline.version import __version__
from pipeline.wiring.planning import allowance, load_document

RULES_ONLY = "rules only"


@dataclass(slots=True)
class Connection:
    """A run's way to its endpoint. `cached` turns False when the endpoint turns out to remember no prefix;
    `calibration` is what its counts have taught.

    There is no client where a cassette is played; where one is recorded, it stands between the asking and the client.
    """

    settings: Settings
    endpoint: Endpoint
    library: Library
    client: ChatClient | None
    ledger: Ledger
    language: str = "en"
    cached: bool = True
    cassette: Recorder | Player | None = None
    calibration: Calibration = field(default_factory=Calibration)
    _prompts: dict[str, str] = field(default_factory=dict)
    _second: Second | None = None

    def origin(self, document_language: str = "en") -> Origin:
        """What a record says about who answered."""
        if document_language not in self._prompts:
            self._prompts[document_language] = prompt.fingerprint(prompt.system(self.library, document_language))
        return Origin(
            endpoint=self.endpoint.name,
            model=RULES_ONLY if self.by_rules else self.endpoint.model,
            by_rules=self.by_rules,
            prompt=self._prompts[document_language],
            language=self.language,
            our_side=self.settings.our_side,
        )

    def record_key(self, file_sha256: str) -> str:
        """Under which a stored record is still good: same file, schemas, endpoint, model, prompt, settings, program."""
        prompts = [self.origin(language).prompt for language in LANGUAGES]
        made_of = [file_sha256, self.library.hashes(), self.endpoint.name, self.endpoint.model, prompts]
        scans = ocr.signature(limits_of(self.settings))
        played = self.cassette.identity if self.cassette else None
        return _digest([*made_of, self.settings.shaping(), scans, self.language, played, __version__])

    @property
    def by_rules(self) -> bool:
        """Whether rules answer and no model: the embedded endpoint, also where it is served under a URL."""
        return self.endpoint.embedded or bool(self.client and self.client.capabilities.rules)

    @property
    def second(self) -> Second | None:
        """The rules beside any endpoint but the one that this run has started: that one is nothing else."""
        if self._second is None and not self.endpoint.embedded:
            self._second = Second(SecondReader(self.library).read, lambda: self.by_rules)
        return self._second

    @property
    def replays(self) -> bool:
        """Whether nothing is asked and nothing paid."""
        return isinstance(self.cassette, Player)

    def abort(self) -> None:
        if self.client is not None:
            self.client.abort()

    def wind_down(self) -> None:
        """Nothing more is sent; what is on its way still comes."""
        if self.client is not None:
            self.client.wind_down()

    def may_return(self, returns: int) -> float | None:
        """When a document may be taken up again for its unanswered requests, in the time of `wait_until`."""
        return None if self.client is None else self.client.may_return(returns)

    def wait_until(self, time: float) -> None:
        if self.client is not None:
            self.client.wait_until(time)

    def parts(self, store: Store, account: str) -> Parts:
        """The parts of one document's way; `account` names it in the ledger."""
        return Parts(
            load=partial(load_document, self.settings),
            outline=build,
            library=self.library,
            plan=partial(self._plan, store),
            exchange=partial(self._exchange, store, account),
            usage=lambda _: self.spent(account),
            learn=self._learn,
            second=self.second,
            origin=self.origin,
            mask=self.settings.mask,
        )

    def spent(self, account: str) -> Totals:
        return self.ledger.document(account)

    def _exchange(self, store: Store, account: str, job: Job) -> Exchange:
        """Masks are put on before anything is sent, stored or recorded."""
        exchange = self._open_exchange(store, account)
        return MaskedExchange(exchange, job.mask, job.passages) if job.mask else exchange

    def _open_exchange(self, store: Store, account: str) -> Exchange:
        if isinstance(self.cassette, Player):
            return self.cassette.exchange(self.library, self.ledger, account)
        paid = self._paid_exchange(store, account)
        return self.cassette.exchange(paid, self.library) if self.cassette else paid

    def _paid_exchange(self, store: Store, account: str) -> Exchange:
        if self.client is None:
            raise AssertionError("only a cassette answers without a client")
        known = self.client.capabilities
        return PaidExchange(
            self.client,
            store,
            self.endpoint.name,
            account,
            most_answer_tokens=self.settings.answer_tokens,
            mode=self.settings.mode,
            json_mode=known.json_mode is not False,
            stream=self.settings.stream and known.stream is not False,
        )

    def _plan(self, store: Store, job: Job, halvings: int) -> list[Window]:
        """The plan of a cassette or of the journal where there is one: a resume must ask the very same requests."""
        if isinstance(self.cassette, Player) and (recorded := self.cassette.windows(job, halvings)):
            return recorded
        windows = self._journalled_plan(store, job, halvings)
        if isinstance(self.cassette, Recorder):
            self.cassette.keep_plan(plan_key(job, halvings), windows)
        return windows

    def _journalled_plan(self, store: Store, job: Job, halvings: int) -> list[Window]:
        allowed = allowance(self.settings, halvings)
        made_of: list[object] = [job.document.sha256, self.origin(job.language).prompt, self.endpoint.name]
        made_of += [allowed.context_tokens, allowed.answer_tokens, self.endpoint.model, job.mask is not None]
        key = _digest([*made_of, __version__])
        if stored := store.get("plan", key):
            return read_windows(stored)
        windows = self._windows(job, halvings)
        store.put("plan", key, write_windows(windows))
        return windows

    def _windows(self, job: Job, halvings: int) -> list[Window]:
        """With the margin that counts have shown to be needed; a document is not lost where that leaves no room."""
        calibration, tools = self.calibration, self.settings.mode == "tools"
        for margin in (calibration.margin, 0.0):
            allowed = allowance(self.settings, halvings, margin)
            try:
                return windows_of(job, allowed, self.cached, tools, calibration.answer_share)
            except DocumentError:
                if not margin:
                    raise
        raise AssertionError("unreachable")

    def _learn(self, measures: Sequence[Measure]) -> None:
        """From what an endpoint counts; our own server counts as we do."""
        if self.client is None or self.endpoint.embedded:
            return
        self.calibration.learn(measures)
        self.client.learn(replace(self.client.capabilities, undercount=self.calibration.margin))

    def learn_caching(self, requests: int, usage: Totals) -> None:
        """After a document: several requests and no cached token mean that the endpoint remembers no prefix."""
        if requests > 1 and usage.requests > 1 and not usage.cached_tokens:
            self.cached = False


def _digest(value: object) -> str:
    return sha256(dumps(value, sort_keys=True, ensure_ascii=False, default=str).encode("utf-8", "replace")).hexdigest()
