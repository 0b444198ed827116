from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.errors import DocumentError
from pipeline.loaders import registry, text_file
from pipeline.loaders.limits import Limits
from pipeline.messages import LANGUAGES
from tests.loaders.docx_file_maker import make, pack, paragraph


def code_of(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(DocumentError) as caught:
        registry.load(path, limits=limits)
    for language in LANGUAGES:
        assert path.name in caught.value.line(language)
    return caught.value.code


def test_loads_by_bytes_and_not_by_suffix(tmp_path: Path) -> None:
    path = tmp_path / "contract.pdf"
    path.write_bytes(make(paragraph("第一条")))
    document = registry.load(path, name="A/contract.pdf")
    assert (document.name, document.format, document.text) == ("A/contract.pdf", "docx", "第一条")
    assert len(document.sha256) == 64


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (bytes(100), "damaged"),
        ("这不是文件".encode(), "damaged"),
        (b"PK\x03\x04", "damaged"),
        (b"GIF89a", "foreign_format"),
        (pack({"a": b""}), "foreign_format"),
    ],
)
def test_clear_errors(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(content)
    assert code_of(path) == code


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("x.txt", b"\xef\xbb\xbf", "empty_file"),
        ("x.txt", b" \n", "no_text"),
        ("x.txt", b"\x80\x81\xff\xfe\xfd" * 40, "encoding_unknown"),
        ("x.pdf", b"404 Not Found", "damaged"),
        ("x.xlsx", b"404 Not Found", "foreign_format"),
        ("x.csv", "甲方,乙方".encode(), "foreign_format"),
    ],
)
def test_text_is_read_under_a_name_of_text_alone(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(content)
    assert code_of(tmp_path / name) == code


@pytest.mark.parametrize("name", ["x.txt", "X.TXT", "x.md", "contract"])
def test_text_without_a_suffix_is_text(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("第一条")
    assert registry.load(tmp_path / name).format == "text"


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    assert code_of(tmp_path / "none.txt") == "not_found"
    assert code_of(tmp_path) == "not_a_file"
    os.mkfifo(tmp_path / "pipe.txt")
    assert code_of(tmp_path / "pipe.txt") == "not_a_file"
    (tmp_path / "big.txt").write_text("甲" * 100)
    assert code_of(tmp_path / "big.txt", Limits(file_bytes=100)) == "too_large"
    assert code_of(tmp_path / "big.txt", Limits(characters=10)) == "too_large"


def test_a_loader_that_breaks_is_a_damaged_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x.txt").write_text("甲")
    for fault, code in ((KeyError("x"), "damaged"), (RecursionError(), "damaged"), (MemoryError(), "too_large")):

        def broken(*_: object, fault: BaseException = fault) -> None:
            raise fault

        monkeypatch.setattr(text_file, "load", broken)
        assert code_of(tmp_path / "x.txt") == code


def test_invisible_characters_are_reported_in_every_format(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("第一条\u200b甲\U000e0041方")
    document = registry.load(tmp_path / "x.txt")
    assert document.text == "第一条\u200b甲\U000e0041方"
    (issue,) = document.issues
    assert (issue.code, issue.params["count"], issue.start, issue.end) == ("invisible_characters", 2, 3, 4)
    assert "ZERO WIDTH SPACE" in issue.message("en")


def test_names_that_are_no_text_are_printable() -> None:
    assert registry.printable("a\udcff.txt") == "a\ufffd.txt"


@pytest.mark.parametrize(("page", "told"), [("<p>第一条<ins>付款</ins>", True), ("<p>第一条", False)])
def test_a_format_without_an_original_view_says_so(tmp_path: Path, page: str, told: bool) -> None:
    path = tmp_path / "a.html"
    path.write_text(page, encoding="utf-8")
    codes = {issue.code for issue in registry.load(path, revisions="original").issues}
    assert ("original_view_missing" in codes) is told
    assert "original_view_missing" not in {issue.code for issue in registry.load(path).issues}
