"""A text without some of its line ends, as it read before a page or a file broke its sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.text.gaps import Gaps
from pipeline.text.regex import regex

# 계약⏎을: lines broken within a word.
_BROKEN_WORD = regex(r"(?<=[가-힣])\n(?:[을를은는의와과]|에서?|으로|로)[ ,.]")
_LATIN = regex(r"[A-Za-z.,&]\n[A-Za-z]")
_HANGUL = regex(r"[가-힣]\n|[^\n]\n[가-힣]")


@dataclass(frozen=True, slots=True)
class Joined:
    """`text` is without the line ends that broke its sentences; `gaps` tells where they stood."""

    text: str
    gaps: Gaps

    @classmethod
    def at(cls, text: str, ends: Iterable[tuple[int, int]]) -> Joined:
        """The text without these line ends, each with the indent behind it."""
        ends = list(ends)
        words = not _BROKEN_WORD.search(text)
        spaced = {start for start, _ in ends if _is_space(text, start, words)}
        gaps = Gaps.of([(start, end) for start, end in ends if start not in spaced])
        letters = list(text) if spaced else []
        for start in spaced:
            letters[start] = " "
        return cls(gaps.cut("".join(letters) if spaced else text), gaps)


def _is_space(text: str, position: int, words: bool) -> bool:
    """Whether the line end stands for a space: between Latin words, and between Korean ones that are kept whole."""
    if _LATIN.match(text, position - 1):
        return True
    return words and _HANGUL.match(text, position - 1) is not None
