"""The catalogue: every sentence that a person may read about a file, a run or a finding, in five languages.

A message is a code with parameters; only here does it become a sentence. One JSON file per room holds
`{code: {language: [message, remedy]}}`; the remedy may be empty. Parameters stand in braces, as in `str.format`.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

LANGUAGES = ("en", "zh-Hans", "zh-Hant", "ja", "ko")


class Message(NamedTuple):
    """What happened, and what the reader can do about it (empty when there is nothing to do)."""

    text: str
    remedy: str

    @property
    def line(self) -> str:
        """Both as one line; after a full-width full stop there is no space."""
        space = "" if self.text.endswith(("。", "！", "？")) or not self.remedy else " "
        return f"{self.text}{space}{self.remedy}".replace("\n", " ")


@cache
def catalogue() -> dict[str, dict[str, tuple[str, str]]]:
    """Every code of every room. Raises ValueError when two rooms claim the same code."""
    codes: dict[str, dict[str, tuple[str, str]]] = {}
    for entry in sorted(Path(__file__).parent.glob("*.json")):
        room = json.loads(entry.read_text("utf-8"))
        if twice := codes.keys() & room.keys():
            raise ValueError(f"message codes defined twice: {sorted(twice)}")
        codes.update({code: {lang: (pair[0], pair[1]) for lang, pair in by.items()} for code, by in room.items()})
    return codes


def render(code: str, params: dict[str, object], language: str = "en") -> Message:
    """The message of a code in a language; English where the language is not in the catalogue."""
    sentences = catalogue()[code]
    text, remedy = sentences.get(language) or sentences["en"]
    return Message(text.format_map(params), remedy.format_map(params))
