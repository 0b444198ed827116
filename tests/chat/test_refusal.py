from __future__ import annotations

import json

import pytest

from pipeline.chat.refusal import refusal, refusal_inside


def kind(status: int, body: object = b"", **headers: str) -> str:
    content = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
    return refusal(status, headers, content, 0.0).kind


def error(message: str, **more: object) -> dict[str, object]:
    return {"error": {"message": message, **more}}


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Your account org-x <ak-y> request reached max organization RPM: 3, please try again after 1 seconds", "busy"),
        ("Your account org-x request reached organization max concurrency: 1", "busy"),
        ("request reached organization TPM rate limit, current: 130000, limit: 128000", "busy"),
        ("request reached organization TPD rate limit, current: 1500000", "quota"),
        ("You exceeded your current token quota, please check your account balance", "quota"),
        ("Quota exceeded for quota metric 'requests per minute'", "busy"),
        ("Rate limit reached for requests per day (RPD): limit 200", "quota"),
        ("Your account is suspended, please check your plan and billing details", "quota"),
        ("The engine is currently overloaded, please try again later", "busy"),
        ("账户余额不足", "quota"),
        ("每分钟请求次数超过配额", "busy"),
        ("", "busy"),
    ],
)
def test_a_rate_is_waited_for_and_a_quota_is_not(message: str, expected: str) -> None:
    assert kind(429, error(message)) == expected


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Invalid request: Your request exceeded model token limit: 262144", "too_long"),
        ("This model's maximum context length is 8192 tokens. Please reduce the length of the messages.", "too_long"),
        (
            "'max_tokens' is too large: 8192. This model's maximum context length is 4096 tokens and your request has "
            "120 input tokens",
            "too_long",
        ),
        ("the request exceeds the available context size, try increasing it", "too_long"),
        ("Input is too long for requested model", "too_long"),
        ("prompt is too long: 280000 tokens > 262144 maximum", "too_long"),
        ("输入的内容超过上下文长度限制", "too_long"),
        ("max_tokens must be at most 8192", "refused"),
        ("max_tokens is too large: 10000. This model supports at most 8192 completion tokens", "refused"),
        ("invalid temperature: only 1 is allowed for this model", "refused"),
        ("The request was rejected because it was considered high risk", "blocked"),
        ("Not found the model kimi-k9 or Permission denied", "model"),
        ("The model `x` does not exist or you do not have access to it", "model"),
        ("response_format json_schema is not supported by this model", "refused"),
        ("Incorrect request", "refused"),
    ],
)
def test_what_400_means_its_words_say(message: str, expected: str) -> None:
    assert kind(400, error(message)) == expected


def test_code_and_type_count_as_words() -> None:
    assert kind(400, error("too big", code="context_length_exceeded")) == "too_long"
    assert kind(400, error("no", type="exceed_context_size_error", code=400)) == "too_long"
    assert kind(400, error("no", type="content_filter")) == "blocked"
    assert kind(404, error("nope", code="model_not_found")) == "model"


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (301, "redirect"),
        (401, "key"),
        (402, "balance"),
        (403, "access"),
        (404, "address"),
        (405, "refused"),
        (407, "proxy"),
        (408, "conflict"),
        (409, "conflict"),
        (413, "too_long"),
        (418, "refused"),
        (422, "refused"),
        (500, "server"),
        (504, "server"),
        (529, "server"),
        (599, "server"),
    ],
)
def test_a_bare_status_is_enough(status: int, expected: str) -> None:
    assert kind(status) == expected
    assert refusal(status, {}, b"", 0.0).message.startswith(f"HTTP {status}")


@pytest.mark.parametrize(
    "body",
    [
        error("x", code=429),
        error("x", code="429"),
        {"code": 429, "message": "x"},
        error("upstream said: 429 Too Many Requests"),
        b"<html><title>429 Too Many Requests</title></html>",
    ],
)
def test_a_429_inside_a_502_is_a_429(body: object) -> None:
    assert kind(502, body) == "busy"


@pytest.mark.parametrize(
    "body", [b"[]", b"[1]", b"null", b"7", b'"x"', b"{", b"\xff\xfe", b"[" * 100_000, b"<" * 60_000]
)
def test_no_body_is_too_strange(body: bytes) -> None:
    assert kind(500, body) == "server"
    assert kind(422, body) == "refused"


def test_flat_bodies_and_html_have_their_message() -> None:
    assert refusal(422, {}, b'{"code": 7, "message": "bad"}', 0.0).message == "bad"
    assert refusal(422, {}, b'{"error": "bad"}', 0.0).message == "bad"
    assert refusal(504, {}, b"<html><h1>504 Gateway\n Time-out</h1></html>", 0.0).message == "504 Gateway Time-out"


@pytest.mark.parametrize(
    ("body", "path"),
    [
        (error("bad", param="messages[0].content"), "messages[0].content"),
        ({"detail": [{"loc": ["body", "messages", 0, "role"], "msg": "bad", "input": "甲方"}]}, "messages.0.role"),
        (error("response_format is not supported"), "response_format"),
        (error("bad"), ""),
    ],
)
def test_the_refused_path_is_found(body: object, path: str) -> None:
    fault = refusal(422, {}, json.dumps(body).encode(), 0.0)
    assert fault.path == path
    assert "甲方" not in fault.message


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (error("x", code=503), "server"),
        (error("x", type="rate_limit_error"), "busy"),
        (error("x", type="insufficient_quota"), "balance"),
        (error("x", type="authentication_error"), "key"),
        (error("x", type="invalid_request_error"), "refused"),
        (error("context length exceeded", type="invalid_request_error"), "too_long"),
        ({"error": "something"}, "server"),
        ({"message": "x", "code": 401}, "key"),
    ],
)
def test_an_error_inside_a_200_has_the_status_it_names(document: dict[str, object], expected: str) -> None:
    assert refusal_inside(document, 0.0).kind == expected


def test_hints_come_along() -> None:
    fault = refusal(429, {"retry-after": "3", "x-should-retry": "false"}, b"", 0.0)
    assert (fault.wait_seconds, fault.may_retry) == (3.0, False)
    assert refusal_inside(error("try again after 2 seconds", code=429), 0.0).wait_seconds == 2.0
