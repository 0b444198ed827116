from __future__ import annotations

import pytest

from pipeline.endpoint.faults import FaultPlan, Faults
from pipeline.endpoint.problems import ApiError
from pipeline.errors import UsageError


def statuses(text: str, requests: int) -> list[int]:
    faults = Faults(FaultPlan.parse(text))
    seen = []
    for _ in range(requests):
        try:
            faults.check()
            seen.append(200)
        except ApiError as problem:
            seen.append(problem.status)
    return seen


def test_counts_and_statuses() -> None:
    assert statuses("503:2", 4) == [503, 503, 200, 200]
    assert statuses("3", 5) == [500, 502, 503, 200, 200]
    assert statuses("502", 3) == [502] * 3
    assert statuses("1", 5) == [500, 502, 503, 504, 500]
    assert statuses("0", 3) == [200] * 3


def test_a_rate_is_met_and_repeatable() -> None:
    once = statuses("0.2", 1000)
    assert once == statuses("0.2", 1000)
    assert 150 < sum(status != 200 for status in once) < 250
    assert set(statuses("504@0.5", 50)) == {200, 504}


@pytest.mark.parametrize("text", ["", "x", "-1", "1.5", "nan", "400", "600:1", "503:0", "503:x", "503@2", "²:1"])
def test_anything_else_is_a_usage_error(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        FaultPlan.parse(text)
    assert caught.value.code == "fail_unreadable"


def test_without_a_plan_nothing_fails() -> None:
    for _ in range(100):
        Faults(None).check()
