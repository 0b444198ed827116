"""Whether a text is another than a contract, as it calls itself."""

from __future__ import annotations

import time

import pytest

from pipeline.outline.parties.another import is_another, is_verdict


@pytest.mark.parametrize(
    "text",
    [
        "青禾股份有限公司\n关于签订监管协议的公告\n本公司董事会保证本公告内容真实。",
        "青禾基金会捐赠管理办法(修订)\n第一条 为规范捐赠，制定本办法。",
        "青禾有限责任公司章程\n第一条 略。",
        "原告青禾公司与被告海州公司合同纠纷一案，本院于2017年立案。",
        "青禾公司关于2024年度日常交易的公告\n特此公告。",
        "住宅の賃貸に関する法律\n第一条 この法律は、賃貸する者(以下「賃貸人」という。)について定める。",
        '하도급에 관한 법률\n제1조(목적) 이 법은 위탁하는 자(이하 "위탁자"라 한다)의 지위를 정한다.',
        "最高行政法院判決\n上訴人 青禾公司",
        "業務提携契約締結のお知らせ\n当社は、株式会社若葉との間で契約を締結いたしました。",
        "就業規則\n第1条 この規則は、株式会社青葉の従業員に適用する。",
        '취업규칙\n제1조 이 규칙은 주식회사 한빛(이하 "회사"라 한다)의 사원에게 적용한다.',
        '업무협약 체결 보도자료\n주식회사 한빛은 대한테크(이하 "대한테크")와 협약을 체결했다.',
    ],
)
def test_a_text_that_calls_itself_another_is_one(text: str) -> None:
    assert is_another(text)


@pytest.mark.parametrize(
    "text",
    [
        "采购合同\n依据本条例签订。",
        "服務條款和細則\n用戶同意本條款。",
        "甲乙双方依照《青禾市采购办法》\n签订如下\n附件：实施办法",
        "和解协议\n本院判决前，双方自愿和解。",
        "青禾医院（以下简称甲方）",
        "增资备忘录\n根据注册资本制度达成意向。",
        "股权转让书\n转让方：青禾公司（以下简称“甲方”）\n目标公司章程",
        "青禾公司（以下简称青禾）\n一、目标公司章程\n(2) 实施细则",
        "물품공급 약정서\n첨부\n대상회사 정관",
        "労働契約書\n甲乙は、添付の書面による。\n就業規則",
    ],
)
def test_a_contract_is_none(text: str) -> None:
    assert not is_another(text)


@pytest.mark.parametrize("text", ["사건 2023가합1\n원고 한빛\n주문\n기각한다.", "原告 青葉\n主 文\n棄却する。"])
def test_a_verdict_is_told(text: str) -> None:
    assert is_verdict(text)


def test_an_order_of_goods_is_no_verdict() -> None:
    assert not is_verdict("판매 계약서\n주문\n구매자는 누리집에서 주문한다.\n검사\n신청인은 검사한다.")


@pytest.mark.parametrize("piece", ["本", "公告（", "关于的公告（一", "甲", "本公", "办法 "])
def test_a_hostile_text_takes_linear_time(piece: str) -> None:
    start = time.process_time()
    is_another(piece * (1_000_000 // len(piece)))
    assert time.process_time() - start < 1
