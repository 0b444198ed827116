"""Which clause types a run looks for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.errors import SetupError
from pipeline.wiring.library import library, schema_sources

OWN = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Naming rights",
    "description": "Who may name the building.",
    "x-title": {"zh-Hans": "冠名权", "zh-Hant": "冠名權", "ja": "命名権", "ko": "명명권"},
    "x-description": {
        "zh-Hans": "谁可以命名建筑物。",
        "zh-Hant": "誰可以命名建築物。",
        "ja": "建物を命名できる者。",
        "ko": "건물의 이름을 지을 수 있는 자.",
    },
    "type": "object",
    "properties": {},
    "additionalProperties": False,
    "x-cues": {language: {"title": ["冠名"]} for language in ("zh-Hans", "zh-Hant", "ja", "ko", "en")},
}


@pytest.fixture
def folder(tmp_path: Path) -> str:
    (tmp_path / "naming_rights.json").write_text(json.dumps(OWN, ensure_ascii=False), "utf-8")
    return str(tmp_path)


def test_what_no_type_was_asked_for_is_other() -> None:
    assert set(library(types=["term", "renewal"])) == {"other", "term", "renewal"}
    assert list(library(types=["other"])) == ["other"]


def test_a_folder_alone_replaces_the_built_in_types_but_other(folder: str) -> None:
    assert set(library(folder)) == {"other", "naming_rights"}


def test_a_folder_beside_the_built_in_types_adds_to_them(folder: str) -> None:
    assert set(library(f"builtin,{folder}")) == {*library(), "naming_rights"}


def test_a_type_that_is_not_there_stops_the_run_before_it_begins(folder: str) -> None:
    with pytest.raises(SetupError):
        library(folder, ["term"])


@pytest.mark.parametrize(("written", "sources"), [(None, ("builtin",)), ("", ("builtin",)), (",a,,b", ("a", "b"))])
def test_sources_are_what_stands_between_commas(written: str | None, sources: tuple[str, ...]) -> None:
    assert schema_sources(written) == sources
