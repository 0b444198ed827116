"""The words that contracts say something with, by name and language: words.json."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from pipeline.text.regex import regex
from pipeline.text.words import Words

_WORDS: Final = Words(__package__, "words.json")


@cache
def form(name: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern of any of the words of a name. Raises KeyError."""
    return regex(words(name), flags)


def words(name: str) -> str:
    """The source of that pattern, to build others with. Raises KeyError."""
    return _WORDS.source(name)
