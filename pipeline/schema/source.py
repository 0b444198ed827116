"""A schema file as it is written: JSON read strictly, with the keys that an ordinary reader drops in silence."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any


class Object(dict[str, Any]):
    """A JSON object that remembers which keys the file gives more than once."""

    repeated: tuple[str, ...] = ()


def parse(raw: bytes) -> Any:
    """The value of a JSON text in UTF-8, with or without a byte order mark. NaN and Infinity are no JSON.

    Raises ValueError (for a syntax error its subclass json.JSONDecodeError, which knows line and column) and
    RecursionError for a text nested too deeply.
    """
    return json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_object, parse_constant=_refuse)


def _object(pairs: Sequence[tuple[str, Any]]) -> Object:
    parsed = Object(pairs)
    if len(parsed) < len(pairs):
        counts = Counter(key for key, _ in pairs)
        parsed.repeated = tuple(key for key in parsed if counts[key] > 1)
    return parsed


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is not a JSON value")


def repeated_keys(node: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of every key that its object gives more than once."""
    if isinstance(node, Object):
        yield from ((*path, key) for key in node.repeated)
    if isinstance(node, dict | list):
        for key, child in node.items() if isinstance(node, dict) else enumerate(node):
            yield from repeated_keys(child, (*path, key))
