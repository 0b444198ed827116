"""Failures on purpose, for whoever tests a client: `serve --fail`."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from threading import Lock

from pipeline.endpoint.problems import ApiError
from pipeline.errors import UsageError

_STATUSES = (500, 502, 503, 504)
_SEED = 20260401


@dataclass(frozen=True, slots=True)
class FaultPlan:
    """The first `count` requests fail, or each with probability `rate`; `status` None takes 500, 502, 503, 504 in turn.

    The dice have a fixed seed: the same requests in the same order meet the same failures.
    """

    rate: float = 0.0
    count: int = 0
    status: int | None = None

    @classmethod
    def parse(cls, text: str) -> FaultPlan:
        """`0.2` one in five; `3` the first three; `503` every one; `503:3` the first three; `503@0.2` one in five.

        Raises UsageError for anything else.
        """
        try:
            return _parse(text.strip())
        except ValueError as error:
            raise UsageError("fail_unreadable", value=text) from error


def _parse(text: str) -> FaultPlan:
    if ":" in text:
        status, _, count = text.partition(":")
        return FaultPlan(count=_positive(count), status=_status(status))
    if "@" in text:
        status, _, rate = text.partition("@")
        return FaultPlan(rate=_rate(rate), status=_status(status))
    if text.isdecimal() and len(text) == 3:
        return FaultPlan(rate=1.0, status=_status(text))
    if text.isdecimal() and int(text) > 1:
        return FaultPlan(count=int(text))
    return FaultPlan(rate=_rate(text))


def _status(text: str) -> int:
    if not text.isdecimal() or not 500 <= int(text) <= 599:
        raise ValueError("not a status from 500 to 599")
    return int(text)


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise ValueError("not a count")
    return int(text)


def _rate(text: str) -> float:
    rate = float(text)
    if not 0.0 <= rate <= 1.0:
        raise ValueError("not a probability")
    return rate


class Faults:
    """The plan as it runs."""

    def __init__(self, plan: FaultPlan | None) -> None:
        self._plan = plan or FaultPlan()
        self._dice = Random(_SEED)  # noqa: S311 - repeatable on purpose, nothing secret hangs on it
        self._seen = self._failed = 0
        self._lock = Lock()

    def check(self) -> None:
        """Raises the planned failure of this request, if one is planned."""
        with self._lock:
            self._seen += 1
            if self._seen > self._plan.count and self._dice.random() >= self._plan.rate:
                return
            status = self._plan.status or _STATUSES[self._failed % len(_STATUSES)]
            self._failed += 1
        raise ApiError(status, "planned_failure", "This failure was asked for with --fail. Nothing was billed.")
