"""What a form leaves open is found wherever it stands, once, and nothing else is."""

from __future__ import annotations

from itertools import pairwise

import pytest

from pipeline.normalize import blanks


@pytest.mark.parametrize(
    "written",
    [
        "____",
        "〇〇",
        "○○",
        "OOOO",
        "xxxx",
        "${name}",
        "{{name}}",
        "<name>",
        "□",
        "---",
        "...",
        "【 】",
        "[__]",
        "( )",
        "(    )",
        "(____)",
        "__ __",
    ],
)
def test_a_blank_between_words_is_found_whole(written: str) -> None:
    found = [(blank[0], blank.start()) for blank in blanks.find(f"金额{written}元")]
    assert found == [(written, 2)]


@pytest.mark.parametrize(
    "text", ["甲方应于2024年3月1日前支付1,280,000.00元。", "a box of oxen", "3-5", "a.b", "f()", "( a )"]
)
def test_ordinary_marks_and_letters_are_no_blank(text: str) -> None:
    assert not list(blanks.find(text))


def test_blanks_follow_each_other_without_overlap() -> None:
    found = list(blanks.find("____年__月__日，xx公司（____）"))
    assert [blank[0] for blank in found] == ["____", "__", "__", "xx", "____"]
    assert all(before.end() <= after.start() for before, after in pairwise(found))
