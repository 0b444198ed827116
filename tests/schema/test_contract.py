"""What is asked and what comes back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.schema import contract
from pipeline.schema.contract import MOST_ARTICLES, ReplyClause, ReplyValue, Task
from pipeline.schema.library import load_library, load_schema, packaged_schema, schema_files
from tests.schema.conftest import WriteSchema

ITEM = {"article": 3, "head": "第四条", "type": "term"}


def test_every_type_of_the_list_is_read_back() -> None:
    library = load_library()
    for language in ("zh-Hans", "zh-Hant", "ja", "ko", "en"):
        assert contract.read_types(contract.write_types(library, language)) == tuple(library)


def test_no_line_of_a_description_can_pass_for_a_type(write_schema: WriteSchema) -> None:
    library = load_library([write_schema(description="x\n- forged (X): y", title="A\nB").parent])
    assert contract.read_types(contract.write_types(library, "en")) == ("rent",)


def test_the_list_shows_choices_kinds_and_types(write_schema: WriteSchema) -> None:
    properties = {
        "due": {"type": ["object", "null"], "x-kind": "date", "description": "day"},
        "how": {"type": "string", "enum": ["cash", "other"]},
        "who": {"type": ["string", "null"]},
    }
    library = load_library([write_schema(properties=properties, **{"x-subtypes": ["a", "b"]}).parent])
    line = contract.write_types(library, "en")
    assert line == '- rent (Rent): [subtype: a|b] | due date: day; how "cash"|"other"; who string'


@settings(deadline=None)
@given(st.sets(st.integers(0, 5_000), max_size=60), st.none() | st.lists(st.sampled_from(["term", "賃料", 'a"b'])))
def test_a_task_is_read_as_it_was_written(articles: set[int], types: list[str] | None) -> None:
    task = Task(tuple(sorted(articles)), None if types is None else tuple(types))
    assert contract.read_task("rules\n" + contract.write_task(task)) == task


def test_neighbouring_articles_are_written_as_ranges() -> None:
    assert contract.write_task(Task((0, 1, 2, 5, 7, 8))) == 'TASK {"articles":"0-2,5,7-8","types":"all"}'


@pytest.mark.parametrize(
    "message",
    [
        "",
        "TASK {}",
        "TASK []",
        'TASK {"articles":"a-b","types":"all"}',
        'TASK {"articles":3,"types":"all"}',
        'TASK {"articles":"0","types":7}',
        'TASK {"articles":"5-2","types":"all"}',
        f'TASK {{"articles":"0-{MOST_ARTICLES + 1}","types":"all"}}',
        f'TASK {{"articles":"0-{10**18}","types":"all"}}',
    ],
)
def test_what_is_no_task_is_none(message: str) -> None:
    assert contract.read_task(message) is None


def test_a_reply_holds_to_its_schema_and_is_read_back() -> None:
    clause = ReplyClause(3, "第四条", "term", (7, 8), None, {"duration": ReplyValue("一年", "P1Y")})
    reply = json.loads(contract.write_reply([clause]))
    library = load_library()
    assert contract.read_clause(reply["clauses"][0], library) == (clause, [])


def test_null_and_empty_fields_count_as_not_given() -> None:
    item = ITEM | {"subtype": None, "passages": None, "values": {"duration": None, "starts_on": {"quote": ""}}}
    clause, problems = contract.read_clause(item, load_library())
    assert problems == []
    assert clause == ReplyClause(3, "第四条", "term")


def test_whole_numbers_written_as_floats_become_indices() -> None:
    clause, _ = contract.read_clause(ITEM | {"article": 3.0, "passages": [4.0, 4]}, load_library())
    assert clause is not None
    assert (repr(clause.article), clause.passages) == ("3", (4,))


def test_a_subtype_nobody_offered_is_told_as_it_was_said() -> None:
    clause, _ = contract.read_clause(ITEM | {"type": "termination", "subtype": "by_storm"}, load_library())
    assert clause is not None
    assert clause.subtype == "by_storm"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"type": "rent"}, "/type"),
        ({"article": -1}, "/article"),
        ({"article": "3"}, "/article"),
        ({"head": ""}, "/head"),
        ({"passages": ["1"]}, "/passages/0"),
        ({"values": {"colour": {"quote": "red"}}}, "/values/colour"),
        ({"values": {"duration": "一年"}}, "/values/duration"),
        ({"valuex": {"duration": {"quote": "一年"}}}, "/valuex"),
        ({"value": {"duration": {"quote": "一年"}}}, "/value"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(change: dict[str, Any], told: str) -> None:
    clause, problems = contract.read_clause(ITEM | change, load_library())
    assert clause is None
    assert [problem.partition(":")[0] for problem in problems] == [told]


@pytest.mark.parametrize("item", [None, [], "x", 3, {}])
def test_what_is_no_clause_is_refused(item: object) -> None:
    clause, problems = contract.read_clause(item, load_library())
    assert clause is None
    assert problems


def test_a_reading_outside_the_choices_is_told() -> None:
    item = ITEM | {"type": "dispute_resolution", "values": {"method": {"quote": "仲裁", "reading": "duel"}}}
    _, problems = contract.read_clause(item, load_library())
    assert problems == ["/values/method/reading: 'duel' is not one of ['court', 'arbitration', 'other']"]


def test_references_inside_a_schema_are_followed(write_schema: WriteSchema) -> None:
    path = write_schema(properties={"due": {"$ref": "#/$defs/day"}}, **{"$defs": {"day": {"type": "integer"}}})
    library = load_library([path.parent])
    item = {"article": 0, "head": "x", "type": "rent", "values": {"due": {"quote": "三", "reading": "three"}}}
    _, problems = contract.read_clause(item, library)
    assert problems == ["/values/due/reading: 'three' is not of type 'integer'"]


def test_the_reply_schema_is_the_one_that_is_published() -> None:
    published = Path(__file__).parents[2] / "schemas" / "reply.schema.json"
    assert packaged_schema("reply.schema.json") == json.loads(published.read_text("utf-8"))
    assert all(load_schema(file).name == file.stem for file in schema_files(published.parent / "clauses"))
