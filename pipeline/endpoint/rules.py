"""Which types an article carries: titles say it, passages prove or add it, `not` cues take it back."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from pipeline.endpoint.cues import CueBook, Hit
from pipeline.endpoint.units import Piece, Unit

OTHER = "other"

# A body cue of one or two characters is a word of many clauses; a phrase belongs to one.
_WEIGHT_OF_LENGTH = {1: 0.25, 2: 0.5, 3: 0.75}
_LETTERS_PER_CHARACTER = 3
# What the passages must weigh for a type of which the title says nothing: beside a title that says another type,
# and where no title says anything.
_BESIDE_TITLE, _ALONE = 1.9, 0.9
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
    titled = {hit.owner for book in books for hit in _title_hits(unit, book)}
    evidence = _body_evidence(unit, books)
    found = [
        Typed(name, name in titled, evidence[name].weight if name in evidence else 0.0, _carriers(unit, evidence.get(name)))
        for name in dict.fromkeys([*sorted(titled), *_said_by_body(evidence, titled)])
        if name in types and name != OTHER
    ]
    if not found:
        return [Typed(OTHER, False, 0.0, unit.pieces)]
    return sorted(found, key=lambda typed: (not typed.titled, -typed.weight, typed.type))


def _title_hits(unit: Unit, book: CueBook) -> list[Hit]:
    title = book.folded(unit.title)
    if not title:
        return []
    vetoed = {hit.owner for hit in book.no.hits(title)}
    return [hit for hit in book.title.hits(title) if hit.owner not in vetoed]


def _body_evidence(unit: Unit, books: Iterable[CueBook]) -> dict[str, _Evidence]:
    evidence: dict[str, _Evidence] = {}
    for book in books:
        for piece in unit.pieces:
            view = book.view(piece).text
            hits = book.body.hits(view)
            vetoed = {hit.owner for hit in book.no.hits(view)} if hits else set()
            for hit in hits:
                if hit.owner not in vetoed:
                    own = evidence.setdefault(hit.owner, _Evidence())
                    own.cues[hit.cue] = _weight(hit, book)
                    own.pieces[piece.number] = piece
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
