"""Words that say one thing in several languages, kept in a table beside the code that asks for them by name."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib import resources
from typing import Any

_LANGUAGES = ("zh", "ja", "ko", "en", "any")


class Words:
    """A table in JSON: by name the words of each language, which are regular expressions.

    `says` tells what they mean. `first` may come before them and `then` behind them. They do not count right behind the
    words of `not_behind`; where these differ from word to word, `ways` holds several such entries.
    """

    def __init__(self, package: str, file: str) -> None:
        self._package, self._file = package, file

    @cached_property
    def _table(self) -> dict[str, Mapping[str, Any]]:
        table: dict[str, Mapping[str, Any]] = json.loads(
            (resources.files(self._package) / self._file).read_text("utf-8")
        )
        return table

    def __getitem__(self, name: str) -> Mapping[str, Any]:
        """The entry of a name. Raises KeyError."""
        return self._table[name]

    def source(self, name: str) -> str:
        """The source of a pattern of any of a name's words, in one piece. Raises KeyError."""
        entry = self[name]
        any_of = "|".join(word for way in entry.get("ways", (entry,)) for word in _fenced(way))
        return f"{entry.get('first', '')}(?:{any_of}){entry.get('then', '')}"


def _fenced(way: Mapping[str, Any]) -> Iterator[str]:
    fences = "".join(f"(?<!{word})" for word in way.get("not_behind", ()))
    return (fences + word for language in _LANGUAGES for word in way.get(language, ()))
