"""Ranges of characters hold what lies in them, and nothing beside."""

from __future__ import annotations

import re

import pytest

from pipeline.text.char_ranges import FULL_WIDTH, HANGUL, HANGUL_SYLLABLES, IDEOGRAPHIC, CharRanges


@pytest.mark.parametrize(
    ("ranges", "pattern"),
    [
        (CharRanges("09AZaz"), "[0-9A-Za-z]"),
        (CharRanges("__"), "_"),
        (HANGUL_SYLLABLES, "[\uac00-\ud7a3]"),
        (HANGUL, "[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]"),
        (IDEOGRAPHIC, "[\u2e80-\u303f\u3041-\u30ff\u31c0-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff9f\uffe0-\uffe6]"),
        (FULL_WIDTH, "[\u1100-\u11ff\u2e80-\ud7a3\uf900-\ufaff\uff01-\uff60\uffe0-\uffe6\U00020000-\U000323af]"),
    ],
)
def test_ranges_hold_what_a_pattern_would_match(ranges: CharRanges, pattern: str) -> None:
    every = "".join(map(chr, range(0x33000)))
    assert [char for char in every if ranges.holds(char)] == re.findall(pattern, every)


@pytest.mark.parametrize("spans", ["A", "za", "AZKa"])
def test_ranges_out_of_order_are_refused(spans: str) -> None:
    with pytest.raises(AssertionError):
        CharRanges(spans)
