"""The API as the public client and as raw HTTP see it."""

from __future__ import annotations

import json
import threading
from typing import Any

import httpx
import openai
import pytest

from pipeline.endpoint.faults import FaultPlan
from tests.endpoint.conftest import Start

MODEL = "kimi-k2-5"
HELLO: list[Any] = [{"role": "user", "content": "提取关键条款"}]


def post(base_url: str, body: Any, **options: Any) -> httpx.Response:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return httpx.post(f"{base_url}/chat/completions", content=content, timeout=60, **options)


def request(**fields: Any) -> dict[str, Any]:
    return {"model": MODEL, "messages": HELLO} | fields


def refusal(response: httpx.Response) -> tuple[int, str, str | None]:
    error = response.json()["error"]
    assert set(error) == {"message", "type", "code", "param"}
    assert error["message"]
    return response.status_code, error["code"], error["param"]


def test_models(client: openai.OpenAI) -> None:
    assert [model.id for model in client.models.list()] == [MODEL]
    assert client.models.retrieve(MODEL).owned_by == "cjkclause-rules"
    with pytest.raises(openai.NotFoundError):
        client.models.retrieve("gpt-9")


def test_response_has_the_shape_of_the_page(client: openai.OpenAI) -> None:
    answer = client.chat.completions.create(model=MODEL, messages=HELLO)
    assert answer.id.startswith("chatcmpl-")
    assert (answer.object, answer.model) == ("chat.completion", MODEL)
    assert answer.system_fingerprint is not None and answer.system_fingerprint.startswith("cjkclause-rules")
    choice = answer.choices[0]
    assert (choice.index, choice.message.role, choice.finish_reason) == (0, "assistant", "stop")
    assert choice.message.content
    usage = answer.usage
    assert usage is not None and usage.prompt_tokens_details is not None
    assert usage.completion_tokens > 0
    assert usage.total_tokens == usage.prompt_tokens + usage.completion_tokens


@pytest.mark.parametrize("asked", [False, True])
def test_stream_says_the_same_and_ends_with_usage(client: openai.OpenAI, asked: bool) -> None:
    whole = client.chat.completions.create(model=MODEL, messages=HELLO)
    options: Any = {"stream_options": {"include_usage": True}} if asked else {}
    chunks = list(client.chat.completions.create(model=MODEL, messages=HELLO, stream=True, **options))
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
    assert text == whole.choices[0].message.content
    assert [chunk.choices[0].finish_reason for chunk in chunks if chunk.choices][-1] == "stop"
    assert all(chunk.usage is None for chunk in chunks[:-1])
    usage = chunks[-1].usage
    assert usage is not None and whole.usage is not None
    assert usage.completion_tokens == whole.usage.completion_tokens
    assert bool(chunks[-1].choices) is not asked


def test_stream_is_framed_as_server_sent_events(base_url: str) -> None:
    response = post(base_url, request(stream=True))
    assert response.headers["content-type"].startswith("text/event-stream")
    events = response.content.split(b"\n\n")
    assert events[-2:] == [b"data: [DONE]", b""]
    assert all(event.startswith(b"data: ") and b"\n" not in event for event in events[:-1])
    assert "合同".encode() in response.content


@pytest.mark.parametrize(
    ("body", "param"),
    [
        (b"", None),
        (b"{", None),
        (b"\xff\xfe\x00", None),
        (b"[]", None),
        (b'"text"', None),
        (b'{"a": NaN}', None),
        (b"[" * 100_000, None),
        (b'{"model": "kimi-k2-5"}', "messages"),
        (b'{"messages": [{"role": "user", "content": "x"}]}', "model"),
        (b'{"model": 5, "messages": []}', "model"),
        (b'{"model": "kimi-k2-5", "messages": "x"}', "messages"),
    ],
)
def test_malformed_is_400(base_url: str, body: bytes, param: str | None) -> None:
    assert refusal(post(base_url, body)) == (400, "invalid_request", param)


PICTURE = [{"type": "text", "text": "看"}, {"type": "image_url", "image_url": {"url": "data:image/png;base64,AA"}}]
TOOL = {"type": "function", "function": {"name": "save", "parameters": {"type": "object"}}}


