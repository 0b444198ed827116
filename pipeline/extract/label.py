"""What words around a value call it, by name and language: labels.json.

A label `stands` before its value, behind it, between two, or somewhere within a title.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from pipeline.text.regex import regex
from pipeline.text.words import Words

_LABELS: Final = Words(__package__, "labels.json")
_WHITE: Final = r"\s*"
# Where a label stands: what comes before its words, and what behind them.
_STANDS: Final = {
    "before": ("", _WHITE + "$"),
    "behind": (_WHITE, ""),
    "between": (_WHITE, _WHITE + "$"),
    "within": ("", ""),
}


@cache
def label(name: str) -> re.Pattern[str]:
    """The pattern of a label. Raises KeyError."""
    before, behind = _STANDS[_LABELS[name]["stands"]]
    return regex(before + _LABELS.source(name) + behind, re.IGNORECASE)
