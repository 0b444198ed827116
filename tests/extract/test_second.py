"""A model that is damaged, stubborn or right against the rules: what is asked again, and what the record says then."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pytest

from pipeline.budget.allowance import Allowance
from pipeline.chat.ledger import Totals
from pipeline.endpoint.second import SecondReader
from pipeline.extract.ask import ask
from pipeline.extract.job import Job
from pipeline.extract.merge import Origin, merge
from pipeline.extract.plan import windows_of
from pipeline.extract.record import Record
from pipeline.extract.second import Second
from pipeline.schema.contract import ReplyClause, Task, write_reply
from tests.contracts import LEASE, job
from tests.extract.test_ask import Scripted

MODEL = Origin("https://example.org/v1", "kimi-k2-5", by_rules=False, prompt="0" * 64)
Items = list[dict[str, Any]]


class Trial:
    """A lease, the rules' own answers, and whatever `change` makes of them: it takes the items and how many requests
    there were before.
    """

    def __init__(self, change: Callable[[Items, int], object], text: str = LEASE, same: bool = False) -> None:
        self.job: Job = job(text)
        self.reader = SecondReader(self.job.library)
        window = windows_of(self.job, Allowance())
        block = self.job.block(window[0].first, window[0].last)

        def answer(task: Task, count: int) -> str:
            readings = self.reader.read(block, task.articles)
            items: Items = json.loads(write_reply(clause for own in readings for clause in own.clauses))["clauses"]
            change(items, count)
            return json.dumps({"clauses": items}, ensure_ascii=False)

        self.exchange = Scripted(answer)
        second = Second(self.reader.read, lambda: same)
        self.answers = ask(self.job, window, self.exchange, second=second)
        self.record: Record = merge(self.job, window, self.answers, Totals(), MODEL)

    @property
    def asked(self) -> list[tuple[int, ...]]:
        return self.exchange.asked

    def types(self) -> list[tuple[str | None, str]]:
        return [(clause.number, clause.type) for clause in self.record.clauses]

    def codes(self) -> list[str]:
        return [issue.code for issue in self.record.issues]


def of(items: Iterable[dict[str, Any]], article: int) -> dict[str, Any]:
    return next(item for item in items if item["article"] == article)


def nothing(items: Items, count: int) -> None:
    pass


TRUTH = Trial(nothing)
ALL = tuple(article.index for article in TRUTH.job.outline.articles)


def exchange_types(items: Items, one: int, other: int) -> None:
    first, second = (next((item for item in items if item["article"] == article), {}) for article in (one, other))
    if first and second:
        first["type"], second["type"] = second["type"], first["type"]
        first["values"] = second["values"] = {}


def test_where_both_read_alike_nothing_is_asked_again() -> None:
    assert TRUTH.asked == [ALL]
    assert not TRUTH.answers.unresolved
    assert "conflicting" not in {TRUTH.record.findings[type_] for _, type_ in TRUTH.types()}


def test_types_that_were_exchanged_come_back_and_are_asked_apart() -> None:
    trial = Trial(lambda items, count: exchange_types(items, 3, 6))
    assert trial.asked == [ALL, (3,), (6,)]
    assert trial.types() == TRUTH.types()
    assert len(set(trial.exchange.bytes)) == 3
    assert all("confidentiality" not in asked.rpartition('"role"')[2] for asked in trial.exchange.bytes)


def test_types_without_headings_that_were_exchanged_come_back() -> None:
    plain = LEASE.replace("第四条 保密\n", "第四条 ").replace("第七条 法律适用\n", "第七条 ")
    truth, trial = Trial(nothing, plain), Trial(lambda items, count: exchange_types(items, 3, 6), plain)
    assert trial.types() == truth.types()


def test_half_of_an_exchange_that_was_refused_still_tells_the_other_half() -> None:
    def damage(items: Items, count: int) -> None:
        if not count:
            term, other = of(items, 1), of(items, 3)
            term["type"], other["type"] = other["type"], term["type"]

    trial = Trial(damage)
    assert trial.types() == TRUTH.types()


def test_a_stubborn_model_is_asked_once_and_then_believed_with_an_issue() -> None:
    trial = Trial(
        lambda items, count: [item.update(type="insurance", values={}) for item in items if item["article"] == 3]
    )
    assert trial.asked == [ALL, (3,)]
    assert ("4", "insurance") in trial.types()
    assert trial.record.status == "complete"
    assert {trial.record.findings["insurance"], trial.record.findings["confidentiality"]} == {"conflicting"}
    assert {"type_doubted", "type_unsupported"} <= set(trial.codes())
    assert trial.record.review.level == "should"


def test_a_model_that_sees_what_the_rules_do_not_is_not_doubted() -> None:
    def wiser(items: Items, count: int) -> None:
        items.append({**of(items, 0), "type": "title_and_risk", "subtype": None, "values": {}})
        for item in items:
            item.pop("types", None)

    trial = Trial(wiser)
    assert trial.asked == [ALL]
    assert trial.record.findings["title_and_risk"] == "found"


def test_doubts_take_nothing_away() -> None:
    def then_silent(items: Items, count: int) -> None:
        items[:] = [] if count else items
        for item in items:
            if item["article"] == 3:
                item.update(type="insurance", values={})

    trial = Trial(then_silent)
    assert ("4", "insurance") in trial.types()
    assert trial.record.status == "complete"
    assert not trial.answers.unresolved


def test_many_stubborn_articles_cost_one_request() -> None:
    def other(items: Items, count: int) -> None:
        for item in items:
            item.update(type="other", values={}, subtype=None)
            item.pop("types", None)
        items[:] = {item["article"]: item for item in items}.values()

    trial = Trial(other)
    assert len(trial.asked) == 2
    assert trial.record.findings["confidentiality"] == "conflicting"


def test_a_quote_that_neither_its_reading_nor_the_rules_bear_out_is_asked_again() -> None:
    text = LEASE.replace("支付。\n第四条", "支付；另付人民币伍仟元整（￥5,000.00）押金。\n第四条")

    def damage(items: Items, count: int) -> None:
        value = of(items, 2)["values"].get("amount")
        if value and not count:
            value["quote"] = "人民币伍仟元整（￥5,000.00）"

    truth, trial = Trial(nothing, text), Trial(damage, text)
    assert "amount" in next(clause for clause in truth.record.clauses if clause.number == "3").values
    assert trial.asked == [ALL, (2,)]
    assert trial.record.clauses == truth.record.clauses


def test_a_sum_that_two_readers_take_from_different_words_is_conflicting_everywhere() -> None:
    text = LEASE.replace("支付。\n第四条", "支付；另付人民币伍仟元整（￥5,000.00）押金。\n第四条")

    def otherwise(items: Items, count: int) -> None:
        of(items, 2)["values"]["amount"] = {"quote": "人民币伍仟元整（￥5,000.00）", "reading": "5000 CNY"}

    trial = Trial(otherwise, text)
    assert trial.asked == [ALL]
    issue = next(issue for issue in trial.record.issues if issue.code == "value_disputed")
    assert text[issue.start : issue.end] == "人民币伍仟元整（￥5,000.00）"
    assert "壹万贰仟元" in issue.params["other"]
    assert trial.record.findings["price_payment"] == "conflicting"
    assert trial.record.terms["amount"].state in ("conflicting", "found", "unresolved")
    assert trial.record.terms["amount"].value is None or trial.record.terms["amount"].value["amount"] != "5000.00"


@pytest.mark.parametrize(
    ("old", "new", "type_", "name", "quote"),
    [
        ("止。", "止，甲方应于2028年12月31日前答复。", "term", "ends_on", "2028年12月31日"),
        ("支付违约金", "支付违约金，情节严重的按千分之三支付违约金", "liquidated_damages", "rate", "千分之三"),
    ],
)
def test_a_day_or_a_rate_that_two_readers_take_from_different_words_is_conflicting(
    old: str, new: str, type_: str, name: str, quote: str
) -> None:
    def otherwise(items: Items, count: int) -> None:
        clause = next((item for item in items if item["type"] == type_), {"values": {}})
        clause["values"][name] = {"quote": quote, "reading": None}

    trial = Trial(otherwise, LEASE.replace(old, new))
    assert [issue.params["quote"] for issue in trial.record.issues if issue.code == "value_disputed"] == [quote]
    assert trial.record.findings[type_] == "conflicting"
    assert trial.record.terms["ends_on"].state == ("conflicting" if name == "ends_on" else "found")


@pytest.mark.parametrize("subtype", ["by_storm", "prize"])
def test_an_unknown_subtype_is_asked_about_and_then_told(subtype: str) -> None:
    trial = Trial(lambda items, count: of(items, 2).update(subtype=subtype))
    assert trial.asked == [ALL, (2,)]
    clause = next(clause for clause in trial.record.clauses if clause.number == "3")
    assert clause.subtype is None
    assert "subtype_unknown" in trial.codes()
    healed = Trial(lambda items, count: None if count else of(items, 2).update(subtype=subtype))
    assert healed.record.clauses == TRUTH.record.clauses
    assert "subtype_unknown" not in healed.codes()


FAINT: dict[str, Callable[[Items], object]] = {
    "passages": lambda items: of(items, 2).update(passages=[of(items, 2)["passages"][0] - 1]),
    "no values": lambda items: of(items, 2).update(values={}),
    "other": lambda items: of(items, 0).update(type="obligations", values={}),
}


@pytest.mark.parametrize("fault", FAINT)
def test_who_says_to_be_these_rules_must_read_as_they_do(fault: str) -> None:
    def damage(items: Items, count: int) -> None:
        if not count:
            FAINT[fault](items)

    trial = Trial(damage, same=True)
    assert len(trial.asked) == 2
    assert trial.record.clauses == TRUTH.record.clauses
    assert Trial(lambda items, count: None, same=True).asked == [ALL]


def test_an_article_is_asked_as_long_as_answers_change_and_no_longer() -> None:
    names = iter(["insurance", "notices", "tax", "audit", "renewal", "survival", "assignment"])

    def restless(items: Items, count: int) -> None:
        for item in items:
            if item["article"] == 3:
                item.update(type=next(names), values={})

    trial = Trial(restless)
    assert 2 < len(trial.asked) <= 6
    assert trial.record.findings["confidentiality"] == "conflicting"


def test_an_article_that_failed_is_not_asked_about_again() -> None:
    def broken(items: Items, count: int) -> None:
        items[:] = [item for item in items if item["article"] != 3]

    trial = Trial(broken)
    assert sorted(trial.answers.unresolved) == [3]


def test_clauses_of_the_reader_are_those_of_the_endpoint() -> None:
    lease = job()
    window = windows_of(lease, Allowance())[0]
    readings = list(SecondReader(lease.library).read(lease.block(window.first, window.last), ALL))
    assert [own.article for own in readings] == list(ALL)
    clauses: Sequence[ReplyClause] = [clause for own in readings for clause in own.clauses]
    assert all(own.sure <= {clause.type for clause in own.clauses} <= own.seen for own in readings)
    assert {clause.type for clause in clauses} >= {"term", "confidentiality", "governing_law"}
