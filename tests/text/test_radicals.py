from __future__ import annotations

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.text.radicals import RADICALS, fold_radicals


def test_chromium_print_reads_as_the_reader_sees_it() -> None:
    assert fold_radicals("⼈⺠币、⼈⺠法院、⻰、⻓期、⻔⼝") == "人民币、人民法院、龙、长期、门口"


def test_the_door_is_the_one_that_the_fonts_of_the_language_show() -> None:
    assert [fold_radicals("⼾", language) for language in ("zh-Hans", "ja", "zh-Hant", "ko", "")] == [*"户戸戶戶戶"]


def test_the_table_holds_every_radical_that_unicode_gives_an_equivalent() -> None:
    assigned = [chr(code) for code in range(0x2E80, 0x2FE0) if unicodedata.name(chr(code), "")]
    assert sorted(set(assigned) - RADICALS.keys()) == ["⺀"]
    assert len(RADICALS) == 114 + 214


def test_kangxi_block_agrees_with_nfkc() -> None:
    kangxi = [chr(code) for code in range(0x2F00, 0x2FD6)]
    assert [RADICALS[radical] for radical in kangxi] == [unicodedata.normalize("NFKC", radical) for radical in kangxi]


def test_every_target_is_a_unified_ideograph() -> None:
    assert all(unicodedata.name(target).startswith("CJK UNIFIED IDEOGRAPH") for target in RADICALS.values())


@settings(deadline=None, max_examples=50)
@given(st.text())
def test_one_code_point_for_one(text: str) -> None:
    folded = fold_radicals(text)
    assert len(folded) == len(text)
    assert fold_radicals(folded) == folded
