"""A document of which requests stay unanswered: it goes behind the others and comes back, until the run has no retries
left for it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from pipeline.batch.folder import OutputFolder
from pipeline.batch.inputs import find_inputs
from pipeline.batch.runner import Outcome, Run
from pipeline.chat.client import ChatClient
from pipeline.chat.client_settings import ClientSettings
from pipeline.chat.ledger import Ledger
from pipeline.chat.retry import RetryPolicy
from pipeline.endpoint.server import EmbeddedServer
from pipeline.errors import StopRun
from pipeline.settings import Endpoint, Settings
from pipeline.wiring.connection import Connection
from pipeline.wiring.library import library
from tests.contracts import LEASE
from tests.faults.breakage import FAULTS, Answer
from tests.faults.proxy import Proxy, Upstream

SICK = "滨河路1号"
MODEL = "kimi-k2-5"


class Sick(Proxy):
    """Answers 500 to the first `failures` requests about one contract, whichever they are."""

    failures = 0

    def answer(self, body: bytes) -> Answer:
        if SICK in json.loads(body)["messages"][1]["content"] and self.failures:
            self.requests.append(body)
            self.failures -= 1
            return Answer(None, "", {}, status=500, error='{"error": {"message": "upstream is ill"}}')
        return super().answer(body)


@pytest.fixture(scope="module")
def upstream() -> Iterator[Upstream]:
    with EmbeddedServer() as server:
        yield Upstream.of(server.base_url, server.api_key)


def run(tmp_path: Path, upstream: Upstream, failures: int, free_retries: int = 40) -> tuple[list[Outcome], Sick]:
    source = tmp_path / "in"
    source.mkdir()
    for number in range(1, 5):
        (source / f"{number}.txt").write_text(LEASE.replace("滨河路18号", f"滨河路{number}号"))
    policy = RetryPolicy(first_wait_seconds=0.001, longest_backoff_seconds=0.01, free_retries=free_retries)
    folder = OutputFolder(tmp_path / "out")
    with (
        Sick(upstream, None, 0.0) as proxy,
        ChatClient(proxy.base_url, None, MODEL, ClientSettings(retry=policy)) as client,
    ):
        proxy.failures = failures
        endpoint = Endpoint(base_url=proxy.base_url, api_key=None, model=MODEL)
        connection = Connection(Settings(jobs=1), endpoint, library(), client, Ledger())
        outcomes = list(Run(connection, folder, find_inputs([source]).files))
    folder.close()
    return outcomes, proxy


def test_it_goes_behind_all_others_and_is_whole_in_the_end(tmp_path: Path, upstream: Upstream) -> None:
    outcomes, proxy = run(tmp_path, upstream, failures=10)
    assert [outcome.name for outcome in outcomes] == ["2.txt", "3.txt", "4.txt", "1.txt"]
    assert {outcome.record.status for outcome in outcomes} == {"complete"}
    assert len(proxy.requests) == 10 + 4
    assert json.loads((tmp_path / "out" / "1.txt.json").read_text())["status"] == "complete"


def test_without_retries_to_spend_it_fails_by_name_and_the_others_are_whole(tmp_path: Path, upstream: Upstream) -> None:
    outcomes, _ = run(tmp_path, upstream, failures=1000, free_retries=4)
    status = {outcome.name: outcome.record.status for outcome in outcomes}
    assert status == {"1.txt": "failed", "2.txt": "complete", "3.txt": "complete", "4.txt": "complete"}
    (sick,) = (outcome.record for outcome in outcomes if outcome.name == "1.txt")
    assert {issue.code for issue in sick.issues} >= {"article_failed"}


def test_a_request_that_nothing_ever_answers_comes_back_a_bounded_number_of_times(
    tmp_path: Path, upstream: Upstream
) -> None:
    outcomes, proxy = run(tmp_path, upstream, failures=1000, free_retries=1000)
    assert len(outcomes) == 4
    returns, in_the_document, sendings = 1 + RetryPolicy().returns, 2, 1 + RetryPolicy().retries["server"]
    assert len(proxy.requests) == 3 + returns * in_the_document * sendings


def test_the_deadline_ends_what_is_waiting(tmp_path: Path, upstream: Upstream) -> None:
    """The client would wait for a minute; the run may take a moment."""
    (tmp_path / "lease.txt").write_text(LEASE)
    busy = FAULTS["429 retry-after"](Answer(None, "", {}), Random(0))
    folder = OutputFolder(tmp_path / "out")
    with (
        Proxy(upstream, lambda answer, dice: replace(busy, headers={"retry-after": "60"}), 1.0) as proxy,
        ChatClient(proxy.base_url, None, MODEL) as client,
    ):
        endpoint = Endpoint(base_url=proxy.base_url, api_key=None, model=MODEL)
        settings = Settings(jobs=1, deadline_seconds=0.3)
        connection = Connection(settings, endpoint, library(), client, Ledger())
        with pytest.raises(StopRun) as raised:
            list(Run(connection, folder, find_inputs([tmp_path / "lease.txt"]).files))
    folder.close()
    assert raised.value.code == "deadline_reached"
    assert len(proxy.requests) <= 1
