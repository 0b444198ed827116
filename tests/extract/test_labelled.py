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
        (HEAD.format(head="", body="周期\n合同签署日期为2024年1月15日。"), "signed_on", "2024-01-15"),
        (HEAD.format(head="2024년 1월 15일(이하 “본 계약 체결일”)\n", body="其他\n无。"), "signed_on", "2024-01-15"),
        (HEAD.format(head="2024年1月15日（以下「締結日」という。）\n", body="其他\n无。"), "signed_on", "2024-01-15"),
        (HEAD.format(head="", body="定义\n“最终还款日”指2030年3月31日。"), "ends_on", "2030-03-31"),
        (HEAD.format(head="", body="定義\n「最終弁済期日」とは、2030年3月31日をいう。"), "ends_on", "2030-03-31"),
        (HEAD.format(head="", body="정의\n“최종변제기일”이란 2030년 3월 31일을 말한다."), "ends_on", "2030-03-31"),
        (HEAD.format(head="", body="定義\n「貸付極度額」とは、金1,000,000円をいう。"), "amount", "1000000"),
        (HEAD.format(head="", body="公证\n办理公证所生费用8,000元，由双方平均负担。"), "amount", None),
        (HEAD.format(head="原合同签订日期：2020年1月15日\n", body="其他\n无。"), "signed_on", None),
        (
            HEAD.format(head="本合同于2024年1月15日由以下双方在海州签订。\n", body="其他\n无。"),
            "signed_on",
            "2024-01-15",
        ),
        (HEAD.format(head="本合同于2024年1月15日生效，补充协议另行签订。\n", body="其他\n无。"), "signed_on", None),
        (HEAD.format(head="本契約は、2024年1月15日に締結された。\n", body="其他\n无。"), "signed_on", "2024-01-15"),
        (HEAD.format(head="", body="安排\n服务期自2026年8月1日起至2027年7月31日止。"), "starts_on", "2026-08-01"),
        (HEAD.format(head="", body="安排\n服务期自2026年8月1日起至2027年7月31日止。"), "ends_on", "2027-07-31"),
        (HEAD.format(head="", body="安排\n质保期自2026年8月1日起至2027年7月31日止。"), "starts_on", None),
        (HEAD.format(head="", body="金额\n本合同总金额为360,000元，每季度支付90,000元。"), "amount", "360000.00"),
        (HEAD.format(head="", body="安排\n基础服务费：180,000元。首期54,000元。"), "amount", "180000.00"),
        (HEAD.format(head="", body="安排\n每月服务费：180,000元。首期54,000元。"), "amount", None),
        (HEAD.format(head="", body="借款\n甲方愿将12,000元贷与乙方，手续费500元。"), "amount", "12000.00"),
        (
            HEAD.format(head="", body="金额\n合同总价为360,000元（含税）。总价360,000元分期支付。"),
            "amount",
            "360000.00",
        ),
        (HEAD.format(head="", body="金额\n合同总价为360,000元。附表：合同总价350,000元。"), "amount", None),
        (HEAD.format(head="", body="金额\n每季度支付90,000元。"), "amount", None),
        (
            HEAD.format(head="", body="金额\n签约合同价为：\n人民币（大写）叁万元整（¥30,000.00元）。"),
            "amount",
            "30000.00",
        ),
        (HEAD.format(head="", body="價金\n契約價金總額為新臺幣360,000元，首期90,000元。"), "amount", "360000.00"),
        (HEAD.format(head="", body="认购\n认购金额为360,000元，保证金9,000元。"), "amount", "360000.00"),
        (
            HEAD.format(head="", body="贷款\n授出本金金额为360,000元之贷款一及本金金额为420,000元之贷款二。"),
            "amount",
            None,
        ),
        (
            HEAD.format(head="", body="贷款\n贷款本金总额为360,000元，每月偿还本金金额为3,000元。"),
            "amount",
            "360000.00",
        ),
        (HEAD.format(head="", body="变更\n合同总价360,000元调整为420,000元。"), "amount", None),
        (HEAD.format(head="", body="변경\n계약금액 360,000원을 420,000원으로 변경한다."), "amount", None),
        (HEAD.format(head="", body="安排\n无。\n\n自2016年7月1日至\n2030年12月31日"), "signed_on", None),
        (HEAD.format(head="", body="金额\n含税总金额为人民币 ¥380,000.00元。"), "amount", "380000.00"),
        (HEAD.format(head="", body="供货\n供货期限自2026年9月20日起至2027年9月19日止。"), "ends_on", "2027-09-19"),
        (HEAD.format(head="", body="费用\n技术开发费总额为人民币120,000元，分期支付36,000元。"), "amount", "120000.00"),
        (
            HEAD.format(head="", body="费用\n单个学生每学年总价为人民币620元，采购总价款：人民币198,400元。"),
            "amount",
            "198400.00",
        ),
        (
            HEAD.format(head="", body="借款\n乙方向甲方借款人民币100,000元，分十期每期偿还10,000元。"),
            "amount",
            "100000.00",
        ),
        (HEAD.format(head="", body="生效\n本合同签字之日起生效，有效期至2027年5月31日。"), "ends_on", "2027-05-31"),
        (HEAD.format(head="", body="担保\n乙方提供银行保函，保函有效期至2027年5月31日。"), "ends_on", None),
        (HEAD.format(head="", body="期限\n合同期限自签订之日起至2027年5月31日止。"), "ends_on", "2027-05-31"),
        (
            "金銭消費貸借契約書\n第1条（貸付）\n甲は乙に対し、金1,000,000円を貸し渡す。\n第2条（弁済）\n毎月50,000円を支払う。",
            "amount",
            "1000000",
        ),
        (
            "業務委託契約書\n第1条（期間）\n履行期限は、契約締結日から令和7年3月17日までとする。\n第2条（許可）\n営業許可有効期限　令和7年7月15日 ～ 令和13年7月31日",
            "ends_on",
            "2025-03-17",
        ),
        (
            "業務委託契約書\n本契約の締結日および効力発生日は、いずれも2025-10-01とする。\n第1条（目的）\n委託する。\n第2条（他）\n無。",
            "effective_on",
            "2025-10-01",
        ),
        (HEAD.format(head="", body="金额\n合计金额大写：壹佰零贰万伍仟捌佰贰拾陆元柒角叁分"), "amount", "1025826.73"),
        (
            HEAD.format(head="", body="生效\n本协议自 2026年3月1日 起生效，至 2027年2月28日 止。"),
            "effective_on",
            "2026-03-01",
        ),
        (
            "業務委託契約書\n第1条（金額）\n契約金額（税抜）：5,250,000円\n契約金額（税込）：5,775,000円\n第2条（他）\n無。",
            "amount",
            "5775000",
        ),
        ("매매계약서\n제1조 대금\n매매대금: 총 26억 원\n계약금: 3억 원\n제2조 기타\n무.", "amount", "2600000000"),
        (
            "자문계약서\n제1조 기간\n전체 과업 기간은 2026-08-15 ~ 2026-09-14 으로 정한다.\n제2조 기타\n무.",
            "ends_on",
            "2026-09-14",
        ),
        ("용역계약서\n제1조(대금)\n공사 대금 금 오천만원 (₩50,000,000)\n제2조(기타)\n무.", "amount", "50000000"),
        (
            "용역계약서\n제1조(기간)\n계약기간은 체결일로부터 2027. 3. 31.까지로 한다.\n제2조(기타)\n무.",
            "ends_on",
            "2027-03-31",
        ),
        (
            "차용증\n제1조(대여)\n갑은 을에게 금 10,000,000원을 대여한다.\n제2조(변제)\n매월 500,000원을 갚는다.",
            "amount",
            "10000000",
        ),
        (
            "業務委託契約書\n締結日：令和6年3月1日\n第1条（目的）\n委託する。\n第2条（期間）\n契約期間は、2024年4月1日から2025年3月31日までとする。",
            "signed_on",
            "2024-03-01",
        ),
        (
            "위탁훈련 계약서\n제1조(훈련)\n훈련기간 : 2013년 4월 1일 ~ 2013년 4월 12일\n제2조(기타)\n무.",
            "starts_on",
            "2013-04-01",
        ),
        (
            "공사계약서\n제1조(하자)\n하자보수 기간 : 2013년 4월 1일 ~ 2014년 4월 12일\n제2조(기타)\n무.",
            "starts_on",
            None,
        ),
        (
            "協定書\n4 指定期間\t自 令和6年4月1日\n\t至 令和11年3月31日\n第1条 目的\n無。\n第2条 その他\n無。",
            "ends_on",
            "2029-03-31",
        ),
        (
            "工事契約\n第1条 保証\n瑕疵保証期間は、2024年4月1日から2025年3月31日までとする。\n第2条 他\n無。",
            "ends_on",
            None,
        ),
        (
            "土地売買契約書\n第1条（代金）\n代金は1平方メートルにつき金100,000円の割合で算出する。\n第2条（他）\n無。",
            "amount",
            None,
        ),
        (
            'AGREEMENT\nThis Agreement is made and entered into as of February 10, 2022 (the "Effective Date") by and between Oak Ltd. ("Buyer") and Elm Ltd. ("Seller").\nArticle 1 One\nNone.\nArticle 2 Two\nNone.',
            "signed_on",
            "2022-02-10",
        ),
        (
            'AGREEMENT\nThis Agreement is made and entered into as of February 10, 2022 (the "Effective Date") by and between Oak Ltd. ("Buyer") and Elm Ltd. ("Seller").\nArticle 1 One\nNone.\nArticle 2 Two\nNone.',
            "effective_on",
            "2022-02-10",
        ),
        (
            "AGREEMENT\nArticle 1 Payment\nThe first payment shall be made on March 1, 2024.\nArticle 2 Two\nNone.",
            "signed_on",
            None,
        ),
        (
            "급여 계약서\n제1조 목적\n무.\n제2조 급여\n무.\n2026년 2월 10일\n수급자: 박순희 (서명)\n생년월일: 1943-05-11",
            "signed_on",
            "2026-02-10",
        ),
        (
            "위탁 계약서\n제1조 목적\n무.\n제2조 관할\n갑의 주소지 법원으로 한다.\n\n2024-07-15",
            "signed_on",
            "2024-07-15",
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
        ("服务费为40,000元，一次付清。", "40,000元", "40000.00"),
        ("每月支付服务费40,000元。", "40,000元", None),
        ("月租金为人民币40,000元。", "40,000元", None),
        ("服务费单价为40,000元/台。", "40,000元", None),
        ("服务费由40,000元增加至50,000元。", "40,000元", None),
    ],
)
def test_a_deposit_a_sum_without_tax_or_for_a_month_is_no_price(body: str, quote: str, amount: str | None) -> None:
    contract = job(PRICED.format(body=body))
    [price] = [article.index for article in contract.outline.articles if article.section.number == "2"]
    clause = reply(contract, price, "price_payment", amount=(quote, None))
    value = record(contract, answered(contract, **{f"a{price}": [clause]}), RULES).terms["amount"].value
    assert (value and value["amount"]) == amount


