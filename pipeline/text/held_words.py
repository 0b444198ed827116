"""Which of many words stand in a text."""

from __future__ import annotations


class HeldWords(dict[str, bool]):
    """Whether a text holds a word, each looked for once.

    Where nearly none of the words stands, most have a character that is rare or missing: a word is looked for only
    between the first and the last of each of its characters.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text
        self._edges: dict[str, tuple[int, int]] = {}

    def __missing__(self, word: str) -> bool:
        low, high = 0, len(self._text)
        for char in word:
            first, last = self._edges.get(char) or self._edge(char)
            low, high = max(low, first), min(high, last)
            if low - high >= len(word):
                break
        begin = max(low - len(word) + 1, 0)
        self[word] = found = self._text.find(word, begin, high + len(word)) >= 0
        return found

    def _edge(self, char: str) -> tuple[int, int]:
        """Where a character stands first and last; of one that is nowhere, the first place lies behind the last."""
        first = self._text.find(char)
        self._edges[char] = edge = (first, self._text.rfind(char)) if first >= 0 else (len(self._text), -1)
        return edge
