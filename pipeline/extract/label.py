"""What words around a value call it: labels.json by name and language, made into patterns.

A label `stands` before its value, behind it, between two, or somewhere within a title. Each of its `ways` holds words by
language, which do not count right behind the words of `not_behind`; `first` may come before them, `then` behind them.
The words are regular expressions in which a space is any white space or none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

_ENDS = {"before": r"\s*$", "behind": "", "between": r"\s*$", "within": ""}
_LANGUAGES = ("zh", "ja", "ko", "en")


@cache
def label(name: str) -> re.Pattern[str]:
    """The pattern of a label. Raises KeyError."""
    entry = _labels()[name]
    begins = r"\s*" if entry["stands"] in ("behind", "between") else ""
    words = "|".join(way for each in entry["ways"] for way in _words(each))
    pattern = f"{entry.get('first', '')}(?:{words}){entry.get('then', '')}"
    return re.compile(begins + pattern.replace(" ", r"\s*") + _ENDS[entry["stands"]], re.IGNORECASE)


def _words(way: Mapping[str, Sequence[str]]) -> Iterator[str]:
    fences = "".join(f"(?<!{word})" for word in way.get("not_behind", ()))
    return (fences + word for language in _LANGUAGES for word in way.get(language, ()))


@cache
def _labels() -> dict[str, Any]:
    labels: dict[str, Any] = json.loads((resources.files(__package__) / "labels.json").read_text("utf-8"))
    return labels
