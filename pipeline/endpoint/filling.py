"""A JSON schema filled from a contract by the names of its fields: tools, and structured output.

A list of objects gets one object per clause (one per party where its name says so); a field gets what its name means:
`type`, `title`, `article`, `text`, `quote`, `amount`, `条款类型`, `金額`, `조항` … (fields.json). A field nobody can
fill is null, left out, or an empty value of its type where it is required.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

from pipeline.endpoint.conversation import Contract, quote
from pipeline.endpoint.reading import Reader, Reading
from pipeline.outline.parties.word import role_of
from pipeline.schema.contract import ReplyValue

JsonSchema = Mapping[str, Any]
_DEEPEST = 8
# Where the value shapes of design 3.3 hold their figure.
_FIGURES = ("amount", "rate", "days", "number")


def holds_objects(schema: JsonSchema) -> bool:
    """Whether the schema of a tool's parameters has a list of objects somewhere: a tool that wants clauses."""
    return _Filler(schema).wants_objects(schema, 0)


def fill(schema: JsonSchema, contract: Contract | None, reader: Reader) -> Any:
    """An instance of the schema; lists are empty without a contract."""
    return _Filler(schema, contract, reader).root(schema)


class _Filler:
    """One schema and one contract. `$ref` leads into the schema itself and nowhere else."""

    def __init__(self, root: JsonSchema, contract: Contract | None = None, reader: Reader | None = None) -> None:
        self._root, self._contract, self._reader = root, contract, reader

    def wants_objects(self, schema: Any, depth: int) -> bool:
        node = self._resolved(schema)
        if depth > _DEEPEST:
            return False
        if _kind(node) == "array" and _kind(self._resolved(node.get("items"))) == "object":
            return True
        return any(self.wants_objects(inner, depth + 1) for inner in _properties(node).values())

    def root(self, schema: Any, depth: int = 0) -> Any:
        """The contract as a whole: its lists are lists of clauses or parties, its fields are about the contract."""
        node = self._resolved(schema)
        return self._object(node, lambda name, inner: self._of_contract(name, inner, depth + 1), depth)

    def _of_contract(self, name: str, node: JsonSchema, depth: int) -> Any:
        kind = _kind(node)
        if kind == "array":
            return self._list(name, self._resolved(node.get("items")), depth)
        if kind == "object":
            return self.root(node, depth)
        return _fit(node, self._whole(name))

    def _whole(self, name: str) -> Any:
        """A field of the contract itself: its title, its language, the first value of that name in any clause."""
        if self._contract is None:
            return None
        meaning = _meaning(name, "clause")
        if meaning == "language":
            return self._contract.document.language
        if meaning == "title":
            return self._contract.document.text.partition("\n")[0]
        found = (reading.values[name] for reading in self._contract.readings if name in reading.values)
        return next(found, None)

    def _list(self, name: str, item: JsonSchema, depth: int) -> list[Any]:
        parties = _meaning(name, "parties") is not None
        if _kind(item) != "object":
            return [_fit(item, text) for text in self._texts(parties)] if _kind(item) == "string" else []
        rows = self._party_rows() if parties else self._clause_rows()
        filled = [
            self._object(item, lambda name, inner, row=row: self._of_row(name, inner, row, depth), depth)
            for row in rows
        ]
        return [each for each in filled if each is not None]

    def _texts(self, parties: bool) -> Iterable[str]:
        if self._contract is None:
            return []
        if parties:
            return [row["name"] for row in self._party_rows()]
        return [quote(reading) for reading in self._contract.readings]

    def _party_rows(self) -> list[dict[str, Any]]:
        definitions = self._contract.outline.definitions if self._contract else ()
        parties = [own for own in definitions if own.kind == "party" and own.meaning]
        return [{"name": own.meaning, "role": role_of(own), "alias": own.term or None} for own in parties]

    def _clause_rows(self) -> Iterator[Reading]:
        yield from self._contract.readings if self._contract else ()

    def _of_row(self, name: str, node: JsonSchema, row: Reading | dict[str, Any], depth: int) -> Any:
        if isinstance(row, dict):
            return _fit(node, row.get(_meaning(name, "party") or ""))
        if _kind(node) == "object" and depth < _DEEPEST and name not in row.values:
            return self._object(node, lambda inner, schema: self._of_row(inner, schema, row, depth + 1), depth + 1)
        value = self._of_clause(name, row)
        if _kind(node) == "array":
            item = self._resolved(node.get("items"))
            return [] if value is None else [_fit(item, value)]
        return _fit(node, value)

    def _of_clause(self, name: str, reading: Reading) -> Any:
        """What a field of this name says about a clause."""
        if name in reading.values:
            return reading.values[name]
        assert self._contract is not None and self._reader is not None
        language, schema = self._contract.document.language, self._reader.library[reading.typed.type]
        meaning = _meaning(name, "clause")
        if meaning is None:
            kind = _meaning(name, "value")
            return next((value for own, value in reading.values.items() if kind and schema.kind(own) == kind), None)
        return {
            "type": reading.typed.type,
            "subtype": reading.subtype,
            "article": reading.unit.label or reading.unit.title,
            "title": reading.unit.title or schema.title(language),
            "quote": quote(reading),
            "text": reading.unit.text,
            "language": language,
        }[meaning]

    def _object(self, node: JsonSchema, value_of: Any, depth: int) -> dict[str, Any] | None:
        """The object; None for a row whose type is none of those that the schema's own list of types allows."""
        filled: dict[str, Any] = {}
        required = node.get("required") or ()
        if depth > _DEEPEST:
            return filled
        for name, inner in _properties(node).items():
            resolved = self._resolved(inner)
            value = value_of(name, resolved)
            if value is None and "enum" in resolved and name in required and not _nullable(resolved):
                return None
            if value is not None or _nullable(resolved):
                filled[name] = value
            elif name in required:
                filled[name] = _EMPTY.get(_kind(resolved), "")
        return filled

    def _resolved(self, schema: Any) -> JsonSchema:
        """The schema behind a reference, and of several alternatives the first that is not null."""
        for _ in range(_DEEPEST):
            if not isinstance(schema, Mapping):
                return {}
            choices = schema.get("anyOf") or schema.get("oneOf")
            if isinstance(schema.get("$ref"), str):
                schema = self._at(schema["$ref"])
            elif isinstance(choices, list):
                first = next((each for each in choices if isinstance(each, Mapping) and each.get("type") != "null"), {})
                nullable = any(isinstance(each, Mapping) and each.get("type") == "null" for each in choices)
                schema = {**first, "nullable": True} if nullable else first
            else:
                return schema
        return {}

    def _at(self, reference: str) -> Any:
        node: Any = self._root
        for part in reference.removeprefix("#").split("/")[1:]:
            node = node.get(part.replace("~1", "/").replace("~0", "~")) if isinstance(node, Mapping) else None
        return node


