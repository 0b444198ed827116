"""Where a word stands in a text."""

from __future__ import annotations

from collections.abc import Iterator


def occurrences(text: str, word: str) -> Iterator[int]:
    """The start of each, those that overlap included."""
    start = text.find(word)
    while start >= 0:
        yield start
        start = text.find(word, start + 1)
