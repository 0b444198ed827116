"""The clause types: one JSON schema each, from the built-in library, a folder of the user's, or both."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib import resources
from pathlib import Path
from typing import Any

from pipeline.errors import SetupError
from pipeline.schema.source import parse

KINDS = ("date", "money", "rate", "duration", "party", "number")
BUILTIN = "builtin"
PACKAGED = ("meta.schema.json", "record.schema.json", "reply.schema.json")
# How cues are written: re:… is a pattern; 提前… stands ahead of its value, …前支付 behind it.
PATTERN, VALUE = "re:", "…"


@dataclass(frozen=True, slots=True)
class Cues:
    """What the rules look for in one language: in a heading, in the text, and what speaks against the type.

    `sure` are words of a text that prove the type whatever else its article is about.
    """

    title: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    sure: tuple[str, ...] = ()
    no: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Schema:
    """A clause type: a JSON schema of its values. `name` is the file's stem; `sha256` covers the file's bytes."""

    name: str
    definition: Mapping[str, Any]
    sha256: str
    path: str = field(compare=False)

    @property
    def properties(self) -> Mapping[str, Mapping[str, Any]]:
        properties: Mapping[str, Mapping[str, Any]] = self.definition.get("properties", {})
        return properties

    @property
    def subtypes(self) -> tuple[str, ...]:
        return tuple(self.definition.get("x-subtypes", ()))

    @property
    def includes(self) -> tuple[str, ...]:
        """The types of which a clause of this type says something without being one of them as well."""
        return tuple(self.definition.get("x-includes", ()))

    def kind(self, name: str) -> str | None:
        """What code computes the value of this property, None where the model's reading stands."""
        return self.properties.get(name, {}).get("x-kind")

    def has_kind(self, kind: str) -> bool:
        """Whether one of the values is of that kind."""
        return any(node.get("x-kind") == kind for node in self.properties.values())

    def is_free_text(self, name: str) -> bool:
        """Whether the value is words of the contract: no kind, no choice, nothing but a string."""
        node = self.properties.get(name, {})
        declared = node.get("type")
        kinds = {declared} if isinstance(declared, str) else set(declared or ())
        return kinds - {"null"} == {"string"} and not node.keys() & {"x-kind", "enum", "const"}

    def title(self, language: str) -> str:
        return self.definition.get("x-title", {}).get(language) or self.definition.get("title") or self.name

    def description(self, language: str) -> str:
        return _in_language(self.definition, language)

    def property_description(self, name: str, language: str) -> str:
        return _in_language(self.properties[name], language)

    def cues(self, language: str) -> Cues:
        """Empty where the type has none: such a type is not readable offline."""
        cues = self.definition.get("x-cues", {}).get(language, {})
        return Cues(*(tuple(cues.get(strength, ())) for strength in ("title", "body", "sure", "not")))


def _in_language(node: Mapping[str, Any], language: str) -> str:
    return node.get("x-description", {}).get(language) or node.get("description") or ""


class Library(Mapping[str, Schema]):
    """Clause types by name, in the order of their names."""

    def __init__(self, schemas: Iterable[Schema]) -> None:
        self._schemas = {schema.name: schema for schema in sorted(schemas, key=lambda schema: schema.name)}

    def __getitem__(self, name: str) -> Schema:
        return self._schemas[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._schemas)

    def __len__(self) -> int:
        return len(self._schemas)

    def only(self, names: Iterable[str]) -> Library:
        """The library cut down to these types. Raises SetupError for a name it does not hold."""
        wanted = tuple(names)
        for name in wanted:
            if name not in self._schemas:
                raise SetupError("unknown_type", type=name, known=", ".join(self._schemas))
        return Library(self._schemas[name] for name in wanted)

    def hashes(self) -> dict[str, str]:
        """The `schemas` of a record: sha256 by type."""
        return {name: schema.sha256 for name, schema in self._schemas.items()}


def schemas_root() -> Path:
    """The folder of the packaged schemas: inside the wheel, or beside the package in a checkout."""
    packaged = Path(str(resources.files("pipeline"))) / "_schemas"
    return packaged if packaged.is_dir() else packaged.parent.parent / "schemas"


@cache
def packaged_schema(name: str) -> Mapping[str, Any]:
    """One of the schemas in PACKAGED, parsed."""
    parsed: Mapping[str, Any] = json.loads((schemas_root() / name).read_text("utf-8"))
    return parsed


def load_library(sources: Iterable[str | Path] = (BUILTIN,)) -> Library:
    """The types of all sources; a later source replaces a type of the same name.

    A source is `builtin` or a folder of `<type>.json`. Raises SetupError for a folder without schemas and for a
    file that is no JSON object.
    """
    schemas: dict[str, Schema] = {}
    for source in sources:
        folder = builtin_folder() if str(source) == BUILTIN else Path(source)
        schemas.update((file.stem, load_schema(file)) for file in schema_files(folder))
    return Library(schemas.values())


def builtin_folder() -> Path:
    return schemas_root() / "clauses"


def schema_files(folder: Path) -> list[Path]:
    """The `<type>.json` of a folder. Raises SetupError where there is no folder or nothing in it."""
    if not folder.is_dir():
        raise SetupError("schemas_not_found", path=str(folder))
    files = sorted(file for file in folder.glob("*.json") if not file.name.startswith("."))
    if not files:
        raise SetupError("schemas_empty", path=str(folder))
    return files


def load_schema(path: Path) -> Schema:
    """One clause type. Raises SetupError where the file cannot be read or is no JSON object."""
    try:
        raw = path.read_bytes()
        definition = parse(raw)
    except OSError as error:
        raise SetupError("schema_unreadable", path=str(path), detail=error.strerror or str(error)) from error
    except (ValueError, RecursionError) as error:
        raise SetupError("schema_not_json", path=str(path), detail=str(error)) from error
    if not isinstance(definition, dict):
        raise SetupError("schema_not_object", path=str(path))
    return Schema(path.stem, definition, sha256(raw).hexdigest(), str(path))
