"""Several organisations with one short name: each is a party."""

from __future__ import annotations

import pytest

from pipeline.outline.tree import build
from tests.outline.planted import document

HEADS: dict[str, list[tuple[str, str]]] = {
    "協定書\n白浜市、青嶺市及び藤野町（以下「甲」という。）と株式会社空木（以下「乙」という。）は、協定を締結する。\n第1条（目的）\n応援する。": [
        ("甲", "白浜市"),
        ("甲", "青嶺市"),
        ("甲", "藤野町"),
        ("乙", "株式会社空木"),
    ],
    "合作协议\n北京青岚科技有限公司和上海若水科技有限公司（以下合称“甲方”）与广州双木贸易有限公司（以下简称“乙方”）达成如下协议：\n第一条 合作\n合作。": [
        ("甲方", "北京青岚科技有限公司"),
        ("甲方", "上海若水科技有限公司"),
        ("乙方", "广州双木贸易有限公司"),
    ],
    '협약서\n새벽시, 한가람시 및 주식회사 새벽(이하 "갑"이라 한다)과 주식회사 이한(이하 "을"이라 한다)은 협약한다.\n제1조(목적)\n협력한다.': [
        ("갑", "새벽시"),
        ("갑", "한가람시"),
        ("갑", "주식회사 새벽"),
        ("을", "주식회사 이한"),
    ],
    # What is listed before a name is no organisation: the name stands alone.
    "協定書\n災害、火災、白浜市（以下「甲」という。）と株式会社空木（以下「乙」という。）は、協定を締結する。\n第1条（目的）\n応援する。": [
        ("甲", "白浜市"),
        ("乙", "株式会社空木"),
    ],
}


@pytest.mark.parametrize("text", HEADS)
def test_each_of_several_is_a_party(text: str) -> None:
    found = [(each.term, each.meaning) for each in build(document(text)).definitions if each.kind == "party"]
    assert found[-len(HEADS[text]) :] == HEADS[text]


@pytest.mark.parametrize("text", HEADS)
def test_each_stands_where_its_name_does(text: str) -> None:
    own = document(text)
    for each in build(own).definitions:
        assert each.kind != "party" or each.meaning in own.text[each.start : each.end]


def test_of_a_list_that_begins_far_above_no_name_is_cut() -> None:
    cities = "、".join(f"白浜{number}市" for number in range(200))
    text = f"協定書\n{cities}（以下「甲」という。）と株式会社空木（以下「乙」という。）は、協定を締結する。\n第1条（目的）\n応援する。"
    assert sum(each.term == "甲" for each in build(document(text)).definitions) <= 1
