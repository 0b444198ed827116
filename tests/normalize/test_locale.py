"""The money and the years of contracts in traditional characters that are not Taiwan's."""

from __future__ import annotations

import pytest

from pipeline.normalize import mentions
from pipeline.normalize.locale import HONG_KONG, MACAU, locale


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("物業位於香港九龍。每月租金$185,000.00。", HONG_KONG),
        ("按金港幣10,000元，其後每月10,000元。", HONG_KONG),
        ("場地位於澳門，費用葡幣10,000元，另付10,000元。", MACAU),
        ("香港公司與臺灣公司訂立，價金10,000元。", "zh-Hant"),
        ("價金10,000元，匯至香港之帳戶，以中華民國法律為準據法。", "zh-Hant"),
        ("價金10,000元。", "zh-Hant"),
        ("費用$5,000。中國（不包括香港、澳門及台灣）。本協議受香港法律管轄。", HONG_KONG),
        ("香港商青山公司付新臺幣5,000元及$300。香港商青山公司同意。", "zh-Hant"),
        ("港幣、新台幣及人民幣均可。費用港幣5,000元。", HONG_KONG),
    ],
)
def test_a_contract_is_at_home_where_it_names_and_taiwan_where_it_names_that(text: str, home: str) -> None:
    assert locale(text, "zh-Hant") == home
    assert locale(text, "zh-Hans") == "zh-Hans"


def test_a_sign_that_many_share_is_the_money_of_the_contract() -> None:
    text = "期間\t每月租金(港幣)\n第一年\t$185,000.00\n訂金5,000元，另付US$1,000。"
    found = [(each.value["amount"], each.value["currency"]) for each in mentions(text, "zh-Hant")]
    assert found == [("185000.00", "HKD"), ("5000.00", "HKD"), ("1000.00", "USD")]


def test_no_year_of_the_republic_is_read_outside_taiwan() -> None:
    assert [each.value for each in mentions("圖則編號113/03/01，香港。", "zh-Hant") if each.kind == "date"] == []
