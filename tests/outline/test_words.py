"""The table of the words that contracts say something with: whole, used, and true of some words only."""

from __future__ import annotations

import json
import re
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

import pipeline.outline
from pipeline.outline.signature import is_closing, is_signing
from pipeline.outline.tree import build
from pipeline.outline.words import form, words
from tests.outline.planted import document

WORDS: dict[str, Any] = json.loads((resources.files("pipeline.outline") / "words.json").read_text("utf-8"))
LANGUAGES = ("zh", "ja", "ko", "en", "any")


def test_every_name_of_the_table_is_asked_for() -> None:
    [room] = pipeline.outline.__path__
    source = "".join(path.read_text("utf-8") for path in Path(room).rglob("*.py"))
    assert [name for name in WORDS if not re.search(rf"[\"']{name}[\"']", source)] == []


@pytest.mark.parametrize("name", WORDS)
def test_a_name_has_words_and_says_what_they_mean(name: str) -> None:
    entry = WORDS[name]
    assert entry.keys() <= {"says", "first", "then", *LANGUAGES} and entry["says"]
    listed = [word for language in LANGUAGES for word in entry.get(language, ())]
    assert listed and len(set(listed)) == len(listed)
    assert all(re.compile(word).fullmatch("") is None for word in listed)
    assert form(name).fullmatch("") is None


def test_the_words_of_a_name_are_one_piece_of_another_pattern() -> None:
    either = re.compile(f"{words('field')}[0-9]+")
    assert (
        either.fullmatch("电话：123") and either.fullmatch("연락처: 123") is None and either.fullmatch("电话") is None
    )


@pytest.mark.parametrize(
    "line",
    ["（以下无正文）", "本契約の成立を証するため、本書2通を作成", "이 계약을 증명하기 위하여", "IN WITNESS WHEREOF"],
)
def test_a_formula_of_every_language_closes(line: str) -> None:
    assert is_closing(line) and not is_closing(f"第一条 {line}")


@pytest.mark.parametrize("line", ["附件：无", "別紙：なし", "별첨: 없음"])
def test_an_annex_that_there_is_not_is_none_and_closes(line: str) -> None:
    assert is_closing(line) and not is_closing(f"{line}障碍设施清单")
    outline = build(document(f"合同\n第一条 期限\n为期三年。\n{line}\n甲方（盖章）：\n乙方（盖章）："))
    assert [part.kind for part in outline.parts if part.kind in ("annex", "signature")] == ["signature"]


def test_what_was_read_and_agreed_to_closes() -> None:
    assert is_closing("위 계약 내용에 동의하여 아래에 서명(날인)한다.") and not is_closing(
        "위 계약 내용에 동의한 자는 서명할 수 없다."
    )


@pytest.mark.parametrize("line", ["甲方（盖章）：", "住所 東京都", "대표이사 홍길동 (인)", "By: ____", "2026年 月 日"])
def test_a_line_of_every_language_is_one_to_sign_on(line: str) -> None:
    assert is_signing(line) and not is_signing(f"3. {line}")
