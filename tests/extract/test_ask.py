"""The table of what follows from an answer, row by row. The endpoint is a class with the exchange's interface."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from pipeline.budget.allowance import Allowance
from pipeline.chat.faults import Fatal, Refused, Spoken, TooLong, Unanswered, Unreadable
from pipeline.chat.ledger import Totals
from pipeline.chat.wire import Reply, Usage
from pipeline.errors import RequestError
from pipeline.extract.answers import Answers
from pipeline.extract.ask import USELESS_IN_A_ROW, ask
from pipeline.extract.job import Job
from pipeline.extract.merge import Origin, merge
from pipeline.extract.plan import windows_of
from pipeline.schema.contract import Task, read_task
from tests.contracts import job

TYPES = ["subject_matter", "term", "price_payment", "confidentiality", "liquidated_damages", "dispute_resolution"]
USAGE = Usage(1, 1, 2)
Answer = str | RequestError


def clause(lease: Job, article: int) -> dict[str, Any]:
    own = lease.passages_of[article]
    text = lease.document.text[own[0].start : own[0].end]
    return {
        "article": article,
        "head": text[:6],
        "type": TYPES[article] if article < len(TYPES) else "governing_law",
        "passages": [passage.number for passage in own],
        "values": {},
    }


def whole(lease: Job, articles: Sequence[int]) -> str:
    return json.dumps({"clauses": [clause(lease, article) for article in articles]}, ensure_ascii=False)


class Scripted:
    """Answers by a function of the task and of how often it was asked; keeps what it was asked."""

    def __init__(
        self, answer: Callable[[Task, int], Answer], finish_reason: str = "stop", usage: Usage = USAGE
    ) -> None:
        self.answer, self.finish_reason, self.usage = answer, finish_reason, usage
        self.asked: list[tuple[int, ...]] = []
        self.bytes: list[str] = []
        self.rooms: list[int] = []
        self._lock = threading.Lock()

    def __call__(
        self, messages: Sequence[dict[str, str]], answer_tokens: int, on_first_byte: Callable[[], None] | None = None
    ) -> Reply:
        task = read_task(messages[-1]["content"])
        assert task is not None
        with self._lock:
            count = len(self.asked)
            self.asked.append(task.articles)
            self.bytes.append(json.dumps(list(messages), ensure_ascii=False))
            self.rooms.append(answer_tokens)
        answer = self.answer(task, count)
        if isinstance(answer, RequestError):
            raise answer
        return Reply(answer, "", (), self.finish_reason, self.usage, "m", "id")


def settle(answer: Callable[[Task, int], Answer], finish_reason: str = "stop") -> tuple[Job, Answers, Scripted]:
    lease = job()
    exchange = Scripted(answer, finish_reason)
    answers = ask(lease, windows_of(lease, Allowance()), exchange)
    return lease, answers, exchange


LEASE_JOB = job()
ALL = tuple(article.index for article in LEASE_JOB.outline.articles)


def test_a_whole_answer_settles_every_article_with_one_request() -> None:
    _, answers, exchange = settle(lambda task, _: whole(LEASE_JOB, task.articles))
    assert exchange.asked == [ALL]
    assert sorted(answers.clauses) == list(ALL)
    assert not answers.unresolved
    assert not answers.failed


def test_only_what_is_missing_is_asked_again() -> None:
    def forgetful(task: Task, count: int) -> str:
        return whole(LEASE_JOB, [article for article in task.articles if count or article not in (2, 5)])

    _, answers, exchange = settle(forgetful)
    assert exchange.asked == [ALL, (2, 5)]
    assert sorted(answers.clauses) == list(ALL)
    assert len(set(exchange.bytes)) == len(exchange.bytes)


FAULTS: dict[str, Callable[[dict[str, Any]], None]] = {
    "wrong head": lambda item: item.update(head="第九条 无"),
    "neighbour's head": lambda item: item.update(head=clause(LEASE_JOB, 4)["head"]),
    "empty head": lambda item: item.update(head=""),
    "shifted passages": lambda item: item.update(passages=[number + 2 for number in item["passages"]]),
    "unknown type": lambda item: item.update(type="rent"),
    "unknown value": lambda item: item.update(values={"colour": {"quote": "甲方", "reading": "red"}}),
    "invented quote": lambda item: item.update(values={"survival_period": {"quote": "十年", "reading": "P10Y"}}),
    "no type": lambda item: item.pop("type"),
    "article is text": lambda item: item.update(article="3"),
    "passages are text": lambda item: item.update(passages="4,5"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_clause_that_is_wrong_is_asked_again_alone_with_the_reason(fault: str) -> None:
    def faulty(task: Task, count: int) -> str:
        items = [clause(LEASE_JOB, article) for article in task.articles]
        for item in items:
            if not count and item["article"] == 3:
                FAULTS[fault](item)
        return json.dumps({"clauses": items}, ensure_ascii=False)

    _, answers, exchange = settle(faulty)
    assert exchange.asked == [ALL, (3,)]
    assert sorted(answers.clauses) == list(ALL)
    assert "§3: " in exchange.bytes[1]


@pytest.mark.parametrize("answer", ["", "对不起。", '{"result": []}', "{", "[1, 2, 3]"])
def test_an_endpoint_that_never_answers_leaves_every_article_unresolved_by_name(answer: str) -> None:
    _, answers, exchange = settle(lambda task, count: answer)
    assert sorted(answers.unresolved) == list(ALL)
    assert not answers.clauses
    assert len(set(exchange.bytes)) == len(exchange.bytes)
    assert len(exchange.asked) <= USELESS_IN_A_ROW


def test_a_truncated_answer_keeps_its_items_and_asks_for_the_rest_with_more_room() -> None:
    def cut(task: Task, count: int) -> str:
        text = whole(LEASE_JOB, task.articles)
        return text if len(task.articles) == 1 else text[: len(text) * 2 // 3]

    _, answers, exchange = settle(cut, finish_reason="length")
    assert sorted(answers.clauses) == list(ALL)
    assert exchange.asked[0] == ALL
    assert all(set(later) < set(earlier) for earlier, later in zip(exchange.asked, exchange.asked[1:], strict=False))
    assert not answers.unresolved


def test_a_repeated_item_is_one_clause() -> None:
    def looping(task: Task, count: int) -> str:
        items = [clause(LEASE_JOB, article) for article in task.articles] * 5
        return json.dumps({"clauses": items}, ensure_ascii=False)

    _, answers, exchange = settle(looping)
    assert all(len(found) == 1 for found in answers.clauses.values())
    assert len(exchange.asked) == 1


def test_silence_is_asked_once_more_at_the_end_and_then_fails_by_name() -> None:
    _, answers, exchange = settle(
        lambda task, count: Unanswered("endpoint_unreachable", host="h", detail="d", status=None)
    )
    assert sorted(answers.failed) == list(ALL)
    assert exchange.asked == [ALL, ALL]


def test_silence_that_ends_costs_nothing() -> None:
    def recovering(task: Task, count: int) -> Answer:
        silent = Unanswered("endpoint_unreachable", host="h", detail="d", status=None)
        return silent if not count else whole(LEASE_JOB, task.articles)

    _, answers, _ = settle(recovering)
    assert sorted(answers.clauses) == list(ALL)
    assert not answers.failed


def test_a_refused_article_fails_alone() -> None:
    def filtered(task: Task, count: int) -> Answer:
        if 4 in task.articles:
            return Refused("request_blocked", host="h", detail="blocked", path="", status=400, model="m")
        return whole(LEASE_JOB, task.articles)

    _, answers, _ = settle(filtered)
    assert sorted(answers.failed) == [4]
    assert sorted(answers.clauses) == [article for article in ALL if article != 4]


@pytest.mark.parametrize("errors", [1, 4])
def test_an_error_in_a_success_is_never_followed_by_the_same_bytes(errors: int) -> None:
    def failing(task: Task, count: int) -> Answer:
        spoken = Spoken("endpoint_failed", host="h", detail="d", status=500)
        return spoken if count < errors else whole(LEASE_JOB, task.articles)

    _, answers, exchange = settle(failing)
    assert len(set(exchange.bytes)) == len(exchange.bytes) == min(errors + 1, 4)
    assert sorted(answers.failed if errors == 4 else answers.clauses) == list(ALL)
    assert sorted(answers.unanswered) == (list(ALL) if errors == 4 else [])


@pytest.mark.parametrize(("finish_reason", "then"), [("length", 2), ("stop", 1)])
def test_only_an_answer_that_met_its_limit_is_asked_in_halves_at_once(finish_reason: str, then: int) -> None:
    _, _, exchange = settle(
        lambda task, count: whole(LEASE_JOB, task.articles) if count else '{"clauses":[{"article"', finish_reason
    )
    assert len(exchange.asked) == 1 + then


def test_an_unreadable_answer_is_not_sent_again_with_the_same_bytes() -> None:
    def broken(task: Task, count: int) -> Answer:
        return (
            whole(LEASE_JOB, task.articles) if count else Unreadable("reply_unreadable", host="h", detail="", model="m")
        )

    _, answers, exchange = settle(broken)
    assert sorted(answers.clauses) == list(ALL)
    assert len(set(exchange.bytes)) == len(exchange.bytes)


@pytest.mark.parametrize(
    "error", [Fatal("balance_spent", host="h", detail=""), TooLong("request_too_long", host="h", detail="")]
)
def test_what_concerns_the_run_or_the_plan_is_raised(error: RequestError) -> None:
    with pytest.raises(type(error)):
        settle(lambda task, count: error)


def test_a_clause_whose_value_nobody_could_prove_stands_without_it_and_is_unresolved() -> None:
    def inventive(task: Task, count: int) -> str:
        items = [clause(LEASE_JOB, article) for article in task.articles]
        for item in items:
            if item["article"] == 3:
                item["values"] = {"survival_period": {"quote": "十年", "reading": "P10Y"}}
        return json.dumps({"clauses": items}, ensure_ascii=False)

    _, answers, _ = settle(inventive)
    assert sorted(answers.unresolved) == [3]
    assert [found.type for found in answers.clauses[3]] == ["confidentiality"]


LONG = "\n".join(f"第{number}条 付款\n甲方应于每月{number}日前支付租金人民币{number}00元。" for number in range(1, 300))


def test_smaller_windows_ask_only_what_larger_ones_left_open() -> None:
    contract = job(LONG)
    large, small = (windows_of(contract, Allowance(context_tokens=size, answer_tokens=2000)) for size in (8400, 7200))
    assert len(small) > len(large) > 1
    answered = large[0].requests[0].articles

    def refuse_the_second_window(task: Task, _: int) -> Answer:
        inside = set(task.articles) <= set(answered)
        return whole(contract, task.articles) if inside else TooLong("request_too_long", host="h", detail="")

    answers = Answers()
    with pytest.raises(TooLong):
        ask(contract, large, Scripted(refuse_the_second_window), answers)
    later = Scripted(lambda task, _: whole(contract, task.articles))
    ask(contract, small, later, answers)
    whole_before = set(answered) & answers.settled
    assert whole_before
    assert whole_before.isdisjoint(article for asked in later.asked for article in asked)
    assert set(answers.clauses) == {article.index for article in contract.outline.articles}
    assert not answers.failed
    assert not answers.unresolved


def test_a_prompt_that_the_endpoint_counts_higher_is_measured_and_named_in_the_record() -> None:
    contract = job()
    windows = windows_of(contract, Allowance())
    planned = windows[0].requests[0].prompt_tokens
    for reported, named in ((planned, False), (planned * 2, True)):
        usage = Usage(reported, 500, reported + 500)
        exchange = Scripted(lambda task, _: whole(contract, task.articles), usage=usage)
        answers = ask(contract, windows, exchange)
        (measure,) = answers.measures
        assert (measure.prompt_tokens, measure.answer_tokens) == (reported, 500)
        record = merge(contract, windows, answers, Totals(), Origin("e", "m", False, "p"))
        assert ("tokens_undercounted" in {issue.code for issue in record.issues}) is named
        assert record.status == "complete"