def test_the_day_a_house_is_handed_over_does_not_end_its_lease() -> None:
    text = (
        "임대차계약서\n제1조 (목적) 임대한다.\n"
        "제2조 (존속기간) 임대인은 부동산을 2023년 8월 30일까지 임차인에게 인도하며, 임대차 기간은 인도일로부터 2023년 12월 30일까지로 한다."
    )
    contract = job(text)
    clause = reply(contract, 1, "term", ends_on=("2023년 8월 30일", None))
    ends = record(contract, answered(contract, a1=[clause]), RULES).terms["ends_on"]
    assert (ends.state, ends.value["iso"]) == ("found", "2023-12-30")


def test_a_day_that_something_counts_from_ends_nothing() -> None:
    contract = job(
        "委託契約書\n第1条（目的）\n委託する。\n第2条（期間）\n締結後着手し、その日から△年△月△日までを期間とする。"
    )
    clause = reply(contract, 1, "term", ends_on=("その日から", None))
    assert record(contract, answered(contract, a1=[clause]), RULES).terms["ends_on"].value is None


def test_two_days_of_effect_are_told_as_a_contradiction() -> None:
    contract = job(HEAD.format(head="", body="期限\n生效日期：2026年8月1日。\n第三条 生效\n自双方签字盖章之日起生效。"))
    last = contract.outline.articles[-1].index
    clause = reply(contract, last, "effective_date", effective_on=("双方签字盖章之日起", None))
    terms = record(contract, answered(contract, **{f"a{last}": [clause]}), RULES).terms
    assert terms["effective_on"].state == "conflicting"


