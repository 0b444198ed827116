"""Parties whose name stands in a field of its own, and those that only the signatures name."""

from __future__ import annotations

import pytest

from pipeline.outline.tree import build
from tests.outline.planted import document

Found = list[tuple[str, str, str | None, dict[str, str]]]

CASES: dict[str, tuple[str, Found]] = {
    "cells beside each other": (
        "委托合同\n甲方\t北京安居有限公司\t乙方\t上海云帆有限公司\n地址\t北京市海淀区1号\t地址\t上海市浦东新区2号\n第一条 服务\n无。",
        [
            ("甲方", "北京安居有限公司", None, {"address": "北京市海淀区1号"}),
            ("乙方", "上海云帆有限公司", None, {"address": "上海市浦东新区2号"}),
        ],
    ),
    "a role over rows of fields": (
        "도급계약서\n도급인(갑)\t성명/상호\t김도급\n\t주소\t서울시 강남구 1\n수급인(을)\t상호\t(주)한빛\n\t사업자번호\t123-45-67890\n제1조 가\n무.",
        [
            ("갑", "김도급", "도급인", {"address": "서울시 강남구 1"}),
            ("을", "(주)한빛", "수급인", {"registration_number": "123-45-67890"}),
        ],
    ),
    "a role in two languages, in Markdown": (
        "秘密保持契約書\n**開示者（Disclosing Party）:**\n名称: 株式会社青葉\n**受領者（Receiving Party）:**\n名称: ________\n第1条 目的\n無。\n第2条 期間\n無。",
        [("開示者", "株式会社青葉", "開示者", {}), ("受領者", "", "受領者", {})],
    ),
    "fields below a role among the signatures": (
        "租賃契約書\n第一條 租金\n無。\n第二條 期間\n一年。\n立契約書人\n出租人：\n姓名（名稱）：陳大華　　簽章\n統一編號：A123456789\n\n承租人：\n姓名（名稱）：王小明　　簽章",
        [("出租人", "陳大華", "出租人", {"registration_number": "A123456789"}), ("承租人", "王小明", "承租人", {})],
    ),
    "a role that is a kind of company, over its name": (
        "服務契約書\n甲方（仲介公司）\n公司名稱：大同股份有限公司\n乙方（雇主）\n姓名：王大明\n第一條 期間\n三年。",
        [("甲方", "大同股份有限公司", "仲介公司", {}), ("乙方", "王大明", "雇主", {})],
    ),
    "only the signatures name them": (
        "용역계약서\n제1조 용역\n무.\n제2조 기타\n무.\n갑: (주)한빛\n을: 박서연",
        [("갑", "(주)한빛", None, {}), ("을", "박서연", None, {})],
    ),
    "the signatures fill what the head leaves open": (
        '근로계약서\n회사(이하 "갑")와 근로자(이하 "을")는 다음과 같이 체결한다.\n제1조 근로\n무.\n제2조 기타\n무.\n갑: (주)한빛\n을: 이지우',
        [("갑", "(주)한빛", None, {}), ("을", "이지우", "근로자", {})],
    ),
    "a surety signs beside the two": (
        "借款合同\n甲方：王五\n乙方：赵六\n第一条 借款\n无。\n第二条 其他\n无。\n甲方（签字）：王五 日期：2023年1月1日\n乙方（签字）：赵六 日期：2023年1月1日\n丙方（保证人）：孙七",
        [("甲方", "王五", None, {}), ("乙方", "赵六", None, {}), ("丙方", "孙七", "保证人", {})],
    ),
    "persons with what an identity card says": (
        "借款合同\n出借人（甲方）：王五，男，1978年3月3日出生，汉族，住北京市西城区甲路1号。\n借款人（乙方）：赵六，身份证号：110101************34。\n第一条 借款\n无。",
        [
            ("甲方", "王五", "出借人", {"address": "北京市西城区甲路1号"}),
            ("乙方", "赵六", "借款人", {"registration_number": "110101************34"}),
        ],
    ),
    "a list of parties with their names last": (
        "合作合同\n1. 北京云海有限公司（曾用名：北京云山有限公司），一家依照中国法律设立的公司，法定代表人：王伟（“甲方”）；\n2. 张伟，中国公民，身份证号码：110101************34（“乙方”）。\n第一条 合作\n无。",
        [
            ("甲方", "北京云海有限公司", None, {"representative": "王伟"}),
            ("乙方", "张伟", None, {"registration_number": "110101************34"}),
        ],
    ),
    "a representative in the brackets of a name": (
        "契約書\n株式会社甲野（代表取締役 甲野太郎、以下「甲」という。）と[受託者名]（以下\n「乙」という。）は契約する。\n第1条 目的\n無。",
        [("甲", "株式会社甲野", None, {"representative": "甲野太郎"}), ("乙", "", "受託者", {})],
    ),
    "a column for each party": (
        "工程合約書\n立合約書人：\n當事人\t甲方\t乙方\n公司／姓名\t昇陽建設股份有限公司\t宏泰工程行\n代表人\t陳志明\t李建宏\n第一條：工程\n無。",
        [
            ("甲方", "昇陽建設股份有限公司", None, {"representative": "陳志明"}),
            ("乙方", "宏泰工程行", None, {"representative": "李建宏"}),
        ],
    ),
    "addresses above the names": (
        "임대차계약서\n제1조 임대\n무.\n제2조 기타\n무.\n주 소 인천광역시 연수구\n임대인 주민등록번호 800101-1234567 성 명 한가람 인\n주 소 경기도 안양시\n임차인 주민등록번호 900202-2345678 성 명 도담솔 인",
        [
            ("임대인", "한가람", "임대인", {"address": "인천광역시 연수구", "registration_number": "800101-1234567"}),
            ("임차인", "도담솔", "임차인", {"address": "경기도 안양시", "registration_number": "900202-2345678"}),
        ],
    ),
    "a gap where a name belongs": (
        "契約書\n沖縄県中央市場場長 知念 武紀（以下「甲」という。）と　　　　　（以下「乙」という。）は契約する。\n第1条 目的\n無。",
        [("甲", "沖縄県中央市場", None, {"representative": "知念 武紀"}), ("乙", "", None, {})],
    ),
    "spaced labels and templates": (
        "展位合同\n甲    方： ${first.name} \n地    址： ${first.address}\n乙    方： 汽博实业有限公司\n地    址： 渝北区大道99号\n第一条 展位\n无。",
        [("甲方", "", None, {}), ("乙方", "汽博实业有限公司", None, {"address": "渝北区大道99号"})],
    ),
    "particulars in an article about the parties": (
        "合同\n一、合同双方\n甲方（采购方）：星河有限公司\n法定代表人：张明远\n地址：深圳市南山区科技园南路18号\n"
        "乙方（供货方）：华威有限公司\n法定代表人：王建国\n二、标的\n货物。",
        [
            ("甲方", "星河有限公司", "采购方", {"representative": "张明远", "address": "深圳市南山区科技园南路18号"}),
            ("乙方", "华威有限公司", "供货方", {"representative": "王建国"}),
        ],
    ),
    "particulars on one line": (
        "协议\n本协议在下列当事人之间签订：\n一、中环半导体股份有限公司（以下简称股份公司）住所：天津产业区(环外)海泰东路 12 号 法定代表人：由华东\n鉴于双方合作。\n第一条 收购\n无。",
        [
            (
                "股份公司",
                "中环半导体股份有限公司",
                None,
                {"address": "天津产业区(环外)海泰东路 12 号", "representative": "由华东"},
            )
        ],
    ),
    "a name on the line before its brackets": (
        "契約書\n大空財団法人（以下「甲」という。）と〇〇株式会社\n（以下「乙」という。）は契約する。\n第1条 目的\n無。",
        [("甲", "大空財団法人", None, {}), ("乙", "", None, {})],
    ),
    "nothing on the line before its brackets": (
        "契約書\n一般社団法人畜産振興協会会長（以下「甲」という。）と\n（以下「乙」という。）は契約する。\n第1条 目的\n無。",
        [("甲", "一般社団法人畜産振興協会", None, {}), ("乙", "", None, {})],
    ),
    "marks behind a dot": (
        "契約書\n賃貸人・○○○○（以下甲という）と賃借人・△△△（以下乙という）とは契約する。\n第1条 目的\n無。",
        [("甲", "", "賃貸人", {}), ("乙", "", "賃借人", {})],
    ),
    "a role in two words before a person": (
        '계약서\n발주처 (주)한빛(이하 "갑"이라 한다)와 자문 제공자 김철수(활동명: 새벽, 이하 "을"이라 한다)는 체결한다.\n제1조 목적\n무.',
        [("갑", "(주)한빛", "발주처", {}), ("을", "김철수", "자문 제공자", {})],
    ),
    "a sentence that goes on behind its brackets": (
        "契約書\n義務人即債務人（以下簡稱甲方）因資金週轉需要，與王大明（以下簡稱乙方）訂約如下：\n第一條 借款\n無。",
        [("甲方", "", None, {}), ("乙方", "王大明", None, {})],
    ),
    "the address behind the role, the name and the officer below it": (
        "業務委託契約書\n第1条 業務\n無。\n第2条 期間\n一年。\n令和5年4月1日\n"
        "委託者：東京都千代田区青葉1-2-3\n　　　　株式会社青空\n　　　　代表取締役 青山 太郎\n"
        "受託者：〒100-0001 東京都港区若葉4-5-6\n　　　　合同会社若葉\n　　　　代表社員 若林 花子",
        [
            ("委託者", "株式会社青空", "委託者", {"address": "東京都千代田区青葉1-2-3", "representative": "青山 太郎"}),
            (
                "受託者",
                "合同会社若葉",
                "受託者",
                {"address": "〒100-0001 東京都港区若葉4-5-6", "representative": "若林 花子"},
            ),
        ],
    ),
    "a name and its seal below a role": (
        "급여 제공 계약서\n제1조 목적\n무.\n제2조 급여\n무.\n2026년 2월 10일\n수급자 (또는 보호자)\n박순희 (서명 또는 날인)\n복지용구 사업자\n나눔케어 대표 홍길동 (직인)",
        [
            ("수급자", "박순희", "수급자", {}),
            ("복지용구 사업자", "나눔케어", "복지용구 사업자", {"representative": "홍길동"}),
        ],
    ),
    "the role between an address and a name": (
        "協定書\n青葉市（以下「甲」という。）と〇〇〇（以下「乙」という。）とは協定を締結する。\n住所 青葉市中央無番地\n甲\n氏名 青葉市\n青葉市長 青山 太郎\n住所\n乙\n氏名\n第1条 趣旨\n無。",
        [
            ("甲", "青葉市", None, {"address": "青葉市中央無番地", "representative": "青山 太郎"}),
            ("乙", "", None, {}),
        ],
    ),
    "things and how many of them": (
        "采购合同\n甲方：北京安居有限公司\n乙方：上海云帆有限公司\n第一条 设备\n名称\t数量\n搬运机器人\t4\n六轴机器人\t12台\n第二条 其他\n无。",
        [("甲方", "北京安居有限公司", None, {}), ("乙方", "上海云帆有限公司", None, {})],
    ),
    "a table with a role over the labels of each side": (
        "설치도급계약서\n제1조 설치\n무.\n제2조 기타\n무.\n2026-02-25\n도급인\t주      소 :\t경기도 화성시 동탄대로 123\t\t하도급인\t주      소 :\t서울특별시 강서구 양천로 45\n"
        "\t상      호 :\t주식회사 대림\t\t\t상      호 :\t한솔설비\n\t대표이사 :\t이정훈(인)\t\t\t대  표  자 :\t최민호(인)",
        [
            (
                "도급인",
                "주식회사 대림",
                "도급인",
                {"address": "경기도 화성시 동탄대로 123", "representative": "이정훈"},
            ),
            (
                "하도급인",
                "한솔설비",
                "하도급인",
                {"address": "서울특별시 강서구 양천로 45", "representative": "최민호"},
            ),
        ],
    ),
    "a column for each party beside what the preamble names": (
        '용역계약서\n"주식회사 한빛"(이하 "갑"이라 한다)과 "나래웍스"(이하 "을"이라 한다)는 체결한다.\n구분\t갑\t을\n상호\t주식회사 한빛\t나래웍스\n사업자등록번호\t120-81-00011\t555-11-22233\n제1조 목적\n무.',
        [
            ("갑", "주식회사 한빛", None, {"registration_number": "120-81-00011"}),
            ("을", "나래웍스", None, {"registration_number": "555-11-22233"}),
        ],
    ),
    "dates and rows of a table are no party": (
        "매매계약서\n갑: (주)한빛\n을: (주)나래\n인도 일자\t2026년 2월 15일\n제1조 목적\n무.",
        [("갑", "(주)한빛", None, {}), ("을", "(주)나래", None, {})],
    ),
    "a role in spaced letters over fields": (
        "합 의 서\n피 해 자    성 명  한가람(831130-1247712)\n            주 소  서울특별시 강남구 테헤란로 123\n가 해 자    성 명  도담솔(800217-1348311)\n위 당사자는 합의한다.\n제1조 합의금\n무.",
        [
            (
                "피해자",
                "한가람",
                "피해자",
                {"address": "서울특별시 강남구 테헤란로 123", "registration_number": "831130-1247712"},
            ),
            ("가해자", "도담솔", "가해자", {"registration_number": "800217-1348311"}),
        ],
    ),
    "the short name in quotes, its role in brackets, the fields below": (
        '계약서\n"갑" (위탁자)\n상호: 나눔물산\n대표이사: 서지훈\n"을" (수탁자)\n상호: 모아프린트\n제1조 목적\n무.',
        [("갑", "나눔물산", "위탁자", {"representative": "서지훈"}), ("을", "모아프린트", "수탁자", {})],
    ),
    "a label, a courtesy and a number on the line of a party": (
        '계약서\n매도자 ("갑"): 한성 주식회사 (110-81-77777)\n근로자(을) 성명 김소연님, 주민등록번호 950322-2345671\n제1조 목적\n무.',
        [
            ("갑", "한성 주식회사", "매도자", {"registration_number": "110-81-77777"}),
            ("을", "김소연", "근로자", {"registration_number": "950322-2345671"}),
        ],
    ),
    "two roles of each of two parties on a line": (
        "차용증\n채권자(대여인): 조효정    채무자(차용인): 조효진\n제1조 차용\n무.",
        [("채권자", "조효정", "채권자", {}), ("채무자", "조효진", "채무자", {})],
    ),
    "fields without a role are no party": ("合同\n姓名：王五\n地址：北京市海淀区1号\n第一条 服务\n无。", []),
}


@pytest.mark.parametrize("name", CASES)
def test_parties_of_fields_and_signatures(name: str) -> None:
    text, parties = CASES[name]
    found = [each for each in build(document(text)).definitions if each.kind == "party"]
    assert [(each.term, each.meaning, each.role, dict(each.particulars)) for each in found] == parties
