"""The way to an endpoint as a cassette keeps it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr

from pipeline.endpoint.server import EmbeddedServer
from pipeline.errors import SetupError
from pipeline.settings import Endpoint, Settings
from pipeline.wiring.cassette import is_older, recorded_endpoint
from pipeline.wiring.library import library
from pipeline.wiring.opening import connect

EMBEDDED = Endpoint(base_url=None, api_key=None, model="kimi-k2-5")


def test_a_cassette_tells_which_endpoint_was_recorded(tmp_path: Path, embedded: EmbeddedServer) -> None:
    key = SecretStr(embedded.api_key)
    served = Endpoint(base_url=embedded.base_url, api_key=key, model="kimi-k2-5")
    for name, endpoint in (("own", EMBEDDED), ("served", served)):
        with connect(Settings(), endpoint, library(), record=tmp_path / name) as connection:
            assert connection.client is not None and not connection.replays
        assert recorded_endpoint(tmp_path / name).embedded
        assert embedded.api_key not in (tmp_path / name).read_text("utf-8")


def test_a_cassette_of_other_types_was_recorded_with_another_prompt(tmp_path: Path) -> None:
    tape = tmp_path / "tape"
    with connect(Settings(), EMBEDDED, library(), record=tape):
        pass
    assert not is_older(tape, library())
    assert is_older(tape, library(types=["term"]))


def test_a_replay_opens_nothing(tmp_path: Path) -> None:
    tape = tmp_path / "tape"
    with connect(Settings(), EMBEDDED, library(), record=tape):
        pass
    nowhere = Endpoint(base_url="https://llm.test/v1", api_key=None, model="m")
    with connect(Settings(), nowhere, library(), replay=tape) as connection:
        assert connection.replays and connection.client is None


def test_a_cassette_that_is_none_is_refused(tmp_path: Path) -> None:
    tape = tmp_path / "tape"
    tape.write_text("no cassette\n")
    with pytest.raises(SetupError), connect(Settings(), EMBEDDED, library(), replay=tape):
        raise AssertionError("work began")
