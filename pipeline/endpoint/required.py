"""What every match of a pattern must hold: read off the pattern, so that it runs only where that stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

_LATIN = frozenset("abcdefghijklmnopqrstuvwxyz '-")
# Fewer Latin letters stand in nearly every line.
_LEAST_LETTERS = 3
_GROUP = re.compile(r"\((?:\?(?P<how>:|P<\w+>|>|!|<!|=|<=|P=\w+|#))?")
_SET = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
_TIMES = re.compile(r"(?:[?*+]|\{(?P<least>\d*)(?:,\d*)?\})[?+]?")
_HOLDS = (None, ":", ">")


@cache
def required_words(pattern: str) -> tuple[frozenset[str], ...]:
    """Sets of words: every match in a text of lower case holds a word of each set. None where none can be named.

    A word is a run of Latin letters, or else a pair of characters. Other letters that have two cases are left out.
    """
    reader = _Reader(pattern)
    found = reader.branches()
    return tuple(dict.fromkeys(found)) if reader.at == len(pattern) else ()


@dataclass(slots=True)
class _Reader:
    pattern: str
    at: int = 0

    def branches(self) -> tuple[frozenset[str], ...]:
        """What every branch needs, up to the end of their group."""
        needs = [self._branch()]
        while self.pattern.startswith("|", self.at):
            self.at += 1
            needs.append(self._branch())
        if len(needs) == 1:
            return needs[0]
        return (frozenset().union(*(min(need, key=_breadth) for need in needs)),) if all(needs) else ()

    def _branch(self) -> tuple[frozenset[str], ...]:
        found: list[frozenset[str]] = []
        run = before = ""
        while self.at < len(self.pattern) and self.pattern[self.at] not in "|)":
            literal, inside = self._atom()
            optional, repeated = self._times()
            if optional:
                literal, inside = "", ()
            if literal in _LATIN:
                run += literal
            elif literal and before:
                inside = (frozenset({before + literal}),)
            if literal not in _LATIN or repeated:
                found.extend(_word(run))
                run = ""
            before = "" if repeated or literal in _LATIN else literal
            found.extend(inside)
        return (*found, *_word(run))

    def _atom(self) -> tuple[str, tuple[frozenset[str], ...]]:
        """The next character that stands for itself, or else what the next group needs."""
        char = self.pattern[self.at]
        if char == "(":
            return "", self._group()
        if char == "[" and (chosen := _SET.match(self.pattern, self.at)):
            self.at = chosen.end()
            return "", ()
        escaped = char == "\\" and self.at + 1 < len(self.pattern)
        self.at += 2 if escaped else 1
        literal = self.pattern[self.at - 1].lower()
        alone = not literal.isalnum() if escaped else char not in ".^$"
        return (literal if alone and (literal in _LATIN or literal == literal.upper()) else ""), ()

    def _group(self) -> tuple[frozenset[str], ...]:
        opened = _GROUP.match(self.pattern, self.at)
        assert opened is not None
        self.at = opened.end()
        need = self.branches()
        self.at += 1
        how = opened["how"]
        return need if how in _HOLDS or how.startswith("P<") else ()

    def _times(self) -> tuple[bool, bool]:
        """Whether the atom before may be missing, and whether it may come more than once or not at all."""
        times = _TIMES.match(self.pattern, self.at)
        if times is None:
            return False, False
        self.at = times.end()
        return times[0][0] in "?*" or times["least"] in ("", "0"), True


def _word(run: str) -> tuple[frozenset[str], ...]:
    return (frozenset({run}),) if len(run) >= _LEAST_LETTERS else ()


def _breadth(choice: frozenset[str]) -> tuple[int, int]:
    """How much a choice lets through: many words more than few, short ones more than long ones."""
    return len(choice), -min(map(len, choice))
