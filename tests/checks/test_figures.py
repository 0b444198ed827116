from __future__ import annotations

import pytest

from tests.checks.checking import told

CODE = "words_against_figures"


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("违约金不超过合同总额的百分之二十（30%）。", "百分之二十（30%）"),
        ("按日万分之五(0.5‰)、千分之三（0.03％）计付。", "千分之三（0.03％）"),
    ],
)
def test_a_rate_in_words_is_held_against_its_figures(sentence: str, words: str) -> None:
    assert told(sentence, CODE) == [(CODE, words)]


@pytest.mark.parametrize(
    "sentence",
    ["首付百分之三十（30%），尾款百分之七十（合同总价的70%）。", "百分之二十、30%、5%（含税）", "税率13%（附加6%）"],
)
def test_rates_that_agree_and_rates_side_by_side_are_silent(sentence: str) -> None:
    assert told(sentence, CODE) == []
