"""Answers to a record: what is found, what is proved, what is owned up to."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from pipeline.budget.allowance import Allowance
from pipeline.chat.ledger import Totals
from pipeline.extract.answers import Answers
from pipeline.extract.job import Job
from pipeline.extract.merge import Origin, merge
from pipeline.extract.plan import windows_of
from pipeline.extract.record import Record
from pipeline.schema.contract import ReplyClause, ReplyValue
from pipeline.schema.library import packaged_schema
from tests.contracts import LEASE, job

MODEL = Origin("https://example.org/v1", "kimi-k2-5", by_rules=False, prompt="0" * 64)
RULES = Origin("embedded", "rules only", by_rules=True, prompt="0" * 64)


def reply(lease: Job, article: int, type_: str, **values: tuple[str, Any]) -> ReplyClause:
    passages = tuple(passage.number for passage in lease.passages_of[article])
    read = {name: ReplyValue(quote, reading) for name, (quote, reading) in values.items()}
    return ReplyClause(article, "第", type_, passages, None, read)


def answered(lease: Job, **special: list[ReplyClause]) -> Answers:
    """Every article is `other`, but those that are given as a3=[…]."""
    answers = Answers()
    for article in lease.outline.articles:
        given = special.get(f"a{article.index}")
        answers.keep({article.index: given if given is not None else [reply(lease, article.index, "other")]})
    return answers


def record(lease: Job, answers: Answers, origin: Origin = MODEL) -> Record:
    made = merge(lease, windows_of(lease, Allowance()), answers, Totals(), origin)
    Draft202012Validator(packaged_schema("record.schema.json")).validate(made.to_json())
    return made


def test_a_clause_is_the_whole_article_and_its_quote_is_the_text() -> None:
    lease = job()
    made = record(lease, answered(lease, a1=[reply(lease, 1, "term"), reply(lease, 1, "renewal")]))
    clauses = [clause for clause in made.clauses if clause.number == "2"]
    assert [clause.type for clause in clauses] == ["renewal", "term"]
    assert all(LEASE[clause.start : clause.end] == clause.quote for clause in made.clauses)
    assert clauses[0].quote == "第二条 租赁期限\n租赁期限自2026年4月1日起至2029年3月31日止。"
    assert clauses[0].path == ["第二条"]
    assert made.status == "complete"


def test_values_are_computed_from_the_proved_quote_not_from_the_reading() -> None:
    lease = job()
    amount = ("人民币壹万贰仟元整（￥12,000.00）", "120000 CNY")
    made = record(lease, answered(lease, a2=[reply(lease, 2, "price_payment", amount=amount)]))
    index = next(n for n, clause in enumerate(made.clauses) if clause.type == "price_payment")
    clause = made.clauses[index]
    assert clause.values["amount"]["amount"] == "12000.00"
    evidence = clause.evidence["/amount"]
    assert LEASE[evidence.start : evidence.end] == evidence.quote
    assert evidence.agrees is False
    assert ("reading_differs", f"/clauses/{index}/values/amount") in [
        (issue.code, issue.pointer) for issue in made.issues
    ]


@pytest.mark.parametrize("reading", ["12000 CNY", "12,000.00元", 12000, 12000.0, {"amount": "12000.00"}])
def test_a_reading_that_says_the_same_agrees(reading: object) -> None:
    lease = job()
    amount = ("人民币壹万贰仟元整（￥12,000.00）", reading)
    made = record(lease, answered(lease, a2=[reply(lease, 2, "price_payment", amount=amount)]))
    clause = next(clause for clause in made.clauses if clause.type == "price_payment")
    assert clause.evidence["/amount"].agrees is True
    assert not [issue for issue in made.issues if issue.code == "reading_differs"]


def test_a_quote_that_does_not_stand_in_the_article_gives_no_value_but_an_issue() -> None:
    lease = job()
    made = record(lease, answered(lease, a2=[reply(lease, 2, "price_payment", amount=("人民币贰万元整", "20000"))]))
    clause = next(clause for clause in made.clauses if clause.type == "price_payment")
    assert clause.values == {}
    assert "value_not_proved" in [issue.code for issue in made.issues]
    assert made.review.level == "should"


def test_words_that_say_no_value_are_owned_up_to() -> None:
    lease = job(LEASE.replace("2026年4月1日", "2026年2月30日"))
    made = record(lease, answered(lease, a1=[reply(lease, 1, "term", starts_on=("2026年2月30日", "2026-03-02"))]))
    clause = next(clause for clause in made.clauses if clause.type == "term")
    assert clause.values["starts_on"].get("iso") is None
    assert "value_refused" in [issue.code for issue in made.issues]


def test_words_and_figures_that_differ_are_both_shown() -> None:
    lease = job(LEASE.replace("￥12,000.00", "￥21,000.00"))
    amount = ("人民币壹万贰仟元整（￥21,000.00）", "12000")
    made = record(lease, answered(lease, a2=[reply(lease, 2, "price_payment", amount=amount)]))
    clause = next(clause for clause in made.clauses if clause.type == "price_payment")
    assert clause.values["amount"]["amount"] is None
    assert {each["amount"] for each in clause.values["amount"]["candidates"]} == {"12000.00", "21000.00"}
    codes = [issue.code for issue in made.issues]
    assert codes.count("words_and_figures_differ") == 1
    assert "words_against_figures" not in codes


def test_words_and_figures_that_differ_are_told_where_no_value_takes_them() -> None:
    lease = job(LEASE.replace("￥12,000.00", "￥21,000.00"))
    codes = [issue.code for issue in record(lease, answered(lease)).issues]
    assert codes.count("words_against_figures") == 1


def test_absence_needs_a_model_full_coverage_and_no_heading_against_it() -> None:
    lease = job()
    states = record(lease, answered(lease)).findings
    assert states["insurance"] == "absent"
    assert states["confidentiality"] == "conflicting"
    assert states["other"] == "found"
    doubted = next(
        issue for issue in record(lease, answered(lease)).issues if issue.params.get("type") == "confidentiality"
    )
    assert (doubted.code, LEASE[doubted.start : doubted.end][:3]) == ("absence_doubted", "第四条")
    assert record(lease, answered(lease), RULES).findings["insurance"] == "not_found_by_rules"
    assert record(lease, answered(lease, a3=[])).findings["insurance"] == "unresolved"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("合約書\n第一條 租賃物\n甲方將房屋出租給乙方。\n第二條 審計\n甲方得隨時為之。", "audit"),
        (
            "AGREEMENT\nArticle 1 Lease\nThe Landlord lets the house.\nArticle 2 Duties\n"
            "The Tenant shall maintain, at its own cost, fire insurance.",
            "insurance",
        ),
    ],
    ids=["a word of the other script", "a pattern over words"],
)
def test_an_absence_is_doubted_with_all_words_that_the_rules_know(text: str, name: str) -> None:
    lease = job(text)
    assert record(lease, answered(lease)).findings[name] == "conflicting"


def test_what_could_not_be_had_is_named_and_the_coverage_tiles_the_text() -> None:
    lease = job()
    answers = answered(lease, a2=[], a4=[], a6=[])
    answers.give_up({2: "missing from the answer"})
    answers.fail([4], "the endpoint is silent")
    made = record(lease, answers)
    assert made.status == "partial"
    assert made.review.level == "must"
    codes = [(issue.code, LEASE[issue.start : issue.end][:3]) for issue in made.issues if issue.severity == "error"]
    assert codes == [("article_unresolved", "第三条"), ("article_failed", "第五条"), ("article_unread", "第七条")]
    edges = [(stretch.start, stretch.end) for stretch in made.coverage]
    assert edges[0][0] == 0
    assert edges[-1][1] == len(LEASE)
    assert all(before[1] == after[0] for before, after in pairwise(edges))
    assert {stretch.outcome for stretch in made.coverage} == {"answered", "unresolved", "failed", "unread"}


def test_nothing_answered_is_a_failed_record() -> None:
    lease = job()
    answers = Answers()
    answers.fail([article.index for article in lease.outline.articles], "the endpoint is silent")
    assert record(lease, answers).status == "failed"


def test_the_register_is_filled_with_evidence_or_says_why_not() -> None:
    lease = job(LEASE.replace("月租金为", "租金为") + "\n甲方（盖章）：\n乙方（盖章）：\n2026年3月20日")
    term = reply(lease, 1, "term", starts_on=("2026年4月1日", None), ends_on=("2029年3月31日", None))
    price = reply(lease, 2, "price_payment", amount=("人民币壹万贰仟元整（￥12,000.00）", None))
    terms = record(lease, answered(lease, a1=[term], a2=[price])).terms
    assert terms["title"].value == "房屋租赁合同"
    assert terms["kind"].value == "lease"
    assert terms["starts_on"].value["iso"] == "2026-04-01"
    assert terms["ends_on"].value["iso"] == "2029-03-31"
    assert terms["amount"].value["amount"] == "12000.00"
    assert [party["name"] for party in terms["parties"].value] == ["青岚置业有限公司", "南岸书店有限公司"]
    assert terms["signed_on"].value["iso"] == "2026-03-20"
    assert terms["governing_law"].state == "conflicting"
    assert terms["our_side"].state == "unresolved"


def test_the_end_follows_from_start_and_duration_with_its_arithmetic() -> None:
    text = LEASE.replace(
        "租赁期限自2026年4月1日起至2029年3月31日止。",
        "租赁期限自2026年4月1日起三年。期满前六十日内可书面通知不再续租。",
    )
    lease = job(text)
    term = reply(lease, 1, "term", starts_on=("2026年4月1日", None), duration=("三年", None))
    renewal = reply(lease, 1, "renewal", notice_period=("六十日", None))
    terms = record(lease, answered(lease, a1=[term, renewal])).terms
    assert terms["ends_on"].value["iso"] == "2029-03-31"
    assert terms["ends_on"].derived_from == ["/terms/starts_on", "/clauses/2/values/duration"]
    assert terms["notice_by"].value["iso"] == "2029-01-30"


def test_two_places_that_differ_are_conflicting_not_chosen() -> None:
    text = LEASE.replace("月租金为", "租金为")
    lease = job(text.replace("万分之五支付违约金", "万分之五支付违约金，租金合计人民币9,000元"))
    one = reply(lease, 2, "price_payment", amount=("人民币壹万贰仟元整（￥12,000.00）", None))
    two = reply(lease, 4, "price_payment", amount=("人民币9,000元", None))
    term = record(lease, answered(lease, a2=[one], a4=[two])).terms["amount"]
    assert (term.state, term.value) == ("conflicting", None)
    assert len(term.derived_from or []) == 2


def test_our_side_is_told_from_the_other_when_it_is_named() -> None:
    lease = job()
    origin = Origin("embedded", "rules only", by_rules=True, prompt="0" * 64, our_side=("南岸书店",))
    terms = record(lease, answered(lease), origin).terms
    assert [party["name"] for party in terms["our_side"].value] == ["南岸书店有限公司"]
    assert [party["name"] for party in terms["counterparty"].value] == ["青岚置业有限公司"]


def test_a_form_that_nobody_filled_is_blank_everywhere() -> None:
    text = LEASE.replace("青岚置业有限公司", "____________").replace("南岸书店有限公司", "____________")
    lease = job(text.replace("2026年4月1日", "____年__月__日") + "\n甲方（盖章）：\n乙方（盖章）：\n____年__月__日")
    made = record(lease, answered(lease, a1=[reply(lease, 1, "term", starts_on=("____年__月__日", None))]))
    assert made.terms["signed_on"].state == "blank"
    assert made.terms["starts_on"].state == "blank"
    assert made.terms["parties"].state == "blank"
    blanks = [mention for mention in made.mentions if mention.blank]
    assert {mention.kind for mention in blanks} >= {"date"}
    assert all(mention.value is None for mention in blanks)
