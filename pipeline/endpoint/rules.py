"""Which types an article carries: titles say it, passages prove or add it, `not` cues take it back."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import accumulate

from pipeline.endpoint.cues import CueBook, Hit
from pipeline.endpoint.units import Piece, Unit

OTHER = "other"
# What nearly every clause lays down: said only where nothing more definite is.
_RESIDUAL = "obligations"
_DUTY = re.compile(
    "应当|应[于在向按将对及就由为确]|須|须|不得|負責|负责|應"
    "|なければならない|ものとする|てはならない|義務を負う"
    "|[하해되]여?야한다|[하해되]여?야합니다|아니된다|아니하다|의무를진다|shall|must"
)

# A body cue of one or two characters is a word of many clauses; a phrase belongs to one.
_WEIGHT_OF_LENGTH = {1: 0.25, 2: 0.5, 3: 0.75}
_LETTERS_PER_CHARACTER = 3
# What the passages must weigh for a type of which the title says nothing: beside a title that says another type,
# and where no title says anything.
_BESIDE_TITLE, _ALONE = 2.4, 0.7
# A type far weaker than the strongest of its article is a mention, not a clause.
_LEAST_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Typed:
    """A type of an article. `pieces` are the passages that carry it."""

    type: str
    titled: bool
    weight: float
    pieces: tuple[Piece, ...]


@dataclass(slots=True)
class _Evidence:
    cues: dict[str, float] = field(default_factory=dict)
    pieces: dict[int, Piece] = field(default_factory=dict)

    @property
    def weight(self) -> float:
        return sum(self.cues.values())


def classify(unit: Unit, books: Collection[CueBook], types: Collection[str]) -> list[Typed]:
    """The types of an article among those asked for, `other` where there is none; strongest first."""
    titled = _named(unit.title, books)
    evidence = _body_evidence(unit, books)
    names = dict.fromkeys([*sorted(titled), *_said_by_body(evidence, titled)])
    found = [_typed(unit, name, titled, evidence) for name in _without_residual(names, titled) if name in types]
    if not found and OTHER not in titled and _RESIDUAL in types and _lays_down(unit):
        return [Typed(_RESIDUAL, False, 0.0, unit.pieces)]
    if not found:
        return [Typed(OTHER, OTHER in titled, 0.0, unit.pieces)]
    return sorted(found, key=lambda typed: (not typed.titled, -typed.weight, typed.type))


def _typed(unit: Unit, name: str, titled: Collection[str], evidence: Mapping[str, _Evidence]) -> Typed:
    own = evidence.get(name)
    return Typed(name, name in titled, own.weight if own else 0.0, _carriers(unit, own))


def _without_residual(names: Iterable[str], titled: Collection[str]) -> list[str]:
    definite = [name for name in names if name not in (OTHER, _RESIDUAL)]
    residual_alone = not definite or (_RESIDUAL in titled and not any(name in titled for name in definite))
    return [name for name in names if name != OTHER and (name != _RESIDUAL or residual_alone)]


def _lays_down(unit: Unit) -> bool:
    """Whether the article obliges anybody to anything."""
    return any(_DUTY.search(piece.tight_text) for piece in unit.pieces)


def _named(heading: str, books: Iterable[CueBook]) -> set[str]:
    """The types that a heading names."""
    names: set[str] = set()
    for book in books:
        if title := book.folded(heading):
            names |= {hit.owner for hit in book.title.hits(title)} - {hit.owner for hit in book.no.hits(title)}
    return names


def _body_evidence(unit: Unit, books: Iterable[CueBook]) -> dict[str, _Evidence]:
    evidence: dict[str, _Evidence] = {}
    for book in books:
        views = [book.text(piece) for piece in unit.pieces]
        # All passages at once: a pattern costs more to start than to run.
        starts = list(accumulate((len(view) + 1 for view in views), initial=0))
        joined = "\n".join(views)
        hits = book.body.hits(joined)
        vetoed = {(hit.owner, bisect_right(starts, hit.start)) for hit in book.no.hits(joined)} if hits else set()
        for hit in hits:
            place = bisect_right(starts, hit.start)
            if (hit.owner, place) not in vetoed:
                own = evidence.setdefault(hit.owner, _Evidence())
                own.cues[hit.cue] = _weight(hit, book)
                own.pieces[unit.pieces[place - 1].number] = unit.pieces[place - 1]
    return evidence


def _weight(hit: Hit, book: CueBook) -> float:
    if hit.wide:
        return 1.0
    length = len(hit.cue)
    if book.spaced:
        length = -(-length // _LETTERS_PER_CHARACTER)
    return _WEIGHT_OF_LENGTH.get(length, 1.0)


def _said_by_body(evidence: dict[str, _Evidence], titled: Collection[str]) -> list[str]:
    strongest = max((own.weight for own in evidence.values()), default=0.0)
    least = max(_BESIDE_TITLE if titled else _ALONE, _LEAST_SHARE * strongest)
    return [name for name, own in sorted(evidence.items()) if own.weight >= least]


def _carriers(unit: Unit, own: _Evidence | None) -> tuple[Piece, ...]:
    """The passages with a cue of the type; all of them where only the title speaks for it."""
    if own is None:
        return unit.pieces
    return tuple(own.pieces[number] for number in sorted(own.pieces))
