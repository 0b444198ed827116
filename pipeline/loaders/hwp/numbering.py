"""The numbers that Hancom writes itself (KS X 6101 9.3.7; HWP 5.0 revision 1.3, tables 38 to 41)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial

from pipeline.loaders.number_formats import format_number

LEVELS = 10
# The number shapes in the order of their codes in HWP 5.0 (table 43).
SHAPES = (
    "DIGIT",
    "CIRCLED_DIGIT",
    "ROMAN_CAPITAL",
    "ROMAN_SMALL",
    "LATIN_CAPITAL",
    "LATIN_SMALL",
    "CIRCLED_LATIN_CAPITAL",
    "CIRCLED_LATIN_SMALL",
    "HANGUL_SYLLABLE",
    "CIRCLED_HANGUL_SYLLABLE",
    "HANGUL_JAMO",
    "CIRCLED_HANGUL_JAMO",
    "HANGUL_PHONETIC",
    "IDEOGRAPH",
    "CIRCLED_IDEOGRAPH",
    "DECAGON_CIRCLE",
    "DECAGON_CIRCLE_HANJA",
)

_PLACEHOLDER = re.compile(r"\^(10|[1-9nN])")
_LABEL_CHARS = 100
_LARGEST = 999_999
_SYLLABLE_BASE, _VOWELS, _FINALS = 0xAC00, 21, 28
# The consonants and the vowels that count: 가나다라 … 하, then 거너더 … 허, 고노도 … 호.
_INITIALS = (0, 2, 3, 5, 6, 7, 9, 11, 12, 14, 15, 16, 17, 18)
_MEDIALS = (0, 4, 8, 13, 18, 20)


@dataclass(frozen=True, slots=True)
class Level:
    """`label` is the pattern cut at its placeholders: text, the levels (from 0) whose numbers stand between, and for
    ^n and ^N the path of all levels, None.
    """

    label: tuple[str | int | None, ...]
    shape: str = "DIGIT"
    start: int = 1


@dataclass(frozen=True, slots=True)
class Numbering:
    """A list definition; `levels` may be fewer than ten."""

    id: int
    levels: tuple[Level, ...]

    def level(self, index: int) -> Level:
        return self.levels[index] if index < len(self.levels) else Level(())


def parse_label(pattern: str) -> tuple[str | int | None, ...]:
    """ "제^1조" is 제, level 0, 조. ^n is the path 1.2.3, ^N the path with a full stop (KS X 6101 table 57)."""
    parts: list[str | int | None] = []
    for place, part in enumerate(_PLACEHOLDER.split(pattern[:_LABEL_CHARS])):
        if place % 2 == 0:
            parts.append(part)
        elif part in "nN":
            parts += [None, "."] if part == "N" else [None]
        else:
            parts.append(int(part) - 1)
    return tuple(part for part in parts if part != "")


@dataclass(slots=True)
class Counters:
    """How far each list has counted."""

    _values: dict[int, list[int | None]] = field(default_factory=dict)

    def advance(self, numbering: Numbering, index: int) -> str:
        """Counts one paragraph of a level (from 0) and gives its number as Hancom shows it.

        A level that was skipped shows where it will start, and does not count as begun.
        """
        values = self._values.setdefault(numbering.id, [None] * LEVELS)
        current = values[index]
        values[index] = numbering.level(index).start if current is None else current + 1
        values[index + 1 :] = [None] * (LEVELS - index - 1)
        return "".join(_part(part, numbering, values, index) for part in numbering.level(index).label)


def _part(part: str | int | None, numbering: Numbering, values: Sequence[int | None], index: int) -> str:
    if isinstance(part, str):
        return part
    if part is None:
        return ".".join(str(_count(numbering, values, level)) for level in range(index + 1))
    return shape_number(_count(numbering, values, part), numbering.level(part).shape)


def _count(numbering: Numbering, values: Sequence[int | None], index: int) -> int:
    value = values[index]
    return numbering.level(index).start if value is None else value


@lru_cache(maxsize=4096)
def shape_number(number: int, shape: str) -> str:
    """A number in one of Hancom's shapes; in decimal figures where the shape has no sign for it."""
    shaper = _SHAPERS.get(shape)
    text = shaper(number) if shaper and 0 < number <= _LARGEST else ""
    return text or str(number)


def _syllable(number: int) -> str:
    turn, place = divmod(number - 1, len(_INITIALS))
    if turn >= len(_MEDIALS):
        return ""
    return chr(_SYLLABLE_BASE + (_INITIALS[place] * _VOWELS + _MEDIALS[turn]) * _FINALS)


def _of_run(first: str, length: int, number: int) -> str:
    return chr(ord(first) + number - 1) if number <= length else ""


def _word(name: str, number: int) -> str:
    return format_number(number, name)


_SHAPERS: Mapping[str, Callable[[int], str]] = {
    "CIRCLED_DIGIT": partial(_of_run, "①", 20),
    "ROMAN_CAPITAL": partial(_word, "upperRoman"),
    "ROMAN_SMALL": partial(_word, "lowerRoman"),
    "LATIN_CAPITAL": partial(_word, "upperLetter"),
    "LATIN_SMALL": partial(_word, "lowerLetter"),
    "CIRCLED_LATIN_CAPITAL": partial(_of_run, "Ⓐ", 26),
    "CIRCLED_LATIN_SMALL": partial(_of_run, "ⓐ", 26),
    "HANGUL_SYLLABLE": _syllable,
    "CIRCLED_HANGUL_SYLLABLE": partial(_of_run, "㉮", 14),
    "HANGUL_JAMO": partial(_word, "chosung"),
    "CIRCLED_HANGUL_JAMO": partial(_of_run, "㉠", 14),
    "HANGUL_PHONETIC": partial(_word, "koreanCounting"),
    "IDEOGRAPH": partial(_word, "chineseCountingThousand"),
    "CIRCLED_IDEOGRAPH": partial(_of_run, "㊀", 10),
    "DECAGON_CIRCLE": lambda number: "갑을병정무기경신임계"[number - 1 : number],
    "DECAGON_CIRCLE_HANJA": partial(_word, "ideographTraditional"),
}
