"""Every state of the table: how it is seen, what follows, what it costs, and what the record says where it lasts."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from pipeline.budget.allowance import Allowance
from pipeline.chat.faults import Unreadable
from pipeline.chat.ledger import Totals
from pipeline.chat.wire import Reply, Usage
from pipeline.endpoint.second import SecondReader
from pipeline.errors import RequestError
from pipeline.extract.ask import ask
from pipeline.extract.merge import Origin, merge
from pipeline.extract.plan import windows_of
from pipeline.extract.record import Record
from pipeline.extract.second import Second
from pipeline.extract.states import HEADER, REPLY_STATES, StateName, markdown
from pipeline.schema.contract import Task, write_reply
from tests.conftest import SAMPLES
from tests.contracts import job
from tests.extract.test_ask import Scripted

MODEL = Origin("https://example.org/v1", "kimi-k2-5", by_rules=False, prompt="0" * 64)
Items = list[dict[str, Any]]
DAMAGED = 2
"""The article that is damaged, where one is: the rent, with an amount."""


def whole(items: Items) -> str:
    return json.dumps({"clauses": items}, ensure_ascii=False)


def changed(**fields: Any) -> Callable[[Items], str]:
    def change(items: Items) -> str:
        return whole([{**item, **fields} if item["article"] == DAMAGED else item for item in items])

    return change


def with_value(**fields: Any) -> Callable[[Items], str]:
    def change(items: Items) -> str:
        for item in items:
            if item["article"] == DAMAGED:
                item["values"]["amount"].update(fields)
        return whole(items)

    return change


def without(items: Items) -> str:
    return whole([item for item in items if item["article"] != DAMAGED])


def one_of_two(items: Items) -> str:
    return whole([item for item in items if item["type"] != "damages"])


def no_more_than_half(items: Items) -> str:
    text = whole(items)
    return text[: len(text) // 2]


EXAMPLES: dict[StateName, Callable[[Items], str | RequestError]] = {
    "fenced": lambda items: f"```json\n{whole(items)}\n```",
    "reasoning_before": lambda items: f"<think>先看。</think>\n{whole(items)}",
    "control_tokens": lambda items: f"<|im_start|>{whole(items)}<|im_end|>",
    "prose_around": lambda items: f"Here it is:\n{whole(items)}\n以上。",
    "wrapped_root": lambda items: json.dumps(items, ensure_ascii=False),
    "looping": lambda items: whole(items + items[-1:] * 9),
    "truncated": no_more_than_half,
    "broken": lambda items: whole(items).replace('"head": "第三', '"head": "第"三"', 1),
    "wrong_root": lambda items: '{"result": []}',
    "prose": lambda items: "对不起，我不能处理。",
    "empty": lambda items: "",
    "reasoning_only": lambda items: "",
    "unreadable": lambda items: Unreadable("reply_unreadable", host="h", detail="", model="m"),
    "schema_invalid": changed(passages="8"),
    "wrong_head": changed(head="第九条"),
    "shifted_passages": changed(passages=[3]),
    "quote_not_proved": with_value(quote="人民币玖万元整"),
    "missing_article": without,
    "missing_clause": one_of_two,
    "value_not_in_evidence": with_value(reading="99 CNY"),
    "subtype_unknown": changed(subtype="by_storm"),
    "read_apart": changed(type="insurance", values={}, subtype=None),
}
READ = [name for name, state in REPLY_STATES.items() if not state.again]
AGAIN = [name for name, state in REPLY_STATES.items() if state.again]


class Endpoint(Scripted):
    """Whose answers are in one state, and whose reasoning is cut where that is the state."""

    def __init__(self, state: StateName, lasting: bool) -> None:
        self.job = job()
        self.windows = windows_of(self.job, Allowance())
        self.reader = SecondReader(self.job.library)
        self.state = state
        block = self.job.block(self.windows[0].first, self.windows[0].last)

        def answer(task: Task, count: int) -> str | RequestError:
            readings = self.reader.read(block, task.articles)
            items = json.loads(write_reply(clause for own in readings for clause in own.clauses))["clauses"]
            return EXAMPLES[state](items) if lasting or not count else whole(items)

        super().__init__(answer, "length" if state == "truncated" else "stop")

    def __call__(self, *args: Any, **kwargs: Any) -> Reply:
        got = super().__call__(*args, **kwargs)
        if self.state == "reasoning_only" and not got.content:
            return Reply("", "先看合同。", (), "length", Usage(1, 1, 2), "m", "id", cut=True)
        return got


def settle(state: StateName, lasting: bool = False) -> tuple[Endpoint, Record]:
    endpoint = Endpoint(state, lasting)
    second = Second(endpoint.reader.read, lambda: False)
    answers = ask(endpoint.job, endpoint.windows, endpoint, second=second)
    return endpoint, merge(endpoint.job, endpoint.windows, answers, Totals(), MODEL)


def codes(record: Record) -> set[str]:
    return {issue.code for issue in record.issues}


TRUTH = settle("fenced")[1]


def test_every_state_has_an_example() -> None:
    assert EXAMPLES.keys() == REPLY_STATES.keys()


@pytest.mark.parametrize("state", AGAIN)
def test_what_is_asked_again_comes_back_and_its_cost_is_told(state: StateName) -> None:
    endpoint, record = settle(state)
    assert record.clauses == TRUTH.clauses
    assert record.status == "complete"
    assert len(set(endpoint.bytes)) == len(endpoint.bytes) >= 2
    told = next(issue for issue in record.issues if issue.code == "answers_mended")
    assert state.replace("_", " ") in str(told.params["states"])


@pytest.mark.parametrize("state", READ)
def test_what_is_read_as_it_is_costs_nothing(state: StateName) -> None:
    endpoint, record = settle(state)
    assert len(endpoint.asked) == 1
    assert [clause.values for clause in record.clauses] == [clause.values for clause in TRUTH.clauses]
    assert "answers_mended" not in codes(record)


@pytest.mark.parametrize("state", AGAIN)
def test_what_lasts_is_named_as_the_table_says(state: StateName) -> None:
    endpoint, record = settle(state, lasting=True)
    named = {word.strip("`;,") for word in REPLY_STATES[state].named.split() if word.startswith("`")}
    assert codes(record) & named
    assert len(set(endpoint.bytes)) == len(endpoint.bytes) <= 12
    as_answered = {f"{DAMAGED}.insurance", f"{DAMAGED}.price_payment"}
    assert {clause.id for clause in record.clauses} <= {clause.id for clause in TRUTH.clauses} | as_answered


def test_a_reading_that_its_quote_does_not_say_is_an_issue() -> None:
    assert "reading_differs" in codes(settle("value_not_in_evidence")[1])


def test_the_readme_shows_this_table() -> None:
    readme = (SAMPLES.parent / "README.md").read_text("utf-8")
    if f"| {' | '.join(HEADER)} |" in readme:
        assert markdown() in readme
