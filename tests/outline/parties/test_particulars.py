"""What contracts say of their parties beside the names."""

from __future__ import annotations

import pytest

from pipeline.outline import tree
from tests.outline.planted import document

NUMBER, AGENT, PLACE = "registration_number", "representative", "address"
HEADS: dict[str, list[dict[str, str]]] = {
    (
        "设备租赁合同\n甲方（出租方）：海州港务有限公司\n统一社会信用代码：91320700MA1X0A1B2C\n法定代表人：沈望舒\n"
        "地址：海州市滨海路18号\n乙方（承租方）：北屿物流有限公司，法定代表人：顾南乔，注册地址：北屿市环岛路5号\n第一条 标的\n塔吊一台。"
    ): [
        {NUMBER: "91320700MA1X0A1B2C", AGENT: "沈望舒", PLACE: "海州市滨海路18号"},
        {AGENT: "顾南乔", PLACE: "北屿市环岛路5号"},
    ],
    (
        "运维合同\n第一条 合同主体\n甲方（采购方）：海州港务有限公司，法定代表人：沈望舒，地址：海州市滨海路18号。\n"
        "乙方（供应方）：北屿软件有限公司，统一社会信用代码：91320700MA1X0A1B2D。\n第二条 服务\n每月巡检。"
    ): [{AGENT: "沈望舒", PLACE: "海州市滨海路18号"}, {NUMBER: "91320700MA1X0A1B2D"}],
    (
        "房屋租賃契約書\n立契約書人　出租人：林晚晴（身分證字號 A223456789，電話 0912）（以下簡稱甲方）\n"
        "承租人：周牧野（以下簡稱乙方）\n第一條 標的\n房屋一間。"
    ): [{NUMBER: "A223456789"}, {}],
    (
        "業務委託契約書\n株式会社白波（以下「甲」という。）と青嶺株式会社（以下「乙」という。）は、次のとおり契約する。\n"
        "第1条（目的）\n甲は業務を乙に委託する。\n以上、本契約の成立を証するため本書２通を作成する。\n"
        "甲　住所　東京都港区芝1-2-3\n　　株式会社白波\n　　代表取締役　浜野 千早　印\n乙　大阪市北区梅田4-5-6\n　　青嶺株式会社\n　　代表取締役　嶺岸 透　印"
    ): [{AGENT: "浜野 千早", PLACE: "東京都港区芝1-2-3"}, {AGENT: "嶺岸 透", PLACE: "大阪市北区梅田4-5-6"}],
    (
        "임대차계약서\n임대인(갑): 한가람 (주민등록번호: 800101-1234567)\n임차인(을): 주식회사 새벽 (사업자등록번호: 123-45-67890)\n"
        "제1조 (목적물)\n사무실."
    ): [{NUMBER: "800101-1234567"}, {NUMBER: "123-45-67890"}],
    (
        '공급계약서\n주식회사 한가람(이하 "갑"이라 한다)과 주식회사 새벽(이하 "을"이라 한다)은 다음과 같이 체결한다.\n제1조 (목적)\n공급.\n'
        "본 계약을 증명하기 위하여 기명날인한다.\n(갑) 주식회사 한가람\n대표이사: 김 하 늘 (인)\n(을) 주식회사 새벽\n대표이사: 〇〇　〇〇　㊞"
    ): [{AGENT: "김 하 늘"}, {}],
    "买卖合同\n甲方：海州港务有限公司\n地址：________\n法定代表人：＿＿＿\n乙方：____\n第一条 货物\n钢材。": [{}, {}],
    (
        "协议\n甲方：海州港务有限公司　　乙方：北屿物流有限公司\n第一条 合作\n共建。\n第二条 其他\n无。\n"
        "甲方（盖章）：　　　乙方（盖章）：\n法定代表人：沈望舒　　法定代表人：顾南乔"
    ): [{}, {}],
    (
        "协议\n甲方：海州港务有限公司\n乙方：北屿物流有限公司\n第一条 合作\n共建。\n第二条 其他\n无。\n"
        "甲方（盖章）：海州港务有限公司          乙方（盖章）：北屿物流有限公司\n"
        "法定代表人：沈望舒                  法定代表人：顾南乔\n地址：海州市滨海路18号              地址：北屿市环岛路5号"
    ): [{AGENT: "沈望舒", PLACE: "海州市滨海路18号"}, {AGENT: "顾南乔", PLACE: "北屿市环岛路5号"}],
    (
        "專案合約書\n甲方：海州科技有限公司\n乙方：林晚晴\n第一條 標的\n網頁。\n第二條 其他\n無。\n立合約人：\n"
        "甲方：　　　　海州科技有限公司\n負 責 人：　　　周牧野\n地 址：　　　　　新竹縣竹北市成功街25號\n"
        "乙方：　　　　林晚晴\n負責人：　　　　聯絡人：王小明"
    ): [{AGENT: "周牧野", PLACE: "新竹縣竹北市成功街25號"}, {}],
}


