"""Hancom's numbers: their shapes, their patterns, and how the levels of a list count."""

from __future__ import annotations

import pytest

from pipeline.loaders.hwp.numbering import LEVELS, SHAPES, Counters, Level, Numbering, parse_label, shape_number


@pytest.mark.parametrize(
    ("shape", "numbers", "shown"),
    [
        ("DIGIT", (1, 10, 123), "1 10 123"),
        ("CIRCLED_DIGIT", (1, 20, 21), "① ⑳ 21"),
        ("ROMAN_CAPITAL", (4, 9, 40), "IV IX XL"),
        ("ROMAN_SMALL", (4,), "iv"),
        ("LATIN_CAPITAL", (1, 26), "A Z"),
        ("CIRCLED_LATIN_SMALL", (1, 26, 27), "ⓐ ⓩ 27"),
        ("HANGUL_SYLLABLE", (1, 14, 15, 28, 29, 42), "가 하 거 허 고 호"),
        ("CIRCLED_HANGUL_SYLLABLE", (1, 14, 15), "㉮ ㉻ 15"),
        ("HANGUL_JAMO", (1, 14), "ㄱ ㅎ"),
        ("CIRCLED_HANGUL_JAMO", (1, 14), "㉠ ㉭"),
        ("HANGUL_PHONETIC", (1, 10, 21), "일 십 이십일"),
        ("IDEOGRAPH", (1, 10, 11, 20), "一 十 十一 二十"),
        ("CIRCLED_IDEOGRAPH", (1, 10, 11), "㊀ ㊉ 11"),
        ("DECAGON_CIRCLE", (1, 2, 10, 11), "갑 을 계 11"),
        ("DECAGON_CIRCLE_HANJA", (1, 10), "甲 癸"),
        ("UNHEARD_OF", (3,), "3"),
    ],
)
def test_shapes(shape: str, numbers: tuple[int, ...], shown: str) -> None:
    assert " ".join(shape_number(number, shape) for number in numbers) == shown


@pytest.mark.parametrize("shape", SHAPES)
def test_numbers_that_no_list_reaches_are_short(shape: str) -> None:
    assert all(len(shape_number(number, shape)) <= 60 for number in (0, 9_999, 2**32 - 1))


def test_patterns_are_cut_at_their_placeholders() -> None:
    assert parse_label("제^1조") == ("제", 0, "조")
    assert parse_label("^1.^2)") == (0, ".", 1, ")")
    assert parse_label("^10") == (9,)
    assert parse_label("^n)^N") == (None, ")", None, ".")
    assert parse_label("^^") == ("^^",)
    assert parse_label("") == ()


def _list(*patterns: str, starts: tuple[int, ...] = ()) -> Numbering:
    begin = (*starts, *[1] * LEVELS)
    return Numbering(1, tuple(Level(parse_label(text), "DIGIT", begin[place]) for place, text in enumerate(patterns)))


def _count(numbering: Numbering, *levels: int) -> list[str]:
    counters = Counters()
    return [counters.advance(numbering, level) for level in levels]


def test_lower_levels_begin_again_after_a_higher_one() -> None:
    assert _count(_list("제^1조", "^2.", "^1-^2-^3"), 0, 1, 1, 2, 0, 1, 2) == [
        *("제1조", "1.", "2.", "1-2-1", "제2조", "1.", "2-1-1"),
    ]


def test_a_skipped_level_shows_its_start_and_has_not_begun() -> None:
    assert _count(_list("제^1조", "^2.", "^1.^2.^3"), 2, 0, 2, 1) == ["1.1.1", "제1조", "1.1.1", "1."]


def test_levels_begin_where_the_list_says() -> None:
    assert _count(_list("제^1조", "^2.", starts=(5, 3)), 0, 1, 0) == ["제5조", "3.", "제6조"]


def test_a_level_that_is_not_defined_has_no_number() -> None:
    assert _count(_list("제^1조"), 0, 7, 0) == ["제1조", "", "제2조"]


def test_lists_count_for_themselves() -> None:
    counters = Counters()
    one, other = _list("제^1조"), Numbering(2, _list("^1.").levels)
    assert [counters.advance(item, 0) for item in (one, other, one)] == ["제1조", "1.", "제2조"]
