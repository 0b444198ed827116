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
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import Protocol

from pipeline.budget.calibration import Measure
from pipeline.budget.windows import Window
from pipeline.chat.faults import Fatal, Refused, Spoken, TooLong, Unreadable
from pipeline.chat.wire import Reply
from pipeline.errors import RequestError
from pipeline.extract import prompt, reply
from pipeline.extract.answers import Answers
from pipeline.extract.check import check
from pipeline.extract.job import Job
from pipeline.extract.question import Question
from pipeline.extract.second import Doubt, Second, doubts

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
    questions = [
        question for request in window.requests if (question := Question.planned(window, request, answers.settled))
    ]
    if not questions:
        return
    started = threading.Event()
    first = pool.submit(_settle, job, block, questions[0], exchange, answers, started.set)
    first.add_done_callback(lambda _: started.set())
    started.wait()
    futures = [first, *(pool.submit(_settle, job, block, question, exchange, answers) for question in questions[1:])]
    deferred = [question for future in _done(futures) for question in future.result()]
    _done([pool.submit(_settle, job, block, question, exchange, answers) for question in deferred])


def _done(futures: list[Future[list[Question]]]) -> list[Future[list[Question]]]:
    """All of them finished; raises the first error that stops the run, else the first that stops the document."""
    errors = [error for future in futures if (error := future.exception())]
    for error in sorted(errors, key=lambda error: not isinstance(error, Fatal)):
        raise error
    return futures


def _settle(
    job: Job,
    block: str,
    first: Question,
    exchange: Exchange,
    answers: Answers,
    on_first_byte: Callable[[], None] | None = None,
) -> list[Question]:
    """Asks one question and whatever follows from its answers. Returns what must wait for the end of the queue."""
    queue, deferred = deque([first]), []
    while queue:
        question = queue.popleft()
        if answers.useless >= USELESS_IN_A_ROW:
            answers.give_up(_unasked(question))
            continue
        following, waiting = _put(job, block, question, exchange, answers, on_first_byte)
        queue.extend(following)
        deferred.extend(waiting)
    return deferred


def _put(
    job: Job,
    block: str,
    question: Question,
    exchange: Exchange,
    answers: Answers,
    on_first_byte: Callable[[], None] | None,
) -> tuple[list[Question], list[Question]]:
    """Asks one question once. Returns what is to be asked next, and what must wait."""
    messages = prompt.messages(job.system, block, question.tail(job.language))
    try:
        got = exchange(messages, question.answer_tokens, on_first_byte)
    except (Fatal, TooLong):
        raise
    except Unreadable:
        return _after_answer(job, question, reply.Reading((), "unreadable"), answers), []
    except Refused as error:
        return _after_refusal(question, error, answers), []
    except Spoken as error:
        again = question.said_again()
        return ([again], []) if again.spoken <= SPOKEN_ERRORS else ([], _after_silence(again, error, answers))
    except RequestError as error:
        return [], _after_silence(question, error, answers)
    _measure(question, got, answers)
    cut = got.cut or got.finish_reason == "length"
    reading = reply.read(_said(got, cut), cut, bool(got.reasoning))
    return _after_answer(job, question, reading, answers, full=got.finish_reason == "length"), []


def _said(got: Reply, cut: bool) -> str:
    """The answer; some hosts put a whole one where the reasoning belongs. A draft that was cut there is none."""
    return got.content if got.content.strip() or cut else got.reasoning


def _measure(question: Question, got: Reply, answers: Answers) -> None:
    """Compares the plan of a first question with a usage that the endpoint itself has counted."""
    if question.prompt_tokens is None or got.cut or got.usage.estimated:
        return
    whole = got.finish_reason == "stop" and not got.thought
    answer = got.usage.completion_tokens if whole else None
    planned = question.prompt_tokens, got.usage.prompt_tokens
    answers.measure(Measure(*planned, question.answer_tokens, answer, question.window.margin))


def _unasked(question: Question) -> dict[int, str]:
    reason = f"not asked again: the last {USELESS_IN_A_ROW} answers about this document were of no use"
    return {article: question.problems.get(article, reason) for article in question.articles}


def _after_silence(question: Question, error: RequestError, answers: Answers) -> list[Question]:
    if not question.deferred:
        return [question.put_off()]
    answers.fail(question.articles, error.line(), unanswered=True)
    return []


def _after_refusal(question: Question, error: Refused, answers: Answers) -> list[Question]:
    if len(question.articles) > 1:
        return question.halves()
    answers.fail(question.articles, error.line())
    return []


def _after_answer(
    job: Job, question: Question, reading: reply.Reading, answers: Answers, full: bool = False
) -> list[Question]:
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
    rest = question.rest(verdict.problems, reading.state)
    if rest.useless >= ATTEMPTS:
        # A clause in its right place is not lost for a value that nobody could prove: it stands without that value.
        answers.keep(verdict.doubtful, window.index, verdict.problems)
        answers.give_up(rest.problems)
        return []
    too_long = full and reading.state == "truncated" and not reading.items
    return rest.halves() if len(rest.articles) > 1 and (too_long or rest.useless in (2, 4)) else [rest]


def _is_whole(job: Job, article: int, window: Window) -> bool:
    """Whether the window holds all of the article."""
    own = job.passages_of[article]
    return window.first <= own[0].number and own[-1].number < window.last


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


def _doubtful(window: Window, found: Mapping[int, Doubt], round_: int) -> Question | None:
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
    return Question(window, tuple(sorted(articles)), room, round=max(round_, 1)) if articles else None


def _changed(job: Job, block: str, question: Question, exchange: Exchange, answers: Answers) -> set[int]:
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
