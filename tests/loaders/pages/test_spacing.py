from __future__ import annotations

import pytest

from pipeline.loaders.pages.spacing import Spacing


@pytest.mark.parametrize(
    ("one", "other", "glue"),
    [
        ("甲方应当", "支付价款", ""),
        ("支払うものと", "する。", ""),
        ("the Supplier", "shall pay", " "),
        ("갑과 을은", "협의하여", " "),
        ("지체일수 1", "일마다", ""),
        ("3,052,260.", "00", ""),
        ("non-", "compete", ""),
        ("本合同由ABC", "公司签署", ""),
    ],
)
def test_what_joins_two_lines(one: str, other: str, glue: str) -> None:
    assert Spacing([one, other], [(one, other)]).glue(one, other) == glue


def test_korean_words_cut_at_the_margin_are_put_together() -> None:
    joins = [
        ("다음의 계약금액", "의 지급"),
        ("누리소프트는 개", "발 용역을 맡는다"),
        ("상대방의 사전 서", "면 동의 없이"),
    ]
    lines = [side for join in joins for side in join] + [
        "모든 개발 용역을 서면 동의 아래 한다",
        "갑의 의무는 계약이 끝난 뒤",
    ]
    spacing = Spacing(lines, joins)
    assert [spacing.glue(*join) for join in joins] == ["", "", ""]
    assert spacing.glue("이 의무는", "계약이 끝난 뒤에도") == " "


def test_korean_words_that_were_not_cut_stay_apart() -> None:
    joins = [
        ("계약을 체결하고", "이를 이행하기로"),
        ("알게 된 상대방의", "영업비밀 및"),
        ("사용하여서는 아니", "된다."),
    ]
    spacing = Spacing([side for join in joins for side in join], joins)
    assert [spacing.glue(*join) for join in joins] == [" ", " ", " "]
