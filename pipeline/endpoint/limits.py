"""Requests a minute and tokens left: what a gateway counts before it lets a request through."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from threading import Lock

from pipeline.endpoint.problems import ApiError

_MINUTE_SECONDS = 60.0


class RequestRate:
    """A bucket of `per_minute` requests that refills evenly over a minute."""

    def __init__(self, per_minute: int | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_minute = per_minute
        self._clock = clock
        self._left = float(per_minute or 0)
        self._at = clock()
        self._lock = Lock()

    def take(self) -> dict[str, str]:
        """Counts one request and returns the headers that tell how many are left. Raises 429 when none is."""
        if self._per_minute is None:
            return {}
        with self._lock:
            now = self._clock()
            self._left = min(self._left + (now - self._at) * self._per_minute / _MINUTE_SECONDS, self._per_minute)
            self._at = now
            allowed = self._left >= 1
            self._left -= 1 if allowed else 0
            left = self._left
        if not allowed:
            raise self._refusal(left)
        return self._headers(left)

    def _refusal(self, left: float) -> ApiError:
        wait = max(math.ceil(self._seconds_for(1 - left)), 1)
        message = f"Rate limit reached: {self._per_minute} requests a minute. Try again after {wait} seconds."
        return ApiError(429, "rate_limit_exceeded", message, headers=self._headers(left) | {"retry-after": str(wait)})

    def _headers(self, left: float) -> dict[str, str]:
        return {
            "x-ratelimit-limit-requests": str(self._per_minute),
            "x-ratelimit-remaining-requests": str(int(left)),
            "x-ratelimit-reset-requests": f"{self._seconds_for((self._per_minute or 0) - left):.3f}s",
        }

    def _seconds_for(self, requests: float) -> float:
        return requests * _MINUTE_SECONDS / (self._per_minute or 1)


class Balance:
    """Tokens that may still be billed, prompt and completion alike. Only answered requests are billed."""

    def __init__(self, tokens: int | None) -> None:
        self._left = tokens
        self._lock = Lock()

    def check(self) -> None:
        """Raises 402 once everything is spent; the request that spends the last token is still answered."""
        if self._left is not None and self._left <= 0:
            raise ApiError(402, "insufficient_balance", "The balance of this key is spent.")

    def bill(self, tokens: int) -> None:
        with self._lock:
            if self._left is not None:
                self._left -= tokens
