"""A line of a page while it is read, its white space folded as a browser folds it."""

from __future__ import annotations

import re

from pipeline.document.model import TextPlace

_TOKEN = re.compile("([ \t\r\n\f]+)|[^ \t\r\n\f]+")
# Scripts that are written without spaces: between them a line break of the source is nothing. Hangul is not of them.
_SOLID = re.compile("[\u2e80-\u30ff\u31f0-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff]")


class Line:
    """Runs of white space become one space, those at its ends nothing."""

    def __init__(self) -> None:
        self._pieces: list[tuple[str, TextPlace]] = []
        self._gap, self._last = "", ""
        self.is_number = False

    def __bool__(self) -> bool:
        return bool(self._pieces)

    def add(self, text: str, place: TextPlace) -> None:
        """Text of the page."""
        words: list[str] = []
        for match in _TOKEN.finditer(text):
            if match[1]:
                self._gap = "\n" if "\n" in match[1] or self._gap == "\n" else " "
            else:
                words += (self._between(match[0]), match[0])
                self._gap, self._last, self.is_number = "", match[0][-1], False
        if words:
            self._pieces.append(("".join(words), place))

    def keep(self, text: str, place: TextPlace) -> None:
        """Text that stands as it is: preformatted, or generated."""
        if text:
            self._pieces.append((self._between(text) + text, place))
            self._gap, self._last, self.is_number = "", text[-1], False

    def number(self, number: str, place: TextPlace) -> None:
        """What a list writes before its item; as long as nothing follows, the line is nothing else."""
        self.keep(number, place)
        self.is_number = bool(number)

    def end(self, place: TextPlace) -> None:
        """A line feed, if there is none yet."""
        self._gap = ""
        if self._last not in ("\n", "\t"):
            self.keep("\n", place)

    def next_cell(self, place: TextPlace) -> None:
        """A tab, in place of the line feeds that paragraphs of the cell before it ended with."""
        while self._pieces and self._pieces[-1][0] == "\n":
            self._pieces.pop()
        self.keep("\t", place)

    def take(self) -> list[tuple[str, TextPlace]]:
        """The pieces, and starts anew."""
        pieces = self._pieces
        while pieces and pieces[-1][0] in ("\n", "\t"):
            pieces.pop()
        self._pieces, self._gap, self._last, self.is_number = [], "", "", False
        return pieces

    def _between(self, following: str) -> str:
        if not self._gap or not self._last or self._last.isspace() or following[0].isspace():
            return ""
        if self._gap == "\n" and _SOLID.match(self._last) and _SOLID.match(following):
            return ""
        return " "
