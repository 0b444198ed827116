"""The words that speak for a clause type, looked for in a heading or a text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from pipeline.schema.library import PATTERN
from pipeline.schema.patterns import compile_pattern, fold_text, is_spaced


def any_cue(cues: Iterable[str], text: str, language: str) -> bool:
    """Whether one of the cues stands in a text that `plain` gave."""
    spaced = is_spaced(language)
    return any(_pattern(cue, spaced).search(text) for cue in cues) if text else False


@lru_cache(maxsize=4096)
def plain(text: str, language: str) -> str:
    """As cues are looked for: one width and one script, no white space but between the words of English."""
    return fold_text(text, is_spaced(language))


@cache
def _pattern(cue: str, spaced: bool) -> re.Pattern[str]:
    if cue.startswith(PATTERN):
        return compile_pattern(cue, spaced)
    word = re.escape(fold_text(cue, spaced).strip())
    return re.compile(rf"(?<!\w){word}(?!\w)" if spaced else word, re.IGNORECASE)
