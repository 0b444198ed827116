"""What stands where one line is joined to the next: nothing, a space, or one hyphen less."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline.text.char_ranges import HANGUL_SYLLABLES, IDEOGRAPHIC

# Compiled where hangul is met: ranges this large take milliseconds.
_WORD = r"[0-9A-Za-z\uac00-\ud7a3]+"
_LAST_WORD = _WORD + "$"
# No Korean word; a line that begins with one goes on with the word before.
_PARTICLE = re.compile(r"(?:은|는|을|를|의|에|에서|에게|으로|로|와|과|부터|까지|으로서|로서|에는)")
# What Korean words end in; a word that ends so needs nothing more.
_ENDING = r".*(?:[은는을를의에서로와과고며여면한된할될도게지나]|[가-힣][이가]|및|등|또는|후|때|각)$"
_FIGURE = re.compile(r"[0-9０-９]")
_CUT_NUMBER = re.compile(r"[0-9０-９][.,]?$")
_UNIT = re.compile(r"영업일|개월|주일|퍼센트|분의|[일년월주원조항호목장절회명인건부차기억만천시분층동급]")
_LEAST_EVIDENCE, _LEAST_SHARE = 2, 0.1


class Spacing:
    """Knows from the lines' insides which hangul words there are, and so whether lines break within words.

    `joins` are the pairs of lines that there will be a question about.
    """

    def __init__(self, lines: Sequence[str], joins: Iterable[tuple[str, str]]) -> None:
        joined = {pair for pair in joins if _ends_of(*pair)[0]}
        self._words = {word for line in lines for word in _inner_words(line)} if joined else set()
        broken = sum(self._broken(one, other) for one, other in joined)
        self._breaks_words = broken >= max(_LEAST_EVIDENCE, _LEAST_SHARE * len(joined))

    def glue(self, one: str, other: str) -> str:
        """What to put between the end of a line and the start of the next."""
        if not one or not other or IDEOGRAPHIC.holds(one[-1]) or IDEOGRAPHIC.holds(other[0]) or one[-1].isspace():
            return ""
        if _CUT_NUMBER.search(one) and (_FIGURE.match(other) or _UNIT.match(other)):
            return ""
        if one[-1] in "-/\u2010" and other[0].isalnum():
            return ""
        return "" if self._breaks_words and self._is_one_word(one, other) else " "

    def _is_one_word(self, one: str, other: str) -> bool:
        last, first = _ends_of(one, other)
        if not last or not first:
            return False
        if self._broken(one, other):
            return True
        return last not in self._words and not (len(last) > 1 and re.match(_ENDING, last))

    def _broken(self, one: str, other: str) -> bool:
        """Whether two lines show a word cut in two."""
        last, first = _ends_of(one, other)
        if not last or not first:
            return False
        known = last in self._words and first in self._words
        return bool(_PARTICLE.fullmatch(first)) or (last + first in self._words and not known)


def _ends_of(one: str, other: str) -> tuple[str, str]:
    """The hangul word that ends the one and that begins the other, empty where there is none."""
    if not HANGUL_SYLLABLES.holds(one[-1:]) or not HANGUL_SYLLABLES.holds(other[:1]):
        return "", ""
    last, first = re.search(_LAST_WORD, one), re.match(_WORD, other)
    return (last.group(), first.group()) if last and first else ("", "")


def _inner_words(line: str) -> list[str]:
    """The words of a line but the first and the last, which a break may have cut."""
    return re.findall(_WORD, line)[1:-1]
