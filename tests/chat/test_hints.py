from __future__ import annotations

from email.utils import formatdate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.chat.hints import Told, may_retry, told_by_headers, told_by_message, wait_hint

NOW = 1_790_000_000.0


@pytest.mark.parametrize(
    ("headers", "message", "expected"),
    [
        ({"retry-after-ms": "250", "retry-after": "9", "x-ratelimit-reset": "8"}, "try again after 7 seconds", 0.25),
        ({"retry-after": "9", "x-ratelimit-reset": "8"}, "try again after 7 seconds", 9.0),
        ({"x-ratelimit-reset": "8"}, "try again after 7 seconds", 8.0),
        ({}, "please try again after 7 seconds", 7.0),
        ({}, "Please retry in 1.5s", 1.5),
        ({}, "Please try again in 20ms.", 0.02),
        ({}, "try again in 2 minutes", 120.0),
        ({}, "try again later", None),
        ({"retry-after": "0"}, "", 0.0),
        ({"retry-after": "soon"}, "", None),
        ({"retry-after": "nan"}, "", None),
        ({"retry-after": "-5"}, "", None),
        ({"retry-after": "inf", "x-ratelimit-reset": "2"}, "", 2.0),
        ({"retry-after": formatdate(NOW + 30, usegmt=True)}, "", 30.0),
        ({"retry-after": formatdate(NOW - 30, usegmt=True)}, "", 0.0),
        ({"x-ratelimit-reset": str(int(NOW + 12))}, "", 12.0),
        ({"x-ratelimit-reset": str(int((NOW + 12) * 1000))}, "", 12.0),
        ({"x-ratelimit-reset": "1m30s"}, "", 90.0),
        ({"x-ratelimit-reset": "1" * 400}, "", None),
    ],
)
def test_hints_are_read_in_their_order(headers: dict[str, str], message: str, expected: float | None) -> None:
    assert wait_hint(headers, message, NOW) == (pytest.approx(expected) if expected is not None else None)


@given(st.sampled_from(["retry-after-ms", "retry-after", "x-ratelimit-reset"]), st.text(max_size=60))
def test_no_header_is_too_strange(name: str, value: str) -> None:
    hint = wait_hint({name: value}, value, NOW)
    assert hint is None or hint >= 0


def test_only_an_explicit_false_forbids() -> None:
    assert not may_retry({"x-should-retry": " False"})
    assert may_retry({"x-should-retry": "true"})
    assert may_retry({})


def test_limits_are_told_by_headers() -> None:
    headers = {
        "x-ratelimit-limit-requests": "60",
        "x-ratelimit-limit-tokens": "150000",
        "x-ratelimit-remaining-requests": "0",
        "x-ratelimit-reset-requests": "2s",
        "x-ratelimit-remaining-tokens": "17",
        "x-ratelimit-reset-tokens": "50s",
    }
    assert told_by_headers(headers, NOW) == Told(60, 150_000, None, 2.0)
    assert told_by_headers({"x-ratelimit-limit-requests": "0"}, NOW) == Told()


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("request reached max organization RPM: 3, please try again", Told(requests_per_minute=3)),
        ("organization TPM rate limit, current: 130000, limit: 128000", Told()),
        ("max organization concurrency: 1", Told(concurrency=1)),
        ("Limit: 20 / min. Please try again", Told(requests_per_minute=20)),
        ("busy", Told()),
    ],
)
def test_limits_are_told_by_messages(message: str, expected: Told) -> None:
    assert told_by_message(message) == expected
