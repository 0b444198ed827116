"""The shapes that paragraphs and characters of a Hancom document refer to by number, whichever file holds them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from pipeline.loaders.hwp.numbering import Numbering

Head = Literal["none", "outline", "number", "bullet"]

# A hundredth of a point; smaller type is not made to be read.
# Hancom's unit is a hundredth of a point.
UNITS_PER_CM = 7200 / 2.54
TINY_HEIGHT = 200


@dataclass(frozen=True, slots=True)
class ParaShape:
    """`list_id` is a numbering or a bullet, by `head`; `level` counts from 0; `painted` is a ground of its own."""

    head: Head = "none"
    list_id: int = 0
    level: int = 0
    checked: bool = False
    painted: bool = False


@dataclass(frozen=True, slots=True)
class CharShape:
    """`white` is type that shows on a painted ground only."""

    white: bool = False
    tiny: bool = False
    painted: bool = False

    def hidden_on(self, ground: bool) -> bool:
        return self.tiny or (self.white and not ground and not self.painted)


@dataclass(frozen=True, slots=True)
class Bullet:
    sign: str
    checked_sign: str = ""


@dataclass(slots=True)
class Shapes:
    """By their numbers in the file; `painted` are the border fills that colour what stands on them."""

    paras: dict[int, ParaShape] = field(default_factory=dict)
    chars: dict[int, CharShape] = field(default_factory=dict)
    numberings: dict[int, Numbering] = field(default_factory=dict)
    bullets: dict[int, Bullet] = field(default_factory=dict)
    painted: set[int] = field(default_factory=set)
    authors: dict[str, str] = field(default_factory=dict)

    def para(self, number: int) -> ParaShape:
        return self.paras.get(number, _PLAIN_PARA)

    def char(self, number: int) -> CharShape:
        return self.chars.get(number, _PLAIN_CHAR)


_PLAIN_PARA, _PLAIN_CHAR = ParaShape(), CharShape()
