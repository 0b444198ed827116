"""Pictures as large as pages that stand in a text, scans pasted into a document, and what they say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.document.model import Aside, DocxPlace
from pipeline.issues import Issue, Severity
from pipeline.loaders.blocks import Block, Cell, Paragraph, Table

Crop = tuple[float, float, float, float]
"""Shares of a picture that are cut off its left, top, right and bottom side."""

# Half of a page. Seals, logos, signatures and cards are smaller.
_LEAST_SHORT_CM, _LEAST_LONG_CM = 9.0, 12.0

OpenPart = Callable[[str], bytes | None]
"""The bytes of a part by its name, None where there is none. Raises DocumentError."""

WHOLE: Crop = (0.0, 0.0, 0.0, 0.0)
# Of a side; files round.
_LEAST_CUT = 0.01


@dataclass(frozen=True, slots=True)
class Inset:
    """`part` is the file that holds the picture, "" where it lies outside of the document.

    `follows` says that no text stands between it and the one before, so that a sentence may go on in it.
    """

    part: str
    place: DocxPlace
    follows: bool = False
    crop: Crop = WHOLE


@dataclass(frozen=True, slots=True)
class Pictures:
    """`pages` are the pictures as large as pages by what they stand in; `small` counts the others."""

    pages: Mapping[Any, Sequence[Inset]]
    small: int


@dataclass(slots=True)
class Reading:
    """What a picture says, and what a reviewer must know of it. `number` counts the pictures of the text from 1.

    `is_unread` says that words of it may be missing.
    """

    number: int
    inset: Inset
    blocks: list[Block] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    is_unread: bool = False

    def note(self, code: str, severity: Severity, **params: object) -> None:
        self.issues.append(Issue(code, severity, {"picture": self.number, "part": self.inset.part, **params}))


def moved(blocks: Iterable[Block], cell: tuple[int, int, int]) -> Iterator[Block]:
    """The blocks as they stand in a cell of a table."""
    for block in blocks:
        if isinstance(block, Table):
            yield Table([[Cell(each.column, list(moved(each.blocks, cell))) for each in row] for row in block.rows])
        else:
            yield _moved(block, cell)


def _moved(paragraph: Paragraph, cell: tuple[int, int, int]) -> Paragraph:
    pieces = [(text, place._replace(cell=cell)) for text, place in paragraph.pieces]
    return replace(paragraph, place=paragraph.place._replace(cell=cell), pieces=pieces)


def is_page(width_cm: float, height_cm: float) -> bool:
    """Whether a picture of that size is large enough for the scan of a page, upright or on its side."""
    short, long = sorted((width_cm, height_cm))
    return short >= _LEAST_SHORT_CM and long >= _LEAST_LONG_CM


def crop_of(shown: tuple[int, int, int, int], width: int, height: int) -> Crop:
    """By what is shown of a picture of that size, from its left and top to its right and bottom."""
    if width <= 0 or height <= 0:
        return WHOLE
    left, top, right, bottom = shown
    cut = (left / width, top / height, 1 - right / width, 1 - bottom / height)
    return cut if all(0 <= share < 1 for share in cut) and max(cut) > _LEAST_CUT else WHOLE
