"""Requests to checked clauses: every article that was asked for comes back or is named.

One table of what follows from an answer, and nothing outside it:

    answer                                         next
    whole and every article good                   done
    some articles missing or refused               those alone are asked again, with the validator's words
    cut at the limit, or broken in the middle      the whole items count; the rest is asked again, and so is the
                                                   article that the answer broke off in
    cut before the first whole item                asked again in two halves
    empty, prose, wrong root, nothing usable       asked again, the second time and the fourth in two halves
    six of no use about the same articles          unresolved, with the last reason
    eight of no use in a row, whatever they are    the rest of the document is unresolved without being asked
    no answer (retries spent)                      to the end of the document's queue, once; then failed
    an answer that is no chat completion           as an empty one
    refused by the endpoint (422, content filter)  halves; a single article fails with the endpoint's words
    too long for the endpoint                      the document is planned again, smaller (raised)
    key, balance, quota, dead endpoint             the run stops; a resume continues (raised)

No request is sent twice with the same bytes: a second one names the round, the articles and what was wrong.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Protocol

from pipeline.budget.allowance import answer_tokens
from pipeline.budget.windows import Window
from pipeline.chat.faults import Fatal, Refused, TooLong, Unreadable
from pipeline.chat.wire import Reply
from pipeline.errors import RequestError
from pipeline.extract import prompt, reply
from pipeline.extract.check import Verdict, check
from pipeline.extract.job import Job
from pipeline.schema.contract import ReplyClause, Task

# Where one answer in five is broken, six in a row are one in fifteen thousand.
ATTEMPTS = 6
USELESS_IN_A_ROW = 8
REQUESTS_SIDE_BY_SIDE = 4


class Exchange(Protocol):
    """Sends messages and returns the reply, from the journal where it was paid for before."""

    def __call__(
        self, messages: Sequence[dict[str, str]], answer_tokens: int, on_first_byte: Callable[[], None] | None = None
    ) -> Reply: ...


@dataclass(frozen=True, slots=True)
class _Question:
    """Articles of a window, and what was wrong with the last answer about them.

    `round` counts the answers so far, `useless` those since one was of use.
    """

    window: Window
    articles: tuple[int, ...]
    answer_tokens: int
    round: int = 0
    useless: int = 0
    problems: dict[int, str] = field(default_factory=dict)
    deferred: bool = False

    def tail(self, language: str) -> str:
        earlier = prompt.Earlier(self.round, self.problems) if self.round else None
        return prompt.tail(Task(self.articles), language, earlier, self.window.tail_tokens)


@dataclass(slots=True)
class Answers:
    """What is known about the articles of one document.

    `clauses` by article; `unresolved` and `failed` say why by article. An article can have clauses and still be
    unresolved: a further clause of it could not be had.
    """

    clauses: dict[int, list[ReplyClause]] = field(default_factory=dict)
    unresolved: dict[int, str] = field(default_factory=dict)
    failed: dict[int, str] = field(default_factory=dict)
    useless: int = 0
    _said: dict[tuple[int, int], list[ReplyClause]] = field(default_factory=dict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def keep(self, clauses: dict[int, list[ReplyClause]], window: int = 0, refused: Collection[int] = ()) -> None:
        """An answer about an article takes the place of earlier ones from the same window; one in which something was
        refused only adds to them.
        """
        with self._lock:
            for article, fresh in clauses.items():
                known = self._said.get((article, window), []) if article in refused else []
                both = {(clause.type, clause.passages): clause for clause in (*known, *fresh)}
                self._said[article, window] = list(both.values())
                said = (found for (of, _), found in sorted(self._said.items()) if of == article)
                self.clauses[article] = [clause for found in said for clause in found]

    def count(self, use: bool) -> None:
        """Whether an answer was of use."""
        with self._lock:
            self.useless = 0 if use else self.useless + 1

    def give_up(self, reasons: dict[int, str]) -> None:
        with self._lock:
            self.unresolved.update(reasons)

    def fail(self, articles: Sequence[int], reason: str) -> None:
        with self._lock:
            self.failed.update(dict.fromkeys(articles, reason))


def ask(job: Job, windows: Sequence[Window], exchange: Exchange) -> Answers:
    """Asks every request of the windows. Raises Fatal and TooLong; everything else ends in the answers."""
    answers = Answers()
    with ThreadPoolExecutor(REQUESTS_SIDE_BY_SIDE, thread_name_prefix="ask") as pool:
        for window in windows:
            _ask_window(job, window, exchange, answers, pool)
    return answers


def _ask_window(job: Job, window: Window, exchange: Exchange, answers: Answers, pool: ThreadPoolExecutor) -> None:
    """The first request warms the endpoint's prefix; its siblings follow when its answer begins to arrive."""
    questions = [_Question(window, request.articles, request.answer_tokens) for request in window.requests]
    if not questions:
        return
    block = job.block(window.first, window.last)
    started = threading.Event()
    first = pool.submit(_settle, job, block, questions[0], exchange, answers, started.set)
    first.add_done_callback(lambda _: started.set())
    started.wait()
    futures = [first, *(pool.submit(_settle, job, block, question, exchange, answers) for question in questions[1:])]
    deferred = [question for future in _done(futures) for question in future.result()]
    _done([pool.submit(_settle, job, block, question, exchange, answers) for question in deferred])


