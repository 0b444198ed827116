"""Each fault of a schema, planted, is found at its place."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import SetupError
from pipeline.issues import Issue
from pipeline.messages import LANGUAGES
from pipeline.schema.library import builtin_folder, load_library
from pipeline.schema.lint import check_library, lint, lint_paths
from tests.schema.conftest import WriteSchema

SPOKEN = dict.fromkeys(("zh-Hans", "zh-Hant", "ja", "ko"), "x")
WELL_SAID = {"x-title": SPOKEN, "x-description": SPOKEN, "x-cues": {tag: {"title": ["x"]} for tag in LANGUAGES}}


def places(issues: list[Issue]) -> list[tuple[str, str]]:
    return [(issue.code, issue.pointer) for issue in issues]


def text(**changes: Any) -> dict[str, Any]:
    return {"type": "string", "description": "day"} | changes


def nested(levels: int) -> dict[str, Any]:
    return text(type="object", properties={"in": nested(levels - 1)}) if levels else text()


def test_a_good_schema_has_no_issue(write_schema: WriteSchema) -> None:
    assert lint(write_schema(**WELL_SAID)) == []


@pytest.mark.parametrize(
    ("content", "code", "pointer", "said"),
    [
        (b'{"title":\n 1,}', "schema_not_json", "", "line 2 column 4"),
        (b"\xff\xfe", "schema_not_json", "", "utf-8"),
        (b'{"a": Infinity}', "schema_not_json", "", "Infinity"),
        (b"[" * 100_000, "schema_not_json", "", "recursion"),
        (b"[1]", "schema_not_object", "", "not a JSON object"),
        (b'{"title":"a","title":"b","type":"object","properties":{}}', "schema_repeated_key", "/title", "'title'"),
        (
            b'{"title":"a","type":"object","properties":{"p":{"type":"null","type":"null"}}}',
            "schema_repeated_key",
            "/properties/p/type",
            "'type'",
        ),
        (
            b'{"title":"a","type":"object","properties":{"p":' + b'{"items":' * 300 + b"{}" + b"}" * 302,
            "schema_nested_too_deeply",
            "",
            "too deeply",
        ),
    ],
)
def test_a_file_that_cannot_be_a_schema(tmp_path: Path, content: bytes, code: str, pointer: str, said: str) -> None:
    path = tmp_path / "rent.json"
    path.write_bytes(content)
    (issue,) = lint(path)
    assert (issue.code, issue.severity, issue.pointer) == (code, "error", pointer)
    assert said in issue.message()
    assert str(path) in issue.message()


@pytest.mark.parametrize(
    ("changes", "code", "pointer"),
    [
        ({"properties": {"due": text(type="strng")}}, "schema_invalid", "/properties/due/type"),
        ({"properties": {"due": text(maxLength=-1)}}, "schema_invalid", "/properties/due/maxLength"),
        ({"properties": {"Due Day": text()}}, "schema_invalid", "/properties"),
        ({"properties": None}, "schema_invalid", ""),
        ({"type": "array"}, "schema_invalid", "/type"),
        ({"title": ""}, "schema_invalid", "/title"),
        ({"x-cues": {"fr": {}}}, "schema_invalid", "/x-cues"),
        ({"x-cues": {"ja": {"body": [1]}}}, "schema_invalid", "/x-cues/ja/body/0"),
        ({"properties": {"due": text(**{"x-kind": "colour"})}}, "schema_invalid", "/properties/due/x-kind"),
        ({"properties": {"due": text(pattern="(")}}, "schema_bad_pattern", "/properties/due/pattern"),
        ({"x-cues": {"ja": {"body": ["賃料", "re:["]}}}, "schema_bad_pattern", "/x-cues/ja/body/1"),
        (
            {"properties": {"due": text(**{"x-cues": {"ko": ["re:a**"]}})}},
            "schema_bad_pattern",
            "/properties/due/x-cues/ko/0",
        ),
        ({"properties": {"due": {"$ref": "#/$defs/day"}}}, "schema_bad_reference", "/properties/due/$ref"),
        ({"properties": {"due": {"$ref": "#day"}}}, "schema_bad_reference", "/properties/due/$ref"),
        ({"properties": {"due": {"$ref": "day.json#/a"}}}, "schema_bad_reference", "/properties/due/$ref"),
        (
            {"properties": {"due": {"$ref": "http://127.0.0.1:9/day.json"}}},
            "schema_bad_reference",
            "/properties/due/$ref",
        ),
        (
            {"properties": {"a": {"$ref": "#/properties/b"}, "b": {"anyOf": [{"$ref": "#/properties/a"}]}}},
            "schema_loop",
            "",
        ),
    ],
)
def test_errors_stop_a_run(write_schema: WriteSchema, changes: dict[str, Any], code: str, pointer: str) -> None:
    path = write_schema(**(WELL_SAID | changes))
    issues = lint(path)
    assert places(issues) == [(code, pointer)]
    assert issues[0].severity == "error"
    with pytest.raises(SetupError) as refused:
        check_library(load_library([path.parent]))
    assert refused.value.code == code
    assert refused.value.params["pointer"] == pointer


@pytest.mark.parametrize(
    ("changes", "code", "pointer"),
    [
        ({"properties": {"due": {"description": "day"}}}, "schema_untyped", "/properties/due"),
        ({"properties": {"due": {"type": "string"}}}, "schema_undescribed", "/properties/due"),
        (
            {"properties": {"due": text(type="array", items={"type": "object", "properties": {"a": text(type=[])}})}},
            "schema_invalid",
            "/properties/due/items/properties/a/type",
        ),
        ({"properties": {"due": text(enum=["first", "last"])}}, "schema_enum_closed", "/properties/due/enum"),
        ({"properties": {"due": text(**{"x-kind": "date"})}}, "schema_kind_shape", "/properties/due"),
        ({"properties": {f"p{n}": text() for n in range(101)}}, "schema_many_properties", ""),
        ({"properties": {"due": nested(5)}}, "schema_deep", ""),
        (
            {"properties": {"due": text(type="array", items={"$ref": "#/properties/due"})}},
            "schema_recursive",
            "",
        ),
        ({"x-cues": WELL_SAID["x-cues"] | {"ja": {"body": ["re:(a+)+b"]}}}, "schema_slow_pattern", "/x-cues/ja/body/0"),
        (
            {"x-cues": WELL_SAID["x-cues"] | {"ko": {"body": ["re:계약 기간"]}}},
            "schema_blind_pattern",
            "/x-cues/ko/body/0",
        ),
        (
            {"x-subtype-cues": {"ja": {"b": ["x"]}}, "x-subtypes": ["a"]},
            "schema_unknown_choice",
            "/x-subtype-cues/ja/b",
        ),
        (
            {"properties": {"due": text(enum=["a", "other"], **{"x-choices": {"ja": {"b": ["x"]}}})}},
            "schema_unknown_choice",
            "/properties/due/x-choices/ja/b",
        ),
        ({"x-title": {"ja": "x"}}, "schema_language_missing", "/x-title"),
        ({"x-cues": {"ja": {"title": ["x"]}}}, "schema_language_missing", "/x-cues"),
        ({"x-cues": {"ja": {"not": ["x"]}}}, "schema_not_readable_offline", ""),
        ({"x-cues": None}, "schema_not_readable_offline", ""),
    ],
)
def test_advice_does_not_stop_a_run(
    write_schema: WriteSchema, changes: dict[str, Any], code: str, pointer: str
) -> None:
    path = write_schema(**(WELL_SAID | changes))
    assert places(lint(path)) == [(code, pointer)]
    if code != "schema_invalid":
        check_library(load_library([path.parent]))


@pytest.mark.parametrize("pattern", ["계약 ?기간", "계약[ ]?기간", "a b"])
def test_spaces_that_may_be_missing_are_no_fault(write_schema: WriteSchema, pattern: str) -> None:
    language = "en" if pattern == "a b" else "ko"
    cues = WELL_SAID["x-cues"] | {language: {"body": [f"re:{pattern}"]}}
    assert lint(write_schema(**(WELL_SAID | {"x-cues": cues}))) == []


def test_references_to_definitions_anchors_and_the_packaged_schemas_lead_somewhere(write_schema: WriteSchema) -> None:
    references = ("#/$defs/day", "#anchored", "urn:cjkclause:record#/$defs/language")
    properties = {f"p{n}": {"$ref": reference} for n, reference in enumerate(references)}
    definitions = {"day": text(), "other": text(**{"$anchor": "anchored"})}
    assert lint(write_schema(**WELL_SAID, properties=properties, **{"$defs": definitions})) == []


@pytest.mark.parametrize("name", ["my rent", "賃料", "a(b"])
def test_a_name_that_the_list_of_types_cannot_carry(write_schema: WriteSchema, name: str) -> None:
    assert places(lint(write_schema(name, **WELL_SAID))) == [("schema_bad_name", "")]


def test_paths_are_files_and_folders(write_schema: WriteSchema, tmp_path: Path) -> None:
    good, bad = write_schema(**WELL_SAID), write_schema("lease", **(WELL_SAID | {"type": "array"}))
    (tmp_path / "empty").mkdir()
    found = lint_paths([tmp_path, tmp_path / "empty", tmp_path / "nothing.json"])
    codes = {path: [issue.code for issue in issues] for path, issues in found.items()}
    assert codes == {
        good: [],
        bad: ["schema_invalid"],
        tmp_path / "empty": ["schemas_empty"],
        tmp_path / "nothing.json": ["schema_unreadable"],
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_can_be_said(write_schema: WriteSchema, language: str) -> None:
    issues = lint(write_schema("a b", type="array", title=""))
    assert all(issue.message(language) for issue in issues)


def test_the_builtin_types_are_linted_in_a_moment() -> None:
    lint(builtin_folder() / "other.json")
    started = time.process_time()
    found = lint_paths([builtin_folder()])
    assert time.process_time() - started < 2
    assert {path.name: places(issues) for path, issues in found.items() if issues} == {}