_EMPTY: Mapping[str, Any] = {"array": [], "object": {}, "number": 0, "integer": 0, "boolean": False}


def _kind(node: JsonSchema) -> str:
    """The type of a schema, null aside; an object where it has properties, else a string."""
    declared = node.get("type")
    kinds = [declared] if isinstance(declared, str) else declared if isinstance(declared, list) else []
    first = next((kind for kind in kinds if kind != "null"), None)
    return str(first or ("object" if "properties" in node else "array" if "items" in node else "string"))


def _nullable(node: JsonSchema) -> bool:
    declared = node.get("type")
    return bool(node.get("nullable")) or (isinstance(declared, list) and "null" in declared)


def _properties(node: JsonSchema) -> Mapping[str, Any]:
    properties = node.get("properties")
    return properties if isinstance(properties, Mapping) else {}


@cache
def _field_words() -> dict[str, dict[str, list[str]]]:
    """What field names mean: for a clause, for its values, for a list of parties, for a party."""
    words: dict[str, dict[str, list[str]]] = json.loads(
        (resources.files(__package__) / "fields.json").read_text("utf-8")
    )
    return words


def _meaning(name: str, group: str) -> str | None:
    """What a field name means: it is one of the words, or it holds one of them."""
    plain = name.lower()
    parts = plain.replace("-", "_").split("_")
    meanings = _field_words()[group]
    for meaning, words in meanings.items():
        if plain in words:
            return meaning
    for meaning, words in meanings.items():
        if any(word in parts or (not word.isascii() and word in plain) for word in words):
            return meaning
    return None


def _fit(node: JsonSchema, value: Any) -> Any:
    """A value in the type the schema asks for; None where it has none."""
    if value is None:
        return None
    if isinstance(node.get("enum"), list):
        return _choice(node["enum"], value)
    kind = _kind(node)
    if kind in ("number", "integer"):
        return _number(value, kind)
    if kind == "boolean":
        return None
    if kind == "object":
        return value.reading if isinstance(value, ReplyValue) and isinstance(value.reading, dict) else None
    return value.quote if isinstance(value, ReplyValue) else str(value)


def _choice(choices: Sequence[Any], value: Any) -> Any:
    """The choice that says the same: itself, or one that shares a word; `other` where the list has it."""
    said = str(value.reading if isinstance(value, ReplyValue) else value).lower()
    plain = {str(choice).lower(): choice for choice in choices if choice is not None}
    if said in plain:
        return plain[said]
    words = set(said.split("_"))
    shared = (
        choice for name, choice in plain.items() if words & set(name.replace("-", "_").replace(" ", "_").split("_"))
    )
    return next(shared, plain.get("other"))


def _number(value: Any, kind: str) -> int | float | None:
    """The number of a value: of money its amount, of a duration its days."""
    reading = value.reading if isinstance(value, ReplyValue) else value
    if isinstance(reading, Mapping):
        reading = next(
            (reading[name] for name in ("amount", "rate", "days", "number") if reading.get(name) is not None), None
        )
    try:
        number = float(reading)
    except (TypeError, ValueError, OverflowError):
        return None
    return int(number) if kind == "integer" or number.is_integer() else number
