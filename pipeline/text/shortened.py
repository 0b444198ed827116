"""Words cut to what a message has room for."""

from __future__ import annotations


def shortened(words: str, most_chars: int) -> str:
    """The words, or their beginning and a mark that more follows: never longer than `most_chars`."""
    return words if len(words) <= most_chars else words[: most_chars - 1] + "…"
