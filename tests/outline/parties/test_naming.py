"""What brackets behind words call them."""

from __future__ import annotations

import pytest

from pipeline.outline.parties.naming import first_name_given, name_given, with_brackets


@pytest.mark.parametrize(("aside", "name"), [("이하 을", "을"), ("이하 회사라 한다", "회사"), ("以下、乙", "乙")])
def test_a_name_is_given_without_quotes(aside: str, name: str) -> None:
    assert name_given(aside) == name


@pytest.mark.parametrize("aside", ["이하 여백", "이하 공란", "이하 중략", "이하 같다", "이하 이 조에서 같다"])
def test_what_is_said_of_the_rest_of_the_text_gives_no_name(aside: str) -> None:
    assert not name_given(aside)


@pytest.mark.parametrize(
    "line", ["委托方：甲公司，以下简称甲方；", "乙公司，下稱「乙方」與丙公司", "丙公司，以下簡稱為丙方\n"]
)
def test_a_short_name_behind_a_comma_is_set_in_brackets_in_as_many_characters(line: str) -> None:
    bracketed = with_brackets(line)
    assert len(bracketed) == len(line)
    assert first_name_given(bracketed)[0] in ("甲方", "乙方", "丙方")


def test_what_goes_on_behind_a_comma_in_japanese_is_no_short_name() -> None:
    line = "委託業務、以下称する業務、"
    assert with_brackets(line) == line
