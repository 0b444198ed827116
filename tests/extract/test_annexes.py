"""What is left to an annex: there or not, numbered or not, another contract's or a statute's."""

from __future__ import annotations

import pytest

from pipeline.budget.allowance import Allowance
from pipeline.chat.ledger import Totals
from pipeline.extract.annexes import missing_annexes
from pipeline.extract.answers import Answers
from pipeline.extract.merge import Origin, merge
from pipeline.extract.plan import windows_of
from pipeline.extract.record import Record
from pipeline.schema.contract import ReplyClause, ReplyValue
from tests.contracts import LEASE, job

MISSING = {
    "租金标准详见附件三。": "附件三",
    "租金标准详见本合同附件。": "附件",
    "租金按附表所列标准支付。": "附表",
    "租金標準見附錄。": "附錄",
    "賃料は別紙のとおりとする。": "別紙",
    "賃料は、別紙２に定める。": "別紙２",
    "임대료는 별첨과 같다.": "별첨",
    "임대료는 별지 3에 따른다.": "별지 3",
    "Rent is set out in the attached Schedule.": "Schedule",
    "Rent is as per Exhibit C.": "Exhibit C",
}
NOT_MISSING = [
    "本合同附件与正文具有同等法律效力。",
    "双方可另行签订附件。",
    "本契約及び別紙の間に矛盾があるときは本契約による。",
    "労働基準法別表1に掲げる事業をいう。",
    "按照主合同附件二执行。",
    "첨부한 서류를 제출한다.",
    "He was to see an exhibition.",
]


def with_rent(sentence: str, behind: str = "") -> str:
    rent = "月租金为人民币壹万贰仟元整（￥12,000.00），乙方应于每月5日前支付。"
    return LEASE.replace(rent, sentence) + behind


def record(text: str, *, values: bool = False) -> Record:
    lease, answers = job(text), Answers()
    for article in lease.outline.articles:
        numbers = tuple(passage.number for passage in lease.passages_of[article.index])
        named = "price_payment" if article.index == 2 else "other"
        quote = ReplyValue("人民币壹万贰仟元整（￥12,000.00）", "12000 CNY")
        said = {"amount": quote} if values and article.index == 2 else {}
        answers.keep({article.index: [ReplyClause(article.index, "第", named, numbers, None, said)]})
    origin = Origin("https://example.org/v1", "kimi-k2-5", by_rules=False, prompt="0" * 64)
    return merge(lease, windows_of(lease, Allowance()), answers, Totals(), origin)


@pytest.mark.parametrize("sentence", MISSING)
def test_what_is_left_to_an_annex_that_is_not_there_is_unresolved_and_named(sentence: str) -> None:
    text = with_rent(sentence)
    made = record(text)
    issues = [issue for issue in made.issues if issue.code == "annex_missing"]
    assert [text[issue.start : issue.end] for issue in issues] == [MISSING[sentence]]
    assert MISSING[sentence].replace(" ", "") in issues[0].message
    assert made.findings["price_payment"] == "unresolved"
    assert made.terms["amount"].state == "unresolved"


@pytest.mark.parametrize("sentence", NOT_MISSING)
def test_a_word_for_annexes_alone_misses_none(sentence: str) -> None:
    assert not missing_annexes(job(with_rent(sentence)))


@pytest.mark.parametrize("sentence", ["租金标准详见附件三。", "租金标准详见附件。"])
def test_an_annex_that_is_there_is_not_missed(sentence: str) -> None:
    made = record(with_rent(sentence, "\n甲方（盖章）：\n乙方（盖章）：\n附件三 租金标准\n每月人民币壹万元。"))
    assert "annex_missing" not in [issue.code for issue in made.issues]
    assert made.findings["price_payment"] == "found"


def test_a_clause_with_a_value_of_its_own_is_found_whatever_else_it_leaves_to_an_annex() -> None:
    text = LEASE.replace("前支付。\n第四条", "前支付，明细见附件二。\n第四条")
    made = record(text, values=True)
    assert made.findings["price_payment"] == "found"
    assert "annex_missing" in [issue.code for issue in made.issues]


def test_an_annex_is_named_once_an_article_however_often_it_is_missed() -> None:
    made = record(with_rent("详见附件三。" * 50))
    assert [issue.code for issue in made.issues].count("annex_missing") == 1
