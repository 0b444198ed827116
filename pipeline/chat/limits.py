"""The pace that all workers share: requests and tokens per minute and requests side by side, learned as a run goes."""

from __future__ import annotations

import contextlib
import threading
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.chat.clock import Clock
from pipeline.chat.faults import Aborted
from pipeline.chat.hints import Told

_WINDOW_SECONDS = 60.0
_FLOOR = 8  # a rate is never halved below this part of its ceiling
_STEPS = 20  # of a rate's way back to its ceiling, one per reply


@dataclass(frozen=True, slots=True)
class Limits:
    """Ceilings; None where they are not known before the endpoint tells them."""

    requests_per_minute: float | None = None
    tokens_per_minute: float | None = None
    concurrency: int = 8


class _Meter:
    """An allowance for any sixty seconds. A cost above the whole allowance passes alone."""

    def __init__(self, per_minute: float | None) -> None:
        self.ceiling = per_minute
        self.rate = per_minute
        self._spent: deque[tuple[float, float]] = deque()
        self._sum = 0.0

    def delay(self, now: float, cost: float) -> float:
        """Seconds until the cost may be spent."""
        self._forget(now)
        excess = self._sum + cost - (self.rate or 0.0)
        if self.rate is None or excess <= 0:
            return 0.0
        delay = 0.0
        for spent_at, spent in self._spent:
            delay, excess = spent_at + _WINDOW_SECONDS - now, excess - spent
            if excess <= 0:
                break
        return delay

    def charge(self, now: float, cost: float) -> None:
        self._spent.append((now, cost))
        self._sum += cost

    def _forget(self, now: float) -> None:
        """What was spent a minute ago, to the microsecond: a remainder below the clock's step would never pass."""
        while self._spent and self._spent[0][0] + _WINDOW_SECONDS <= now + 1e-6:
            self._sum -= self._spent.popleft()[1]

    def learn(self, ceiling: float | None) -> None:
        """A ceiling that the endpoint tells lowers ours, and never lifts it."""
        if ceiling is not None and (self.ceiling is None or ceiling < self.ceiling):
            self.ceiling = ceiling
            self.rate = ceiling if self.rate is None else min(self.rate, ceiling)

    def halve(self) -> None:
        if self.rate is not None and self.ceiling is not None:
            self.rate = max(self.rate / 2, self.ceiling / _FLOOR)

    def grow(self) -> None:
        if self.rate is not None and self.ceiling is not None:
            self.rate = min(self.ceiling, self.rate + self.ceiling / _STEPS)


class Pace:
    """Lets requests go when they may. A 429 halves everything once, however many requests it meets in flight."""

    def __init__(self, limits: Limits, clock: Clock) -> None:
        self._clock = clock
        self._requests = _Meter(limits.requests_per_minute)
        self._tokens = _Meter(limits.tokens_per_minute)
        self._ceiling = float(max(1, limits.concurrency))
        self._width = self._ceiling
        self._in_flight = 0
        self._paused_until = float("-inf")
        self._halved_at = float("-inf")
        self._freed = threading.Condition()

    @property
    def concurrency(self) -> int:
        """How many requests may be in flight now."""
        return int(self._width)

    @property
    def requests_per_minute(self) -> float | None:
        return self._requests.rate

    @property
    def tokens_per_minute(self) -> float | None:
        return self._tokens.rate

    @contextlib.contextmanager
    def turn(self, tokens: int) -> Iterator[float]:
        """Waits for a turn, yields when it began, and gives it back. `tokens` as an endpoint charges them: prompt and
        answer limit. Raises Aborted when the clock is stopped.
        """
        started = self._wait(tokens)
        try:
            yield started
        finally:
            with self._freed:
                self._in_flight -= 1
                self._freed.notify()

    def _wait(self, tokens: int) -> float:
        while True:
            with self._freed:
                self._freed.wait_for(lambda: self._clock.stopped or self._in_flight < self.concurrency)
                now = self._clock.now()
                delay = max(self._paused_until - now, self._requests.delay(now, 1), self._tokens.delay(now, tokens))
                if self._clock.stopped:
                    raise Aborted("request_aborted")
                if delay <= 0:
                    self._in_flight += 1
                    self._requests.charge(now, 1)
                    self._tokens.charge(now, tokens)
                    return now
            self._clock.sleep(delay)

    def learn(self, told: Told) -> None:
        with self._freed:
            self._requests.learn(told.requests_per_minute)
            self._tokens.learn(told.tokens_per_minute)
            if told.concurrency is not None:
                self._ceiling = float(max(1, min(self._ceiling, told.concurrency)))
                self._width = min(self._width, self._ceiling)
            if told.empty_seconds:
                self._pause(told.empty_seconds)

    def refused(self, started: float, pause_seconds: float) -> None:
        """A 429 to a request that began at `started`: all workers pause, and go on at half the pace."""
        with self._freed:
            self._pause(pause_seconds)
            if started > self._halved_at:
                self._halved_at = self._clock.now()
                self._width = max(1.0, self._width / 2)
                self._requests.halve()
                self._tokens.halve()

    def answered(self) -> None:
        """A reply: a little faster, one more side by side per round of replies."""
        with self._freed:
            self._width = min(self._ceiling, self._width + 1 / self._width)
            self._requests.grow()
            self._tokens.grow()
            self._freed.notify()

    def wake(self) -> None:
        with self._freed:
            self._freed.notify_all()

    def _pause(self, seconds: float) -> None:
        self._paused_until = max(self._paused_until, self._clock.now() + seconds)
