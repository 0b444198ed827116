"""What every match of a pattern must hold: read off the pattern, so that it runs only where that stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

_CLASSES = frozenset("AbBdDsSwWZ0123456789")
_GROUP = re.compile(r"\((?:\?(?P<how>:|P<\w+>|>|!|<!|=|<=|P=\w+|#))?")
_SET = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
_TIMES = re.compile(r"(?:[?*+]|\{(?P<least>\d*)(?:,\d*)?\})[?+]?")
_HOLDS = (None, ":", ">")


@cache
def required_pairs(pattern: str) -> frozenset[str] | None:
    """Pairs of characters of which every match holds one at least; None where none can be named.

    Letters that have two cases are left out: what this reads is searched without regard to case.
    """
    reader = _Reader(pattern)
    found = reader.branches()
    return found if reader.at == len(pattern) else None


@dataclass(slots=True)
class _Reader:
    pattern: str
    at: int = 0

    def branches(self) -> frozenset[str] | None:
        """What one of the branches needs, up to the end of their group."""
        needs = [self._branch()]
        while self.pattern.startswith("|", self.at):
            self.at += 1
            needs.append(self._branch())
        named = [need for need in needs if need is not None]
        return frozenset().union(*named) if len(named) == len(needs) else None

    def _branch(self) -> frozenset[str] | None:
        best: frozenset[str] | None = None
        before = ""
        while self.at < len(self.pattern) and self.pattern[self.at] not in "|)":
            literal, inside = self._atom()
            optional, repeated = self._times()
            if optional:
                literal, inside = "", None
            elif literal and before:
                inside = frozenset({before + literal})
            before = "" if repeated else literal
            if inside is not None and (best is None or len(inside) < len(best)):
                best = inside
        return best

    def _atom(self) -> tuple[str, frozenset[str] | None]:
        """The next character that stands for itself, or else what the next group needs."""
        char = self.pattern[self.at]
        if char == "(":
            return "", self._group()
        if char == "[" and (chosen := _SET.match(self.pattern, self.at)):
            self.at = chosen.end()
            return "", None
        escaped = char == "\\" and self.at + 1 < len(self.pattern)
        self.at += 2 if escaped else 1
        literal = self.pattern[self.at - 1]
        alone = literal not in _CLASSES if escaped else char not in ".^$"
        return (literal if alone and literal.lower() == literal.upper() else ""), None

    def _group(self) -> frozenset[str] | None:
        opened = _GROUP.match(self.pattern, self.at)
        assert opened is not None
        self.at = opened.end()
        need = self.branches()
        self.at += 1
        how = opened["how"]
        return need if how in _HOLDS or how.startswith("P<") else None

    def _times(self) -> tuple[bool, bool]:
        """Whether the atom before may be missing, and whether it may come more than once or not at all."""
        times = _TIMES.match(self.pattern, self.at)
        if times is None:
            return False, False
        self.at = times.end()
        return times[0][0] in "?*" or times["least"] in ("", "0"), True
