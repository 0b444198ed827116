from __future__ import annotations

import pytest

from pipeline.chat.breaker import Breaker
from pipeline.chat.faults import Fatal


def test_it_opens_on_failures_in_a_row_only() -> None:
    breaker = Breaker(3)
    for _ in range(10):
        breaker.failed("host", "down", 1)
        breaker.failed("host", "down", 2)
        breaker.replied()
    breaker.check()
    for request in range(3):
        breaker.failed("host", "down", request)
    with pytest.raises(Fatal) as raised:
        breaker.check()
    assert (raised.value.code, raised.value.params["failures"]) == ("endpoint_dead", 3)


def test_it_stays_open_with_its_first_reason() -> None:
    breaker = Breaker(1)
    breaker.open(Fatal("quota_spent", host="h", detail="d"))
    breaker.failed("host", "down", 1)
    breaker.replied()
    for _ in range(2):
        with pytest.raises(Fatal) as raised:
            breaker.check()
        assert raised.value.code == "quota_spent"


def test_one_request_that_always_fails_is_not_a_dead_endpoint() -> None:
    breaker = Breaker(3)
    for _ in range(50):
        breaker.failed("host", "down", 1)
    breaker.check()
    breaker.failed("host", "down", 2)
    with pytest.raises(Fatal):
        breaker.check()
