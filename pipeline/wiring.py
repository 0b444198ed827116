"""The only place that chooses concrete parts: which endpoint, which loader, which store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from json import dumps
from pathlib import Path

from pipeline.budget.allowance import Allowance
from pipeline.budget.windows import Window
from pipeline.chat import capabilities as remembered
from pipeline.chat.client import ChatClient
from pipeline.chat.exchange import Timeouts
from pipeline.chat.ledger import Ledger, Prices, Totals
from pipeline.chat.limits import Limits as Pacing
from pipeline.chat.probe import preflight
from pipeline.chat.retry import RetryPolicy
from pipeline.document.model import Document
from pipeline.endpoint.server import EmbeddedServer
from pipeline.extract import prompt
from pipeline.extract.ask import Exchange
from pipeline.extract.exchange import PaidExchange, Store, read_windows, write_windows
from pipeline.extract.job import Job
from pipeline.extract.merge import Origin
from pipeline.extract.plan import Plan, price, windows_of
from pipeline.flow import Parts
from pipeline.loaders.registry import load
from pipeline.outline.tree import build
from pipeline.schema.library import BUILTIN, Library, load_library
from pipeline.schema.lint import check_library
from pipeline.settings import Endpoint, Settings, cache_folder
from pipeline.version import __version__

RULES_ONLY = "rules only"


def library(schemas: str | None = None, types: Sequence[str] | None = None) -> Library:
    """The clause types of a run: `schemas` as in `--schemas`, cut down to `types`. Raises SetupError."""
    chosen = load_library(schema_sources(schemas))
    check_library(chosen)
    return chosen.only(types) if types else chosen


def schema_sources(schemas: str | None) -> tuple[str, ...]:
    """`--schemas builtin,DIR`: a folder alone replaces the built-in types."""
    return tuple(filter(None, (schemas or BUILTIN).split(","))) or (BUILTIN,)


def load_document(path: Path, name: str | None = None) -> Document:
    return load(path, name=name)


def open_client(settings: Settings, endpoint: Endpoint) -> ChatClient:
    """The client of a remote endpoint. Raises SetupError for an address or key that cannot be used."""
    known = remembered.load(capability_file(), endpoint.host, endpoint.model)
    return _client(settings, endpoint, endpoint.base_url or "", _secret(endpoint), known)


def capability_file() -> Path:
    return cache_folder() / "endpoints.json"


def _client(
    settings: Settings, endpoint: Endpoint, base_url: str, key: str | None, known: remembered.Capabilities | None
) -> ChatClient:
    return ChatClient(
        base_url,
        key,
        endpoint.model,
        limits=Pacing(
            requests_per_minute=settings.requests_per_minute,
            tokens_per_minute=settings.tokens_per_minute,
            concurrency=settings.concurrency,
        ),
        retry=RetryPolicy(longest_hint_seconds=settings.longest_wait_seconds),
        timeouts=Timeouts(total_seconds=settings.request_deadline_seconds),
        ledger=Ledger(prices(settings)),
        capabilities=known,
        proxy=settings.proxy,
        ca_bundle=str(settings.ca_bundle) if settings.ca_bundle else None,
        allow_http=settings.allow_http,
    )


def prices(settings: Settings) -> Prices:
    return Prices(settings.prices.cached, settings.prices.input, settings.prices.output)


def allowance(settings: Settings, halvings: int = 0) -> Allowance:
    """What a request may hold; each halving halves the window and leaves the answer's room as it is."""
    context = max(settings.context_tokens >> halvings, 2 * settings.answer_tokens)
    return Allowance(context, settings.answer_tokens)


def _secret(endpoint: Endpoint) -> str | None:
    return endpoint.api_key.get_secret_value() if endpoint.api_key else None


def plan(document: Document, chosen: Library, settings: Settings) -> Plan:
    """What extracting a document would send to an endpoint that caches. Raises DocumentError."""
    job = Job(document, build(document), chosen)
    return price(job, windows_of(job, allowance(settings)), prices(settings))


