"""Clause types from folders: what is found, what replaces what, what is refused."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from pipeline.errors import SetupError
from pipeline.schema.library import BUILTIN, load_library, load_schema
from tests.schema.conftest import WriteSchema


def test_builtin_types_come_in_the_order_of_their_names() -> None:
    names = list(load_library())
    assert names == sorted(names)
    assert "termination" in names


def test_a_folder_replaces_the_builtin_types(write_schema: WriteSchema) -> None:
    assert list(load_library([write_schema().parent])) == ["rent"]


def test_a_later_source_replaces_a_type_of_the_same_name(write_schema: WriteSchema) -> None:
    library = load_library([BUILTIN, write_schema("term").parent])
    assert library["term"].title("en") == "Rent"
    assert len(library) == len(load_library())


def test_only_cuts_down_and_names_what_it_does_not_know() -> None:
    assert set(load_library().only(["term", "renewal"])) == {"term", "renewal"}
    with pytest.raises(SetupError, match="no clause type 'rent'"):
        load_library().only(["term", "rent"])


def test_the_hash_covers_the_bytes_of_the_file(write_schema: WriteSchema) -> None:
    path = write_schema()
    assert load_library([path.parent]).hashes() == {"rent": sha256(path.read_bytes()).hexdigest()}


def test_what_is_said_falls_back_to_english_and_then_to_the_name(write_schema: WriteSchema) -> None:
    schema = load_schema(write_schema(x_title={"ja": "賃料"}, description="What is owed."))
    assert (schema.title("ja"), schema.title("ko")) == ("賃料", "Rent")
    assert schema.description("ja") == "What is owed."
    assert schema.property_description("due", "ja") == "day"


def test_cues_by_language(write_schema: WriteSchema) -> None:
    prop = {"type": "string", "x-cues": {"ja": ["は"]}}
    schema = load_schema(
        write_schema(
            properties={"due": prop},
            x_cues={"ja": {"title": ["賃料"], "not": ["礼金"]}},
        )
    )
    assert schema.cues("ja").title == ("賃料",)
    assert schema.cues("ja").no == ("礼金",)
    assert schema.cues("ko").title == ()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'{"title": 1,}', "schema_not_json"),
        (b"\xff\xfe{}", "schema_not_json"),
        (b"[" * 100_000, "schema_not_json"),
        (b'{"a": NaN}', "schema_not_json"),
        (b"[]", "schema_not_object"),
    ],
)
def test_a_file_that_is_no_schema_is_named(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "rent.json"
    path.write_bytes(content)
    with pytest.raises(SetupError) as refused:
        load_library([tmp_path])
    assert refused.value.code == code
    assert refused.value.exit_code == 3
    assert str(path) in str(refused.value)


def test_folders_without_schemas_are_refused(tmp_path: Path) -> None:
    (tmp_path / ".hidden.json").write_text("{}")
    for folder, code in ((tmp_path, "schemas_empty"), (tmp_path / "nowhere", "schemas_not_found")):
        with pytest.raises(SetupError) as refused:
            load_library([folder])
        assert refused.value.code == code


def test_a_byte_order_mark_is_no_obstacle(write_schema: WriteSchema) -> None:
    path = write_schema()
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert load_schema(path).definition == json.loads(path.read_text("utf-8-sig"))
