"""Requests to checked clauses: every article that was asked for comes back or is named.

What follows from an answer by its state stands in states.py; what follows beyond that:

    six of no use about the same articles          unresolved, with the last reason
    eight of no use in a row, whatever they are    the rest of the document is unresolved without being asked
    an error object in a success                   asked again in other bytes, twice; then as no answer
    no answer (retries spent)                      to the end of the document's queue, once; then to the end of the
                                                   run's, while it may spend retries; then failed
    refused by the endpoint (422, content filter)  halves; a single article fails with the endpoint's words
    too long for the endpoint                      the document is planned again, smaller (raised); what was settled
                                                   is not asked again
    key, balance, quota, dead endpoint             the run stops; a resume continues (raised)

No request is sent twice with the same bytes: a second one names the round, the articles and what was wrong.
"""

from __future__ import annotations

import threading
from collections import Counter, deque
from collections.abc import Callable, Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Protocol

from pipeline.budget.calibration import Measure
from pipeline.budget.windows import Request, Window
from pipeline.chat.faults import Fatal, Refused, Spoken, TooLong, Unreadable
from pipeline.chat.wire import Reply
from pipeline.errors import RequestError
from pipeline.extract import prompt, reply
from pipeline.extract.check import Verdict, check
from pipeline.extract.expected import LEAST_ANSWER_TOKENS
from pipeline.extract.job import Job
from pipeline.extract.second import Claims, Doubt, Opinion, Second, doubts
from pipeline.extract.states import StateName
from pipeline.schema.contract import ReplyClause, Task

# Where one answer in five is broken, six in a row are one in fifteen thousand.
ATTEMPTS = 6
# What two readers read apart costs a window no more than a quarter of its requests again.
DOUBTFUL_SHARE, LEAST_DOUBTS, SAME_AGAIN = 4, 4, 3
USELESS_IN_A_ROW = 8
SPOKEN_ERRORS = 2
REQUESTS_SIDE_BY_SIDE = 4


class Exchange(Protocol):
    """Sends messages and returns the reply, from the journal where it was paid for before."""

    def __call__(
        self, messages: Sequence[dict[str, str]], answer_tokens: int, on_first_byte: Callable[[], None] | None = None
    ) -> Reply: ...


@dataclass(frozen=True, slots=True)
class _Question:
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


@dataclass(slots=True)
class Answers:
    """What is known about the articles of one document.

    `clauses` by article; `unresolved` and `failed` say why by article. An article can have clauses and still be
    unresolved: a further clause of it could not be had. `settled` are the articles of which a window held the whole and
    an answer told everything, `unanswered` those that failed since nothing came. `claims` are the types that each answer
    gave to its articles, refused clauses included; `opinions` are a second reader's, by article. `states` count the
    states that answers were in; `measures` compare the plan with what the endpoint counts.
    """

    clauses: dict[int, list[ReplyClause]] = field(default_factory=dict)
    unresolved: dict[int, str] = field(default_factory=dict)
    failed: dict[int, str] = field(default_factory=dict)
    settled: set[int] = field(default_factory=set)
    unanswered: set[int] = field(default_factory=set)
    states: Counter[StateName] = field(default_factory=Counter)
    claims: list[Claims] = field(default_factory=list)
    opinions: dict[int, Opinion] = field(default_factory=dict)
    measures: list[Measure] = field(default_factory=list)
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

    def replace(self, article: int, clauses: list[ReplyClause], window: int) -> None:
        """Another answer about an article that this window holds whole takes the place of all that was said of it."""
        with self._lock:
            self._said = {key: said for key, said in self._said.items() if key[0] != article}
            self._said[article, window] = self.clauses[article] = clauses

    def claim(self, claims: Claims) -> None:
        with self._lock:
            self.claims.append(claims)

    def see(self, reading: reply.Reading, verdict: Verdict) -> None:
        """Counts the states that an answer was in; one without items is in no state but its own."""
        own: set[StateName] = set() if reading.state == "complete" else {reading.state}
        with self._lock:
            self.states.update(own | reading.marks | (verdict.states if reading.items or not own else set()))

    def settle(self, articles: Collection[int]) -> None:
        with self._lock:
            self.settled.update(articles)

    def start_again(self) -> None:
        """Before the document is asked in other windows: what was settled stays so, all else is open."""
        self.unresolved.clear()
        self.failed.clear()
        self.unanswered.clear()
        self.useless = 0

    def measure(self, measure: Measure) -> None:
        with self._lock:
            self.measures.append(measure)

    def count(self, use: bool) -> None:
        """Whether an answer was of use."""
        with self._lock:
            self.useless = 0 if use else self.useless + 1

    def give_up(self, reasons: dict[int, str]) -> None:
        with self._lock:
            self.unresolved.update(reasons)

    def fail(self, articles: Sequence[int], reason: str, unanswered: bool = False) -> None:
        with self._lock:
            self.failed.update(dict.fromkeys(articles, reason))
            self.unanswered.update(articles if unanswered else ())


