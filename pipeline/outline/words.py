"""The words that contracts say something with: words.json by name and language, made into patterns.

The words are regular expressions; `first` may come before them, `then` behind them.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib import resources
from typing import Any

_LANGUAGES = ("zh", "ja", "ko", "en", "any")


@cache
def form(name: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern of any of the words of a name. Raises KeyError."""
    return re.compile(words(name), flags)


def words(name: str) -> str:
    """The source of that pattern, to build others with. Raises KeyError."""
    entry = _table()[name]
    any_of = "|".join(word for language in _LANGUAGES for word in entry.get(language, ()))
    return f"{entry.get('first', '')}(?:{any_of}){entry.get('then', '')}"


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = json.loads((resources.files(__package__) / "words.json").read_text("utf-8"))
    return table
