"""Names that the end of a line broke in two."""

from __future__ import annotations

import pytest

from pipeline.outline.tree import build
from tests.outline.planted import document

WHOLE: dict[str, tuple[str, list[str]]] = {
    "within the form, and before a branch": (
        "采购合同\n甲方（买方）：华北石油股份有限公司北京\n燕山分公司\n地址：北京市房山区\n乙方（卖方）：上海远帆重工（集团）股份有限\n公司\n第一条 标的\n设备。",
        ["华北石油股份有限公司北京燕山分公司", "上海远帆重工（集团）股份有限公司"],
    ),
    "in a field": (
        "采购合同\n甲方（买方）\n名称：上海远帆重工有限责\n任公司\n地址：上海市\n乙方（卖方）\n名称：海州港务信息\n技术有限公司\n地址：海州市\n第一条 标的\n设备。",
        ["上海远帆重工有限责任公司", "海州港务信息技术有限公司"],
    ),
    "in a cell": (
        "采购合同\n甲方\t华北石油股份有限公司北京\n燕山分公司\t乙方\t上海远帆有限公司\n第一条 标的\n设备。",
        ["华北石油股份有限公司北京燕山分公司", "上海远帆有限公司"],
    ),
    "within a word": (
        "業務委託契約書\n委託者　株式会社東日本環境アク\nセス\n受託者　株式会社青葉\n第1条（目的）\n委託する。",
        ["株式会社東日本環境アクセス", "株式会社青葉"],
    ),
}
APART: dict[str, tuple[str, list[str]]] = {
    "another party": (
        "業務委託契約書\n（甲）山田太郎\n（乙）青葉商事株式会社\n第1条（目的）\n委託する。",
        ["山田太郎", "青葉商事株式会社"],
    ),
    "a title below": (
        "도급계약서\n갑: 한빛건설\n을: 대한토건\n도로포장공사\n제1조(목적)\n시공한다.",
        ["한빛건설", "대한토건"],
    ),
    "who acts for it": (
        "采购合同\n甲方：海州港务有限公司\n王晓明\n乙方：北屿物流有限公司\n李雪\n第一条 标的\n设备。",
        ["海州港务有限公司", "北屿物流有限公司"],
    ),
}


@pytest.mark.parametrize("case", [*WHOLE, *APART])
def test_the_rest_of_a_name_is_read_and_nothing_else(case: str) -> None:
    text, names = (WHOLE | APART)[case]
    assert [each.meaning for each in build(document(text)).definitions if each.kind == "party"] == names