def ask(
    job: Job,
    windows: Sequence[Window],
    exchange: Exchange,
    answers: Answers | None = None,
    second: Second | None = None,
) -> Answers:
    """Asks every request of the windows. Raises Fatal and TooLong; everything else ends in the answers.

    `answers` are those to the same document in larger windows: what they have settled is not asked again. `second`
    reads beside the endpoint.
    """
    answers = answers or Answers()
    answers.start_again()
    with ThreadPoolExecutor(REQUESTS_SIDE_BY_SIDE, thread_name_prefix="ask") as pool:
        for window in windows:
            block = job.block(window.first, window.last, window.carried)
            _ask_window(job, window, block, exchange, answers, pool)
            _ask_once_more(job, window, block, exchange, answers, second)
    return answers


def _ask_window(
    job: Job, window: Window, block: str, exchange: Exchange, answers: Answers, pool: ThreadPoolExecutor
) -> None:
    """The first request warms the endpoint's prefix; its siblings follow when its answer begins to arrive."""
    questions = [question for request in window.requests if (question := _question(window, request, answers.settled))]
    if not questions:
        return
    started = threading.Event()
    first = pool.submit(_settle, job, block, questions[0], exchange, answers, started.set)
    first.add_done_callback(lambda _: started.set())
    started.wait()
    futures = [first, *(pool.submit(_settle, job, block, question, exchange, answers) for question in questions[1:])]
    deferred = [question for future in _done(futures) for question in future.result()]
    _done([pool.submit(_settle, job, block, question, exchange, answers) for question in deferred])


def _question(window: Window, request: Request, settled: AbstractSet[int]) -> _Question | None:
    """A planned request as a question about what is not settled yet."""
    if settled.isdisjoint(request.articles):
        return _Question(window, request.articles, request.answer_tokens, request.prompt_tokens)
    left = tuple(article for article in request.articles if article not in settled)
    return _Question(window, left, request.answer_tokens) if left else None


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
            queue.extend(_after_answer(job, question, reply.Reading((), "unreadable"), answers))
        except Refused as error:
            queue.extend(_after_refusal(question, error, answers))
        except Spoken as error:
            again = replace(question, round=question.round + 1, spoken=question.spoken + 1, prompt_tokens=None)
            if again.spoken <= SPOKEN_ERRORS:
                queue.append(again)
            else:
                deferred.extend(_after_silence(again, error, answers))
        except RequestError as error:
            deferred.extend(_after_silence(question, error, answers))
        else:
            cut = got.cut or got.finish_reason == "length"
            _measure(question, got, answers)
            reading = reply.read(_said(got, cut), cut, bool(got.reasoning))
            queue.extend(_after_answer(job, question, reading, answers, full=got.finish_reason == "length"))
    return deferred


def _said(got: Reply, cut: bool) -> str:
    """The answer; some hosts put a whole one where the reasoning belongs. A draft that was cut there is none."""
    return got.content if got.content.strip() or cut else got.reasoning


def _measure(question: _Question, got: Reply, answers: Answers) -> None:
    """Compares the plan of a first question with a usage that the endpoint itself has counted."""
    if question.prompt_tokens is None or got.cut or got.usage.estimated:
        return
    whole = got.finish_reason == "stop" and not got.thought
    answer = got.usage.completion_tokens if whole else None
    planned = question.prompt_tokens, got.usage.prompt_tokens
    answers.measure(Measure(*planned, question.answer_tokens, answer, question.window.margin))


def _unasked(question: _Question) -> dict[int, str]:
    reason = f"not asked again: the last {USELESS_IN_A_ROW} answers about this document were of no use"
    return {article: question.problems.get(article, reason) for article in question.articles}


def _after_silence(question: _Question, error: RequestError, answers: Answers) -> list[_Question]:
    if not question.deferred:
        return [replace(question, deferred=True)]
    answers.fail(question.articles, error.line(), unanswered=True)
    return []


def _after_refusal(question: _Question, error: Refused, answers: Answers) -> list[_Question]:
    if len(question.articles) > 1:
        return _halves(question)
    answers.fail(question.articles, error.line())
    return []


