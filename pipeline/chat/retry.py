"""How often the same bytes are sent, how long before, and for how much of a run."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from pipeline.chat.faults import FaultKind

# The gateway retries a 5xx too; a silence may have been billed; a busy endpoint only asks for patience.
_RETRIES: Mapping[FaultKind, int] = MappingProxyType(
    {"busy": 7, "connection": 3, "server": 2, "conflict": 2, "silence": 1}
)


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """`retries` after the first sending, by kind of fault; a kind that is not named is never sent again.

    A run may spend `free_retries`, and `retries_per_request` more for each of its requests. A request of which they
    brought nothing comes back at the end of the queue, at most `returns` times.
    """

    retries: Mapping[FaultKind, int] = field(default_factory=lambda: _RETRIES)
    first_wait_seconds: float = 1.0
    longest_backoff_seconds: float = 60.0
    longest_hint_seconds: float = 120.0
    free_retries: int = 40
    retries_per_request: float = 0.4
    returns: int = 4

    def wait_seconds(self, failures: int, hint_seconds: float | None, random: Callable[[], float]) -> float:
        """What the endpoint asks for, a little spread; else full jitter under a bound that doubles."""
        if hint_seconds is not None:
            return hint_seconds + random() * 0.1 * (1 + hint_seconds)
        bound = min(self.longest_backoff_seconds, self.first_wait_seconds * 2.0 ** min(failures - 1, 30))
        return random() * bound

    def return_seconds(self, returns: int) -> float:
        """The least time before a request comes back from the end of the queue; longer each time."""
        return min(self.longest_backoff_seconds, 2 * self.first_wait_seconds * 2.0**returns)


class RetryBudget:
    """How many retries a run may still spend, over all workers."""

    def __init__(self, policy: RetryPolicy) -> None:
        self._per_request = policy.retries_per_request
        self._left = float(policy.free_retries)
        self._lock = threading.Lock()

    def earn(self) -> None:
        """A new request."""
        with self._lock:
            self._left += self._per_request

    def spend(self) -> bool:
        """Takes one retry; False when none is left."""
        with self._lock:
            if self._left < 1:
                return False
            self._left -= 1
            return True
