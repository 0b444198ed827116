"""Fields of the register that no clause fills, from what the contract itself calls a value."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.extract.record import Record
from tests.contracts import job
from tests.extract.test_merge import RULES, answered, record, reply


def made(text: str) -> Record:
    contract = job(text)
    return record(contract, answered(contract), RULES)


def said(text: str, field: str) -> Any:
    value = made(text).terms[field].value
    return value.get("iso") or value.get("amount") if isinstance(value, dict) else value


HEAD = "运维服务合同\n{head}甲方：海州港务有限公司\n乙方：北屿软件有限公司\n第一条 服务\n每月巡检一次。\n第二条 {body}"


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        (HEAD.format(head="签订日期：2024年1月15日\n", body="其他\n无。"), "signed_on", "2024-01-15"),
        (HEAD.format(head="原合同签订日期：2020年1月15日\n", body="其他\n无。"), "signed_on", None),
        (HEAD.format(head="", body="安排\n服务期自2026年8月1日起至2027年7月31日止。"), "starts_on", "2026-08-01"),
        (HEAD.format(head="", body="安排\n服务期自2026年8月1日起至2027年7月31日止。"), "ends_on", "2027-07-31"),
        (HEAD.format(head="", body="安排\n质保期自2026年8月1日起至2027年7月31日止。"), "starts_on", None),
        (HEAD.format(head="", body="金额\n本合同总金额为360,000元，每季度支付90,000元。"), "amount", "360000.00"),
        (
            HEAD.format(head="", body="金额\n合同总价为360,000元（含税）。总价360,000元分期支付。"),
            "amount",
            "360000.00",
        ),
        (HEAD.format(head="", body="金额\n合同总价为360,000元。附表：合同总价350,000元。"), "amount", None),
        (HEAD.format(head="", body="金额\n每季度支付90,000元。"), "amount", None),
        (HEAD.format(head="", body="金额\n含税总金额为人民币 ¥380,000.00元。"), "amount", "380000.00"),
        (HEAD.format(head="", body="供货\n供货期限自2026年9月20日起至2027年9月19日止。"), "ends_on", "2027-09-19"),
        (
            "業務委託契約書\n締結日：令和6年3月1日\n第1条（目的）\n委託する。\n第2条（期間）\n契約期間は、2024年4月1日から2025年3月31日までとする。",
            "signed_on",
            "2024-03-01",
        ),
    ],
)
def test_a_value_is_what_its_label_calls_it(text: str, field: str, value: str | None) -> None:
    assert said(text, field) == value


def test_a_supplement_names_the_contract_it_belongs_to() -> None:
    text = "补充协议\n甲乙双方就《钢材采购合同》（合同编号：GC-2023-017）订立本补充协议。\n第一条 价格\n下调。\n第二条 其他\n不变。"
    parent = made(text).terms["parent_contract"]
    assert (parent.state, parent.value["title"], parent.value["number"]) == ("found", "钢材采购合同", "GC-2023-017")
    assert parent.evidence is not None and parent.evidence.quote == "《钢材采购合同》（合同编号：GC-2023-017"


def test_a_contract_that_is_no_supplement_has_no_parent() -> None:
    text = "采购合同\n双方依《框架合同》订立本合同。\n第一条 货物\n钢材。\n第二条 其他\n无。"
    assert made(text).terms["parent_contract"].state == "not_found_by_rules"


@pytest.mark.parametrize(("day", "state"), [("____年__月__日", "blank"), ("2024年5月6日", "unresolved")])
def test_only_a_block_that_waits_for_its_date_says_who_has_not_signed(day: str, state: str) -> None:
    text = f"协议\n第一条 合作\n共建。\n第二条 其他\n无。\n甲方（盖章）：\n乙方（盖章）：\n日期：{day}"
    assert made(text).terms["signed"].state == state


def test_a_term_that_ends_before_it_starts_is_told_as_a_contradiction() -> None:
    text = HEAD.format(head="", body="安排\n服务期自2027年8月1日起至2026年7月31日止。")
    terms = made(text).terms
    assert (terms["starts_on"].state, terms["ends_on"].state) == ("conflicting", "conflicting")


PRICED = (
    "运维服务合同\n甲方：海州港务有限公司\n乙方：北屿软件有限公司\n第一条 服务\n每月巡检一次。\n第二条 价款\n{body}"
)


@pytest.mark.parametrize(
    ("body", "quote", "amount"),
    [
        ("合同总金额为380,000元，其中不含税金额336,283.19元。", "336,283.19元", "380000.00"),
        ("每月支付。押金为人民币40,000元。", "40,000元", None),
        ("每月支付服务费40,000元。", "40,000元", "40000.00"),
    ],
)
def test_a_deposit_or_a_sum_without_tax_is_no_price(body: str, quote: str, amount: str | None) -> None:
    contract = job(PRICED.format(body=body))
    [price] = [article.index for article in contract.outline.articles if article.section.number == "2"]
    clause = reply(contract, price, "price_payment", amount=(quote, None))
    value = record(contract, answered(contract, **{f"a{price}": [clause]}), RULES).terms["amount"].value
    assert (value and value["amount"]) == amount
