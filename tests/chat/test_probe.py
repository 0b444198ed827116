from __future__ import annotations

import json
import socket
from collections.abc import Callable

import pytest

from pipeline.chat.client import ChatClient
from pipeline.chat.probe import preflight, probe
from pipeline.errors import SetupError
from tests.chat.server import (
    DONE,
    STREAM_HEAD,
    USAGE,
    Received,
    ScriptedServer,
    Step,
    answer,
    chunk,
    completion,
    drop,
    send,
    serving,
    stream,
)
from tests.chat.test_client import QuickClock

OK = stream(chunk('{"ok": true}'), chunk(finish="stop"), USAGE, DONE)
SIX = {"model", "messages", "max_tokens", "tools", "response_format", "stream"}


def client_of(server: ScriptedServer) -> ChatClient:
    return ChatClient(server.base_url, "sk-secretkey", "kimi-k2-5", clock=QuickClock(), random=lambda: 0.1)


def by_request(choose: Callable[[dict[str, object]], Step]) -> tuple[Step, list[ScriptedServer]]:
    """A step that answers by what was asked; the list must be given the server."""
    servers: list[ScriptedServer] = []

    def step(connection: socket.socket) -> None:
        choose(servers[0].received[-1].json)(connection)

    return step, servers


def sent(server: ScriptedServer) -> list[set[str]]:
    def names(request: Received) -> set[str]:
        return set(request.json)

    return [names(request) for request in server.received]


def test_the_preflight_is_one_small_request_of_known_parameters() -> None:
    with serving(OK) as server, client_of(server) as client:
        found = preflight(client)
        assert client.capabilities == found
    (request,) = server.received
    assert set(request.json) <= SIX
    assert len(request.body) < 1000
    assert (found.json_mode, found.stream, found.stream_usage, found.thinks) == (True, True, True, False)
    assert (found.cached_tokens, found.thinking_off) == (False, None)
    assert found.checked_on is not None
    assert client.answer_limit(500) == 1000


@pytest.mark.parametrize("refused", ["response_format", "stream"])
def test_a_refused_parameter_is_done_without(refused: str) -> None:
    def choose(asked: dict[str, object]) -> Step:
        if refused in asked:
            return answer(400, {"error": {"message": f"{refused} is not supported"}})
        return OK if "stream" in asked else answer(200, completion())

    step, servers = by_request(choose)
    with serving(step) as server, client_of(server) as client:
        servers.append(server)
        found = preflight(client)
    assert (found.json_mode, found.stream) == (refused != "response_format", refused != "stream")


def thinking_host(switch: str | None) -> tuple[Step, list[ScriptedServer]]:
    """A host that thinks unless it is told not to by the one switch that it knows; others it refuses or ignores."""

    def choose(asked: dict[str, object]) -> Step:
        if switch is not None and switch in asked:
            return answer(200, completion())
        if "thinking" in asked:
            return answer(400, {"error": {"message": "unknown parameter: thinking"}})
        spent = {"prompt_tokens": 9, "completion_tokens": 512, "total_tokens": 521}
        return answer(200, completion(None, finish="length", usage=spent))

    return by_request(choose)


@pytest.mark.parametrize("switch", ["thinking", "chat_template_kwargs"])
def test_reasoning_is_switched_off_where_that_works(switch: str) -> None:
    step, servers = thinking_host(switch)
    with serving(step) as server, client_of(server) as client:
        servers.append(server)
        found = preflight(client)
        assert switch in json.loads(client.compose((), 1).body())
    assert (found.thinking_off, found.thinks) == (switch, False)
    assert sent(server)[0] <= SIX


def test_a_host_that_cannot_be_told_not_to_think_still_works() -> None:
    step, servers = thinking_host(None)
    with serving(step) as server, client_of(server) as client:
        servers.append(server)
        found = preflight(client)
        assert set(json.loads(client.compose((), 1).body())) <= SIX
    assert (found.thinking_off, found.thinks) == (None, True)
    assert client.answer_limit(500) == 8192
    assert len(server.received) == 3


