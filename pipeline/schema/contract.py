"""What is asked and what comes back: the list of types, the task and the reply. Written and read here alone.

The list of types stands in the system message, one line a type, the same bytes for every document of a language:

    - term (合同期限): 合同的起止与期间 | starts_on date: 起始日; duration duration: 期间

The task is the last line of the last message:

    TASK {"articles":"0-24,27","types":"all"}

The reply is one JSON object, `reply.schema.json`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from typing import Any

from pipeline.schema.library import Library, Schema, packaged_schema
from pipeline.schema.pointer import pointer

# More than any contract that fits a window; a task that names more is not one of ours.
MOST_ARTICLES = 100_000
# One letter of `types` changed is as near as this.
_NEAR_NAME = 0.8

_TYPE_LINE = re.compile(r"^- ([A-Za-z0-9_.-]+) \(", re.MULTILINE)
_TASK_LINE = re.compile(r"^TASK (\{.*\})$", re.MULTILINE)


def write_types(library: Library, language: str) -> str:
    """The list of types for a prompt: title, what belongs to it, its values; never the cues of the rules."""
    return "\n".join(_type_line(schema, language) for schema in library.values())


def _type_line(schema: Schema, language: str) -> str:
    line = f"- {schema.name} ({schema.title(language)}): {schema.description(language)}"
    if schema.subtypes:
        line += f" [subtype: {'|'.join(schema.subtypes)}]"
    values = "; ".join(_value_words(schema, name, language) for name in schema.properties)
    # A line break in a title or description would begin another type.
    return " ".join((f"{line} | {values}" if values else line).split())


def _value_words(schema: Schema, name: str, language: str) -> str:
    node = schema.properties[name]
    if enum := node.get("enum"):
        shape = "|".join(json.dumps(choice, ensure_ascii=False) for choice in enum)
    else:
        declared = node.get("type", "string")
        kinds = [declared] if isinstance(declared, str) else [kind for kind in declared if kind != "null"]
        shape = schema.kind(name) or "|".join(kinds)
    description = schema.property_description(name, language)
    return f"{name} {shape}: {description}" if description else f"{name} {shape}"


def read_types(message: str) -> tuple[str, ...]:
    """The names in the list of types of a system message."""
    return tuple(_TYPE_LINE.findall(message))


@dataclass(frozen=True, slots=True)
class Task:
    """Which articles of the window, by index, and which types; None means every type of the list."""

    articles: tuple[int, ...]
    types: tuple[str, ...] | None = None


def write_task(task: Task) -> str:
    types = "all" if task.types is None else list(task.types)
    fields = {"articles": _write_ranges(task.articles), "types": types}
    return "TASK " + json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def read_task(message: str) -> Task | None:
    """The last task line of a message; None where there is none or it cannot be read."""
    lines = _TASK_LINE.findall(message)
    if not lines:
        return None
    try:
        fields = json.loads(lines[-1])
        types = None if fields["types"] == "all" else tuple(str(name) for name in fields["types"])
        return Task(_read_ranges(fields["articles"]), types)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _write_ranges(numbers: Sequence[int]) -> str:
    ranges: list[list[int]] = []
    for number in sorted(numbers):
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return ",".join(str(low) if low == high else f"{low}-{high}" for low, high in ranges)


def _read_ranges(text: str) -> tuple[int, ...]:
    numbers: list[int] = []
    for piece in filter(None, text.split(",")):
        low, _, high = piece.partition("-")
        numbers.extend(_range(int(low), int(high or low)))
    return tuple(numbers)


def _range(low: int, high: int) -> range:
    if not 0 <= low <= high <= MOST_ARTICLES:
        raise ValueError(f"{low}-{high} are no articles")
    return range(low, high + 1)


@dataclass(frozen=True, slots=True)
class ReplyValue:
    """`quote` is where the value stands, `reading` what the other side takes it to be."""

    quote: str
    reading: Any = None


@dataclass(frozen=True, slots=True)
class ReplyClause:
    """One clause of a reply. `article` is an index, `passages` are numbers, `head` opens the article verbatim.

    `types` are all types of an article that has several, said with each of its clauses: one that gets lost is missed.
    """

    article: int
    head: str
    type: str
    passages: tuple[int, ...] = ()
    subtype: str | None = None
    values: Mapping[str, ReplyValue] = field(default_factory=dict)
    types: tuple[str, ...] = ()


def write_reply(clauses: Iterable[ReplyClause]) -> str:
    """The reply as compact JSON; each clause of an article with several types names them all."""
    clauses = list(clauses)
    types: dict[int, dict[str, None]] = {}
    for clause in clauses:
        types.setdefault(clause.article, {})[clause.type] = None
    items = [_clause_json(clause, list(types[clause.article])) for clause in clauses]
    return json.dumps({"clauses": items}, ensure_ascii=False, separators=(",", ":"))


def _clause_json(clause: ReplyClause, types: list[str]) -> dict[str, Any]:
    item: dict[str, Any] = {"article": clause.article, "head": clause.head, "type": clause.type}
    if len(types) > 1:
        item["types"] = types
    if clause.subtype is not None:
        item["subtype"] = clause.subtype
    item["passages"] = list(clause.passages)
    item["values"] = {name: {"quote": v.quote, "reading": v.reading} for name, v in clause.values.items()}
    return item


def reply_tool() -> dict[str, Any]:
    """The reply as a tool whose arguments are it, for endpoints that do tools better than JSON mode."""
    parameters = packaged_schema("reply.schema.json")
    shape = {key: parameters[key] for key in ("type", "required", "properties")}
    function = {"name": "report_clauses", "description": parameters["description"], "parameters": shape}
    return {"type": "function", "function": function}


def read_clause(item: object, library: Library) -> tuple[ReplyClause | None, list[str]]:
    """One item of `clauses` checked against reply.schema.json and the schema of its type.

    Returns the clause, or None and what is wrong with it, each problem with its JSON pointer. Fields that are null
    or empty count as not given: half of all models write them. The subtype is as it was said, known or not.
    """
    problems = [f"{pointer(error.absolute_path)}: {error.message}" for error in _item_validator().iter_errors(item)]
    problems += _misspelt(item) if isinstance(item, dict) else []
    if problems or not isinstance(item, dict):
        return None, problems or ["/: not an object"]
    schema = library.get(item["type"])
    if schema is None:
        return None, [f"/type: {item['type']!r} is not one of the types asked for"]
    values = {name: value for name, value in (item.get("values") or {}).items() if value and value.get("quote")}
    problems = [problem for name, value in values.items() for problem in _check_value(schema, name, value)]
    if problems:
        return None, problems
    read = {name: ReplyValue(value["quote"], value.get("reading", value["quote"])) for name, value in values.items()}
    # A JSON schema takes 3.0 for an integer; an index it is not yet.
    passages = tuple(dict.fromkeys(int(number) for number in item.get("passages") or ()))
    types = tuple(dict.fromkeys(item.get("types") or ()))
    return ReplyClause(
        int(item["article"]), item["head"], item["type"], passages, item.get("subtype") or None, read, types
    ), []


def _misspelt(item: Mapping[str, Any]) -> list[str]:
    """Names that are nearly a field's: what stands under them would be lost. Any other further field does no harm."""
    missing = _item_schema()["properties"].keys() - item.keys()
    near = {key: get_close_matches(key, missing, 1, _NEAR_NAME) for key in item.keys() - _item_schema()["properties"]}
    return [f"/{key}: is no field; {names[0]} is" for key, names in near.items() if names]


