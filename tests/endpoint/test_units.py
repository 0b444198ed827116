from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.document.passages import NumberedText
from pipeline.endpoint.units import Piece, from_block
from pipeline.text.folding import ALL, fold

SCRIPTS = st.text(st.characters(codec="utf-8"), max_size=60) | st.text(
    "ガｶﾞか゛한ᄒ\u1161（）　Ａ㈱⺠條条İß \t", max_size=60
)


@settings(deadline=None, max_examples=200)
@given(SCRIPTS)
def test_the_fast_fold_is_the_fold(text: str) -> None:
    piece = Piece(0, 0, text)
    for fast, view, kinds in (
        (piece.tight_text, piece.tight, ALL),
        (piece.spaced_text, piece.spaced, ALL - {"space"}),
    ):
        slow = fold(text, kinds)
        assert fast == view.text
        assert view.text.lower() == slow.text.lower()
        assert (view.source, view.starts, view.ends) == (text, slow.starts, slow.ends)


@pytest.mark.parametrize(
    ("lines", "label", "title"),
    [
        (["第一条 租金", "月租金为一万元。"], "第一条", "租金"),
        (["（賃料）", "第4条 賃料は月額10万円とする。"], "第4条", "賃料"),
        (["제 22 조 【비밀유지】", "① 갑은 비밀을 지킨다."], "제 22 조", "비밀유지"),
        (["第三条 甲方应当于每月支付租金，不得拖欠。"], "第三条", ""),
        (["附件一：价格表", "单价一百元。"], "", "附件一：价格表"),
        (["甲は、乙に対し、代金を支払う。"], "", ""),
    ],
)
def test_an_article_has_the_label_and_title_it_begins_with(lines: list[str], label: str, title: str) -> None:
    (unit,) = from_block([NumberedText(number, 3, line) for number, line in enumerate(lines)], [3])
    assert (unit.index, unit.label, unit.title) == (3, label, title)
    assert unit.text == "\n".join(lines)
    assert [unit.piece_at(piece.start).number for piece in unit.pieces] == list(range(len(lines)))


def test_only_the_wanted_articles() -> None:
    numbered = [NumberedText(0, None, "合同"), NumberedText(1, 0, "第一条 甲"), NumberedText(2, 1, "第二条 乙")]
    assert [unit.index for unit in from_block(numbered, [1, 9])] == [1]
