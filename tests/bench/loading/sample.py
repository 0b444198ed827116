"""A file and the truth about it: what a reader sees, and where."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from tests.bench.loading.press import SIZE, WIDTH, Line, width

LEFT, TOP, PITCH = 72.0, 90.0, 18.0
_CLOSING, _OPENING = "、。，．）」』】〉》；：！？,.)]", "（「『【〈《(["


@dataclass(frozen=True, slots=True)
class Quote:
    """Characters of the text with the page and middle of each."""

    text: str
    spots: tuple[tuple[int, float, float], ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """`texts` are the right readings, white space aside. `labels` are the numbers of articles with what follows them,
    `headings` what stands on a line of its own.

    `unseen` is what no reader sees, `margins` what is printed around the text; neither belongs into it. `unread` are
    the pages whose text nobody can tell from the file.
    """

    name: str
    suffix: str
    data: bytes
    texts: tuple[str, ...]
    pages: int
    labels: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()
    margins: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    unread: tuple[int, ...] = ()


@dataclass(slots=True)
class Frame:
    """A column to be filled, in points; `rows` lines of it."""

    page: int
    x: float
    y: float
    wide: float
    rows: int


def pages(first: int = 1, columns: int = 1, gap: float = 24.0, rows: int = 36, top: float = TOP) -> Iterable[Frame]:
    """Frames of upright pages without end."""
    wide = (WIDTH - 2 * LEFT - (columns - 1) * gap) / columns
    page = first
    while True:
        for column in range(columns):
            yield Frame(page, LEFT + column * (wide + gap), top, wide, rows)
        page += 1


def set_type(
    paragraphs: Sequence[str], frames: Iterable[Frame], size: float = SIZE, indent: int = 0, justified: bool = False
) -> list[Line]:
    """The paragraphs as lines in reading order."""
    frames = iter(frames)
    frame, row = next(frames), 0
    lines = []
    for paragraph in paragraphs:
        broken = list(wrap("\u3000" * indent + paragraph, frame.wide / size))
        for place, text in enumerate(broken):
            if row == frame.rows:
                frame, row = next(frames), 0
            full = justified and place < len(broken) - 1
            spacing = (frame.wide - extent(text) * size) / max(len(text) - 1, 1) if full else 0.0
            lines.append(Line(frame.page, frame.x, frame.y + row * PITCH * size / SIZE, text, size, spacing=spacing))
            row += 1
    return lines


def wrap(text: str, ems: float) -> Iterable[str]:
    """Lines as a word processor breaks them: no closing mark first, no opening one last, Latin words whole."""
    while extent(text) > ems:
        end, used = 0, 0.0
        while used + width(text[end]) <= ems:
            used += width(text[end])
            end += 1
        cut = end
        while cut > 1 and not _breaks(text, cut):
            cut -= 1
        cut = cut if cut > 1 else end
        yield text[:cut].rstrip(" ")
        text = text[cut:].lstrip(" ")
    if text:
        yield text


def _breaks(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    word = before < "\u0250" and after < "\u0250" and before != " " and after != " "
    return not word and after not in _CLOSING and before not in _OPENING


def extent(text: str) -> float:
    return sum(map(width, text))


@dataclass(slots=True)
class Truth:
    """What a sample's maker knows; `finish` draws quotes from it."""

    lines: list[Line] = field(default_factory=list)
    labels: Sequence[str] = ()
    headings: Sequence[str] = ()
    unseen: Sequence[str] = ()
    margins: Sequence[str] = ()
    others: Sequence[str] = ()
    unread: Sequence[int] = ()
    quotes: int = 12

    def finish(self, name: str, data: bytes, dice: random.Random, count: int = 0) -> Sample:
        text = "".join(line.text for line in self.lines)
        return Sample(
            name, ".pdf", data, (text, *self.others), count or max((line.page for line in self.lines), default=1),
            tuple(self.labels), tuple(self.headings), tuple(self.unseen), tuple(self.margins),
            tuple(self._quotes(dice)) if self.quotes else (), tuple(self.unread),
        )  # fmt: skip

    def _quotes(self, dice: random.Random) -> Iterable[Quote]:
        """Random stretches that stand in the text once."""
        glyphs = [
            (char, line.page, *spot)
            for line in self.lines
            for char, spot in zip(line.text, line.centres(), strict=True)
            if not char.isspace()
        ]
        text = "".join(glyph[0] for glyph in glyphs)
        for _ in range(self.quotes):
            start = dice.randrange(max(len(text) - 8, 1))
            end = min(start + dice.randint(6, 60), len(text))
            whole = plain(text[start]) == plain("か" + text[start])[1:]  # not a mark of the character before
            if whole and text.count(text[start:end]) == 1:
                yield Quote(text[start:end], tuple(glyph[1:] for glyph in glyphs[start:end]))


def labels(contract_labels: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Article numbers with the words that follow: right only where both stand together."""
    return tuple(plain(label + after)[: len(plain(label)) + 6] for label, after in contract_labels)


def plain(text: str) -> str:
    """As the error rate compares it: NFKC, without white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


Maker = Callable[[random.Random, str], Sample]
