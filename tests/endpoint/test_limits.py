from __future__ import annotations

import pytest

from pipeline.endpoint.limits import Balance, RequestRate
from pipeline.endpoint.problems import ApiError


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_bucket_refills_evenly_and_says_how_long_to_wait() -> None:
    clock = Clock()
    rate = RequestRate(3, clock)
    assert [rate.take()["x-ratelimit-remaining-requests"] for _ in range(3)] == ["2", "1", "0"]
    with pytest.raises(ApiError) as caught:
        rate.take()
    assert caught.value.headers["retry-after"] == "20"
    clock.now = 19.9
    with pytest.raises(ApiError):
        rate.take()
    clock.now = 20.1
    rate.take()
    clock.now = 1000.0
    assert rate.take()["x-ratelimit-remaining-requests"] == "2"


def test_no_limit_no_headers() -> None:
    assert RequestRate(None).take() == {}


def test_the_request_that_spends_the_last_token_is_answered() -> None:
    balance = Balance(10)
    balance.check()
    balance.bill(11)
    with pytest.raises(ApiError) as caught:
        balance.check()
    assert caught.value.status == 402


def test_zero_is_spent_from_the_start() -> None:
    with pytest.raises(ApiError):
        Balance(0).check()
