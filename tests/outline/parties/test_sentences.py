"""Parties that a sentence of the contract names."""

from __future__ import annotations

import pytest

from pipeline.outline.tree import build
from tests.outline.planted import document

BODY = "\n第一条 服务内容\n乙方应按约定提供服务。\n第二条 费用\n甲方应按时付款。\n"


def parties(head: str) -> list[tuple[str, str]]:
    return [(each.term, each.meaning) for each in build(document(head + BODY)).definitions if each.kind == "party"]


@pytest.mark.parametrize(
    "head",
    [
        "服務合約\n甲方：青禾股份有限公司（統編 12345678），代表人張志明，與乙方 Google Taiwan GmbH 於 2024年11月15日簽訂本合約。",
        "服务合同\n甲方：青禾股份有限公司与乙方：Google Taiwan GmbH，经协商一致签订本合同。",
    ],
)
def test_both_parties_of_one_sentence_are_named(head: str) -> None:
    assert parties(head) == [("甲方", "青禾股份有限公司"), ("乙方", "Google Taiwan GmbH")]


def test_what_the_two_do_is_no_name() -> None:
    assert not any(name for _, name in parties("服务合同\n甲方委托开发软件，与乙方协商一致于2024年签订本合同。"))


@pytest.mark.parametrize("name", ["******有限公司", "信托投资有限公司", "资产管理有限公司", "________银行股份有限公司"])
def test_a_company_without_a_name_of_its_own_is_a_blank(name: str) -> None:
    assert parties(f"服务合同\n甲方：{name}\n乙方：张三丰\n") == [("甲方", ""), ("乙方", "张三丰")]


def test_a_cover_that_calls_the_same_roles_otherwise_adds_nobody() -> None:
    cover = "代理合同\n委托人：\n受托人：\n代理合同\n委托方（以下称甲方）：\n地址：\n受托方（以下称乙方）：\n地址：\n"
    assert parties(cover) == [("甲方", ""), ("乙方", "")]


@pytest.mark.parametrize("named", ["何志強 先生（下簡稱「乙方」）", "何志強（下稱「乙方」）"])
def test_a_courtesy_is_no_part_of_a_name(named: str) -> None:
    assert parties(f"僱傭合約\n本合約由 青禾設備有限公司（下稱「甲方」）與 {named}訂立：\n") == [
        ("甲方", "青禾設備有限公司"),
        ("乙方", "何志強"),
    ]


def test_a_short_name_beside_the_field_for_a_name_is_of_the_role_above() -> None:
    text = (
        "劳动合同\n雇主\n名称：        （ 以下简称“甲方”）\n地址：\n雇员\n姓名：        （ 以下简称“乙方”）\n性别：\n"
        + BODY
    )
    found = [(each.term, each.role) for each in build(document(text)).definitions if each.kind == "party"]
    assert found == [("甲方", "雇主"), ("乙方", "雇员")]
