"""What stands where one line is joined to the next: nothing, a space, or one hyphen less."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_WIDE = re.compile(r"[\u2e80-\u303f\u3041-\u30ff\u31c0-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff9f\uffe0-\uffe6]")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_WORD = re.compile(r"[0-9A-Za-z\uac00-\ud7a3]+")
_LAST_WORD, _FIRST_WORD = re.compile(r"[0-9A-Za-z\uac00-\ud7a3]+$"), re.compile(r"[0-9A-Za-z\uac00-\ud7a3]+")
# A word that begins with one of these is the tail of a noun, not a word.
_PARTICLE = re.compile(
    r"(?:은|는|이|가|을|를|의|에|에서|에게|으로|로|와|과|도|만|부터|까지|하여|하는|한다|된|되는|하고|하며|하기로|함을|함|인|된다)"
)
_LEAST_EVIDENCE = 2


class Spacing:
    """Knows from the lines' insides which hangul words there are, and so whether lines break within words."""

    def __init__(self, lines: Sequence[str], joins: Iterable[tuple[str, str]]) -> None:
        self._words = {word for line in lines for word in _inner_words(line)}
        self._breaks_words = sum(self._evidence(one, other) < 0 for one, other in joins) >= _LEAST_EVIDENCE

    def glue(self, one: str, other: str) -> str:
        """What to put between the end of a line and the start of the next."""
        if not one or not other or _WIDE.match(one[-1]) or _WIDE.match(other[0]) or one[-1].isspace():
            return ""
        if one[-1] in "-/\u2010" and other[0].isalnum():
            return ""
        if _HANGUL.match(one[-1]) and _HANGUL.match(other[0]) and self._breaks_words:
            evidence = self._evidence(one, other)
            return "" if evidence < 0 or (evidence == 0 and self._is_tail(other)) else " "
        return " "

    def _evidence(self, one: str, other: str) -> int:
        """Below zero for one word broken in two, above for two words, 0 where the text does not tell."""
        last, first = _LAST_WORD.search(one), _FIRST_WORD.match(other)
        if not last or not first or not _HANGUL.match(one[-1]) or not _HANGUL.match(other[0]):
            return 0
        whole = last.group() + first.group() in self._words
        parts = (last.group() in self._words) + (first.group() in self._words)
        return parts - 2 * whole if whole else (1 if parts == 2 else 0)

    def _is_tail(self, other: str) -> bool:
        first = _FIRST_WORD.match(other)
        return bool(first and (_PARTICLE.fullmatch(first.group()) or first.group() not in self._words))


def _inner_words(line: str) -> list[str]:
    """The words of a line but the first and the last, which a break may have cut."""
    return _WORD.findall(line)[1:-1]
