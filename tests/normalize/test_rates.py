from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.normalize import mentions, normalize

RATES = [
    ("租金每年調漲3%", "zh-Hant", "0.03", "year", None),
    ("自第二年起每年租金调涨百分之三", "zh-Hans", "0.03", "year", None),
    ("分三年支付，每年支付10%", "zh-Hans", "0.1", "once", None),
    ("按0.03%年费率计提", "zh-Hans", "0.0003", "year", None),
    ("支付三成款项", "zh-Hans", "0.3", "once", None),
    ("按八五折优惠", "zh-Hans", "0.85", "once", None),
    ("九折结算", "zh-Hans", "0.9", "once", None),
    ("月息两分", "zh-Hans", "0.02", "month", None),
    ("年息一分二厘", "zh-Hans", "0.12", "year", None),
    ("연 1할 2푼", "ko", "0.12", "year", None),
    ("천분의 일", "ko", "0.001", "once", None),
    ("지체상금률: 1/1000", "ko", "0.001", "day", None),
    ("계약금액의 1/1,000", "ko", "0.001", "once", "계약금액"),
    ("10分の4", "ja", "0.4", "once", None),
    ("₩16,500,000 (총액의 30%)", "ko", "0.3", "once", "총액"),
    ("하루에 공사대금의 1000분의 0.5", "ko", "0.0005", "day", "공사대금"),
    ("每逾期一日支付不超过货款0.1%的违约金", "zh-Hans", "0.001", "day", "货款"),
    ("每逾一日計罰，並以契約總價7 %為上限", "zh-Hant", "0.07", "once", "契約總價"),
    ("万分之五", "zh-Hans", "0.0005", "once", None),
    ("万分之 5", "zh-Hans", "0.0005", "once", None),
    ("千分之三", "zh-Hans", "0.003", "once", None),
    ("百分之二十", "zh-Hans", "0.2", "once", None),
    ("百分之零点五", "zh-Hans", "0.005", "once", None),
    ("百分之一百", "zh-Hans", "1", "once", None),
    ("５％", "zh-Hans", "0.05", "once", None),
    ("0.5‰", "zh-Hans", "0.0005", "once", None),
    ("甲方每月应按房屋总价的10％向乙方支付违约金", "zh-Hans", "0.1", "month", "房屋总价"),
    ("日违约金为合同总额0.1%", "zh-Hans", "0.001", "day", "合同总额"),
    ("违约金按日万分之五计算", "zh-Hans", "0.0005", "day", None),
    ("每逾期一日，应按未付金额的万分之五支付违约金", "zh-Hans", "0.0005", "day", "未付金额"),
    ("每日按合同总额的0.5‰支付违约金", "zh-Hans", "0.0005", "day", "合同总额"),
    ("乙方每迟延一天，应向甲方支付合同金额0.1%的违约金", "zh-Hans", "0.001", "day", "合同金额"),
    ("逾期付款的，按应付未付款项每日千分之一的标准支付", "zh-Hans", "0.001", "day", "应付未付款项"),
    ("0.05%/天", "zh-Hans", "0.0005", "day", None),
    ("每遲延一日，應按遲延金額千分之一計付", "zh-Hant", "0.001", "day", "遲延金額"),
    ("年利率4.35%", "zh-Hans", "0.0435", "year", None),
    ("年利率为百分之六", "zh-Hans", "0.06", "year", None),
    ("月息2分", "zh-Hans", "0.02", "month", None),
    ("30日内支付合同总价的30%", "zh-Hans", "0.3", "once", "合同总价"),
    ("甲方应于每季度末月二十日前支付合同价款的10%", "zh-Hans", "0.1", "once", "合同价款"),
    ("年14.6％", "ja", "0.146", "year", None),
    ("未払金額に対し年14.6％の割合による遅延損害金", "ja", "0.146", "year", "未払金額"),
    ("年３パーセント", "ja", "0.03", "year", None),
    ("日歩4銭", "ja", "0.0004", "day", None),
    ("日歩四銭五厘", "ja", "0.00045", "day", None),
    ("3割5分", "ja", "0.35", "once", None),
    ("年5分", "ja", "0.05", "year", None),
    ("各年五分の割合による金員", "ja", "0.05", "year", None),
    ("年息率30.95%", "zh-Hant", "0.3095", "year", None),
    ("공사대금의 1/1,000, 공사대금은 매월", "ko", "0.001", "once", "공사대금"),
    ("총 계약금액의 0.1%/1일의 지체상금", "ko", "0.001", "day", "총 계약금액"),
    ("1000分の5", "ja", "0.005", "once", None),
    ("1日につき委託料の0.1%", "ja", "0.001", "day", "委託料"),
    ("1000분의 1.5", "ko", "0.0015", "once", None),
    ("1천분의 1", "ko", "0.001", "once", None),
    ("연 5푼", "ko", "0.05", "year", None),
    ("연복리 12%", "ko", "0.12", "year", None),
    ("one percent (1%) per month", "en", "0.01", "month", None),
    ("연 12%", "ko", "0.12", "year", None),
    ("연 12퍼센트의 지연이자", "ko", "0.12", "year", None),
    ("월 2%", "ko", "0.02", "month", None),
    ("지체일수 1일당 계약금액의 1000분의 1.5", "ko", "0.0015", "day", "계약금액"),
    ("지체된 금액에 대하여 연 12%", "ko", "0.12", "year", "지체된 금액"),
    ("5% per annum", "en", "0.05", "year", None),
    ("0.1% per day", "en", "0.001", "day", None),
]


