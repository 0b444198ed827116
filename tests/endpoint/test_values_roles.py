"""Which number of a sentence is which value: a period of notice, of cure, of renewal, of probation."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.schema.library import Library, Schema, load_library
from tests.endpoint import asked

CASES = [
    # the end of a term stands behind 至, its start before it
    (
        "第一条 合同期限\n租期为2020年1月1日至2020年12月31日止。",
        "term",
        {"starts_on": "2020-01-01", "ends_on": "2020-12-31"},
    ),
    # a day that a term begins on is no end of it, whatever stands before it, and one on which another falls due no start
    ("第一条 期限\n原合同于2023年12月31日到期，现续签至2025年12月31日。", "term", {"ends_on": "2025-12-31"}),
    ("第一条 合同期限\n合同期限为2024年1月31日（含）起一年。", "term", {"starts_on": "2024-01-31", "duration": "P1Y"}),
    ("第一條 契約期間\n契約期間113年4月1日起二年。", "term", {"starts_on": "2024-04-01", "duration": "P2Y"}),
    (
        "第一條 授權期間\n授權期間至民國116年5月31日止。期間屆滿六十日前，任一方未表示不續約者，自動延長一年。",
        "term",
        {"ends_on": "2027-05-31"},
    ),
    (
        "제1조(계약기간)\n① 유효기간은 2026. 1. 1.부터 2028. 12. 31.까지로 한다.\n② 만료 2개월 전까지 통지하지 아니하면 1년간 자동 갱신된다.",
        "term",
        {"starts_on": "2026-01-01", "ends_on": "2028-12-31"},
    ),
    (
        "제1조(근로계약기간)\n① 근로개시일은 2026년 3월 16일로 한다.\n② 입사일부터 3개월은 수습기간으로 한다.",
        "term",
        {"starts_on": "2026-03-16"},
    ),
    (
        "第一條 期間\n契約期間自民國113年6月1日起至116年5月31日止，試運轉期間自民國113年6月1日起至113年8月31日止。",
        "term",
        {"starts_on": "2024-06-01", "ends_on": "2027-05-31"},
    ),
    (
        "第１条（契約期間）\n試用期間は、令和8年4月1日から令和8年6月30日までとする。契約期間は、令和8年4月1日から令和9年3月31日までとする。",
        "term",
        {"starts_on": "2026-04-01", "ends_on": "2027-03-31"},
    ),
    # what renews, and what is said of renewal to deny it
    (
        "第一条 续期\n甲方有意续期的，应当在期限届满前一百八十日书面通知乙方，双方协商。未签署续期协议的，本协议到期终止，不得以实际履行视为自动续期。",
        "renewal",
        {"mode": "by_agreement", "notice_period": "P180D"},
    ),
    (
        "第１条（更新）\n期間満了の３か月前までに申し出がないときは、さらに１年間更新される。",
        "renewal",
        {"mode": "automatic", "period": "P1Y", "notice_period": "P3M"},
    ),
    (
        "第一条 续租\n合同到期自动终止，乙方要求续租的，应提前30日与甲方协商续签。",
        "renewal",
        {"mode": "by_agreement", "notice_period": "P30D"},
    ),
    (
        "第一條 續約\n期間屆滿六十日前，任一方未以書面表示不續約者，自動延長一年。",
        "renewal",
        {"mode": "automatic", "period": "P1Y", "notice_period": "P60D"},
    ),
    # notice and cure
    (
        "제1조(계약의 해지)\n① 상대방이 위반한 경우 30일 이상의 기간을 정하여 시정을 요구한 후 해지할 수 있다.\n"
        "② 경영권이 변동된 경우 을은 7일 이내에 갑에게 통지하여야 하며, 갑은 본 계약을 해지할 수 있다.",
        "termination",
        {"cure_period": "P30D"},
    ),
    (
        "第１条（解除）\n乙の株主に変更があったときは、乙は、変更の日から１０日以内に甲に通知する。甲は、６０日前までに予告して本契約を解約することができる。",
        "termination",
        {"notice_period": "P60D"},
    ),
    (
        "第一条 合同解除\n甲方逾期付款超过九十日，经乙方书面催告后三十日内仍未支付的，乙方可以解除本合同。",
        "termination",
        {"cure_period": "P30D"},
    ),
    ("第一条 任意解除\n甲方可以提前六十日书面通知乙方解除本合同。", "termination", {"notice_period": "P60D"}),
    # the rate of each day and the most that it comes to
    (
        "第一条 违约金\n甲方逾期付款的，按照逾期金额以日万分之五的标准支付违约金，累计不超过逾期金额的百分之五。",
        "liquidated_damages",
        {"rate": "0.0005", "cap": "0.05"},
    ),
    (
        "제1조(지체상금)\n지체일수 1일마다 공급가액의 1000분의 1.5에 해당하는 지체상금을 지급한다. 다만, 그 총액은 공급가액의 100분의 30을 넘지 못한다.",
        "liquidated_damages",
        {"rate": "0.0015", "cap": "0.3"},
    ),
    # when to pay, not when to close the books, and within which time, not how often
    (
        "제1조(대금의 지급)\n갑은 매월 말일을 기준으로 세금계산서를 발행하고, 을은 익월 25일까지 대금을 지급한다.",
        "price_payment",
        {"due_on": "익월 25일"},
    ),
    ("第一条 租金\n租金支付方式为壹年一交。", "price_payment", {}),
    (
        "第一条 付款\n乙方于每月5日前出具上月对账单，甲方收到发票后15个工作日内付款。",
        "price_payment",
        {"payment_period": "P15D"},
    ),
    (
        "제1조(판매장려금)\n연간 매입액이 금 15억원을 초과하는 경우 갑은 대금의 100분의 3을 지급한다.",
        "price_payment",
        {},
    ),
    # what may be passed on, and when it passes
    ("第一条 债权转让\n本合同的债权，乙方可自由让与他人，甲方不得异议。", "assignment", {"permitted": "free"}),
    ("第一條 轉讓之限制\n會籍不得轉讓或借予他人。", "assignment", {"permitted": "prohibited"}),
    (
        "第１条（再委託）\n乙は、本業務を第三者に再委託してはならない。ただし、甲が書面により承諾した場合はこの限りでない。",
        "subcontracting",
        {"permitted": "with_consent"},
    ),
    (
        "第１条（所有権移転・引渡し）\n甲は、残代金の受領と引換えに本物件の所有権を移転し、引き渡す。",
        "title_and_risk",
        {"passes_on": "payment"},
    ),
    ("第一条 许可\n用户授予平台免费的、非独家的许可使用权。", "license_grant", {"exclusivity": "non_exclusive"}),
    # names of courts, arbitral bodies and laws, without the words around them
    (
        "Article 1 Jurisdiction\nThe Tokyo District Court shall have exclusive jurisdiction as the court of first instance over any dispute.",
        "dispute_resolution",
        {"method": "court", "body": "Tokyo District Court"},
    ),
    (
        "Article 1 Arbitration\nDisputes shall be settled through arbitration in Seoul by the Korean Commercial Arbitration Board.",
        "dispute_resolution",
        {"method": "arbitration", "body": "Korean Commercial Arbitration Board", "seat": "Seoul"},
    ),
    ("第一条 争议解决\n协商不成的，双方同意提交仲裁委员会仲裁。", "dispute_resolution", {"method": "arbitration"}),
    (
        "第一条 争议解决\n任何争议均应提交北京仲裁委员会，按照其规则在杭州进行仲裁。",
        "dispute_resolution",
        {"method": "arbitration", "body": "北京仲裁委员会", "seat": "杭州"},
    ),
    ("제1조(준거법)\n이 계약은 대한민국 법을 준거법으로 한다.", "governing_law", {"law": "대한민국 법"}),
    (
        "Article 1 Governing Law\nThis Agreement is governed by the laws of Japan without regard to conflict of laws.",
        "governing_law",
        {"law": "Japan"},
    ),
    (
        "第十六條 管轄\n因本契約涉訟時，同意以臺灣○○地方法院為第一審管轄法院。",
        "dispute_resolution",
        {"method": "court"},
    ),
    (
        "第一条 争议解决\n任何一方可以将争议提交至上海国际经济贸易仲裁委员会仲裁。",
        "dispute_resolution",
        {"method": "arbitration", "body": "上海国际经济贸易仲裁委员会"},
    ),
    (
        "제1조(관할법원)\n분쟁은 서비스 운영 주체의 소재지를 관할하는 법원을 전속 관할법원으로 한다.",
        "dispute_resolution",
        {"method": "court", "body": "주체의 소재지를 관할하는 법원"},
    ),
    ("第一条 交付、验收与风险转移\n自货物交付之日起，风险转移至买方。", "title_and_risk", {"passes_on": "delivery"}),
    ("第一条 解除\n应按2个月的固定收益为标准支付违约金，且守约方有权单方解除本合同。", "termination", {}),
]


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


def said(value: Any) -> Any:
    """A value as one string: its own code, or how it is written where it is a day of any month."""
    if not isinstance(value, dict):
        return value
    reading = value.get("reading", value)
    if not isinstance(reading, dict):
        return reading
    return next((str(reading[key]) for key in ("iso", "rate", "amount") if reading.get(key)), value.get("quote"))


@pytest.mark.parametrize(("text", "kind", "expected"), CASES, ids=range(len(CASES)))
def test_each_number_plays_its_own_part(library: Library, text: str, kind: str, expected: dict[str, str]) -> None:
    items = asked.clauses(library, text)
    found = next((item.get("values", {}) for item in items if item["type"] == kind), {})
    assert {name: said(value) for name, value in found.items()} == expected


def schema(**properties: dict[str, Any]) -> Library:
    cues = {"ja": {"title": ["納期"]}}
    definition = {"title": "x", "type": "object", "properties": properties, "x-cues": cues}
    return Library([Schema("delivery", definition, "", "")])


def test_a_cue_may_say_on_which_side_its_value_stands() -> None:
    own = schema(
        first={"x-kind": "duration", "x-cues": {"ja": ["後…"]}},
        second={"x-kind": "duration", "x-cues": {"ja": ["…前"]}},
    )
    [item] = asked.clauses(own, "第１条（納期）\n終了後３日又は５日前とする。", ("delivery",))
    assert {name: said(value) for name, value in item["values"].items()} == {"first": "P3D", "second": "P5D"}


def test_a_value_may_need_a_word_in_its_sentence() -> None:
    own = schema(time={"x-kind": "duration", "x-cues": {"ja": ["…以内に"]}, "x-beside": {"ja": ["納入"]}})
    [item] = asked.clauses(own, "第１条（納期）\n３日以内に通知する。５日以内に納入する。", ("delivery",))
    assert {name: said(value) for name, value in item["values"].items()} == {"time": "P5D"}


def test_a_choice_that_is_denied_is_not_made() -> None:
    mode = {
        "enum": ["yes", "no"],
        "x-choices": {"ja": {"yes": ["自動"], "no": ["協議"]}},
        "x-not-choices": {"ja": {"yes": ["re:自動[^。]{0,9}ない"]}},
    }
    [item] = asked.clauses(schema(mode=mode), "第１条（納期）\n自動的には延びない。協議して定める。", ("delivery",))
    assert said(item["values"]["mode"]) == "no"
