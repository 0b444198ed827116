from __future__ import annotations

import pytest

from pipeline.document.model import Block
from pipeline.outline.parties.rows import unfilled, with_colons
from pipeline.outline.section import Part


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("甲方（客户）\t北京安居有限公司\t乙方\t上海公司", "甲方（客户）：北京安居有限公司\t乙方：上海公司"),
        ("甲（発注者）\t住良建設株式会社", "甲（発注者）：住良建設株式会社"),
        ('임대인\t홍길동 (이하 "갑")', '임대인：홍길동 (이하 "갑")'),
        ("甲方\t乙方", "甲方\t乙方"),  # two columns
        ("（甲）：\t（乙）：青葉", "（甲）：\t（乙）：青葉"),
        ("본사(갑)\t상호\t(주)대한제품", "본사(갑)\t상호\t(주)대한제품"),  # the label of a field stands between
        ("양도인(갑)\t성명(명칭)", "양도인(갑)\t성명(명칭)"),
        ("甲方（委託人）\t乙方(受託人)林震宇", "甲方（委託人）\t乙方(受託人)林震宇"),
        ("甲方\t地址：北京市", "甲方\t地址：北京市"),
        ("甲方\t\t乙方\t", "甲方\t\t乙方\t"),
        ("数量\t3", "数量\t3"),
    ],
)
def test_a_colon_stands_for_the_gap_between_a_party_and_its_name(row: str, told: str) -> None:
    text = f"合同\n{row}\n第一条　总则"
    assert with_colons(text) == f"合同\n{told}\n第一条　总则"


def test_a_row_with_a_label_and_no_name_tells_a_party_without_one() -> None:
    text = "保密协议\n甲方（披露方）\n乙方\n品名\n甲方"
    starts = [text.index(line) for line in ("甲方（", "乙方", "品名")]
    rows = [Block("table_row", start, text.index("\n", start)) for start in starts]
    blocks = [*rows, Block("paragraph", len(text) - 2, len(text))]
    found = list(unfilled(text, [Part("preamble", 0, len(text))], blocks))
    assert [(each.term, each.role, each.meaning, text[each.start : each.end]) for each in found] == [
        ("甲方", "披露方", "", "甲方（披露方）"),
        ("乙方", None, "", "乙方"),
    ]