@pytest.mark.parametrize(
    ("fields", "param"),
    [
        ({"messages": []}, "messages"),
        ({"messages": ["x"]}, "messages[0]"),
        ({"messages": [{"role": "wizard", "content": "x"}]}, "messages[0].role"),
        ({"messages": [{"role": ["user"], "content": "x"}]}, "messages[0].role"),
        ({"messages": [{"role": "user"}]}, "messages[0].content"),
        ({"messages": [{"role": "user", "content": 5}]}, "messages[0].content"),
        ({"messages": [{"role": "user", "content": PICTURE}]}, "messages[0].content[1]"),
        ({"messages": [{"role": "user", "content": [{"type": "text", "text": 1}]}]}, "messages[0].content[0].text"),
        ({"stream": "yes"}, "stream"),
        ({"stream": 1}, "stream"),
        ({"stream_options": []}, "stream_options"),
        ({"stream_options": {"include_usage": 1}}, "stream_options.include_usage"),
        ({"max_tokens": -1}, "max_tokens"),
        ({"max_tokens": 0}, "max_tokens"),
        ({"max_tokens": 9000}, "max_tokens"),
        ({"max_tokens": "all"}, "max_tokens"),
        ({"max_tokens": True}, "max_tokens"),
        ({"max_tokens": 1.5}, "max_tokens"),
        ({"response_format": "json"}, "response_format.type"),
        ({"response_format": {"type": "xml"}}, "response_format.type"),
        ({"response_format": {"type": ["text"]}}, "response_format.type"),
        ({"response_format": {"type": "json_schema"}}, "response_format.json_schema"),
        ({"tools": {}}, "tools"),
        ({"tools": [{"type": "retrieval"}]}, "tools[0]"),
        ({"tools": [{"type": "function", "function": {}}]}, "tools[0].function.name"),
        (
            {"tools": [{"type": "function", "function": {"name": "f", "parameters": []}}]},
            "tools[0].function.parameters",
        ),
        ({"tool_choice": "required"}, "tool_choice"),
        ({"tool_choice": "sometimes"}, "tool_choice"),
        ({"tools": [TOOL], "tool_choice": {"type": "function", "function": {"name": "other"}}}, "tool_choice"),
    ],
)
def test_a_known_parameter_with_a_value_it_does_not_take_is_422(
    base_url: str, fields: dict[str, Any], param: str
) -> None:
    assert refusal(post(base_url, request(**fields))) == (422, "invalid_value", param)


def test_unknown_parameters_and_nulls_are_ignored(base_url: str) -> None:
    unknown = {"temperature": 0.3, "n": 5, "stop": ["，"], "thinking": {"type": "disabled"}, "seed": "x", "top_p": None}
    nulls = {"max_tokens": None, "stream": None, "tools": None, "response_format": None, "tool_choice": None}
    response = post(base_url, request(**unknown, **nulls))
    assert response.status_code == 200
    assert len(response.json()["choices"]) == 1
    assert "，" in response.json()["choices"][0]["message"]["content"]


def test_text_parts_are_taken_as_text(base_url: str) -> None:
    parts = [{"role": "user", "content": [{"type": "text", "text": "提取关键条款"}]}]
    plain, split = (post(base_url, request(messages=messages)).json() for messages in (HELLO, parts))
    assert plain["choices"][0]["message"] == split["choices"][0]["message"]
    assert plain["usage"]["prompt_tokens"] == split["usage"]["prompt_tokens"]


def test_output_over_max_tokens_is_cut(client: openai.OpenAI) -> None:
    whole = client.chat.completions.create(model=MODEL, messages=HELLO).choices[0].message.content or ""
    for limit in (1, 7):
        answer = client.chat.completions.create(model=MODEL, messages=HELLO, max_tokens=limit)
        assert answer.choices[0].finish_reason == "length"
        assert whole.startswith(answer.choices[0].message.content or "-")
        assert answer.usage is not None and answer.usage.completion_tokens <= limit


def test_prompt_over_the_window_is_400(client: openai.OpenAI) -> None:
    with pytest.raises(openai.BadRequestError) as caught:
        client.chat.completions.create(model=MODEL, messages=[{"role": "user", "content": "あ\n" * 140_000}])
    assert caught.value.code == "context_length_exceeded"


def test_prompt_and_answer_share_the_window(client: openai.OpenAI) -> None:
    messages: list[Any] = [{"role": "user", "content": "1 " * 128_000}]
    used = client.chat.completions.create(model=MODEL, messages=messages).usage
    assert used is not None and 254_000 < used.prompt_tokens < 262_000
    with pytest.raises(openai.BadRequestError) as caught:
        client.chat.completions.create(model=MODEL, messages=messages, max_tokens=8192)
    assert caught.value.code == "context_length_exceeded"


def test_a_body_of_megabytes_is_refused(base_url: str) -> None:
    body = json.dumps(request(messages=[{"role": "user", "content": "a" * 40_000_000}])).encode()
    assert refusal(post(base_url, body)) == (400, "context_length_exceeded", "messages")


