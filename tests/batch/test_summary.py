"""What a run says at its end about what it passed over."""

from __future__ import annotations

import pytest

from pipeline.batch.summary import Summary
from pipeline.settings import EMBEDDED


def lines(language: str, *skipped: str) -> list[str]:
    return list(Summary(EMBEDDED, True, 0, skipped).lines("out", language))


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant", "ja", "ko"])
def test_pictures_among_what_was_skipped_are_counted(language: str) -> None:
    plain, pictured = lines(language, "a.csv", "b.xlsx"), lines(language, "A/契約.JPG", "b.png")
    assert len(pictured) == len(plain) + 1
    assert any("A/契約.JPG" in line for line in pictured)
