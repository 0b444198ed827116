from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from pipeline.chat.retry import RetryBudget, RetryPolicy


def test_without_a_hint_the_jitter_is_full_and_its_bound_doubles_up_to_the_longest() -> None:
    policy = RetryPolicy(first_wait_seconds=1, longest_backoff_seconds=10)
    assert [policy.wait_seconds(failures, None, lambda: 1.0) for failures in range(1, 7)] == [1, 2, 4, 8, 10, 10]
    assert policy.wait_seconds(5, None, lambda: 0.0) == 0
    assert policy.wait_seconds(10_000, None, lambda: 1.0) == 10


def test_a_hint_is_kept_to_and_spread_a_little() -> None:
    policy = RetryPolicy()
    assert policy.wait_seconds(1, 30, lambda: 0.0) == 30
    assert 30 < policy.wait_seconds(1, 30, lambda: 0.9) < 34
    assert policy.wait_seconds(1, 0, lambda: 0.5) > 0


def test_the_budget_is_spent_once_over_all_threads() -> None:
    budget = RetryBudget(RetryPolicy(free_retries=50, retries_per_request=0.5))
    for _ in range(20):
        budget.earn()
    with ThreadPoolExecutor(4) as pool:
        spent = list(pool.map(lambda _: budget.spend(), range(200)))
    assert sum(spent) == 60
    assert not budget.spend()
