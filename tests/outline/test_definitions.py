"""Parties and terms as contracts define them."""

from __future__ import annotations

import pytest

from pipeline.outline.tree import build
from tests.outline.planted import document

Found = tuple[str, str, str, str | None]

CASES: dict[str, tuple[str, list[Found]]] = {
    "a line with the role in brackets": (
        "租赁合同\n甲方（出租人）：北京安居有限公司\n第一条 甲\n无。",
        [("party", "甲方", "北京安居有限公司", "出租人")],
    ),
    "two parties on a line": (
        "合同\n甲方：北京甲有限公司    乙方：上海乙有限公司\n第一条 甲\n无。",
        [("party", "甲方", "北京甲有限公司", None), ("party", "乙方", "上海乙有限公司", None)],
    ),
    "a role with its short name": (
        "合同\n委托方（以下简称“甲方”）：中原公司\n受托方(乙方)：李四\n第一条 甲\n无。",
        [("party", "甲方", "中原公司", "委托方"), ("party", "乙方", "李四", "受托方")],
    ),
    "a blank is no name": (
        "合同\n出租方(以下简称甲方):______\n第一条 甲\n无。",
        [("party", "甲方", "", "出租方")],
    ),
    "in the preamble": (
        "合同\n鉴于深圳市创新有限公司（以下简称“创新公司”）有意合作。\n第一条 甲\n无。",
        [("party", "创新公司", "深圳市创新有限公司", None)],
    ),
    "a Japanese preamble": (
        "契約書\n賃貸人 若葉不動産株式会社（以下「甲」という。）と、賃借人株式会社つばめ（以下「乙」という。）は契約する。\n第1条 甲\n無。",
        [("party", "甲", "若葉不動産株式会社", "賃貸人"), ("party", "乙", "株式会社つばめ", "賃借人")],
    ),
    "roles in brackets": (
        "契約書\n【貸主】山田太郎(以下「甲」という。)と【借主】鈴木花子(以下「乙」という。)は契約する。\n第1条 甲\n無。",
        [("party", "甲", "山田太郎", "貸主"), ("party", "乙", "鈴木花子", "借主")],
    ),
    "a Korean preamble": (
        "계약서\n주식회사 가나(이하 \"갑\"이라 한다)와 다라 주식회사(이하 '을'이라 한다)는 계약한다.\n제1조 가\n무.",
        [("party", "갑", "주식회사 가나", None), ("party", "을", "다라 주식회사", None)],
    ),
    "Korean lines": (
        '계약서\n임대인(갑): 홍길동\n임차인: 김철수 (이하 "을"이라 함)\n제1조 가\n무.',
        [("party", "갑", "홍길동", "임대인"), ("party", "을", "김철수", "임차인")],
    ),
    "a short name behind the name": (
        "合約\n立合約書人：台北雲端股份有限公司（以下簡稱「甲方」）\n第一條 甲\n無。",
        [("party", "甲方", "台北雲端股份有限公司", "立合約書人")],
    ),
    "two languages": (
        "合同\nBuyer (Party A): Contoso Ltd.\nParty B: Fabrikam Inc.\n第一条 甲\n无。",
        [("party", "Party A", "Contoso Ltd.", "Buyer"), ("party", "Party B", "Fabrikam Inc.", None)],
    ),
    "an English preamble": (
        'AGREEMENT\nThis is made between Alpha Ltd. ("Party A") and Beta Inc. (hereinafter "Party B").\nArticle 1 One\nNone.',
        [("party", "Party A", "Alpha Ltd.", None), ("party", "Party B", "Beta Inc.", None)],
    ),
    "terms": (
        "合同\n第一条 定义\n“工作日”是指除法定节假日以外的日期。\n软件（以下称“标的软件”）归甲方。\n第二条 其他\n无。",
        [("term", "工作日", "除法定节假日以外的日期", None), ("term", "标的软件", "软件", None)],
    ),
    "Japanese terms": (
        "契約書\n第1条（定義）\n「成果物」とは、納入物をいう。\n第2条（開示）\n一方当事者（以下「開示者」という。）は開示する。",
        [("term", "成果物", "納入物をいう", None), ("term", "開示者", "一方当事者", None)],
    ),
    "Korean terms": (
        '계약서\n제1조(정의) "제품"이란 물품을 말한다.\n제2조(정의) "서비스"라 함은 유지보수를 말한다.',
        [("term", "제품", "물품을 말한다.", None), ("term", "서비스", "유지보수를 말한다.", None)],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_definitions(name: str) -> None:
    text, expected = CASES[name]
    made = document(text)
    found = build(made).definitions
    assert [(each.kind, each.term, each.meaning, each.role) for each in found] == expected
    for each in found:
        assert each.meaning in made.text[each.start : each.end]
        assert each.term in made.text[each.start : each.end]


def test_lines_to_sign_on_define_nobody() -> None:
    found = build(document("第一条 标的\n货物。\n第二条 价款\n一万元。\n甲方（盖章）：\n乙方（盖章）：")).definitions
    assert found == ()