def test_no_such_path_method_or_model(base_url: str) -> None:
    assert refusal(httpx.get(f"{base_url}/embeddings"))[:2] == (404, "not_found")
    wrong = httpx.get(f"{base_url}/chat/completions")
    assert refusal(wrong)[:2] == (405, "method_not_allowed")
    assert wrong.headers["allow"] == "POST"
    assert refusal(post(base_url, request(model="kimi-k9"))) == (404, "model_not_found", "model")


def test_key(start: Start) -> None:
    url = start(api_key="sk-right")
    with openai.OpenAI(base_url=url, api_key="sk-right") as client:
        assert client.chat.completions.create(model=MODEL, messages=HELLO).choices
    with openai.OpenAI(base_url=url, api_key="sk-wrong", max_retries=0) as client:
        for call in (client.models.list, lambda: client.chat.completions.create(model=MODEL, messages=HELLO)):
            with pytest.raises(openai.AuthenticationError) as caught:
                call()
            assert "sk-" not in str(caught.value)
    assert refusal(post(url, request()))[:2] == (401, "invalid_api_key")
    assert refusal(post(url, request(), headers={"authorization": "Basic sk-right"}))[:2] == (401, "invalid_api_key")
    assert refusal(post(url, request(), headers={"authorization": "Bearer ключ".encode()}))[0] == 401


def test_balance(start: Start) -> None:
    with openai.OpenAI(base_url=start(balance_tokens=1), api_key="none", max_retries=0) as client:
        with pytest.raises(openai.UnprocessableEntityError):
            client.chat.completions.create(model=MODEL, messages=[])
        client.chat.completions.create(model=MODEL, messages=HELLO)
        with pytest.raises(openai.APIStatusError) as caught:
            client.chat.completions.create(model=MODEL, messages=HELLO)
        assert caught.value.status_code == 402
        assert client.models.list()


def test_rate(start: Start) -> None:
    with openai.OpenAI(base_url=start(requests_per_minute=2), api_key="none", max_retries=0) as client:
        raw = client.chat.completions.with_raw_response.create(model=MODEL, messages=HELLO)
        assert raw.headers["x-ratelimit-limit-requests"] == "2"
        assert raw.headers["x-ratelimit-remaining-requests"] == "1"
        client.chat.completions.create(model=MODEL, messages=HELLO)
        with pytest.raises(openai.RateLimitError) as caught:
            client.chat.completions.create(model=MODEL, messages=HELLO)
        assert 1 <= int(caught.value.response.headers["retry-after"]) <= 30


def test_planned_failures_are_retried_by_the_public_client_and_not_billed(start: Start) -> None:
    url = start(fail=FaultPlan.parse("503:2"), balance_tokens=1)
    with openai.OpenAI(base_url=url, api_key="none", max_retries=0) as client:
        for _ in range(2):
            with pytest.raises(openai.InternalServerError) as caught:
                client.chat.completions.create(model=MODEL, messages=HELLO)
            assert caught.value.status_code == 503
        assert client.chat.completions.create(model=MODEL, messages=HELLO).choices


def test_prefixes_are_cached_across_requests(start: Start) -> None:
    url = start()
    document = "".join(f"第{n}条 甲方应当在第{n}日之前付款。\n" for n in range(200))

    def cached(question: str, system: str = "规则") -> tuple[int, int]:
        messages = [{"role": "system", "content": system}, {"role": "user", "content": document + question}]
        usage = post(url, request(messages=messages)).json()["usage"]
        return usage["prompt_tokens_details"]["cached_tokens"], usage["prompt_tokens"]

    assert cached("一")[0] == 0
    again, prompt = cached("二")
    assert prompt - 64 - 16 < again < prompt
    assert cached("二", system="别的")[0] == 0


def test_models_answer_while_a_long_request_is_worked_on(base_url: str) -> None:
    body = request(messages=[{"role": "user", "content": "第1条 甲は乙に支払う。\n" * 3_000}])
    long = threading.Thread(target=post, args=(base_url, body))
    long.start()
    answered = 0
    while long.is_alive():
        assert httpx.get(f"{base_url}/models").status_code == 200
        answered += 1
    # A server that the long request held up would answer once, after it.
    assert answered > 3


def test_a_fault_of_our_own_is_a_500_without_a_traceback(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("contract text in here")

    monkeypatch.setattr("pipeline.endpoint.engine.Engine.answer", broken)
    response = post(start(), request())
    assert refusal(response) == (500, "internal_error", None)
    assert "contract text" not in response.text
