"""Lines that name a party: inside the first article, behind numbers, before the next field."""

from __future__ import annotations

import pytest

from pipeline.outline.section import Definition
from pipeline.outline.tree import build
from tests.outline.planted import document


def parties(text: str) -> list[Definition]:
    return [each for each in build(document(text)).definitions if each.kind == "party"]


@pytest.mark.parametrize("mark", ["", "1.", "1.1", "（1）"])
@pytest.mark.parametrize("name", ["____________", "[甲方全称]，地址：[地址]。"])
def test_lines_beside_each_other_in_the_first_article_are_parties(mark: str, name: str) -> None:
    lines = f"{mark}委托方（甲方）：{name}\n{mark}代理方（乙方）：{name}\n"
    found = parties(f"委托合同\n第一条 委托事项\n{lines}第二条 代理\n代理事项见附件。\n")
    assert [(each.term, each.meaning, each.role) for each in found] == [("甲方", "", "委托方"), ("乙方", "", "代理方")]


def test_what_roles_do_in_the_first_article_names_nobody() -> None:
    found = parties("合作合同\n第一条 分工\n甲方：负责提供场地和设备\n乙方：负责日常经营\n第二条 期限\n一年。\n")
    assert not any(each.meaning for each in found)


@pytest.mark.parametrize("field", ["联系地址", "开户银行", "统一社会信用代码"])
def test_a_name_ends_where_the_next_field_is_glued_to_it(field: str) -> None:
    found = parties(f"服务合同\n甲方：广州市安达物流有限公司{field}：天河\n乙方：张三丰\n第一条 服务\n乙方提供服务。\n")
    assert [each.meaning for each in found] == ["广州市安达物流有限公司", "张三丰"]


def test_a_branch_is_part_of_the_name() -> None:
    found = parties("服务合同\n甲方：安达物流有限公司北京分公司\n乙方：张三丰\n第一条 服务\n乙方提供服务。\n")
    assert found[0].meaning == "安达物流有限公司北京分公司"


def test_a_label_that_asks_for_the_name_is_the_role() -> None:
    head = "이용계약서\n고객사명 : 한빛상사 주식회사\n공급사명 : (주)대한소프트\n"
    found = parties(f"{head}제1조 (목적) 이 계약은 서비스 이용에 관한 사항을 정한다.\n")
    assert [(each.role, each.meaning) for each in found] == [
        ("고객사", "한빛상사 주식회사"),
        ("공급사", "(주)대한소프트"),
    ]


def test_a_letter_and_a_role_in_one_pair_of_brackets_are_two_names() -> None:
    head = "立契約書人：____________（以下簡稱甲方/客戶）與毛毛寵物美容（以下簡稱乙方/店家），雙方同意：\n"
    found = parties(f"寵物美容契約\n{head}一、服務\n乙方提供服務。\n二、費用\n甲方支付費用。\n")
    assert [(each.term, each.meaning, each.role) for each in found] == [
        ("甲方", "", "客戶"),
        ("乙方", "毛毛寵物美容", "店家"),
    ]


def test_a_spaced_role_above_fields_has_its_letter_in_brackets() -> None:
    text = "공급 계약서\n제1조 대금은 매월 지급한다.\n제2조 기간은 1년으로 한다.\n2025.  .  .\n수 요 자 (을)\n상  호\t한빛상사\n공 급 자 (갑)\n상  호\t우리기술 주식회사\n"
    found = parties(text)
    assert [(each.term, each.role, each.meaning) for each in found] == [
        ("을", "수요자", "한빛상사"),
        ("갑", "공급자", "우리기술 주식회사"),
    ]
