from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.chat.clock import Clock
from pipeline.chat.faults import Aborted
from pipeline.chat.hints import Told
from pipeline.chat.limits import Limits, Pace


class SteppedClock(Clock):
    """Time that passes only in sleep."""

    def __init__(self) -> None:
        super().__init__()
        self.time = 1000.0

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.time += seconds


def starts(pace: Pace, requests: int, tokens: int = 1) -> list[float]:
    times = []
    for _ in range(requests):
        with pace.turn(tokens) as started:
            times.append(started - 1000.0)
    return times


def most_within_a_minute(times: list[float]) -> int:
    return max(sum(1 for other in times if start <= other < start + 59.999) for start in times)


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 200), st.integers(1, 120))
def test_requests_per_minute_are_kept(per_minute: int, requests: int) -> None:
    times = starts(Pace(Limits(requests_per_minute=per_minute), SteppedClock()), requests)
    assert most_within_a_minute(times) <= per_minute
    assert times[-1] == pytest.approx(60 * ((requests - 1) // per_minute))


def test_tokens_per_minute_are_kept_and_a_giant_passes_alone() -> None:
    pace = Pace(Limits(tokens_per_minute=60_000), SteppedClock())
    assert starts(pace, 1, tokens=180_000) == [0.0]
    assert starts(pace, 2, tokens=30_000) == [pytest.approx(60)] * 2
    assert starts(pace, 1, tokens=1) == [pytest.approx(120)]


def test_a_wait_ends_with_the_first_that_makes_room() -> None:
    clock = SteppedClock()
    pace = Pace(Limits(tokens_per_minute=60_000), clock)
    starts(pace, 1, tokens=30_000)
    clock.time += 20
    starts(pace, 1, tokens=30_000)
    assert starts(pace, 1, tokens=30_000) == [pytest.approx(60)]


def test_without_known_limits_nothing_waits() -> None:
    assert starts(Pace(Limits(), SteppedClock()), 100, 100_000) == [0.0] * 100


def test_a_refusal_halves_once_for_all_that_were_in_flight() -> None:
    clock = SteppedClock()
    pace = Pace(Limits(requests_per_minute=60, tokens_per_minute=80_000, concurrency=8), clock)
    for _ in range(5):
        pace.refused(started=1000.0, pause_seconds=3)
        clock.time += 0.01
    assert (pace.concurrency, pace.requests_per_minute, pace.tokens_per_minute) == (4, 30, 40_000)
    pace.refused(started=clock.time, pause_seconds=3)
    assert (pace.concurrency, pace.requests_per_minute) == (2, 15)


def test_the_pace_never_falls_to_nothing_and_comes_back_slowly() -> None:
    clock = SteppedClock()
    pace = Pace(Limits(requests_per_minute=64, concurrency=4), clock)
    for _ in range(20):
        clock.time += 1
        pace.refused(clock.time, 0)
    assert (pace.concurrency, pace.requests_per_minute) == (1, 8)
    pace.answered()
    assert pace.concurrency == 2
    for _ in range(30):
        pace.answered()
    assert (pace.concurrency, pace.requests_per_minute) == (4, 64)


def test_all_pause_together() -> None:
    clock = SteppedClock()
    pace = Pace(Limits(), clock)
    pace.refused(clock.time, pause_seconds=20)
    assert starts(pace, 2) == [20.0, 20.0]


def test_what_is_told_lowers_and_never_lifts() -> None:
    pace = Pace(Limits(requests_per_minute=50, concurrency=4), SteppedClock())
    pace.learn(Told(requests_per_minute=500, tokens_per_minute=9_000, concurrency=100))
    assert (pace.requests_per_minute, pace.tokens_per_minute, pace.concurrency) == (50, 9_000, 4)
    pace.learn(Told(requests_per_minute=20, concurrency=1))
    assert (pace.requests_per_minute, pace.concurrency) == (20, 1)


def test_a_spent_allowance_is_waited_for_before_it_is_refused() -> None:
    pace = Pace(Limits(), SteppedClock())
    pace.learn(Told(empty_seconds=12))
    assert starts(pace, 1) == [12.0]


def test_no_more_than_the_width_are_in_flight_in_any_thread() -> None:
    pace, lock = Pace(Limits(concurrency=3), Clock()), threading.Lock()
    in_flight, most = 0, 0

    def work(_: int) -> None:
        nonlocal in_flight, most
        with pace.turn(1):
            with lock:
                in_flight += 1
                most = max(most, in_flight)
            threading.Event().wait(0.002)
            with lock:
                in_flight -= 1

    with ThreadPoolExecutor(10) as pool:
        list(pool.map(work, range(60)))
    assert most == 3


def test_a_turn_that_fails_is_given_back() -> None:
    pace = Pace(Limits(concurrency=1), SteppedClock())
    with pytest.raises(ZeroDivisionError), pace.turn(1):
        raise ZeroDivisionError
    assert starts(pace, 1) == [0.0]


def test_a_stopped_clock_ends_a_pause() -> None:
    clock = Clock()
    pace = Pace(Limits(), clock)
    pace.refused(clock.now(), pause_seconds=60)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(starts, pace, 1)
        clock.stop()
        with pytest.raises(Aborted):
            waiting.result(2)
