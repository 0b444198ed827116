"""What the passages of an article say for each type: the cues found in them, and what they weigh."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from pipeline.endpoint.cues import CueBook, CueList, Hit
from pipeline.endpoint.units import Unit

# A body cue of one or two characters is a word of many clauses; a phrase belongs to one.
_WEIGHT_OF_LENGTH = {1: 0.25, 2: 0.5, 3: 0.75}
_LETTERS_PER_CHARACTER = 3


@dataclass(slots=True)
class Evidence:
    """What speaks for one type: each cue once, with its weight, in the article and in each passage by its index.

    `sure` is whether a cue proves the type by itself.
    """

    cues: dict[str, float] = field(default_factory=dict)
    passages: dict[int, dict[str, float]] = field(default_factory=dict)
    sure: bool = False

    @property
    def weight(self) -> float:
        return sum(self.cues.values())

    def weight_in(self, passage: int) -> float:
        return sum(self.passages.get(passage, {}).values())

    def add(self, cue: str, weight: float, passage: int, sure: bool) -> None:
        self.cues[cue] = weight
        self.passages.setdefault(passage, {})[cue] = weight
        self.sure |= sure


def gather(units: Sequence[Unit], books: Iterable[CueBook]) -> list[dict[str, Evidence]]:
    """The evidence by type, for each unit.

    A `not` cue takes back what its passage says for its type, but nothing that is sure.
    """
    evidence: list[dict[str, Evidence]] = [{} for _ in units]
    places = [(index, passage) for index, unit in enumerate(units) for passage in range(len(unit.pieces))]
    for book in books:
        views = [book.text(piece) for unit in units for piece in unit.pieces]
        for hit, line, sure in _found(views, book):
            index, passage = places[line]
            evidence[index].setdefault(hit.owner, Evidence()).add(hit.cue, weigh(hit, book), passage, sure)
    return evidence


def _found(views: Sequence[str], book: CueBook) -> Iterator[tuple[Hit, int, bool]]:
    """Cues, which view each stands in, and whether it is a sure one."""
    vetoed = {(hit.owner, line) for hit, line in by_line(views, book.no)}
    for hit, line in by_line(views, book.body, _apart):
        if (hit.owner, line) not in vetoed:
            yield hit, line, False
    yield from ((hit, line, True) for hit, line in by_line(views, book.sure))


def by_line(
    views: Sequence[str], cues: CueList, choose: Callable[[list[Hit]], list[Hit]] = list
) -> Iterator[tuple[Hit, int]]:
    """The cues in many texts and which of them each stands in; one that reaches into the next text is none.

    All texts are read at once: a pattern costs more to start than to run.
    """
    starts = list(accumulate((len(view) + 1 for view in views), initial=0))
    for hit in choose(cues.hits("\n".join(views))):
        line = bisect_right(starts, hit.start) - 1
        if hit.end < starts[line + 1]:
            yield hit, line


def _apart(hits: Iterable[Hit]) -> list[Hit]:
    """Without the cues that share characters with an earlier one of their owner and kind: they say it once."""
    kept: list[Hit] = []
    ends: dict[tuple[str, bool], int] = {}
    for hit in hits:
        if hit.start >= ends.get((hit.owner, hit.wide), 0):
            kept.append(hit)
            ends[hit.owner, hit.wide] = hit.end
    return kept


def weigh(hit: Hit, book: CueBook) -> float:
    """How much one cue says for its type."""
    if hit.wide:
        return 1.0
    length = len(hit.cue)
    if book.spaced:
        length = -(-length // _LETTERS_PER_CHARACTER)
    return _WEIGHT_OF_LENGTH.get(length, 1.0)
