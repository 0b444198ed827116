"""Who makes a contract, in the one sentence of the forms of Taiwan."""

from __future__ import annotations

import pytest

from pipeline.outline.tree import build
from tests.outline.planted import document

BODY = "第一條　租賃標的\n門牌如附件。\n第二條　租金\n每月租金於五日前支付。\n"


def parties(head: str) -> list[tuple[str, str]]:
    text = f"住宅租賃契約書\n{head}\n{BODY}"
    return [(each.term, each.meaning) for each in build(document(text)).definitions if each.kind == "party"]


@pytest.mark.parametrize("gap", [" ", "          ", "＿＿＿＿"])
@pytest.mark.parametrize("second", ["出租人", "包租業"])
def test_roles_before_gaps_are_parties_whatever_they_are(gap: str, second: str) -> None:
    found = parties(f"立契約書人承租人{gap}，{second}{gap}，茲為住宅租賃事宜，雙方同意本契約條款如下：")
    assert found == [("承租人", ""), (second, "")]


def test_names_behind_the_roles_are_told() -> None:
    found = parties("立契約書人承租人王小明，出租人大安建設股份有限公司，茲為住宅租賃事宜，約定如下：")
    assert found == [("承租人", "王小明"), ("出租人", "大安建設股份有限公司")]


def test_what_is_no_role_makes_no_such_sentence() -> None:
    assert parties("立契約書人經雙方同意，依法，茲為租賃事宜") == []
