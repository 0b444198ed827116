"""Which of many words stand in a text."""

from __future__ import annotations


class HeldWords(dict[str, bool]):
    """Whether a text holds a word, each looked for once.

    Where nearly none of the words stands, most have a character that is missing or rare: a word is looked for only
    between the first and the last of each of its characters.
    """

    def __init__(self, text: str, characters: set[str]) -> None:
        """`characters` are those of the text."""
        super().__init__()
        self._text, self._characters = text, characters
        self._edges: dict[str, tuple[int, int]] = {}

    def __missing__(self, word: str) -> bool:
        self[word] = found = self._characters.issuperset(word) and self._stands(word)
        return found

    def _stands(self, word: str) -> bool:
        edges = [self._edges.get(char) or self._edge(char) for char in word]
        low, high = max(first for first, _ in edges), min(last for _, last in edges)
        return self._text.find(word, max(low - len(word) + 1, 0), high + len(word)) >= 0

    def _edge(self, char: str) -> tuple[int, int]:
        """Where a character of the text stands first and last."""
        self._edges[char] = edge = self._text.find(char), self._text.rfind(char)
        return edge