@dataclass(slots=True)
class Connection:
    """A run's way to its endpoint. `cached` turns False when the endpoint turns out to remember no prefix."""

    settings: Settings
    endpoint: Endpoint
    library: Library
    client: ChatClient
    language: str = "en"
    cached: bool = True
    _prompts: dict[str, str] = field(default_factory=dict)

    def origin(self, document_language: str = "en") -> Origin:
        """What a record says about who answered."""
        if document_language not in self._prompts:
            self._prompts[document_language] = prompt.fingerprint(prompt.system(self.library, document_language))
        return Origin(
            endpoint=self.endpoint.name,
            model=RULES_ONLY if self.endpoint.embedded else self.endpoint.model,
            by_rules=self.endpoint.embedded,
            prompt=self._prompts[document_language],
            language=self.language,
            our_side=self.settings.our_side,
        )

    def record_key(self, file_sha256: str) -> str:
        """Under which a stored record is still good: same file, schemas, endpoint, model, prompt, settings, program."""
        prompts = [prompt.fingerprint(prompt.system(self.library, language)) for language in ("en", "zh-Hans", "ja")]
        made_of = [file_sha256, self.library.hashes(), self.endpoint.name, self.endpoint.model, prompts]
        return _digest([*made_of, self.settings.shaping(), self.language, __version__])

    def parts(self, store: Store, account: str) -> Parts:
        """The parts of one document's way; `account` names it in the ledger."""
        return Parts(
            load=load_document,
            outline=build,
            library=self.library,
            plan=partial(self._plan, store),
            exchange=partial(self._exchange, store, account),
            usage=lambda _: self.spent(account),
            origin=self.origin,
        )

    def spent(self, account: str) -> Totals:
        return self.client.ledger.document(account)

    def _exchange(self, store: Store, account: str, _: Document) -> Exchange:
        known = self.client.capabilities
        return PaidExchange(
            self.client,
            store,
            self.endpoint.name,
            account,
            mode=self.settings.mode,
            json_mode=known.json_mode is not False,
            stream=self.settings.stream and known.stream is not False,
        )

    def _plan(self, store: Store, job: Job, halvings: int) -> list[Window]:
        """The journalled plan where there is one: a resume must ask the very same requests."""
        allowed = allowance(self.settings, halvings)
        made_of = [job.document.sha256, self.origin(job.language).prompt, self.endpoint.name]
        key = _digest([*made_of, allowed.context_tokens, allowed.answer_tokens, self.endpoint.model, __version__])
        if stored := store.get("plan", key):
            return read_windows(stored)
        windows = windows_of(job, allowed, self.cached)
        store.put("plan", key, write_windows(windows))
        return windows

    def learn_caching(self, requests: int, usage: Totals) -> None:
        """After a document: several requests and no cached token mean that the endpoint remembers no prefix."""
        if requests > 1 and usage.requests > 1 and not usage.cached_tokens:
            self.cached = False


def _digest(value: object) -> str:
    return sha256(dumps(value, sort_keys=True, ensure_ascii=False, default=str).encode("utf-8", "replace")).hexdigest()


@contextmanager
def connect(
    settings: Settings, endpoint: Endpoint, chosen: Library, sources: Sequence[str] = (BUILTIN,), language: str = "en"
) -> Iterator[Connection]:
    """Opens the way to the endpoint: starts the embedded one, or sends a preflight to a remote one.

    Raises SetupError with a remedy where the endpoint refuses before any work began.
    """
    if endpoint.embedded:
        with (
            EmbeddedServer(sources) as server,
            _client(settings, endpoint, server.base_url, server.api_key, None) as own,
        ):
            yield Connection(settings, endpoint, chosen, own, language)
        return
    with open_client(settings, endpoint) as client:
        if not endpoint.local or client.capabilities.checked_on is None:
            preflight(client)
        try:
            yield Connection(settings, endpoint, chosen, client, language, client.capabilities.caches is not False)
        finally:
            with suppress(OSError):
                remembered.save(capability_file(), client.capabilities)
