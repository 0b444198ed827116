from __future__ import annotations

import pytest

from tests.checks.checking import checked

CODE = "signature_name_differs"
ZH = "合同\n甲方：海州港务有限公司\n乙方：{head}\n第一条 货物\n水泵。\n第二条 其他\n协商。\n甲方（盖章）：海州港务有限公司\n乙方（{how}）：{signed}\n"
JA = "契約書\n海州港湾株式会社（以下「甲」という。）と北嶺物産株式会社（以下「乙」という。）は契約する。\n第1条（目的）\n売買。\n第2条（雑則）\n協議する。\n以上、本契約の成立を証するため本書を作成する。\n甲　海州港湾株式会社\n乙　{signed}\n"
KO = "계약서\n갑: 주식회사 한바다\n을: 주식회사 새벽\n제1조(목적)\n매매.\n제2조(기타)\n협의한다.\n위 계약을 증명하기 위하여 서명한다.\n갑: 주식회사 한바다 (인)\n을: {signed} (인)\n"


def told(text: str) -> list[tuple[str, str]]:
    document, _, issues = checked(text)
    found = [issue for issue in issues if issue.code == CODE]
    assert all(document.text[issue.start : issue.end] == issue.params["written"] for issue in found)
    return [(str(issue.params["name"]), str(issue.params["written"])) for issue in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            ZH.format(head="北屿物流有限公司", how="盖章", signed="南汀贸易有限公司"),
            ("北屿物流有限公司", "南汀贸易有限公司"),
        ),
        (
            ZH.format(head="北屿物流有限公司", how="盖章", signed="海州港务有限公司"),
            ("北屿物流有限公司", "海州港务有限公司"),
        ),
        (ZH.format(head="顾南乔", how="签字", signed="沈望舒"), ("顾南乔", "沈望舒")),
        (JA.format(signed="青嶺商事株式会社"), ("北嶺物産株式会社", "青嶺商事株式会社")),
        (
            JA.format(signed="大阪市北区梅田4-5-6\n　　青嶺商事株式会社　代表取締役　顧　南"),
            ("北嶺物産株式会社", "青嶺商事株式会社"),
        ),
        (JA.format(signed="大阪市北区梅田4-5-6\n　　青嶺総合病院"), ("北嶺物産株式会社", "青嶺総合病院")),
        (KO.format(signed="주식회사 노을"), ("주식회사 새벽", "주식회사 노을")),
        (KO.format(signed="주식회사 새별 대표이사 한결"), ("주식회사 새벽", "주식회사 새별")),
        (ZH.format(head="北屿市第三中学", how="盖章", signed="北屿市第三小学"), ("北屿市第三中学", "北屿市第三小学")),
    ],
)
def test_another_name_under_the_same_short_name_is_told(text: str, expected: tuple[str, str]) -> None:
    assert told(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        ZH.format(head="北屿物流有限公司", how="盖章", signed="北屿物流有限公司"),
        ZH.format(head="北屿物流有限公司", how="签字", signed="顾南乔"),
        ZH.format(head="北屿物流有限公司", how="盖章", signed="________"),
        ZH.format(head="北屿物流有限公司", how="盖章", signed="　　　　法定代表人：顾南乔"),
        ZH.format(head="北屿物流有限公司", how="盖章", signed="北屿物流有限公司海州分公司"),
        ZH.format(head="________", how="盖章", signed="南汀贸易有限公司"),
        JA.format(signed="北嶺物産株式会社"),
        JA.format(signed="大阪市北区梅田4-5-6"),
        JA.format(signed="大阪市北区梅田4-5-6\n　　北嶺物産株式会社　代表取締役　顧　南"),
        KO.format(signed="주식회사 새벽 대표이사 한결"),
        KO.format(signed="주식회사 새벽"),
    ],
)
def test_the_same_name_a_person_for_a_company_and_a_blank_are_not_told(text: str) -> None:
    assert told(text) == []


def test_who_signs_a_second_contract_is_no_party_of_the_first() -> None:
    body = "第一条 标的\n设备一台。\n第二条 价款\n50万元。\n第三条 其他\n双方协商。\n"
    first = f"买卖合同\n甲方：华东机械有限公司\n乙方：江南贸易有限公司\n{body}甲方（盖章）：{{}}\n乙方（盖章）：江南贸易有限公司\n"
    second = (
        f"股权转让合同\n转让方：北方投资有限公司（甲方）\n受让方：南方控股有限公司（乙方）\n{body}"
        "甲方（盖章）：北方投资有限公司\n乙方（盖章）：南方控股有限公司"
    )
    assert told(first.format("华东机械有限公司") + second) == []
    assert len(told(first.format("华北电器有限公司") + second)) == 1
