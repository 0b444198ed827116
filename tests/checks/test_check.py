"""All checks together: what they point to, how much they say, what hostile text costs."""

from __future__ import annotations

from pipeline.checks.check import MOST_OF_ONE_CHECK
from pipeline.messages import LANGUAGES
from tests.checks.checking import checked

WRONG = """设备买卖合同
甲方（买方）：江南绿源环保科技有限公司
乙方（卖方）：德衡精密机械有限公司
第一条 价款
合同总价为人民币1,000,000元。首付30%、二期40%、尾款20%。
第二条 付款
第一期支付300,000元，第二期支付400,000元，尾款200,000元。
第三条 期限
期限三年，自2026年4月1日起至2028年3月31日止。质保期自2027年5月1日至2026年5月1日。
第五条 其他
按照第十条处理。甲方（卖方）应当配合，丙方应当签字。江南绿原环保科技有限公司付款。“重大变化”是指市场变化。"""


def test_every_issue_has_a_place_and_a_sentence_in_every_language() -> None:
    document, _, issues = checked(WRONG)
    assert {issue.code for issue in issues} == {
        "numbering_gap", "reference_dangles", "term_against_dates", "period_backwards", "shares_against_whole",
        "instalments_against_total", "party_name_differs", "role_swapped", "party_undefined", "term_unused",
    }  # fmt: skip
    for issue in issues:
        assert issue.start is not None and issue.end is not None
        assert 0 <= issue.start < issue.end <= len(document.text)
        assert len({issue.message(language) for language in LANGUAGES}) == len(LANGUAGES)


def test_one_check_says_fifty_things_and_that_there_are_more() -> None:
    articles = "\n".join(f"第{number}条 其他\n按照第{number + 60}条处理。" for number in range(1, 62))
    _, _, issues = checked(f"合同\n{articles}")
    dangling = [issue for issue in issues if issue.code == "reference_dangles"]
    assert len(dangling) == MOST_OF_ONE_CHECK
    assert [issue.params for issue in issues if issue.code == "check_cut_short"] == [
        {"count": MOST_OF_ONE_CHECK, "check": "references"}
    ]
