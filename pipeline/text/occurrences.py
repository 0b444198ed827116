"""Where a word stands in a text."""

from __future__ import annotations

from collections.abc import Iterator


def occurrences(text: str, word: str, start: int = 0) -> Iterator[int]:
    """The start of each from `start` on, those that overlap included."""
    start = text.find(word, start)
    while start >= 0:
        yield start
        start = text.find(word, start + 1)