@pytest.mark.parametrize(
    ("step", "code"),
    [
        (answer(401, {"error": {"message": "invalid key sk-secretkey"}}), "key_refused"),
        (answer(402), "balance_spent"),
        (answer(404, {"error": {"message": "model not found"}}), "model_unknown"),
        (answer(404, b"nothing here"), "endpoint_not_found"),
        (answer(200, b"<html>hello</html>"), "reply_unreadable"),
        (answer(500), "endpoint_failed"),
        (answer(422, {"error": {"message": "no"}}), "request_refused"),
        (drop, "endpoint_unreachable"),
        (lambda connection: (send(STREAM_HEAD + b": hello\n\n")(connection), drop(connection)), "reply_unreadable"),
    ],
)
def test_an_endpoint_that_cannot_be_used_is_a_matter_of_settings(step: Step, code: str) -> None:
    with serving(step) as server, client_of(server) as client, pytest.raises(SetupError) as raised:
        preflight(client)
    assert raised.value.code == code
    assert "secretkey" not in raised.value.line("ja")


BROKEN = {
    "a web page": answer(200, b"<html>hello</html>"),
    "nothing": answer(200, b""),
    "an error": answer(200, {"error": {"message": "inner failure"}}),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN.keys())
def test_a_bad_first_answer_is_asked_for_in_other_words(broken: Step) -> None:
    with serving(broken, broken, OK) as server, client_of(server) as client:
        found = preflight(client)
    assert (found.json_mode, found.stream, found.thinks) == (True, True, False)
    assert len({request.body for request in server.received}) == 3


def test_a_failure_that_lasts_for_a_moment_does_not_end_the_preflight() -> None:
    with serving(*[answer(500)] * 4, OK) as server, client_of(server) as client:
        assert preflight(client).stream
    assert len(server.received) == 5


def test_what_is_only_good_to_know_may_stay_unknown() -> None:
    """Usage in streams is asked for once, and the answer is a web page."""
    silent = stream(chunk('{"ok": true}', finish="stop"), DONE)
    with serving(silent, answer(200, b"<html>hello</html>")) as server, client_of(server) as client:
        assert preflight(client).stream_options is None
    assert len(server.received) == 2


def test_the_probe_finds_the_rest() -> None:
    def choose(asked: dict[str, object]) -> Step:
        if "tools" in asked:
            call = {
                "id": "c",
                "type": "function",
                "function": {"name": "report_parties", "arguments": '{"parties": []}'},
            }
            return answer(200, completion(None, finish="tool_calls", message={"tool_calls": [call]}))
        if "stream_options" in asked:
            return OK
        if "stream" in asked:
            return stream(chunk('{"ok": true}', finish="stop"), DONE)
        usage = {"prompt_tokens": 2000, "completion_tokens": 5, "prompt_tokens_details": {"cached_tokens": 1792}}
        return answer(200, completion(usage=usage))

    step, servers = by_request(choose)
    with serving(step) as server, client_of(server) as client:
        servers.append(server)
        found = probe(client)
    assert (found.usage, found.stream_usage, found.stream_options) == (True, True, True)
    assert (found.tools, found.cached_tokens, found.caches) == (True, True, True)
    assert len(server.received) == 6


@pytest.mark.parametrize("helps", [True, False])
def test_a_stream_without_usage_is_asked_for_it_once(helps: bool) -> None:
    silent = stream(chunk('{"ok": true}', finish="stop"), DONE)
    step, servers = by_request(lambda asked: OK if helps and "stream_options" in asked else silent)
    with serving(step) as server, client_of(server) as client:
        servers.append(server)
        assert preflight(client).stream_options is helps
        assert ("stream_options" in json.loads(client.compose((), 1, stream=True).body())) is helps
        preflight(client)
    assert len(server.received) == 3


def test_the_probe_survives_what_is_refused() -> None:
    def choose(asked: dict[str, object]) -> Step:
        if {"tools", "stream_options"} & set(asked):
            return answer(422, {"error": {"message": "no", "param": "tools"}})
        return stream(chunk('{"ok": true}', finish="stop"), DONE) if "stream" in asked else answer(200, completion())

    step, servers = by_request(choose)
    with serving(step) as server, client_of(server) as client:
        servers.append(server)
        found = probe(client)
    assert (found.tools, found.stream_options, found.caches) == (False, False, None)
