"""The schemas inside a schema (JSON schema 2020-12), each with its path, and where its references lead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pipeline.schema.library import PACKAGED, packaged_schema

Place = tuple[str | int, ...]

REFERENCES = ("$ref", "$dynamicRef")

# Keywords that hold a schema, a list of schemas, or schemas by name; and of these, which speak of parts of the value.
_ONE_OR_LIST = ("not", "if", "then", "else", "allOf", "anyOf", "oneOf", "items", "contains", "additionalProperties")
_BY_NAME = ("dependentSchemas", "properties", "patternProperties")
_SELDOM = ("prefixItems", "propertyNames", "unevaluatedItems", "unevaluatedProperties")
_OF_PARTS = frozenset(("items", "contains", "additionalProperties", "properties", "patternProperties", *_SELDOM))
_ASIDE = ("$defs", "definitions")


def children(node: Mapping[str, Any], by_name: tuple[str, ...] = _BY_NAME) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    """The schemas directly inside that speak of the value or its parts, each with its path from here."""
    for word in (*_ONE_OR_LIST, *_SELDOM):
        held = node.get(word)
        inside = enumerate(held) if isinstance(held, list) else ()
        yield from (((word, index), child) for index, child in inside if isinstance(child, dict))
        if isinstance(held, dict):
            yield (word,), held
    for word in by_name:
        named = node.get(word)
        if isinstance(named, dict):
            yield from (((word, name), child) for name, child in named.items() if isinstance(child, dict))


def walk(node: Mapping[str, Any], path: Place = ()) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    """The schema and every schema written inside it, definitions too."""
    yield path, node
    for below, child in children(node, (*_BY_NAME, *_ASIDE)):
        yield from walk(child, path + below)


@cache
def local_registry() -> Any:
    """The packaged schemas by their ids; it fetches nothing."""
    from referencing import Registry
    from referencing.jsonschema import DRAFT202012

    packaged = [DRAFT202012.create_resource(packaged_schema(name)) for name in PACKAGED]
    registry: Any = Registry()
    return registry.with_resources((str(resource.id()), resource) for resource in packaged)


@dataclass(slots=True)
class References:
    """Resolves the references of one schema against itself and the packaged schemas; nothing is ever fetched."""

    root: Mapping[str, Any]
    _resolver: Any = field(init=False)

    def __post_init__(self) -> None:
        from referencing.jsonschema import DRAFT202012

        own = DRAFT202012.create_resource(self.root)
        base = own.id() or ""
        self._resolver = local_registry().with_resource(base, own).resolver(base)

    def cycle(self, parts: bool) -> bool:
        """Whether a schema leads back to itself: without a step into a part of the value, or with `parts`, at all.

        The former never ends, the latter is recursion. Every reference must lead somewhere.
        """
        done: set[int] = set()
        return any(self._returns(node, parts, set(), done) for _, node in walk(self.root))

    def _returns(self, node: Mapping[str, Any], parts: bool, above: set[int], done: set[int]) -> bool:
        if id(node) in above or id(node) in done:
            return id(node) in above
        above.add(id(node))
        found = any(self._returns(child, parts, above, done) for child in self._leads_to(node, parts))
        above.discard(id(node))
        done.add(id(node))
        return found

    def _leads_to(self, node: Mapping[str, Any], parts: bool) -> Iterator[Mapping[str, Any]]:
        yield from (child for path, child in children(node) if parts or path[0] not in _OF_PARTS)
        local = (node[word] for word in REFERENCES if str(node.get(word, "")).startswith("#"))
        yield from (target for target in map(self.target, local) if isinstance(target, dict))

    def target(self, reference: str) -> Any:
        """What a reference leads to. Raises LookupError where it leads nowhere."""
        from referencing.exceptions import NoSuchAnchor, Unresolvable

        try:
            return self._resolver.lookup(reference).contents
        except (Unresolvable, NoSuchAnchor) as error:
            raise LookupError(reference) from error
