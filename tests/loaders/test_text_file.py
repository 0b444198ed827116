from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.document.model import Document, TextPlace
from pipeline.errors import DocumentError
from pipeline.loaders.limits import Limits
from pipeline.loaders.text_file import load


def read(data: bytes) -> Document:
    return load(data, "a.txt", "0", Limits())


def test_text_is_the_file_with_line_feeds() -> None:
    document = read("\ufeff第一条\r\n\r\n　甲方\r第二条\u2028乙\x0b\n".encode())
    assert document.text == "第一条\n\n　甲方\n第二条\u2028乙\x0b\n"
    assert [document.text[block.start : block.end] for block in document.blocks] == [
        "第一条",
        "　甲方",
        "第二条\u2028乙\x0b",
    ]
    assert document.places(0, len(document.text)) == [TextPlace(0), TextPlace(2), TextPlace(3)]
    assert document.issues == ()
    assert (document.pages, document.format) == (None, "text")


def test_other_encodings_and_mended_bytes_are_said() -> None:
    assert [issue.code for issue in read("第一条 甲方应当".encode("gbk")).issues] == ["encoding_detected"]
    broken = "第一条 甲方应当支付。\n".encode() * 500 + b"\xff"
    (issue,) = read(broken + b"x").issues
    assert (issue.code, issue.params) == ("bytes_undecodable", {"count": 1, "encoding": "UTF-8", "line": 501})
    assert (issue.start, issue.end) == (6000, 6001)


def test_lines_in_another_encoding_are_read_and_named() -> None:
    document = read("第一条 甲方应当支付。\n".encode() + "第二条 乙方应当交付。\n第三条 违约责任".encode("gbk"))
    assert document.text == "第一条 甲方应当支付。\n第二条 乙方应当交付。\n第三条 违约责任"
    (issue,) = document.issues
    assert (issue.code, document.text[issue.start : issue.end]) == ("encodings_mixed", "第二条 乙方应当交付。")
    assert issue.params == {"encoding": "UTF-8", "other": "GB18030", "line": 2}


def test_damage_from_before_is_said() -> None:
    (issue,) = read("第一条\n甲\ufffd应当".encode()).issues
    assert (issue.code, issue.params, issue.start) == ("replaced_characters", {"count": 1, "line": 2}, 5)


def test_doubt_is_said() -> None:
    (_, issue) = read("脆弱性診断".encode("euc_jp")).issues
    assert issue.code == "encoding_uncertain"


@pytest.mark.parametrize(
    ("data", "code"), [(b"\xef\xbb\xbf", "empty_file"), (b"\n \n", "no_text"), (b"a\0b", "foreign_format")]
)
def test_refused(data: bytes, code: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read(data)
    assert caught.value.code == code


@settings(deadline=None, max_examples=100)
@given(st.text(st.sampled_from("第条甲 \n\r\t\u3000\u2028"), min_size=1, max_size=60))
def test_blocks_and_places_agree_with_the_text(text: str) -> None:
    if not text.strip():
        return
    document = read(text.encode())
    assert document.text == text.replace("\r\n", "\n").replace("\r", "\n")
    shown = [line for line in document.text.split("\n") if line.strip()]
    assert [document.text[block.start : block.end] for block in document.blocks] == shown
    for block, fragment in zip(document.blocks, document.fragments, strict=True):
        assert (fragment.start, fragment.end) == (block.start, block.end)
        assert document.text[: block.start].count("\n") == fragment.place.to_json()["line"]
