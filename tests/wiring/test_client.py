"""Clients as the settings want them, and what outlives them."""

from __future__ import annotations

import json

import pytest
from pydantic import SecretStr

from pipeline.chat import capabilities
from pipeline.chat.capabilities import Capabilities
from pipeline.chat.wire import Message
from pipeline.endpoint.server import EmbeddedServer
from pipeline.errors import SetupError
from pipeline.settings import Endpoint, Settings
from pipeline.wiring.client import capability_file, open_client, way_to

KEY = SecretStr("sk-key-of-a-test")


def test_a_client_keeps_to_the_settings() -> None:
    settings = Settings(concurrency=3, proxy="http://proxy.test:3128", allow_http=True)
    endpoint = Endpoint(base_url="http://llm.test/v1", api_key=KEY, model="m")
    with open_client(settings, endpoint) as client:
        assert client.pace.concurrency == 3
        assert client.host == "llm.test" and client.model == "m"
    with pytest.raises(SetupError):
        open_client(Settings(), endpoint)


def test_a_client_knows_what_was_remembered_of_its_endpoint() -> None:
    capabilities.save(capability_file(), Capabilities("llm.test", "m", json_mode=False))
    for model, known in (("m", False), ("another", None)):
        endpoint = Endpoint(base_url="https://llm.test/v1", api_key=KEY, model=model)
        with open_client(Settings(), endpoint) as client:
            assert client.capabilities.json_mode is known


def test_a_remote_endpoint_is_asked_first_and_what_it_can_is_remembered(embedded: EmbeddedServer) -> None:
    endpoint = Endpoint(base_url=embedded.base_url, api_key=SecretStr(embedded.api_key), model="kimi-k2-5")
    with way_to(Settings(), endpoint, ()) as client:
        assert client.ledger.run().requests > 0
        assert client.capabilities.json_mode is True
    assert json.loads(capability_file().read_text("utf-8"))["endpoints"]
    assert capabilities.load(capability_file(), client.host, "kimi-k2-5") == client.capabilities


def test_an_endpoint_that_refuses_the_key_stops_the_run_before_it_begins(embedded: EmbeddedServer) -> None:
    endpoint = Endpoint(base_url=embedded.base_url, api_key=KEY, model="kimi-k2-5")
    with pytest.raises(SetupError), way_to(Settings(), endpoint, ()):
        raise AssertionError("work began")


def test_our_own_endpoint_is_started_for_the_run_and_nothing_is_remembered_of_it() -> None:
    endpoint = Endpoint(base_url=None, api_key=None, model="kimi-k2-5")
    with way_to(Settings(), endpoint, ("builtin",)) as client:
        assert client.address.loopback
        reply = client.ask(client.compose((Message("user", "?"),), 16))
        assert reply.content
    assert not capability_file().exists()
