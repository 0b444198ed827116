"""A file's name on a terminal."""

from __future__ import annotations

import pytest

from pipeline.text.shown import about


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("合同.pdf is encrypted.", "合同.pdf is encrypted."),
        ("文件 合同.pdf 已加密。", "文件 合同.pdf 已加密。"),
        ("no answer came", "合同.pdf: no answer came"),
    ],
)
def test_a_line_names_its_file_once(line: str, expected: str) -> None:
    assert about("合同.pdf", line) == expected


def test_a_name_that_is_an_escape_sequence_is_written_out() -> None:
    assert about("\x1b[2J.pdf", "no answer came") == "\\x1b[2J.pdf: no answer came"
