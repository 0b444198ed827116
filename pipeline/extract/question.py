"""What one request asks: articles of a window, and what was wrong with the last answer about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from pipeline.budget.windows import Request, Window
from pipeline.extract import prompt
from pipeline.extract.expected import LEAST_ANSWER_TOKENS
from pipeline.extract.reply import Wholeness
from pipeline.schema.contract import Task


@dataclass(frozen=True, slots=True)
class Question:
    """Articles of a window, and what was wrong with the last answer about them.

    `round` counts the answers so far, `useless` those since one was of use, `spoken` the errors that came in the place
    of one. `prompt_tokens` is what the plan said, as long as the question is the planned one.
    """

    window: Window
    articles: tuple[int, ...]
    answer_tokens: int
    prompt_tokens: int | None = None
    round: int = 0
    useless: int = 0
    spoken: int = 0
    problems: dict[int, str] = field(default_factory=dict)
    deferred: bool = False

    def tail(self, language: str) -> str:
        earlier = prompt.Earlier(self.round, self.problems) if self.round else None
        return prompt.tail(Task(self.articles), language, earlier, self.window.tail_tokens)

    @classmethod
    def planned(cls, window: Window, request: Request, settled: AbstractSet[int]) -> Question | None:
        """A planned request as a question about what is not settled yet."""
        if settled.isdisjoint(request.articles):
            return cls(window, request.articles, request.answer_tokens, request.prompt_tokens)
        left = tuple(article for article in request.articles if article not in settled)
        return cls(window, left, request.answer_tokens) if left else None

    def rest(self, problems: Mapping[int, Sequence[str]], state: Wholeness) -> Question:
        """What is still to be asked, with the first thing that was wrong about each article. After an answer that was
        cut, the next one is given more room.
        """
        note = "" if state == "complete" else f" (the answer was {state.replace('_', ' ')})"
        first = {article: found[0] + note for article, found in sorted(problems.items())}
        share = -(-self.answer_tokens * len(first) // len(self.articles))
        return replace(
            self,
            articles=tuple(first),
            answer_tokens=max(share * 2 if state == "truncated" else share, LEAST_ANSWER_TOKENS),
            prompt_tokens=None,
            round=self.round + 1,
            useless=self.useless + 1 if len(first) == len(self.articles) else 0,
            problems=first,
        )

    def halves(self) -> list[Question]:
        middle = len(self.articles) // 2
        return [
            replace(
                self,
                articles=articles,
                answer_tokens=-(-self.answer_tokens // 2),
                prompt_tokens=None,
                problems={article: self.problems[article] for article in articles if article in self.problems},
            )
            for articles in (self.articles[:middle], self.articles[middle:])
        ]

    def said_again(self) -> Question:
        """After an error in the place of an answer: the same articles, in other bytes."""
        return replace(self, round=self.round + 1, spoken=self.spoken + 1, prompt_tokens=None)

    def put_off(self) -> Question:
        """After no answer at all: once to the end of the document's queue."""
        return replace(self, deferred=True)