@pytest.mark.parametrize(("text", "language", "rate", "per", "base"), RATES)
def test_reads_rate_period_and_base(text: str, language: str, rate: str, per: str, base: str | None) -> None:
    value = normalize("rate", text, language)
    assert (value["rate"], value["per"], value.get("base")) == (rate, per, base)
    assert value["written"] in text


@pytest.mark.parametrize(
    ("text", "language", "rate", "cap", "base"),
    [
        ("每日按合同总额的0.5‰支付违约金，最高不超过合同总价的5%", "zh-Hans", "0.0005", "0.05", "合同总价"),
        ("應按遲延金額千分之一計付違約金；但以遲延金額之百分之二十為上限", "zh-Hant", "0.001", "0.2", None),
        ("遅延1日につき委託料の0.1%の遅延損害金を支払う。", "ja", "0.001", None, None),
        ("遅延日数1日につき代金の0.1%の違約金とし、代金の10%を上限とする", "ja", "0.001", "0.1", "代金"),
        (
            "지체일수 1일당 계약금액의 1000분의 1의 지체상금을 내되 계약금액의 10%를 초과할 수 없다",
            "ko",
            "0.001",
            "0.1",
            None,
        ),
    ],
)
def test_a_cap_belongs_to_the_rate_it_limits(
    text: str, language: str, rate: str, cap: str | None, base: str | None
) -> None:
    value = normalize("rate", text, language)
    assert value["rate"] == rate
    assert value.get("cap", {}).get("rate") == cap
    if base:
        assert value["cap"]["base"] == base
        assert value["cap"]["written"] in text


def test_two_steps_of_a_scale_are_no_cap() -> None:
    first, second = mentions("涨幅超过百分之三的，调整幅度不超过超出部分的百分之五十。", "zh-Hans")
    assert "cap" not in first.value
    assert second.value["rate"] == "0.5"


@pytest.mark.parametrize("text", ["____%", "万分之____", "○○％", "〇％", "【  】%", "____‰", "xx%", "${rate}%"])
def test_a_blank_is_never_a_rate(text: str) -> None:
    for found in mentions(f"利率为{text}。", "zh-Hans"):
        assert found.blank
        assert found.value["value"] is None
    assert normalize("rate", text, "zh-Hans")["blank"] is True


@pytest.mark.parametrize(
    "text",
    [
        *("3分の2以上の多数", "三分之二以上", "割合", "2割引", "5分钟", "年度", "分之", "1/10", "축척 1/1000", "2할인"),
        *("一个基点为0.01%", "（1个基点等于0.01%）", "一个基点即万分之一"),
    ],
)
def test_fractions_and_words_are_no_rates(text: str) -> None:
    assert [found for found in mentions(text, "ja") if found.kind == "rate"] == []


