"""Where records lie."""

from __future__ import annotations

import os

import pytest

from pipeline.extract.stored import is_stem_of, stem
from pipeline.loaders.registry import printable


@pytest.mark.parametrize(
    "name",
    [
        "契約.pdf",
        "A/契約.pdf",
        "長" * 200 + ".pdf",
        os.fsdecode(b"A/\xb7\xa2\xc6\xb1.txt"),
        "\ufffd.txt",
        os.fsdecode(b"\xb7\xa2.txt"),
    ],
)
def test_a_record_lies_where_its_name_says(name: str) -> None:
    assert is_stem_of(stem(name), printable(name))


@pytest.mark.parametrize(
    "other", ["契約書.pdf", "B/契約.pdf", "契約.pdf~0123456789abcdef", "\ufffd.pdf", "契\ufffd.pdf"]
)
def test_another_name_does_not(other: str) -> None:
    assert not is_stem_of(stem("契約.pdf"), other)
    assert not is_stem_of(stem(os.fsdecode(b"\xb7\xa2.txt")), other)
