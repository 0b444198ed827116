"""A number under a unit of its table is a mention; no value of a clause is quoted without the unit."""

from __future__ import annotations

from pathlib import Path

import pipeline

PURCHASE = """采购合同
甲方：海州港务有限公司
乙方：北屿软件有限公司
第一条 标的
采购系统一套。
第二条 合同金额与付款方式
甲方按下表支付合同总金额：
期次\t比例\t金额（元）
预付款\t30%\t174,000.00
合计\t100%\t580,000.00"""


def test_a_cell_without_its_unit_is_no_value_of_a_clause(tmp_path: Path) -> None:
    path = tmp_path / "purchase.txt"
    path.write_text(PURCHASE)
    record = pipeline.extract(path, endpoint="embedded")
    assert [each.value["amount"] for each in record.mentions if each.kind == "money" and each.value] == [
        "174000.00",
        "580000.00",
    ]
    assert not [issue for issue in record.issues if issue.code == "value_refused"]
