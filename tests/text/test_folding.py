import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.text.folding import ALL, fold, folded, folded_for, folds_between, table

WRITING = st.text(
    alphabet=st.sampled_from(
        "第十二条のＡａ１2㈱⺠民條条“「—‐ 　\u200bｶﾞガか\u3099각\u1100\u1161\u11a8é\u0301①㎡國国乾干"
    ),
    max_size=40,
)


@pytest.mark.parametrize(
    ("quote", "source", "kinds"),
    [
        ("ABC", "ＡＢＣ", ("width",)),
        ("ガイド", "ｶﾞｲﾄﾞ", ("width",)),
        ("(株)青葉", "㈱青葉", ("compatibility",)),
        ("인감", unicodedata.normalize("NFD", "인감"), ("compatibility",)),
        ("人民币", "人⺠币", ("radical",)),
        ("本文", "\u2f46文".replace("\u2f46", "本"), ()),
        ("文本", "⽂本", ("radical",)),
        ("“甲方”", "「甲方」", ("quote",)),
        ("2024-03", "2024—03", ("dash",)),
        ("甲方应当", "甲方 应\n当", ("space",)),
        ("甲方应当", "甲\u200b方应当", ("space",)),
        ("高橋と山崎", "髙橋と山﨑", ("variant",)),
        ("条件", "條件", ("variant",)),
        ("人民币 条件", "人⺠币條件", ("radical", "space", "variant")),
    ],
)
def test_every_difference_is_named(quote: str, source: str, kinds: tuple[str, ...]) -> None:
    assert folded(quote) == folded(source)
    assert folds_between(quote, source) == kinds


@pytest.mark.parametrize(
    ("one", "other"),
    [("10日", "15日"), ("不得转让", "得转让"), ("甲方", "乙方"), ("末日", "未日"), ("30万元", "30元"), ("ハ", "パ")],
)
def test_a_different_word_stays_different(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@settings(deadline=None, max_examples=300)
@given(WRITING)
def test_offsets_lead_back_to_what_was_folded(source: str) -> None:
    view = fold(source)
    assert view.text == folded(source)
    assert len(view.starts) == len(view.ends) == len(view.text)
    for index in range(len(view.text)):
        start, end = view.span(index, index + 1)
        assert view.text[index] in folded(source[start:end])


@settings(deadline=None, max_examples=300)
@given(WRITING.map(lambda text: text.translate(table("space"))))  # else a space may part a mark from its base
def test_folding_twice_changes_nothing_more(source: str) -> None:
    assert folded(folded(source)) == folded(source)


@settings(deadline=None, max_examples=200)
@given(WRITING, WRITING)
def test_equal_under_the_folds_means_a_named_fold_or_identity(quote: str, source: str) -> None:
    if folded(quote) == folded(source) and quote != source:
        assert set(folds_between(quote, source)) <= ALL


def test_every_white_space_folds_to_nothing() -> None:
    assert folded("".join(char for char in map(chr, range(sys.maxunicode)) if char.isspace())) == ""


@given(
    st.text(st.sampled_from("甲方乙條条〜ＡａA；;㈱株 \u3000\n，…\u0301がｶﾞ⺠民")),
    st.sampled_from(["", "条a", "条A;株民"]),
)
def test_a_fold_for_an_alphabet_is_the_fold_in_its_characters(source: str, alphabet: str) -> None:
    text, characters = folded_for(source, set(alphabet), set(source))
    whole = folded(source)
    assert characters == set(text) and len(text) == len(whole)
    assert all(one == other for one, other in zip(text, whole, strict=True) if {one, other} & set(alphabet))


def test_what_a_character_folds_to_folds_no_further() -> None:
    everywhere = (chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000)
    folds = {char: fold for char in everywhere if (fold := folded(char)) != char}
    assert {char: fold for char, fold in folds.items() if folded(fold) != fold} == {}
