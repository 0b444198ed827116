from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from pipeline.chat.client import ChatClient
from pipeline.chat.client_settings import ClientSettings
from pipeline.chat.clock import Clock
from pipeline.chat.exchange import StopReading, Timeouts
from pipeline.chat.faults import Aborted, Fatal, Refused, Spoken, TooLong, Unanswered, Unreadable
from pipeline.chat.limits import Limits
from pipeline.chat.retry import RetryPolicy
from pipeline.chat.wire import JSON_MODE, ChatRequest, Message
from pipeline.errors import RequestError
from tests.chat.server import (
    DONE,
    STREAM_HEAD,
    USAGE,
    ScriptedServer,
    Step,
    answer,
    chunk,
    completion,
    drop,
    head,
    send,
    serving,
    stall,
    stream,
    then,
)

KEY = "sk-verysecretkey1234"
CONTRACT = "第一条 甲方应当在二〇二六年四月一日前向乙方支付人民币壹佰贰拾捌万元整。"
CERTIFICATE = Path(__file__).parent / "localhost.pem"
REQUEST = ChatRequest("kimi-k2-5", (Message("user", CONTRACT),), 512, response_format=JSON_MODE)
STREAMED = replace(REQUEST, stream=True)
TIMEOUTS = Timeouts(
    connect_seconds=0.5, first_byte_seconds=0.2, idle_seconds=0.2, after_finish_seconds=0.1, total_seconds=2.0
)
GOOD = answer(200, completion())


