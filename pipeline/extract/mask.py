"""Stand-ins for what names a person or an account: of the same length, so that every offset and count stays right."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, product

from pipeline.text.identifiers import Identifier, find_identifiers
from pipeline.text.regex import regex

# A stand-in begins with its name, three letters that make no word, and goes on with X.
_LETTERS = "BCDFGHJKLMNPQRSTVWZ"
_NAME_CHARS = 3
_FILLER = "X"
# What is said about an earlier answer may hold a piece of a number.
_DIGITS = regex("[0-9０-９]{3,}")
_LEAST_NUMBER_CHARS = 7


@dataclass(frozen=True)
class Mask:
    """The identifiers of a text and the text as it is sent: of the same length, character by character."""

    text: str
    identifiers: Sequence[Identifier]

    @classmethod
    def of(cls, text: str) -> Mask:
        return cls(text, find_identifiers(text))

    @cached_property
    def _stand_ins(self) -> Mapping[str, str]:
        """By the number as it stands in the text: the same number has the same stand-in everywhere."""
        numbers = dict.fromkeys(self.text[found.start : found.end] for found in self.identifiers)
        names = ("".join(name) for name in product(_LETTERS, repeat=_NAME_CHARS))
        free = islice((name for name in names if name not in self.text), len(numbers))
        spare = _FILLER * _NAME_CHARS
        return {number: _stand_in(number, next(free, spare)) for number in numbers}

    @cached_property
    def sent(self) -> str:
        pieces: list[str] = []
        done = 0
        for found in self.identifiers:
            pieces += (self.text[done : found.start], self._stand_ins[self.text[found.start : found.end]])
            done = found.end
        return "".join((*pieces, self.text[done:]))

    @cached_property
    def _numbers(self) -> Mapping[str, tuple[str, str]]:
        """Number and stand-in, by the beginning of the stand-in that names it."""
        return {
            stand_in[: _named_by(stand_in)]: (number, stand_in)
            for number, stand_in in self._stand_ins.items()
            if not stand_in.startswith(_FILLER)
        }

    def whole(self, said: str) -> str:
        """What was said, with the numbers in the place of their stand-ins, also of one that was cut short."""
        if _FILLER not in said:
            return said
        for beginning, (number, stand_in) in self._numbers.items():
            at = said.find(beginning)
            while at >= 0:
                length = len(beginning)
                while length < len(stand_in) and said[at : at + length + 1] == stand_in[: length + 1]:
                    length += 1
                said = said[:at] + number[:length] + said[at + length :]
                at = said.find(beginning, at + length)
        return said

    @cached_property
    def _all(self) -> str:
        return "\n".join(self._stand_ins)

    def without_numbers(self, words: str) -> str:
        """Words about the text, without any number of it or a piece of one, and without any that may hold one."""

        def hide(digits: re.Match[str]) -> str:
            return "…" if len(digits[0]) >= _LEAST_NUMBER_CHARS or digits[0] in self._all else digits[0]

        return _DIGITS.sub(hide, words)


def _stand_in(number: str, name: str) -> str:
    """The signs between the digits are kept: a quote of it must not differ by more than its digits."""
    letters = iter(name)
    return "".join(next(letters, _FILLER) if char.isalnum() else char for char in number)


def _named_by(stand_in: str) -> int:
    """Up to the first sign behind the name."""
    return stand_in.index(_FILLER) + 1