@pytest.mark.parametrize("text", HEADS)
def test_particulars_stand_with_their_own_party(text: str) -> None:
    parties = [each for each in tree.build(document(text)).definitions if each.kind == "party"]
    assert [dict(party.particulars) for party in parties] == HEADS[text]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "賃貸借に関する覚書\n本覚書は次のとおりとする。借主は白波商事株式会社（代表者　浜野千早）であり、貸主は青嶺合同会社である。\n賃料は月額とする。",
            [("借主", "白波商事株式会社"), ("貸主", "青嶺合同会社")],
        ),
        (
            "建物賃貸借契約書\n第１条（契約者）\n借主（以下「契約者」という。）は　浜野 千早　とする。\n貸主は　青嶺不動産株式会社　とする。\n第２条（物件）\n別紙のとおり。",
            [("契約者", "浜野 千早"), ("貸主", "青嶺不動産株式会社")],
        ),
        (
            "부동산임대차계약서\n제1조 (목적) 위 부동산에 관하여 합의한다.\n제2조 (기간) 1년으로 한다.\n본 계약을 증명하기 위하여 서명한다.\n"
            "임대인 주민등록번호 800101-1234567 전 화 010-0000-0000 성 명 한가람 인\n임차인 주민등록번호 900202-2345678 성 명 도담솔 인",
            [("임대인", "한가람"), ("임차인", "도담솔")],
        ),
    ],
)
def test_parties_that_no_line_of_their_own_names(text: str, parties: list[tuple[str, str]]) -> None:
    found = [each for each in tree.build(document(text)).definitions if each.kind == "party"]
    assert [(each.term, each.meaning) for each in found] == parties


def test_a_broker_below_the_signatures_lends_no_party_his_particulars() -> None:
    text = (
        "임대차 계약서\n제1조 (목적) 아파트를 임대한다.\n제2조 (기간) 2년으로 한다.\n2031년 5월 20일\n"
        "임대인  주소  청운시 바람로 27\n        주민등록번호  651203-1******   성명  하 늘 별  ㊞\n"
        "임차인  주소  청운시 물결로 12\n        주민등록번호  900711-2******   성명  노 을 빛  ㊞\n"
        "개업공인중개사  사무소소재지  청운시 바람로 28\n        대표  강 산 들  ㊞\n"
    )
    found = [dict(each.particulars) for each in tree.build(document(text)).definitions if each.kind == "party"]
    assert found == [
        {"address": "청운시 바람로 27", "registration_number": "651203-1******"},
        {"address": "청운시 물결로 12", "registration_number": "900711-2******"},
    ]


def test_what_an_article_lays_on_a_party_is_no_name() -> None:
    text = "协议\n甲方：海州港务有限公司\n乙方：北屿物流有限公司\n第一条 职责\n甲方：负责场地。\n乙方：负责与公司联络。\n第二条 其他\n无。"
    found = [each.meaning for each in tree.build(document(text)).definitions if each.kind == "party"]
    assert found == ["海州港务有限公司", "北屿物流有限公司"]
