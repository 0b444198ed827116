"""Cues as they are looked for: folded like the text, so that a Chinese contract is read with the words of both scripts."""

from __future__ import annotations

import re
from dataclasses import fields
from functools import cache

from pipeline.schema.library import PATTERN, Cues, Schema
from pipeline.text.folding import ALL, folded

# Traditional and simplified fold to one form.
_SISTERS = {"zh-Hans": ("zh-Hans", "zh-Hant"), "zh-Hant": ("zh-Hant", "zh-Hans")}
_SPACED = ALL - {"space"}
_OPTIONAL_SPACE = re.compile(r"(?<!\\) [?*+]?")
# [^。] would go on into the next passage, where the other cue stands, and be taken for none.
_ALL_BUT = re.compile(r"(?<!\\)\[\^")


def sisters(language: str) -> tuple[str, ...]:
    """The languages whose cues a text of this one is read with, its own first."""
    return _SISTERS.get(language, (language,))


def all_cues(schema: Schema, language: str) -> Cues:
    """What a text of this language is searched for, each cue once."""
    own = [schema.cues(sister) for sister in sisters(language)]
    strengths = ((cue for cues in own for cue in getattr(cues, strength.name)) for strength in fields(Cues))
    return Cues(*(tuple(dict.fromkeys(strength)) for strength in strengths))


def is_spaced(language: str) -> bool:
    """Whether words are parted by spaces that must stand where they stand."""
    return language == "en"


def fold_text(cue: str, spaced: bool) -> str:
    return folded(cue, _SPACED if spaced else ALL)


@cache
def compile_pattern(cue: str, spaced: bool) -> re.Pattern[str]:
    """A `re:` cue for the folded view: its characters fold like the text's, its spaces go where the text's go."""
    written = cue.removeprefix(PATTERN)
    plain = "".join(char if char.isascii() else re.escape(fold_text(char, spaced)) for char in written)
    within_line = _ALL_BUT.sub(r"[^\\n", plain if spaced else _OPTIONAL_SPACE.sub("", plain))
    return re.compile(within_line, re.IGNORECASE | re.MULTILINE)