def _check_value(schema: Schema, name: str, value: Mapping[str, Any]) -> list[str]:
    return check_reading(schema, name, value.get("reading", value["quote"]))


def check_reading(schema: Schema, name: str, reading: object) -> list[str]:
    """What the schema of a type has against a value; where it names a kind, code decides."""
    if name not in schema.properties:
        return [f"/values/{name}: {schema.name} has no such value"]
    if schema.kind(name):
        return []
    errors = _values_validator(schema).iter_errors({name: reading})
    return [f"/values/{name}/reading{pointer(list(error.absolute_path)[1:])}: {error.message}" for error in errors]


@cache
def _item_validator() -> Any:
    from jsonschema import Draft202012Validator

    return Draft202012Validator(_item_schema())


def _item_schema() -> Mapping[str, Any]:
    items: Mapping[str, Any] = packaged_schema("reply.schema.json")["properties"]["clauses"]["items"]
    return items


_validators: dict[str, Any] = {}


def _values_validator(schema: Schema) -> Any:
    """Checks the values that are given, and not whether all are. References are resolved on this machine alone."""
    from jsonschema import Draft202012Validator

    from pipeline.schema.subschemas import local_registry

    if schema.sha256 not in _validators:
        parts = {word: schema.definition[word] for word in ("$id", "$defs", "properties") if word in schema.definition}
        _validators[schema.sha256] = Draft202012Validator(parts, registry=local_registry())
    return _validators[schema.sha256]
