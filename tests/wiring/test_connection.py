"""A run's way to its endpoint: what makes a stored record stale, and what is planned once and for all."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

import pytest

from pipeline.budget.calibration import Measure
from pipeline.chat.capabilities import Capabilities
from pipeline.chat.client import ChatClient
from pipeline.chat.ledger import Ledger, Totals
from pipeline.extract.mask import Mask
from pipeline.extract.masked_exchange import MaskedExchange
from pipeline.settings import Endpoint, Settings
from pipeline.wiring.connection import RULES_ONLY, Connection
from pipeline.wiring.library import library
from tests.contracts import LEASE, job

REMOTE = Endpoint(base_url="https://llm.test/v1", api_key=None, model="kimi-k2-5")
EMBEDDED = Endpoint(base_url=None, api_key=None, model="kimi-k2-5")
FILE = "0" * 64


class Memory:
    """A store that forgets when it ends."""

    def __init__(self) -> None:
        self.held: dict[tuple[str, str], str] = {}

    def get(self, kind: Literal["reply", "plan"], key: str) -> str | None:
        return self.held.get((kind, key))

    def put(self, kind: Literal["reply", "plan"], key: str, value: str) -> None:
        self.held[kind, key] = value


def connection(endpoint: Endpoint = REMOTE, *, types: list[str] | None = None, **settings: Any) -> Connection:
    client = None if endpoint.embedded else ChatClient(endpoint.base_url or "", "sk-key-of-a-test", endpoint.model)
    return Connection(Settings(**settings), endpoint, library(types=types), client, Ledger())


@pytest.mark.parametrize(
    "other",
    [
        {"endpoint": EMBEDDED},
        {"endpoint": REMOTE.model_copy(update={"model": "kimi-k3"})},
        {"types": ["term"]},
        {"mode": "tools"},
        {"mask": True},
        {"our_side": ("甲方",)},
        {"context_tokens": 40_000},
    ],
)
def test_a_stored_record_is_made_again_where_what_shapes_it_is_another(other: dict[str, Any]) -> None:
    assert connection(**other).record_key(FILE) != connection().record_key(FILE)


def test_a_stored_record_stays_good_where_only_the_run_is_another() -> None:
    patient = connection(jobs=1, concurrency=2, request_deadline_seconds=5.0)
    assert patient.record_key(FILE) == connection().record_key(FILE)
    assert patient.record_key("1" * 64) != patient.record_key(FILE)


def test_a_record_says_rules_where_rules_answer() -> None:
    assert connection().origin().model == "kimi-k2-5"
    served = connection()
    assert served.client is not None
    served.client.learn(Capabilities("llm.test", "kimi-k2-5", rules=True))
    for own in (connection(EMBEDDED), served):
        assert own.by_rules and own.origin().model == RULES_ONLY


def test_rules_read_a_second_time_beside_every_endpoint_but_our_own() -> None:
    remote = connection()
    assert remote.second is not None and remote.second is remote.second
    assert connection(EMBEDDED).second is None


def test_a_plan_is_made_once_whatever_is_learned_later() -> None:
    """A resume must ask the very same requests."""
    store, contract = Memory(), job(LEASE * 4)
    first = connection(context_tokens=20_000, answer_tokens=2_000)
    windows = first.parts(store, "lease").plan(contract, 0)
    later = connection(context_tokens=20_000, answer_tokens=2_000)
    later.cached = False
    assert later.parts(store, "lease").plan(contract, 0) == windows
    assert later.parts(Memory(), "lease").plan(contract, 0) != windows
    assert later.parts(store, "lease").plan(contract, 1) != windows


def test_what_an_endpoint_counts_is_learned_and_remembered_of_it() -> None:
    over = [Measure(1000, 1040, 500, 500)]
    remote = connection()
    remote.parts(Memory(), "lease").learn(over)
    assert remote.client is not None
    assert remote.client.capabilities.undercount == remote.calibration.margin > 0


def test_our_own_server_counts_as_we_do() -> None:
    own = connection(EMBEDDED)
    own.parts(Memory(), "lease").learn([Measure(1000, 1040, 500, 500)])
    assert own.calibration.margin == 0


@pytest.mark.parametrize(
    ("requests", "usage", "cached"),
    [
        (3, Totals(requests=3), False),
        (3, Totals(requests=3, cached_tokens=900), True),
        (1, Totals(requests=1), True),
        (3, Totals(requests=1), True),
    ],
)
def test_several_requests_without_a_cached_token_show_that_no_prefix_is_remembered(
    requests: int, usage: Totals, cached: bool
) -> None:
    own = connection()
    own.learn_caching(requests, usage)
    assert own.cached is cached


def test_a_masked_document_is_asked_through_its_mask_alone() -> None:
    contract = job(f"{LEASE}\n联系电话：13912345678。")
    masked = replace(contract, mask=Mask.of(contract.document.text))
    exchange = connection().parts(Memory(), "lease").exchange
    assert isinstance(exchange(masked), MaskedExchange)
    assert not isinstance(exchange(contract), MaskedExchange)


def test_a_replay_is_ended_without_a_client() -> None:
    own = connection(EMBEDDED)
    own.abort()
    own.wind_down()
    own.wait_until(1e9)
    assert own.may_return(0) is None and not own.replays