def _after_answer(
    job: Job, question: _Question, reading: reply.Reading, answers: Answers, full: bool = False
) -> list[_Question]:
    """What is to be asked next. `full` says that the answer ended by its limit, and not by a broken connection."""
    window = question.window
    verdict = check(job, question.articles, window.first, window.last, reading.items, reading.lost)
    answers.keep(verdict.clauses, window.index, verdict.problems)
    answers.claim(verdict.claims)
    answers.see(reading, verdict)
    settled = set(question.articles) - verdict.problems.keys()
    answers.settle({article for article in settled if _is_whole(job, article, window)})
    answers.count(len(verdict.problems) < len(question.articles))
    if not verdict.problems:
        return []
    rest = _rest(question, verdict, reading.state)
    if rest.useless >= ATTEMPTS:
        # A clause in its right place is not lost for a value that nobody could prove: it stands without that value.
        answers.keep(verdict.doubtful, window.index, verdict.problems)
        answers.give_up(rest.problems)
        return []
    too_long = full and reading.state == "truncated" and not reading.items
    return _halves(rest) if len(rest.articles) > 1 and (too_long or rest.useless in (2, 4)) else [rest]


def _is_whole(job: Job, article: int, window: Window) -> bool:
    """Whether the window holds all of the article."""
    own = job.passages_of[article]
    return window.first <= own[0].number and own[-1].number < window.last


def _rest(question: _Question, verdict: Verdict, state: reply.Wholeness) -> _Question:
    """What is still to be asked, with the first thing that was wrong about each article. After an answer that was cut,
    the next one is given more room.
    """
    note = "" if state == "complete" else f" (the answer was {state.replace('_', ' ')})"
    problems = {article: found[0] + note for article, found in sorted(verdict.problems.items())}
    share = -(-question.answer_tokens * len(problems) // len(question.articles))
    return replace(
        question,
        articles=tuple(problems),
        answer_tokens=max(share * 2 if state == "truncated" else share, LEAST_ANSWER_TOKENS),
        prompt_tokens=None,
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
            prompt_tokens=None,
            problems={article: question.problems[article] for article in articles if article in question.problems},
        )
        for articles in (question.articles[:middle], question.articles[middle:])
    ]


def _ask_once_more(
    job: Job, window: Window, block: str, exchange: Exchange, answers: Answers, second: Second | None
) -> None:
    """Articles that two readers read apart are asked about once more, and again as long as the answers change; the
    same answer stands, at once or, where it bears marks of damage, the third time. It takes nothing away: where no
    answer comes, the first one stands.
    """
    articles = {article for request in window.requests for article in request.articles if answers.clauses.get(article)}
    still = {article for article in articles if _is_whole(job, article, window)}
    if second:
        answers.opinions.update((own.article, own) for own in second.read(block, still))
    unchanged: Counter[int] = Counter()
    for _ in range(max(LEAST_DOUBTS, len(window.requests) // DOUBTFUL_SHARE)):
        same = second is not None and second.same()
        said = {article: answers.clauses[article] for article in sorted(still)}
        found = doubts(job, said, answers.claims, answers.opinions, same)
        question = _doubtful(window, found, len(answers.claims))
        if question is None:
            return
        answers.states.update({found[article].state for article in question.articles})
        unchanged.update(set(question.articles) - _changed(job, block, question, exchange, answers))
        still -= {each for each in question.articles if unchanged[each] >= (SAME_AGAIN if found[each].damaged else 1)}


def _doubtful(window: Window, found: Mapping[int, Doubt], round_: int) -> _Question | None:
    """As many doubtful articles as an answer holds, the most doubtful first, and none beside one that it may have been
    exchanged with.
    """
    shares = {
        article: -(-request.answer_tokens // len(request.articles))
        for request in window.requests
        for article in request.articles
    }
    room = max((request.answer_tokens for request in window.requests), default=0)
    articles: list[int] = []
    for article, doubt in found.items():
        fits = sum(shares[each] for each in (*articles, article)) <= room
        if not articles or (fits and doubt.partners.isdisjoint(articles)):
            articles.append(article)
    return _Question(window, tuple(sorted(articles)), room, round=max(round_, 1)) if articles else None


def _changed(job: Job, block: str, question: _Question, exchange: Exchange, answers: Answers) -> set[int]:
    """The articles of which another answer came, which takes the place of the first."""
    fresh = Answers()
    # The window was read with the first questions: no plan is made again for a second opinion.
    with suppress(TooLong):
        _settle(job, block, question, exchange, fresh)
    answers.claims.extend(fresh.claims)
    answers.states.update(fresh.states)
    changed = {article for article, new in fresh.clauses.items() if new and new != answers.clauses[article]}
    for article in changed - fresh.unresolved.keys():
        answers.replace(article, fresh.clauses[article], question.window.index)
    return changed
