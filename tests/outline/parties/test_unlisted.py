"""Parties whose label no table holds."""

from __future__ import annotations

import pytest

from pipeline.outline.tree import build
from tests.outline.planted import document

HEAD = "运输合同\n托运人：张三丰\n承运人：____\n{label}：{name}\n{below}为了明确责任，三方订立本合同。\n"
BODY = "第一条 交付\n承运人应按时交付货物，{acts}。\n第二条 费用\n托运人应支付运费。\n"


def parties(label: str, name: str = "____", below: str = "", acts: str = "") -> list[tuple[str, str]]:
    text = (HEAD + BODY).format(label=label, name=name, below=below, acts=acts)
    return [(each.term, each.meaning) for each in build(document(text)).definitions if each.kind == "party"]


@pytest.mark.parametrize("name", ["", "王丽"])
def test_who_the_text_says_must_act_is_a_party_whatever_it_is_called(name: str) -> None:
    found = parties("押运方", name, acts="押运方应验收货物，押运方不得拖延")
    assert found == [("托运人", "张三丰"), ("承运人", ""), ("押运方", name)]


def test_who_has_a_register_number_below_the_label_is_a_party() -> None:
    assert ("押运方", "") in parties("押运方", below="地址：____\n法定代表人：____\n")


@pytest.mark.parametrize("name", ["____", "李强"])
def test_a_label_that_the_text_never_speaks_of_is_no_party(name: str) -> None:
    assert [term for term, _ in parties("制表人", name)] == ["托运人", "承运人"]


@pytest.mark.parametrize("label", ["见证人", "见证方"])
def test_who_only_watches_is_no_party(label: str) -> None:
    found = parties(label, "张三", "身份证号：____\n", f"{label}应当到场，{label}不得泄露")
    assert [term for term, _ in found] == ["托运人", "承运人"]


def test_beside_two_parties_nobody_else_is_one_where_the_contract_is_between_two() -> None:
    text = "租赁合同\n出租人：王建国\n承租人：李明\n共同居住人：赵丽\n身份证号：____\n第一条 房屋\n共同居住人应遵守本合同，共同居住人不得转租。\n"
    found = [each.term for each in build(document(text)).definitions if each.kind == "party"]
    assert found == ["出租人", "承租人"]


def test_beside_letters_no_other_label_is_a_party() -> None:
    text = "服务合同\n甲方：张三丰\n乙方：____\n收货人：王丽\n第一条 交付\n乙方应按时交付，收货人应验收，收货人不得拖延。\n"
    found = [each.term for each in build(document(text)).definitions if each.kind == "party"]
    assert found == ["甲方", "乙方"]


def test_hostile_labels_are_looked_at_but_a_few_times() -> None:
    assert parties("押运方", below="押送人：\n" * 20_000) == [("托运人", "张三丰"), ("承运人", "")]


@pytest.mark.parametrize(
    ("first", "second", "field"),
    [
        ("数据源单位：________", "平台运营公司：________", "法定代表人：________"),
        ("研究機関", "協力企業", "住所　東京都"),
        ("주관기관 :", "참여기업 :", "주소 : 서울"),
    ],
)
def test_labels_above_the_same_field_are_parties_whatever_they_are(first: str, second: str, field: str) -> None:
    text = f"协议 계약서 契約書\n{first}\n{field}\n{second}\n{field}\n第一条 合作\n双方合作。\n第二条 期限\n一年。\n"
    found = [each.term for each in build(document(text)).definitions if each.kind == "party"]
    assert found == [first.rstrip(" :：_"), second.rstrip(" :：_")]


@pytest.mark.parametrize("second", ["见证人：李强", "数据源单位：________"])
def test_bystanders_and_the_same_label_again_are_no_siblings(second: str) -> None:
    text = f"合作协议\n数据源单位：________\n住所：____\n{second}\n住所：____\n第一条 合作\n双方合作。\n第二条 期限\n一年。\n"
    assert not [each for each in build(document(text)).definitions if each.kind == "party"]