@pytest.mark.parametrize(
    ("text", "relation", "count", "base"),
    [
        ("按贷款发放时一年期LPR的1.5倍计算", "multiple", "1.5", "一年期LPR"),
        ("以贷款市场报价利率（LPR）四倍为限", "multiple", "4", "贷款市场报价利率（LPR）"),
        ("按银行同期贷款利率的四倍计息", "multiple", "4", "银行同期贷款利率"),
        ("按一年期LPR上浮30%计算", "multiple", "1.3", "一年期LPR"),
        ("基准利率下浮10%", "multiple", "0.9", "基准利率"),
        ("按LPR加20个基点计算", "spread", "0.002", "LPR"),
        ("五年期以上LPR减 15 bps", "spread", "-0.0015", "五年期以上LPR"),
    ],
)
def test_a_relation_to_a_published_rate_has_no_number_of_its_own(
    text: str, relation: str, count: str, base: str
) -> None:
    (found,) = mentions(text, "zh-Hans")
    assert (found.kind, found.value["rate"]) == ("rate", None)
    assert (found.value[relation], found.value["base"]) == (count, base)


@pytest.mark.parametrize("text", ["八成新的设备", "打折事宜另议", "三折叠页", "骨折时", "达成一致"])
def test_words_that_look_like_tenths_are_no_rates(text: str) -> None:
    assert mentions(text, "zh-Hans") == []


@pytest.mark.parametrize("text", ["百分之五（5%）", "千分之五（5‰）", "百分之零点五（0.5%）"])
def test_a_rate_in_words_and_in_figures_is_one(text: str) -> None:
    (rate,) = mentions(f"支付合同金额{text}的违约金", "zh-Hans")
    assert rate.value["written"] == text


def test_other_figures_in_brackets_are_a_rate_of_their_own() -> None:
    found = mentions("支付合同金额百分之五（8%）的违约金", "zh-Hans")
    assert [each.value["rate"] for each in found] == ["0.05", "0.08"]


@pytest.mark.parametrize(
    ("text", "per"),
    [("每月按已完工程量的80%支付进度款", "once"), ("每月按欠款的2%支付利息", "month"), ("年利率24%", "year")],
)
def test_a_share_of_what_each_month_brings_is_no_cost_of_a_month(text: str, per: str) -> None:
    (rate,) = mentions(text, "zh-Hans")
    assert rate.value["per"] == per


def test_what_a_delay_costs_at_most_is_no_cost_of_a_day() -> None:
    cost, cap = (
        found.value
        for found in mentions("每拖一天按合同价的1‰扣款，最多扣到合同价的5%", "zh-Hans")
        if found.kind == "rate"
    )
    assert (cost["rate"], cost["per"], cost["cap"]["rate"]) == ("0.001", "day", "0.05")
    assert (cap["rate"], cap["per"]) == ("0.05", "once")


def test_several_rates_are_refused() -> None:
    with pytest.raises(ValueError, match="rate"):
        normalize("rate", "首付30%，尾款70%", "zh-Hans")


@settings(deadline=None, max_examples=100)
@given(st.decimals(Decimal("0.01"), 100, places=2))
def test_every_percentage_is_read_back_exactly(percent: Decimal) -> None:
    exact = f"{(percent / 100).normalize():f}"
    for text in (f"{percent}%", f"{percent} ％", f"百分之{percent}", f"{percent}パーセント", f"{percent}퍼센트"):
        assert normalize("rate", text, "ja")["rate"] == exact, text


@pytest.mark.parametrize(
    ("text", "language", "quote"),
    [
        ("遅延損害金は年14.6％とする。", "ja", "年14.6％"),
        ("지연손해금은 연 12%로 한다.", "ko", "연 12%"),
        ("借款利息按年利率4.35%计算。", "zh-Hans", "年利率4.35%"),
        ("前三年5%", "zh-Hans", "5%"),
        ("每6个月3%", "zh-Hans", "3%"),
    ],
)
def test_a_rate_has_the_period_that_stands_before_it(text: str, language: str, quote: str) -> None:
    (rate,) = [found for found in mentions(text, language) if found.kind == "rate"]
    assert rate.value["written"] == quote


def test_a_share_behind_the_name_of_a_currency_is_no_sum() -> None:
    assert [found.kind for found in mentions("人民币30%", "zh-Hans")] == ["rate"]
