"""A run's way to its endpoint, opened and closed again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from pipeline.budget.calibration import Calibration
from pipeline.chat.ledger import Ledger
from pipeline.extract.cassette import Header, Recorder, open_cassette
from pipeline.schema.library import BUILTIN, Library
from pipeline.settings import Endpoint, Settings
from pipeline.wiring.cassette import prompts
from pipeline.wiring.client import way_to
from pipeline.wiring.connection import Connection
from pipeline.wiring.planning import prices


@contextmanager
def connect(
    settings: Settings,
    endpoint: Endpoint,
    chosen: Library,
    sources: Sequence[str] = (BUILTIN,),
    language: str = "en",
    *,
    record: Path | None = None,
    replay: Path | None = None,
) -> Iterator[Connection]:
    """Opens the way to the endpoint: starts the embedded one, sends a preflight to a remote one, or plays a cassette.

    Raises SetupError with a remedy where the endpoint refuses before any work began.
    """
    if replay is not None:
        player = open_cassette(replay)
        yield Connection(settings, endpoint, chosen, None, Ledger(prices(settings)), language, cassette=player)
        return
    with way_to(settings, endpoint, sources) as client:
        caches = client.capabilities.caches is not False or endpoint.embedded
        connection = Connection(settings, endpoint, chosen, client, client.ledger, language, caches)
        connection.calibration = Calibration(client.capabilities.undercount or 0.0)
        if record is None:
            yield connection
            return
        with closing(Recorder(record, _header(connection), _secrets(settings, endpoint))) as connection.cassette:
            yield connection


def _header(connection: Connection) -> Header:
    origin = connection.origin()
    engine = "rules" if origin.by_rules else "model"
    return Header(origin.endpoint, engine, origin.model, prompts(connection.library))


def _secrets(settings: Settings, endpoint: Endpoint) -> list[str]:
    keys = (endpoint.api_key, settings.api_key, settings.page_key)
    return [key.get_secret_value() for key in keys if key]
