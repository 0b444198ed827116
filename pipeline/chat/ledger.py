"""What a run has used and what it costs, by document and in all."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from pipeline.chat.wire import Usage

_MILLION = Decimal(1_000_000)


@dataclass(frozen=True, slots=True)
class Prices:
    """Per million tokens, in the currency of the settings; None where unknown."""

    cached: Decimal | None = None
    input: Decimal | None = None
    output: Decimal | None = None

    def cost(self, usage: Usage) -> Decimal | None:
        """None where a price that is needed is unknown. Cached tokens without a price of their own cost as input."""
        cached = usage.cached_tokens or 0
        total = Decimal(0)
        for tokens, price in (
            (usage.prompt_tokens - cached, self.input),
            (cached, self.input if self.cached is None else self.cached),
            (usage.completion_tokens, self.output),
        ):
            if tokens and price is None:
                return None
            total += tokens * (price or Decimal(0)) / _MILLION
        return total


@dataclass(frozen=True, slots=True)
class Totals:
    """`requests` counts sendings, also those that brought nothing; every other figure only what is billed.

    `cached_tokens` is None where no reply has reported any, `cost` where a price is unknown; `estimated` says that
    an endpoint left out some usage.
    """

    requests: int = 0
    prompt_tokens: int = 0
    cached_tokens: int | None = None
    completion_tokens: int = 0
    cost: Decimal | None = Decimal(0)
    estimated: bool = False

    @property
    def billed_tokens(self) -> int:
        return self.prompt_tokens + self.completion_tokens

    def __add__(self, other: Totals) -> Totals:
        cached = [tokens for tokens in (self.cached_tokens, other.cached_tokens) if tokens is not None]
        return Totals(
            requests=self.requests + other.requests,
            prompt_tokens=self.prompt_tokens + other.prompt_tokens,
            cached_tokens=sum(cached) if cached else None,
            completion_tokens=self.completion_tokens + other.completion_tokens,
            cost=None if self.cost is None or other.cost is None else self.cost + other.cost,
            estimated=self.estimated or other.estimated,
        )

    def to_json(self) -> dict[str, object]:
        """The `usage` of a record (design 3.2)."""
        return {
            "requests": self.requests,
            "prompt_tokens": self.prompt_tokens,
            "cached_tokens": self.cached_tokens,
            "completion_tokens": self.completion_tokens,
            "billed_tokens": self.billed_tokens,
            "cost": None if self.cost is None else f"{self.cost.normalize():f}",
            "estimated": self.estimated,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, object]) -> Totals:
        """What `to_json` gave. Raises KeyError, ValueError or decimal.InvalidOperation."""
        cost, cached = stored["cost"], stored["cached_tokens"]
        return cls(
            requests=int(str(stored["requests"])),
            prompt_tokens=int(str(stored["prompt_tokens"])),
            cached_tokens=None if cached is None else int(str(cached)),
            completion_tokens=int(str(stored["completion_tokens"])),
            cost=None if cost is None else Decimal(str(cost)),
            estimated=bool(stored["estimated"]),
        )


class Ledger:
    """Totals that all workers write to. A sending that ended in 400, 401, 402, 422, 429 or 5xx is not billed."""

    def __init__(self, prices: Prices | None = None) -> None:
        self._prices = prices or Prices()
        self._documents: dict[str, Totals] = {}
        self._lock = threading.Lock()

    def sent(self, document: str) -> None:
        """One sending, whatever comes of it."""
        self.add(document, Totals(requests=1))

    def billed(self, document: str, usage: Usage) -> None:
        """The reply to a sending that `sent` has counted."""
        self.add(
            document,
            Totals(
                prompt_tokens=usage.prompt_tokens,
                cached_tokens=usage.cached_tokens,
                completion_tokens=usage.completion_tokens,
                cost=self._prices.cost(usage),
                estimated=usage.estimated,
            ),
        )

    def add(self, document: str, totals: Totals) -> None:
        """Adds to a document, also what an earlier run has spent on it."""
        with self._lock:
            self._documents[document] = self._documents.get(document, Totals()) + totals

    def document(self, name: str) -> Totals:
        with self._lock:
            return self._documents.get(name, Totals())

    def run(self) -> Totals:
        with self._lock:
            return sum(self._documents.values(), Totals())
