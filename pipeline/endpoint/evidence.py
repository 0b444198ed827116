"""What the passages of an article say for each type: the cues found in them, and what they weigh."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from pipeline.endpoint.cues import CueBook, Hit
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


def gather(unit: Unit, books: Iterable[CueBook]) -> dict[str, Evidence]:
    """The evidence by type. A `not` cue takes back what its passage says for its type, but nothing that is sure."""
    evidence: dict[str, Evidence] = {}
    for book in books:
        for hit, passage, sure in _found(unit, book):
            evidence.setdefault(hit.owner, Evidence()).add(hit.cue, weigh(hit, book), passage, sure)
    return evidence


def _found(unit: Unit, book: CueBook) -> Iterator[tuple[Hit, int, bool]]:
    """Cues, the index of the passage each stands in, and whether it is a sure one."""
    views = [book.text(piece) for piece in unit.pieces]
    # All passages at once: a pattern costs more to start than to run.
    starts = list(accumulate((len(view) + 1 for view in views), initial=0))
    joined = "\n".join(views)
    sure, plain = book.sure.hits(joined), _apart(book.body.hits(joined))
    vetoed = {(hit.owner, bisect_right(starts, hit.start) - 1) for hit in book.no.hits(joined)} if plain else set()
    for hit in plain:
        passage = bisect_right(starts, hit.start) - 1
        if (hit.owner, passage) not in vetoed:
            yield hit, passage, False
    yield from ((hit, bisect_right(starts, hit.start) - 1, True) for hit in sure)


def _apart(hits: Iterable[Hit]) -> list[Hit]:
    """Without the words that share characters with an earlier word of their owner: they say it once."""
    kept: list[Hit] = []
    ends: dict[str, int] = {}
    for hit in hits:
        if hit.wide or hit.start >= ends.get(hit.owner, 0):
            kept.append(hit)
            if not hit.wide:
                ends[hit.owner] = hit.end
    return kept


def weigh(hit: Hit, book: CueBook) -> float:
    """How much one cue says for its type."""
    if hit.wide:
        return 1.0
    length = len(hit.cue)
    if book.spaced:
        length = -(-length // _LETTERS_PER_CHARACTER)
    return _WEIGHT_OF_LENGTH.get(length, 1.0)
