from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.checks.check import check
from pipeline.loaders.registry import load
from pipeline.outline.tree import build
from tests.checks.checking import checked

CODES = ("row_against_product", "total_against_rows")
HEADERS = {
    "zh-Hans": "名称\t数量\t单价（元）\t金额（元）",
    "zh-Hant": "名稱\t數量\t單價\t金額",
    "ja": "品名\t数量\t単価（円）\t金額（円）",
    "ko": "품명\t수량\t단가(원)\t금액(원)",
}
TOTALS = {"zh-Hans": "合计", "zh-Hant": "總計", "ja": "合計", "ko": "합계"}


def told(*rows: str) -> list[tuple[str, str]]:
    _, _, issues = checked("\n".join(["合同", "第一条 价款", "价款如下：", *rows, "第二条 其他", "协商。"]))
    return [(issue.code, str(issue.params["computed"])) for issue in issues if issue.code in CODES]


@pytest.mark.parametrize("language", HEADERS)
def test_a_row_and_a_total_that_are_wrong_are_told(language: str) -> None:
    rows = ["甲\t2\t1,500.00\t3,000.00", "乙\t3台\t200.00\t500.00", f"{TOTALS[language]}\t4,000.00"]
    assert told(HEADERS[language], *rows) == [
        ("row_against_product", "3 × 200 = 600"),
        ("total_against_rows", "3500"),
    ]


def test_lines_of_cells_in_a_plain_text_are_a_table(tmp_path: Path) -> None:
    path = tmp_path / "contract.txt"
    rows = [HEADERS["zh-Hans"], "甲\t2\t1,500.00\t3,000.00", "乙\t3\t200.00\t500.00", "合计\t3,500.00"]
    path.write_text("\n".join(["合同", "第一条 价款", "价款如下：", *rows, "第二条 其他", "协商。"]))
    document = load(path)
    told = check(document, build(document), [])
    assert [issue.code for issue in told if issue.code in CODES] == ["row_against_product"]


def test_cells_may_name_the_currency_and_two_currencies_are_not_compared() -> None:
    header = "名称\t数量\t单价\t金额"
    assert told(header, "甲\t2\t人民币1,500元\t人民币3,100元") == [("row_against_product", "2 × 1500 = 3000")]
    assert told(header, "甲\t2\tUSD1,500\tRMB21,000", "乙\t1\tUSD50\tUSD50", "合计\t\t\tRMB21,400") == []


@pytest.mark.parametrize("language", HEADERS)
def test_a_right_table_is_silent(language: str) -> None:
    rows = ["甲\t2\t1,500.00\t3,000.00", "乙\t3台\t200.00\t600.00", f"{TOTALS[language]}\t3,600.00"]
    assert told(HEADERS[language], *rows) == []


@pytest.mark.parametrize(
    "rows",
    [
        ["名称\t数量\t单价（万元）\t金额（元）", "甲\t2\t1.5\t30,000"],
        ["名称\t数量\t单价\t金额", "甲\t3\t33.33\t100"],  # a rounded unit price
        ["名称\t数量\t月数\t单价\t金额", "甲\t2\t12\t100\t2,400"],
        ["名称\t数量\t单价（不含税）\t税率\t金额（含税）", "甲\t2\t100\t13%\t226"],
        ["名称\t数量\t单价\t金额", "甲\t____\t____\t____", "乙\t1\t5\t5", "合计\t____"],
        ["名称\t数量\t单价\t金额", "甲\t1\t5\t5", "乙\t1\t7\t7", "运费\t8", "合计\t20"],
        [
            "名称\t数量\t单价\t金额",
            "甲\t1\t5\t5",
            "乙\t1\t7\t7",
            "小计\t12",
            "丙\t1\t3\t3",
            "丁\t1\t4\t4",
            "小计\t7",
            "合计\t19",
        ],
        ["年度\t空調（台）\t金額（百万円）", "2026年\t3,600\t1,200", "2027年\t4,000\t1,350"],
    ],
    ids=["units", "rounded", "months", "tax", "form", "freight", "subtotals", "quantities without prices"],
)
def test_tables_that_only_look_wrong_are_silent(rows: list[str]) -> None:
    assert told(*rows) == []


def test_a_header_that_is_repeated_on_the_next_page_begins_no_table() -> None:
    header = HEADERS["zh-Hans"]
    assert told(header, "甲\t1\t5\t5", "乙\t1\t7\t7", header, "丙\t1\t3\t3", "合计\t15") == []
    assert told(header, "甲\t1\t5\t5", "乙\t1\t7\t7", header, "丙\t1\t3\t3", "合计\t3") == [
        ("total_against_rows", "15")
    ]