def _done(futures: list[Future[list[_Question]]]) -> list[Future[list[_Question]]]:
    """All of them finished; raises the first error that stops the run, else the first that stops the document."""
    errors = [error for future in futures if (error := future.exception())]
    for error in sorted(errors, key=lambda error: not isinstance(error, Fatal)):
        raise error
    return futures


def _settle(
    job: Job,
    block: str,
    first: _Question,
    exchange: Exchange,
    answers: Answers,
    on_first_byte: Callable[[], None] | None = None,
) -> list[_Question]:
    """Asks one question and whatever follows from its answers. Returns what must wait for the end of the queue."""
    queue, deferred = deque([first]), []
    while queue:
        question = queue.popleft()
        if answers.useless >= USELESS_IN_A_ROW:
            answers.give_up(_unasked(question))
            continue
        try:
            messages = prompt.messages(job.system, block, question.tail(job.language))
            got = exchange(messages, question.answer_tokens, on_first_byte)
        except (Fatal, TooLong):
            raise
        except Unreadable:
            queue.extend(_after_answer(job, question, "", False, answers))
        except Refused as error:
            queue.extend(_after_refusal(question, error, answers))
        except RequestError as error:
            deferred.extend(_after_silence(question, error, answers))
        else:
            cut = got.cut or got.finish_reason == "length"
            queue.extend(_after_answer(job, question, _said(got, cut), cut, answers))
    return deferred


def _said(got: Reply, cut: bool) -> str:
    """The answer; some hosts put a whole one where the reasoning belongs. A draft that was cut there is none."""
    return got.content if got.content.strip() or cut else got.reasoning


def _unasked(question: _Question) -> dict[int, str]:
    reason = f"not asked again: the last {USELESS_IN_A_ROW} answers about this document were of no use"
    return {article: question.problems.get(article, reason) for article in question.articles}


def _after_silence(question: _Question, error: RequestError, answers: Answers) -> list[_Question]:
    if not question.deferred:
        return [replace(question, deferred=True)]
    answers.fail(question.articles, error.line())
    return []


def _after_refusal(question: _Question, error: Refused, answers: Answers) -> list[_Question]:
    if len(question.articles) > 1:
        return _halves(question)
    answers.fail(question.articles, error.line())
    return []


def _after_answer(job: Job, question: _Question, content: str, cut: bool, answers: Answers) -> list[_Question]:
    reading, window = reply.read(content, cut), question.window
    verdict = check(job, question.articles, window.first, window.last, reading.items, reading.lost)
    answers.keep(verdict.clauses, window.index, verdict.problems)
    answers.count(len(verdict.problems) < len(question.articles))
    if not verdict.problems:
        return []
    rest = _rest(question, verdict, reading.state)
    if rest.useless >= ATTEMPTS:
        # A clause in its right place is not lost for a value that nobody could prove: it stands without that value.
        answers.keep(verdict.doubtful, window.index, verdict.problems)
        answers.give_up(rest.problems)
        return []
    too_long = reading.state == "truncated" and not reading.items
    return _halves(rest) if len(rest.articles) > 1 and (too_long or rest.useless in (2, 4)) else [rest]


def _rest(question: _Question, verdict: Verdict, state: reply.ReplyState) -> _Question:
    """What is still to be asked, with the first thing that was wrong about each article. After an answer that was cut,
    the next one is given more room.
    """
    note = "" if state == "complete" else f" (the answer was {state})"
    problems = {article: found[0] + note for article, found in sorted(verdict.problems.items())}
    share = -(-question.answer_tokens * len(problems) // len(question.articles))
    return replace(
        question,
        articles=tuple(problems),
        answer_tokens=max(share * 2 if state == "truncated" else share, answer_tokens(4, 0)),
        round=question.round + 1,
        useless=question.useless + 1 if len(problems) == len(question.articles) else 0,
        problems=problems,
    )


def _halves(question: _Question) -> list[_Question]:
    middle = len(question.articles) // 2
    return [
        replace(
            question,
            articles=articles,
            answer_tokens=-(-question.answer_tokens // 2),
            problems={article: question.problems[article] for article in articles if article in question.problems},
        )
        for articles in (question.articles[:middle], question.articles[middle:])
    ]
