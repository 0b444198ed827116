from __future__ import annotations

import pytest

from tests.checks.checking import checked

CODE = "total_against_product"
FRAME = {
    "zh-Hans": ("合同\n第一条 价款\n{}\n第二条 其他\n协商。", "水泵数量{}台，单价{}元，总价{}元。"),
    "zh-Hant": ("契約書\n第一條 價款\n{}\n第二條 其他\n協商。", "水泵數量{}台，單價{}元，總價{}元。"),
    "ja": ("契約書\n第1条（代金）\n{}\n第2条（雑則）\n協議する。", "数量は{}台、単価は{}円、合計は{}円とする。"),
    "ko": ("계약서\n제1조(대금)\n{}\n제2조(기타)\n협의한다.", "수량은 {}대, 단가는 {}원, 총액은 {}원으로 한다."),
}


def told(language: str, sentence: str) -> list[str]:
    _, _, issues = checked(FRAME[language][0].format(sentence))
    return [str(issue.params["computed"]) for issue in issues if issue.code == CODE]


@pytest.mark.parametrize("language", FRAME)
def test_a_total_that_is_not_the_product_is_told(language: str) -> None:
    sentence = FRAME[language][1]
    assert told(language, sentence.format("50", "2,000", "120,000")) == ["50 × 2000 = 100000"]
    assert told(language, sentence.format("50", "2,000", "100,000")) == []


def test_a_price_may_be_told_of_one_piece() -> None:
    sentence = "単価は1台金50,000円、数量は20台、代金合計は金{}円とする。"
    assert told("ja", sentence.format("1,100,000")) == ["20 × 50000 = 1000000"]
    assert told("ja", sentence.format("1,000,000")) == []


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("zh-Hant", "乙方共購買50套，單價新臺幣2,000元，合計新臺幣120,000元。"),
        ("zh-Hans", "甲方本次提供的设备数量为50台，单价为人民币2,000元，总价为人民币120,000元。"),
    ],
)
def test_the_currency_may_stand_before_the_sum(language: str, sentence: str) -> None:
    assert told(language, sentence) == ["50 × 2000 = 100000"]
    assert told(language, sentence.replace("120,000", "100,000")) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "水泵数量50台，单价2,000元，总价95,000元（九五折优惠）。",
        "水泵数量50台，单价2,000元，含运费总价102,000元。",
        "水泵数量50台，阀门数量20个，单价2,000元，总价120,000元。",
        "水泵数量50台，单价2,000元。总价见附件，暂定120,000元。",
        "水泵数量50台，单价2,000美元，总价120,000元。",
        "数量____台，单价2,000元，总价120,000元。",
    ],
)
def test_what_may_be_another_sum_is_not_told(sentence: str) -> None:
    assert told("zh-Hans", sentence) == []
