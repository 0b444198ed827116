"""Every limit can be set, and a document over one says which."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

import pipeline
from pipeline.cli.command_line import main
from pipeline.errors import DocumentError, SetupError
from pipeline.loaders.limits import Limits, limits_of
from pipeline.loaders.registry import load
from pipeline.messages import LANGUAGES
from pipeline.settings import LoadingLimits, load_settings
from tests.loaders.docx_file_maker import make, pack, paragraph
from tests.loaders.pdf_samples import LEFT, TOP, Paper

LOADERS = Path(pipeline.__file__).parent / "loaders"
BY_THEMSELVES = {"ocr", "ocr_pages", "ocr_processes", "ocr_seconds_per_page"}


def test_every_limit_is_a_setting() -> None:
    assert {field.name for field in fields(Limits)} == set(LoadingLimits.model_fields) | BY_THEMSELVES


def test_what_is_not_set_is_as_the_loaders_have_it() -> None:
    assert limits_of(load_settings({}, None, {})) == Limits()


@pytest.mark.parametrize("name", sorted(LoadingLimits.model_fields))
def test_each_is_taken_from_the_environment(name: str) -> None:
    value = 3 << 30
    limits = limits_of(load_settings({}, None, {f"CJKCLAUSE_LIMITS_{name.upper()}": str(value)}))
    assert getattr(limits, name) == value


def test_the_environment_stands_over_the_file(tmp_path: Path) -> None:
    config = tmp_path / "settings.toml"
    config.write_text("ocr_pages = 7\n[limits]\npages = 5\nlines = 6\n")
    limits = limits_of(load_settings({}, config, {"CJKCLAUSE_LIMITS_LINES": "9"}))
    assert (limits.ocr_pages, limits.pages, limits.lines) == (7, 5, 9)


@pytest.mark.parametrize(
    "toml", ["limits = 3", "[limits]\npages = 0", "[limits]\nleaves = 3", "[limits]\nseconds = 'x'"]
)
def test_what_cannot_be_right_is_refused_by_name(tmp_path: Path, toml: str) -> None:
    config = tmp_path / "settings.toml"
    config.write_text(toml)
    with pytest.raises(SetupError) as caught:
        load_settings({}, config, {})
    assert "limits" in str(caught.value.params["setting"])


def test_a_raised_limit_reads_what_was_refused_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "long.txt"
    path.write_text("第一条　付款\n" * 50)
    assert main(["text", str(path)]) == 0
    monkeypatch.setenv("CJKCLAUSE_LIMITS_LINES", "49")
    assert main(["text", str(path)]) == 1
    monkeypatch.setenv("CJKCLAUSE_LIMITS_LINES", "50")
    assert main(["text", str(path)]) == 0


def test_records_know_the_limits_they_were_made_under() -> None:
    shaped = [load_settings({}, None, env).shaping() for env in ({}, {"CJKCLAUSE_LIMITS_PAGES": "5"})]
    assert shaped[0] != shaped[1]


def two_pages() -> bytes:
    return Paper().text(LEFT, TOP, "第一页").page().text(LEFT, TOP, "第二页").save()


@pytest.mark.parametrize(
    ("name", "data", "limit", "value"),
    [
        ("a.txt", "甲方\n".encode() * 9, "lines", 5),
        ("a.txt", "甲方\n".encode() * 9, "characters", 5),
        ("a.txt", "甲方\n".encode() * 9, "file_bytes", 5),
        ("a.pdf", two_pages(), "pages", 1),
        ("a.pdf", two_pages(), "characters", 3),
        ("a.docx", make(paragraph("甲") * 9), "paragraphs", 5),
        ("a.docx", make(paragraph("甲") * 9), "elements", 5),
        ("a.docx", make(paragraph("甲") * 9), "members", 1),
        ("a.docx", make(paragraph("甲") * 9), "unpacked_bytes", 5),
        ("a.docx", make(paragraph("甲") * 9), "part_bytes", 500),
        ("a.docx", make(paragraph("甲") * 9), "characters", 5),
        ("a.html", "<p>甲</p>".encode() * 9, "lines", 5),
        ("a.rtf", rb"{\rtf1 a\par b\par c\par d}", "lines", 1),
        ("a.zip", pack({"a.txt": b"x", "b.txt": b"y"}), "members", 1),
    ],
)
def test_the_message_names_the_setting(tmp_path: Path, name: str, data: bytes, limit: str, value: int) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(DocumentError) as caught:
        load(path, limits=Limits(**{limit: value}))
    assert caught.value.code == "too_large"
    for language in LANGUAGES:
        assert f"(limits.{limit} = {value})" in caught.value.line(language)


def test_a_slow_pdf_names_the_setting() -> None:
    error = Limits(seconds=3.0).exceeded("seconds", "a.pdf", "pdf_too_slow")
    assert "(limits.seconds = 3.0)" in error.line()


def named_limits() -> Iterator[str]:
    for path in LOADERS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            if node.func.attr == "exceeded" and isinstance(node.args[0], ast.Constant):
                yield str(node.args[0].value)
            elif node.func.attr == "check" and "limits" in ast.dump(node.func.value):
                yield from (keyword.arg or "" for keyword in node.keywords)


def test_no_message_names_a_limit_that_is_none() -> None:
    named = set(named_limits())
    assert len(named) > 10
    assert named <= {field.name for field in fields(Limits)}
