"""The words that speak for a clause type, looked for in a heading or a text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from pipeline.schema.library import PATTERN
from pipeline.text.folding import ALL, folded


def any_cue(cues: Iterable[str], text: str) -> bool:
    """Whether one of the cues stands in a text that `plain` gave."""
    return any(pattern.search(text) for pattern in map(_pattern, cues)) if text else False


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """As cues are written: one width, no white space, but each script's own characters."""
    return folded(text, ALL - {"variant"})


@cache
def _pattern(cue: str) -> re.Pattern[str]:
    return re.compile(cue.removeprefix(PATTERN) if cue.startswith(PATTERN) else re.escape(plain(cue)), re.IGNORECASE)