class QuickClock(Clock):
    """The system's time, but sleeping takes none; `slept` is what was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.slept: list[float] = []
        self.skipped = 0.0

    def now(self) -> float:
        return super().now() + self.skipped

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.skipped += seconds


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 2
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.002)


def client_of(
    server: ScriptedServer,
    *,
    clock: Clock | None = None,
    random: Callable[[], float] = lambda: 0.5,
    **settings: Any,
) -> ChatClient:
    chosen = replace(ClientSettings(timeouts=replace(TIMEOUTS, total_seconds=1000.0)), **settings)
    return ChatClient(server.base_url, KEY, "kimi-k2-5", chosen, clock=clock or QuickClock(), random=random)


def test_a_reply_comes_back_and_the_request_went_out_as_it_should() -> None:
    with serving(GOOD) as server, client_of(server) as client:
        reply = client.ask(REQUEST, document="a.pdf")
    assert (reply.content, reply.finish_reason, reply.cut) == ('{"ok": true}', "stop", False)
    (request,) = server.received
    assert request.target == "/v1/chat/completions"
    assert request.body == REQUEST.body()
    assert set(request.json) == {"model", "messages", "max_tokens", "response_format"}
    assert request.headers["authorization"] == f"Bearer {KEY}"
    assert request.headers["accept-encoding"] == "identity"
    assert client.ledger.document("a.pdf").billed_tokens == 15


def test_without_a_key_there_is_no_authorization() -> None:
    with serving(GOOD) as server, ChatClient(server.base_url, None, "kimi-k2-5") as client:
        client.ask(REQUEST)
    assert "authorization" not in server.received[0].headers


def test_a_stream_is_said_piece_by_piece_while_it_comes() -> None:
    said: list[str] = []
    begun: list[int] = []
    first = threading.Event()

    def wait(_: object) -> None:
        assert first.wait(2)

    script = then(send(STREAM_HEAD, chunk("第一")), wait, send(chunk("条", finish="stop"), USAGE, DONE))

    def on_text(piece: str) -> None:
        said.append(piece)
        first.set()

    with serving(script) as server, client_of(server, timeouts=Timeouts()) as client:
        reply = client.ask(STREAMED, on_text=on_text, on_first_byte=lambda: begun.append(len(said)))
    assert said == ["第一", "条"]
    assert begun == [0]
    assert (reply.content, reply.usage.estimated) == ("第一条", False)


def test_one_byte_at_a_time_is_the_same_reply() -> None:
    body = chunk("第一条𠮷", finish="stop") + USAGE + DONE
    with serving(stream(*(body[i : i + 1] for i in range(len(body))))) as server, client_of(server) as client:
        assert client.ask(STREAMED).content == "第一条𠮷"


RESENT = {
    "408": answer(408),
    "409": answer(409),
    "429": answer(429, {"error": {"message": "rate limit reached", "type": "rate_limit"}}),
    "500": answer(500, b""),
    "503 html": answer(504, b"<html><h1>504 Gateway Time-out</h1></html>"),
    "503 cut": then(send(head(503, Content_Length=1000), b"{"), drop),
    "drop": drop,
    "429 in a 502": answer(502, {"error": {"message": "upstream: 429 Too Many Requests"}}),
}


@pytest.mark.parametrize("fault", RESENT.values(), ids=RESENT.keys())
def test_the_same_bytes_are_sent_again_after(fault: Step) -> None:
    with serving(fault, GOOD) as server, client_of(server) as client:
        assert client.ask(REQUEST).content == '{"ok": true}'
    assert [request.body for request in server.received] == [REQUEST.body()] * 2
    totals = client.ledger.run()
    assert (totals.requests, totals.billed_tokens) == (2, 15)


SPOKEN = {
    "error in a stream": stream(b'data: {"error": {"message": "overloaded", "code": 503}}\n\n'),
    "429 in a 200": answer(200, {"error": {"message": "busy", "code": "429"}}),
    "a number of their own": answer(200, {"code": 50001, "message": "inner failure"}),
}


@pytest.mark.parametrize("fault", SPOKEN.values(), ids=SPOKEN.keys())
def test_an_error_in_a_success_leaves_the_same_bytes_alone(fault: Step) -> None:
    with serving(fault, GOOD) as server, client_of(server) as client:
        with pytest.raises(Spoken):
            client.ask(REQUEST)
        assert client.ask(STREAMED).content == '{"ok": true}'
    assert [request.body for request in server.received] == [REQUEST.body(), STREAMED.body()]


REFUSED: dict[str, tuple[Step, type[RequestError], str]] = {
    "401": (answer(401, {"error": {"message": "bad key"}}), Fatal, "key_refused"),
    "402": (answer(402, {"error": {"message": "pay"}}), Fatal, "balance_spent"),
    "403": (answer(403, {"error": {"message": "no"}}), Fatal, "access_refused"),
    "404 model": (answer(404, {"error": {"message": "The model `x` does not exist"}}), Fatal, "model_unknown"),
    "404 path": (answer(404, b"404 page not found"), Fatal, "endpoint_not_found"),
    "429 quota": (answer(429, {"error": {"message": "You exceeded your current quota"}}), Fatal, "quota_spent"),
    "301": (answer(301, b"", Location="http://127.0.0.1:1/v1"), Fatal, "endpoint_redirects"),
    "400 length": (
        answer(400, {"error": {"message": "exceeded model token limit: 262144"}}),
        TooLong,
        "request_too_long",
    ),
    "400": (answer(400, {"error": {"message": "no"}}), Refused, "request_refused"),
    "422": (answer(422, {"error": {"message": "no", "param": "tools.0"}}), Refused, "request_refused"),
    "no chat": (answer(200, b"<html>Welcome</html>"), Unreadable, "reply_unreadable"),
    "no http": (send(b"SSH-2.0-OpenSSH_9.6\r\n"), Unreadable, "reply_unreadable"),
    "cut headers": (then(send(b"HTTP/1.1 200 OK\r\nContent-Ty"), drop), Unreadable, "reply_unreadable"),
    "told not to": (answer(503, b"", x_should_retry="false"), Unanswered, "endpoint_failed"),
}


@pytest.mark.parametrize(("fault", "error", "code"), REFUSED.values(), ids=REFUSED.keys())
def test_nothing_is_sent_again_after(fault: Step, error: type[RequestError], code: str) -> None:
    with serving(fault, GOOD) as server, client_of(server) as client, pytest.raises(error) as raised:
        client.ask(REQUEST)
    assert raised.value.code == code
    assert raised.value.line()
    assert len(server.received) == 1
    assert client.ledger.run().billed_tokens == 0


def test_the_path_of_a_refused_parameter_is_told() -> None:
    with serving(REFUSED["422"][0]) as server, client_of(server) as client, pytest.raises(Refused) as raised:
        client.ask(REQUEST)
    assert raised.value.path == "tools.0"


def test_a_fatal_answer_ends_every_later_request_unsent() -> None:
    with serving(answer(402)) as server, client_of(server) as client:
        for _ in range(3):
            with pytest.raises(Fatal) as raised:
                client.ask(REQUEST)
            assert raised.value.as_stop().code == "balance_spent"
            assert raised.value.params["host"] == client.host == httpx.URL(server.base_url).netloc.decode()
    assert len(server.received) == 1


def test_server_errors_are_sent_again_twice_at_most() -> None:
    with serving(answer(500)) as server, client_of(server) as client, pytest.raises(Unanswered):
        client.ask(REQUEST)
    assert len(server.received) == 3


CUTS: dict[str, tuple[ChatRequest, Step]] = {
    "stream": (STREAMED, stream(chunk("第一条"), chunk("甲")[:30])),
    "chunked stream": (
        STREAMED,
        then(
            send(head(200, Transfer_Encoding="chunked"), b"%x\r\n%s\r\n" % (len(chunk("第一条")), chunk("第一条"))),
            drop,
        ),
    ),
    "document": (
        REQUEST,
        then(
            send(
                head(200, Content_Length=9999),
                b'{"choices": [{"message": {"content": "\xe7\xac\xac\xe4\xb8\x80\xe6\x9d\xa1',
            ),
            drop,
        ),
    ),
    "error midway": (STREAMED, stream(chunk("第一条"), b'data: {"error": {"message": "overloaded"}}\n\n')),
    "silence midway": (STREAMED, then(send(STREAM_HEAD, chunk("第一条")), stall)),
}


@pytest.mark.parametrize(("request_", "fault"), CUTS.values(), ids=CUTS.keys())
def test_a_reply_that_breaks_off_comes_back_with_its_text(request_: ChatRequest, fault: Step) -> None:
    with serving(fault) as server, client_of(server, clock=Clock()) as client:
        reply = client.ask(request_, document="a")
    assert (reply.content, reply.cut, reply.finish_reason) == ("第一条", True, None)
    assert len(server.received) == 1
    totals = client.ledger.document("a")
    assert totals.estimated
    assert totals.billed_tokens > 0


def test_a_reply_that_breaks_off_before_its_first_word_is_not_asked_again() -> None:
    with serving(then(send(STREAM_HEAD), drop)) as server, client_of(server) as client:
        reply = client.ask(STREAMED)
    assert (reply.content, reply.cut) == ("", True)
    assert len(server.received) == 1


@pytest.mark.parametrize("length", [10, 99_999])
def test_a_content_length_that_lies_is_seen_through(length: int) -> None:
    body = chunk("第一条", finish="stop") + USAGE
    script = then(send(head(200, Content_Length=length) + body), drop)
    with serving(script) as server, client_of(server) as client:
        reply = client.ask(STREAMED)
    assert (reply.content, reply.cut) == (("", True) if length == 10 else ("第一条", False))


def test_a_finished_stream_that_stays_open_is_not_waited_for() -> None:
    with serving(then(send(STREAM_HEAD, chunk("a", finish="stop")), stall)) as server:
        started = time.monotonic()
        with client_of(server, clock=Clock(), timeouts=replace(TIMEOUTS, idle_seconds=60)) as client:
            reply = client.ask(STREAMED)
    assert not reply.cut
    assert time.monotonic() - started < 20


DRIPS = {
    "headers": send(b"HTTP/1.1 200 OK\r\n", *[b"X: y\r\n"] * 2000, pause=0.02),
    "body": send(STREAM_HEAD, *[b": wait\n"] * 2000, pause=0.02),
}


@pytest.mark.parametrize("drip", DRIPS.values(), ids=DRIPS.keys())
def test_the_total_deadline_ends_a_reply_that_only_drips(drip: Step) -> None:
    timeouts = replace(TIMEOUTS, total_seconds=0.4)
    started = time.monotonic()
    with (
        serving(drip) as server,
        client_of(server, clock=Clock(), timeouts=timeouts) as client,
        contextlib.suppress(Unreadable),
    ):
        assert client.ask(STREAMED).cut
    assert time.monotonic() - started < 20
    assert len(server.received) == 1


def test_silence_before_the_first_byte_is_tried_once_more() -> None:
    with (
        serving(stall) as server,
        client_of(server, clock=Clock(), timeouts=replace(TIMEOUTS, total_seconds=5)) as client,
        pytest.raises(Unanswered) as raised,
    ):
        client.ask(STREAMED)
    assert raised.value.code == "endpoint_silent"
    assert len(server.received) == 2


def test_nobody_listens() -> None:
    with serving(GOOD) as server:
        pass
    clock = QuickClock()
    with client_of(server, clock=clock) as client, pytest.raises(Unanswered) as raised:
        client.ask(REQUEST)
    assert raised.value.code == "endpoint_unreachable"
    assert clock.slept == [0.5, 1.0, 2.0]


def test_hints_are_waited_for() -> None:
    clock = QuickClock()
    with (
        serving(answer(503, Retry_After=7), GOOD) as server,
        client_of(server, clock=clock, random=lambda: 0.0) as client,
    ):
        client.ask(REQUEST)
    assert clock.slept == [7.0]


def test_a_wait_of_hours_ends_the_run_unless_it_is_allowed() -> None:
    script = (answer(429, {"error": {"message": "slow down"}}, Retry_After=3600), GOOD)
    with serving(*script) as server, client_of(server) as client, pytest.raises(Fatal) as raised:
        client.ask(REQUEST)
    assert (raised.value.code, raised.value.params["seconds"]) == ("wait_refused", 3600)
    with serving(*script) as server, client_of(server, retry=RetryPolicy(longest_hint_seconds=7200)) as client:
        assert client.ask(REQUEST).content == '{"ok": true}'


def test_a_429_pauses_all_workers_and_halves_the_pace() -> None:
    clock = QuickClock()
    busy = answer(429, {"error": {"message": "request reached max organization RPM: 3, try again after 5 seconds"}})
    with serving(busy, GOOD) as server, client_of(server, clock=clock, limits=Limits(concurrency=8)) as client:
        client.ask(REQUEST)
        assert client.pace.requests_per_minute is not None
        assert client.pace.requests_per_minute < 3
        assert 4 <= client.pace.concurrency < 8
    assert sum(clock.slept) >= 5


def test_the_budget_of_the_run_bounds_all_retries() -> None:
    policy = RetryPolicy(free_retries=3, retries_per_request=0)
    with serving(answer(500)) as server, client_of(server, retry=policy, failures_in_a_row=99) as client:
        for _ in range(4):
            with pytest.raises(Unanswered):
                client.ask(REQUEST)
        assert client.may_return(0) is None
    assert len(server.received) == 4 + 3


def test_an_unanswered_request_may_come_back_later_each_time_until_the_budget_or_its_turns_are_spent() -> None:
    policy = RetryPolicy(free_retries=9, retries_per_request=0, returns=3)
    with serving(GOOD) as server, client_of(server, clock=(clock := QuickClock()), retry=policy) as client:
        waits = [(client.may_return(returns) or 0) - clock.now() for returns in range(3)]
        assert waits == sorted(waits)
        assert waits[0] > 1
        assert client.may_return(3) is None
        client.wait_until(clock.now() + 40)
        assert sum(clock.slept) == pytest.approx(40, abs=1)


def test_the_breaker_opens_on_failures_in_a_row_over_all_requests() -> None:
    with serving(answer(500)) as server, client_of(server, failures_in_a_row=5) as client:
        with pytest.raises(Unanswered):
            client.ask(REQUEST)
        with pytest.raises(Fatal) as raised:
            client.ask(STREAMED)
        assert raised.value.code == "endpoint_dead"
    assert len(server.received) == 5


def test_one_failure_in_five_opens_nothing_and_loses_nothing() -> None:
    script = [answer(500) if number % 5 == 0 else GOOD for number in range(150)]
    # With four workers one request may meet several of the failures: here it is not given up after the third.
    patient = RetryPolicy(retries={"server": 20})
    with (
        serving(*script) as server,
        client_of(server, failures_in_a_row=4, retry=patient) as client,
        ThreadPoolExecutor(4) as pool,
    ):
        replies = list(pool.map(lambda _: client.ask(REQUEST), range(80)))
    assert all(reply.content == '{"ok": true}' for reply in replies)
    assert len(server.received) <= 1.5 * 80
    assert client.ledger.run().requests == len(server.received)
    assert client.ledger.run().prompt_tokens == 80 * 10


def test_reading_can_be_ended_from_outside() -> None:
    def on_text(_: str) -> None:
        raise StopReading

    with (
        serving(then(send(STREAM_HEAD, chunk("loop")), stall)) as server,
        client_of(server, timeouts=Timeouts()) as client,
    ):
        reply = client.ask(STREAMED, on_text=on_text)
    assert (reply.content, reply.cut) == ("loop", True)


@pytest.mark.parametrize("failure", [OSError("disk full"), KeyboardInterrupt()])
def test_what_a_listener_raises_is_its_own(failure: BaseException) -> None:
    def on_text(_: str) -> None:
        raise failure

    with serving(stream(chunk("a"))) as server, client_of(server) as client:
        with pytest.raises(type(failure)):
            client.ask(STREAMED, on_text=on_text)
        assert client.ask(STREAMED).content == "a"


def test_abort_ends_reads_and_waits_in_other_threads() -> None:
    with (
        serving(stall) as server,
        client_of(server, clock=Clock(), timeouts=Timeouts(), limits=Limits(concurrency=2)) as client,
        ThreadPoolExecutor(3) as pool,
    ):
        waiting = [pool.submit(client.ask, REQUEST) for _ in range(3)]
        while len(server.received) < 2:
            time.sleep(0.005)
        started = time.monotonic()
        client.abort()
        for future in waiting:
            with pytest.raises(Aborted):
                future.result(20)
    assert time.monotonic() - started < 20
    assert len(server.received) == 2


@pytest.mark.parametrize("ending", ["json", "text", "latin", "param"])
def test_no_error_says_key_organisation_or_contract(ending: str) -> None:
    leak = f"org-abc123 ak-def456 Bearer {KEY} input was {CONTRACT} \x1b[31m\nsecond line"
    bodies: dict[str, object] = {
        "json": {"error": {"message": leak}},
        "text": leak.encode(),
        "latin": {"detail": [{"loc": ["body", "messages", CONTRACT], "msg": leak, "input": CONTRACT}]},
        "param": {"error": {"message": leak, "param": f"{KEY} {CONTRACT}"}},
    }
    with (
        serving(answer(400, bodies[ending])) as server,
        client_of(server) as client,
        pytest.raises(RequestError) as raised,
    ):
        client.ask(REQUEST)
    said = str(raised.value) + repr(raised.value) + repr(client)
    assert raised.value.__cause__ is None
    for secret in (KEY, "verysecret", "org-abc", "ak-def", "甲方应当", "壹佰贰拾", "\x1b", "\n"):
        assert secret not in said


def test_the_key_is_not_carried_over_a_redirect() -> None:
    with serving(GOOD) as elsewhere:
        moved = answer(307, b"", Location=f"{elsewhere.base_url}/chat/completions")
        with serving(moved) as server, client_of(server) as client, pytest.raises(Fatal):
            client.ask(REQUEST)
        assert elsewhere.received == []


def test_a_remote_host_is_reached_through_the_proxy_and_loopback_is_not() -> None:
    with serving(GOOD) as proxy, serving(GOOD) as server:
        address = f"http://user:secret@127.0.0.1:{proxy.port}"
        with ChatClient("http://llm.test/v1", KEY, "m", ClientSettings(proxy=address, allow_http=True)) as client:
            client.ask(REQUEST)
        with ChatClient(server.base_url, KEY, "m", ClientSettings(proxy=address)) as client:
            client.ask(REQUEST)
    assert [request.target for request in proxy.received] == ["http://llm.test/v1/chat/completions"]
    assert proxy.received[0].headers["proxy-authorization"].startswith("Basic ")
    assert len(server.received) == 1


def test_the_environment_names_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with serving(GOOD) as server, client_of(server) as client:
        assert client.ask(REQUEST).content


def test_a_proxy_that_refuses_is_named() -> None:
    with (
        serving(answer(407)) as proxy,
        ChatClient("https://llm.test/v1", KEY, "m", ClientSettings(proxy=f"http://127.0.0.1:{proxy.port}")) as client,
        pytest.raises(Fatal) as raised,
    ):
        client.ask(REQUEST)
    assert raised.value.code == "proxy_refused"


def test_a_certificate_must_be_trusted_and_a_bundle_of_ones_own_is() -> None:
    with serving(GOOD, GOOD, stall, certificate=CERTIFICATE) as server:
        address = f"https://localhost:{server.port}/v1"
        with ChatClient(address, KEY, "m") as client, pytest.raises(Fatal) as raised:
            client.ask(REQUEST)
        assert raised.value.code == "certificate_refused"
        assert server.received == []
        with (
            ChatClient(address, KEY, "m", ClientSettings(ca_bundle=str(CERTIFICATE))) as client,
            ThreadPoolExecutor(1) as pool,
        ):
            assert client.ask(REQUEST).content == client.ask(REQUEST).content == '{"ok": true}'
            waiting = pool.submit(client.ask, REQUEST)
            wait_for(lambda: len(server.received) == 3)
            client.abort()
            with pytest.raises(Aborted):
                waiting.result(2)


def test_reasoning_that_is_seen_gives_answers_all_the_room() -> None:
    thinking = answer(200, completion("{}", usage={"prompt_tokens": 9, "completion_tokens": 900, "total_tokens": 909}))
    with serving(GOOD, thinking, GOOD) as server, client_of(server) as client:
        assert client.answer_limit(400) == 8192
        client.ask(REQUEST)
        assert client.answer_limit(400) == 800
        client.ask(REQUEST)
        assert client.answer_limit(400) == 8192
        client.ask(REQUEST)
        assert client.answer_limit(400) == 8192


def test_no_more_requests_are_in_flight_than_the_limit_allows() -> None:
    release = threading.Event()
    script = then(lambda _: release.wait(2), GOOD)  # type: ignore[arg-type, return-value]
    with (
        serving(script) as server,
        client_of(server, limits=Limits(concurrency=2)) as client,
        ThreadPoolExecutor(5) as pool,
    ):
        futures = [pool.submit(client.ask, REQUEST) for _ in range(5)]
        wait_for(lambda: len(server.received) == 2)
        time.sleep(0.05)
        assert len(server.received) == 2
        release.set()
        assert all(future.result(20).content for future in futures)