def test_a_quote_that_begins_with_what_a_month_costs_is_no_price() -> None:
    contract = job(HEAD.format(head="", body="服务费\n月服务费人民币12,000元，按月支付。"))
    price = reply(contract, 1, "price_payment", amount=("月服务费人民币12,000元", None))
    made = record(contract, answered(contract, a1=[price]), RULES)
    assert made.terms["amount"].value is None


FORM = "工事請負契約書\n工事名\t道路改良工事\n工期\t{days}\n発注者　青葉市\n受注者　株式会社青空\n第1条（総則）\n履行する。\n第2条（雑則）\n協議する。"


@pytest.mark.parametrize(
    ("days", "starts", "ends"),
    [
        ("着手　令和7年6月21日\n\t完成　令和8年3月13日", "2025-06-21", "2026-03-13"),
        ("完成　令和8年3月13日", None, None),
    ],
)
def test_a_form_says_the_first_and_the_last_day_by_themselves(days: str, starts: str, ends: str) -> None:
    text = FORM.format(days=days)
    assert (said(text, "starts_on"), said(text, "ends_on")) == (starts, ends)


def test_the_day_of_general_terms_is_no_day_of_a_signed_contract() -> None:
    signed = "\n令和7年6月20日\n発注者　青葉市長　甲野太郎　㊞\n受注者　株式会社青空　㊞"
    text = FORM.format(days="") + signed + "\n附則\nこの約款は、令和2年4月1日から施行する。"
    assert said(text, "signed_on") == "2025-06-20"
    assert said(text, "effective_on") is None
