"""Clients of remote endpoints and of our own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.chat import capabilities as remembered
from pipeline.chat.client import ChatClient
from pipeline.chat.client_settings import ClientSettings
from pipeline.chat.exchange import Timeouts
from pipeline.chat.ledger import Ledger
from pipeline.chat.limits import Limits
from pipeline.chat.probe import preflight
from pipeline.chat.retry import RetryPolicy
from pipeline.endpoint.server import EmbeddedServer
from pipeline.environment import cache_folder
from pipeline.settings import Endpoint, Settings
from pipeline.wiring.planning import prices


def open_client(settings: Settings, endpoint: Endpoint) -> ChatClient:
    """The client of a remote endpoint. Raises SetupError for an address or key that cannot be used."""
    known = remembered.load(capability_file(), endpoint.host, endpoint.model)
    return _client(settings, endpoint, endpoint.base_url or "", _secret(endpoint), known)


@contextmanager
def way_to(settings: Settings, endpoint: Endpoint, sources: Sequence[str]) -> Iterator[ChatClient]:
    """A client whose endpoint answers: the embedded one is started, a remote one asked first. Raises SetupError."""
    if endpoint.embedded:
        with (
            EmbeddedServer(sources) as server,
            _client(settings, endpoint, server.base_url, server.api_key, None) as own,
        ):
            yield own
        return
    with open_client(settings, endpoint) as client:
        preflight(client)
        try:
            yield client
        finally:
            with suppress(OSError):
                remembered.save(capability_file(), client.capabilities)


def capability_file() -> Path:
    return cache_folder() / "endpoints.json"


def _client(
    settings: Settings, endpoint: Endpoint, base_url: str, key: str | None, known: remembered.Capabilities | None
) -> ChatClient:
    return ChatClient(
        base_url,
        key,
        endpoint.model,
        _client_settings(settings),
        ledger=Ledger(prices(settings)),
        capabilities=known,
    )


def _client_settings(settings: Settings) -> ClientSettings:
    return ClientSettings(
        limits=Limits(
            requests_per_minute=settings.requests_per_minute,
            tokens_per_minute=settings.tokens_per_minute,
            concurrency=settings.concurrency,
        ),
        retry=RetryPolicy(longest_hint_seconds=settings.longest_wait_seconds),
        timeouts=Timeouts(total_seconds=settings.request_deadline_seconds),
        proxy=settings.proxy,
        ca_bundle=str(settings.ca_bundle) if settings.ca_bundle else None,
        allow_http=settings.allow_http,
    )


def _secret(endpoint: Endpoint) -> str | None:
    return endpoint.api_key.get_secret_value() if endpoint.api_key else None
