"""What an extraction will send, before anything is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.budget.allowance import Allowance
from pipeline.budget.windows import Line, Shape, Window
from pipeline.budget.windows import plan as plan_windows
from pipeline.chat.ledger import Prices
from pipeline.chat.wire import Usage
from pipeline.extract import prompt
from pipeline.extract.carried import carried
from pipeline.extract.expected import LEAST_ANSWER_TOKENS, expected_answers
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


def windows_of(
    job: Job, allowance: Allowance, cached: bool = True, tools: bool = False, answer_share: float = 1.0
) -> list[Window]:
    """The windows of a document. Raises DocumentError where not even one passage fits.

    `tools` says that requests carry the reply tool; by `answer_share` the estimates of answers are multiplied.
    """
    shape = Shape(
        fixed_tokens=prompt.fixed_tokens(job.system, tools),
        tail_tokens=lambda articles: prompt.tail_tokens(Task(articles), job.language),
        cached=cached,
        again_tokens=prompt.again_tokens(job.language),
        carried=lambda first, last: carried(job, first, last),
        least_answer_tokens=max(1, round(answer_share * LEAST_ANSWER_TOKENS)),
    )
    tokens = prompt.line_tokens(job.sent_text, job.passages)
    answers = expected_answers(job, tokens, answer_share)
    starts = {section.start for section in job.outline.walk()}
    lines = [
        Line(passage, cost, answer, passage.start in starts)
        for passage, cost, answer in zip(job.passages, tokens, answers, strict=True)
    ]
    return plan_windows(lines, shape, allowance)


def price(job: Job, windows: Sequence[Window], prices: Prices, cached: bool = True) -> Plan:
    """The plan of these windows at these prices."""
    requests = [request for window in windows for request in window.requests]
    prompts = sum(request.prompt_tokens for request in requests)
    again = sum(window.prompt_tokens * (len(window.requests) - 1) for window in windows if window.requests)
    answers = sum(request.answer_tokens for request in requests)
    usage = Usage(prompts, answers, prompts + answers, cached_tokens=min(again, prompts) if cached else None)
    tokens = counter().count(job.document.text)
    return Plan(tuple(windows), tokens, prompts, answers, prices.cost(usage))
