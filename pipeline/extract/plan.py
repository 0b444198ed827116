"""What an extraction will send, before anything is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.budget.allowance import Allowance
from pipeline.budget.windows import Shape, Window
from pipeline.budget.windows import plan as plan_windows
from pipeline.chat.ledger import Prices
from pipeline.chat.wire import Usage
from pipeline.extract import prompt
from pipeline.extract.job import Job
from pipeline.schema.contract import Task
from pipeline.text.tokens import counter


@dataclass(frozen=True, slots=True)
class Plan:
    """`tokens` counts the text alone, `prompt_tokens` everything that is sent; `cost` is None where prices are unknown.

    The cost takes the endpoint at its word: where it caches, only the first request over a window pays for it whole.
    """

    windows: tuple[Window, ...]
    tokens: int
    prompt_tokens: int
    answer_tokens: int
    cost: Decimal | None

    @property
    def requests(self) -> int:
        return sum(len(window.requests) for window in self.windows)

    def to_json(self, name: str) -> dict[str, object]:
        """One of `documents` in design 3.1."""
        return {
            "name": name,
            "tokens": self.tokens,
            "windows": [_window_json(window) for window in self.windows],
            "requests": self.requests,
            "cost": None if self.cost is None else f"{self.cost:f}",
        }


def _window_json(window: Window) -> dict[str, object]:
    return {
        "index": window.index,
        "start": window.start,
        "end": window.end,
        "prompt_tokens": window.prompt_tokens,
        "max_tokens": max((request.answer_tokens for request in window.requests), default=0),
        "requests": len(window.requests),
    }


def windows_of(job: Job, allowance: Allowance, cached: bool = True, tools: bool = False) -> list[Window]:
    """The windows of a document; `tools` says that requests carry the reply tool. Raises DocumentError where not even
    one passage fits.
    """
    shape = Shape(
        fixed_tokens=prompt.fixed_tokens(job.system, tools),
        tail_tokens=lambda articles: prompt.tail_tokens(Task(articles), job.language),
        cached=cached,
        again_tokens=prompt.again_tokens(job.language),
    )
    lines = prompt.line_tokens(job.document.text, job.passages)
    return plan_windows(job.passages, lines, shape, allowance)


def price(job: Job, windows: Sequence[Window], prices: Prices, cached: bool = True) -> Plan:
    """The plan of these windows at these prices."""
    requests = [request for window in windows for request in window.requests]
    prompts = sum(request.prompt_tokens for request in requests)
    again = sum(window.prompt_tokens * (len(window.requests) - 1) for window in windows if window.requests)
    answers = sum(request.answer_tokens for request in requests)
    usage = Usage(prompts, answers, prompts + answers, cached_tokens=min(again, prompts) if cached else None)
    tokens = counter().count(job.document.text)
    return Plan(tuple(windows), tokens, prompts, answers, prices.cost(usage))
