"""What a request may hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

# Chat overhead under the model's template: four tokens a message, five for the opening of the answer.
MESSAGE_TOKENS = 4
OPENING_TOKENS = 5


@dataclass(frozen=True, slots=True)
class Allowance:
    """The window and the answer limit, in tokens.

    The endpoint's page says "256K": 262,144 or 256,000. The default is safe under either reading.
    `margin` is the share by which earlier counts came out too low against the endpoint's own `prompt_tokens`.
    """

    context_tokens: int = 256_000
    answer_tokens: int = 8192
    margin: float = 0.0

    @property
    def prompt_tokens(self) -> int:
        """The largest prompt that leaves room for the longest answer."""
        return int((self.context_tokens - self.answer_tokens) / (1 + self.margin))

    @property
    def planned_answer_tokens(self) -> int:
        """What one answer is planned for: half the limit, since an estimate may be wrong by as much."""
        return self.answer_tokens // 2


def prompt_tokens(messages: Iterable[int]) -> int:
    """The prompt's size from the tokens of its messages."""
    counts = list(messages)
    return sum(counts) + MESSAGE_TOKENS * len(counts) + OPENING_TOKENS
