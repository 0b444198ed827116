"""Bare numbers of tables, in the unit that stands above them."""

from __future__ import annotations

import pytest

from pipeline.normalize import mentions

TABLES = {
    "单位：万元\n项目\t数量\t金额\n水泵\t2\t128.5\n合计\t\t128.5\n本条以下 12": (
        "zh-Hans",
        ["1285000.00", "1285000.00"],
    ),
    "（単位：千円）\n品名\t単価\t数量\t金額\n部品\t1,200\t3\t3,600": ("ja", ["1200000", "3600000"]),
    "(단위: 천원)\n구분\t금액\t비율\n착수금\t3,000\t30%": ("ko", ["3000000"]),
    "單位：新臺幣千元\n項目\t金額\n設計費\t1,200": ("zh-Hant", ["1200000.00"]),
    "Item\tAmount (USD)\nPump\t1,200.50": ("en", ["1200.50"]),
    "合同金额（元）\t580,000.00\n负责人\t3\n数量\t5": ("zh-Hans", ["580000.00"]),
    "품목\t수량\t단가(원)\t금액(원)\n펌프\t10\t1,000,000\t10,000,000": ("ko", ["1000000", "10000000"]),
    "| 品名 | 数量 | 金额（元） |\n|---|---|---|\n| 泵 | 2 | 1,200 |": ("zh-Hans", ["1200.00"]),
    "单位：万元\n项目 | 2024年 | 占比\n收入 | 1,200.50 | 30": ("zh-Hans", ["12005000.00"]),
    "單位：新臺幣元\n項次\t單位\t數量\t單價\t複價\n1\t站次\t630\t6,500\t4,095,000": (
        "zh-Hant",
        ["6500.00", "4095000.00"],
    ),
    "单位：万元\n项目\t人数\t拟投入募集资金\n产线\t120\t22,000.00": ("zh-Hans", ["220000000.00"]),
    "契約年度 / Contract Year\t最低購入額（千ユーロ） / Minimum Purchase (EUR thousand)\n第1年度 / 1st\t800": (
        "ja",
        ["800000.00"],
    ),
    "序号\t名称\t数量\t总价（元）\n1\t泵\t5\t100000\n合计\t100000": ("zh-Hans", ["100000.00", "100000.00"]),
}


@pytest.mark.parametrize("text", TABLES)
def test_a_bare_number_is_a_sum_where_its_column_has_a_unit(text: str) -> None:
    language, amounts = TABLES[text]
    found = [mention for mention in mentions(text, language) if mention.kind == "money"]
    assert [mention.value["amount"] for mention in found] == amounts
    assert all(mention.value["unit"] for mention in found)


@pytest.mark.parametrize(
    "text",
    [
        "品名\t数量\t金额\n泵\t2\t300",  # no unit anywhere
        "单位：台\n品名\t数量\n泵\t2",
        "单位：万元\n上表见附件。\n另有约定的除外。\n双方各执一份。\n品名\t金额\n泵\t300",  # too far above
        "单位：万元\n金额\n128.5",  # no table
        "单位：万元\n序号\t比例\n1\t30",
        "单位：万元\n项目\t金额\n泵\t000.00",
    ],
)
def test_no_sum_is_made_of_a_number_without_a_unit(text: str) -> None:
    assert [mention for mention in mentions(text, "zh-Hans") if mention.kind == "money" and not mention.blank] == []
