from __future__ import annotations

import pytest

from tests.checks.checking import checked, pointed

CODES = ("shares_against_whole", "instalments_against_total", "share_against_sum")


def instalments(*articles: str) -> list[tuple[str, str]]:
    text = "\n".join(
        ["合同", *(f"第{number}条 付款\n{body}" for number, body in zip("一二三四", articles, strict=False))]
    )
    _, said, issues = checked(text)
    told = [issue for issue in issues if issue.code in CODES]
    for issue in told:
        assert issue.code != "share_against_sum" or pointed(issue, said).kind == "money"
    return [(issue.code, str(issue.params.get("sum") or issue.params["computed"])) for issue in told]


@pytest.mark.parametrize(
    ("sentence", "made"),
    [
        ("首付30%、二期40%、尾款20%。", "90%"),
        ("合同签订后支付30%作为预付款，验收合格后支付60%，质保金为20%。", "110%"),
        ("簽約後支付訂金30%，交貨款60%，尾款20%。", "110%"),
        ("付款方式：签约后付30%；发货前付40%；验收后付20%；质保期满付5%。", "95%"),
        ("契約時に30％、納品時に50％、検収後に30％を支払う。", "110%"),
        ("계약시 40%, 납품시 40%, 검수 후 30%를 지급한다.", "110%"),
        ("着手金は代金総額の3割、残金は代金総額の60％とする。", "90%"),
        ("계약금은 매매대금의 10%, 중도금은 매매대금의 40%, 잔금은 매매대금의 40%로 한다.", "90%"),
    ],
)
def test_shares_that_do_not_make_the_whole_are_told(sentence: str, made: str) -> None:
    assert instalments(sentence) == [("shares_against_whole", made)]


@pytest.mark.parametrize(
    ("sentence", "made"),
    [
        ("合同总价为人民币100万元。首付30万元，进度款40万元，尾款20万元。", "900000"),
        ("合同总价为100万元。首付30万元（到货率100%、合格率98%后支付，误差5%），尾款60万元。", "900000"),
        ("合同总价为60万元，分三期支付：第一期20万元，第二期25万元，第三期10万元。", "550000"),
        ("合同總價為新臺幣1,000,000元。訂金300,000元，尾款600,000元。", "900000"),
        (
            "代金総額は金10,000,000円とする。着手金は3,000,000円、中間金は4,000,000円、残金は2,000,000円とする。",
            "9000000",
        ),
        (
            "매매대금은 금 500,000,000원으로 한다. 계약금 50,000,000원, 중도금 200,000,000원, 잔금 240,000,000원을 지급한다.",
            "490000000",
        ),
    ],
)
def test_sums_that_do_not_make_the_price_are_told(sentence: str, made: str) -> None:
    assert instalments(sentence) == [("instalments_against_total", made)]


def test_a_share_of_the_price_is_computed_beside_its_figure() -> None:
    told = instalments("合同总价为人民币1,000,000元。", "预付款：合同总价的30%，即￥320,000元。")
    assert told == [("share_against_sum", "1000000 × 0.3 = 300000")]


def test_shares_that_make_the_whole_are_those_of_the_price() -> None:
    paid = "合同总价20万元。合同签订后付50%，即10万元；交货后付40%，即{}万元；剩余10%，即2万元一年后付。"
    assert instalments(paid.format(9)) == [("share_against_sum", "200000 × 0.4 = 80000")]
    assert instalments(paid.format(8)) == []


@pytest.mark.parametrize(
    "articles",
    [
        ["甲方支付30%货款作为押金。收到发票后支付50%货款，交货后支付余下20%货款。"],
        ["首付30%、二期40%、尾款30%，逾期按日万分之五支付违约金。"],
        ["预付款30%，到货后支付至合同总价的70%，验收后支付至95%，余款5%作为质保金。"],
        ["预付款30%，验收后支付70%，其中5%作为质保金。"],
        ["预付款30%，尾款70%。税率13%，违约金为合同总价的20%。"],
        ["预付款30%，施工完成50%时支付进度款40%，尾款30%。"],
        ["签约后支付30%作为备料款；材料进场后支付30%；施工至50%支付20%；验收后支付15%；余款5%作为质保金，期满后支付。"],
        ["方案一：预付款30%，尾款70%。方案二：预付款50%，尾款50%。"],
        ["预付款不超过30%，尾款60%。"],
        ["支付实际货款的95%扣除已付定金后的余款；余下5%作为质保金，定金30%。"],
        ["合同总价为人民币100万元。首付30万元，进度款40万元，尾款30万元。"],
        ["合同总价为人民币100万元，首付款为30万元，每逾期一日支付违约金5,000元，尾款70万元。"],
        ["合同总价为人民币1,000,000元。", "预付款：合同总价的30%，即￥300,000元。尾款：合同总价的70%（￥700,000元）。"],
        ["合同总价为人民币100元。", "预付款：合同总价的33.3%，即33元。"],
        ["設備費総額は10万円、工事費総額は20万円とする。着手金は5万円、残金は10万円とする。"],
        ["보증금 100,000,000원, 월세 1,000,000원, 계약금 10,000,000원, 잔금 90,000,000원으로 한다."],
    ],
)
def test_honest_payments_are_silent(articles: list[str]) -> None:
    assert instalments(*articles) == []


def codes(text: str) -> list[str]:
    return [issue.code for issue in checked(text)[2]]


def test_a_share_is_one_of_the_price_of_its_own_contract() -> None:
    purchase = "设备采购合同\n甲方：甲公司\n第一条 价款\n合同总价为500,000元。\n第二条 其他\n无。\n甲方（盖章）：\n"
    other = "技术服务合同\n甲方：甲公司\n第一条 价款\n服务费按验收量结算。\n第二条 付款\n签订后支付合同总价的30%，即60,000元。\n"
    assert "share_against_sum" not in codes(purchase + other)
    whole = purchase.replace("第二条 其他\n无。", "第二条 付款\n签订后支付合同总价的30%，即60,000元。")
    assert codes(whole + other).count("share_against_sum") == 1
