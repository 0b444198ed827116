"""Which types an article carries: titles say it, passages prove or add it, `not` cues take it back."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.endpoint.cues import CueBook
from pipeline.endpoint.evidence import Evidence, by_line, gather, weigh
from pipeline.endpoint.units import Piece, Unit

OTHER = "other"
# What nearly every clause lays down: said only where nothing more definite is.
_RESIDUAL = "obligations"
_DUTY = re.compile(
    "应当|应[于在向按将对及就由为确]|須|须|不得|負責|负责|應"
    "|なければならない|ものとする|てはならない|義務を負う"
    "|[하해되]여?야한다|[하해되]여?야합니다|아니된다|아니하다|의무를진다|shall|must"
)

# What the passages must weigh for a type of which the title says nothing: beside a title that says another type,
# where no title says anything, and where nothing else is said at all.
_BESIDE_TITLE, _ALONE, _FAINT = 2.4, 0.7, 0.5
# A type far weaker than the strongest of its article is a mention, not a clause.
_LEAST_SHARE = 0.4
# Where an article without a title says what it is about, in characters.
_OPENING_CHARS = 40
_OPENING_ENDS = re.compile(r"[。.;：:\n]")


@dataclass(frozen=True, slots=True)
class Typed:
    """A type of an article. `pieces` are the passages that carry it."""

    type: str
    titled: bool
    weight: float
    pieces: tuple[Piece, ...]


_Evident = Mapping[str, Evidence]


def classify(units: Sequence[Unit], books: Sequence[CueBook], types: Collection[str]) -> Iterator[list[Typed]]:
    """The types of each article among those asked for, `other` where there is none; strongest first."""
    for unit, titled, evidence in zip(units, _named(units, books), gather(units, books), strict=True):
        yield _classified(unit, titled, evidence, books, types)


def _classified(
    unit: Unit, titled: Collection[str], evidence: _Evident, books: Sequence[CueBook], types: Collection[str]
) -> list[Typed]:
    said = _said_by_body(evidence, titled, books) or ([] if unit.title else _opening(unit, evidence, books))
    names = dict.fromkeys([*sorted(titled), *said])
    found = [_typed(unit, name, titled, evidence) for name in _without_residual(names, titled) if name in types]
    if not found and OTHER not in titled and _RESIDUAL in types and _lays_down(unit):
        return [Typed(_RESIDUAL, False, 0.0, unit.pieces)]
    if not found:
        return [Typed(OTHER, OTHER in titled, 0.0, unit.pieces)]
    return sorted(found, key=lambda typed: (not typed.titled, -typed.weight, typed.type))


def _typed(unit: Unit, name: str, titled: Collection[str], evidence: _Evident) -> Typed:
    own = evidence.get(name)
    return Typed(name, name in titled, own.weight if own else 0.0, _carriers(unit, own))


def _without_residual(names: Iterable[str], titled: Collection[str]) -> list[str]:
    definite = [name for name in names if name not in (OTHER, _RESIDUAL)]
    residual_alone = not definite or (_RESIDUAL in titled and not any(name in titled for name in definite))
    return [name for name in names if name != OTHER and (name != _RESIDUAL or residual_alone)]


def _lays_down(unit: Unit) -> bool:
    """Whether the article obliges anybody to anything."""
    return any(_DUTY.search(piece.tight_text) for piece in unit.pieces)


def _named(units: Sequence[Unit], books: Iterable[CueBook]) -> list[set[str]]:
    """The types that the heading of each article names."""
    names: list[set[str]] = [set() for _ in units]
    for book in books:
        titles = [book.folded(unit.title) for unit in units]
        vetoed = {(hit.owner, index) for hit, index in by_line(titles, book.no)}
        for hit, index in by_line(titles, book.title):
            if (hit.owner, index) not in vetoed:
                names[index].add(hit.owner)
    return names


def _said_by_body(evidence: _Evident, titled: Collection[str], books: Sequence[CueBook]) -> list[str]:
    """The types that the passages say, without those that the leading ones include."""
    strong = _strong_somewhere(evidence) if OTHER in titled else _strong(evidence, _BESIDE_TITLE if titled else _ALONE)
    said = sorted(name for name, own in evidence.items() if own.sure or name in strong)
    if OTHER in titled:
        return said
    strongest = max((evidence[name].weight for name in said), default=0.0)
    leading = titled or [name for name in said if evidence[name].weight == strongest]
    included = {part for name in leading for book in books[:1] for part in book.includes(name)}
    return [name for name in said if name not in included or (not titled and name in leading)]


def _strong(evidence: _Evident, least: float) -> set[str]:
    strongest = max((own.weight for own in evidence.values()), default=0.0)
    return {name for name, own in evidence.items() if own.weight >= max(least, _LEAST_SHARE * strongest)}


def _strong_somewhere(evidence: _Evident) -> set[str]:
    """What an article of many matters (附则, 雑則, 기타) says: each of its passages speaks for itself."""
    strong: set[str] = set()
    for passage in {passage for own in evidence.values() for passage in own.passages}:
        weights = {name: own.weight_in(passage) for name, own in evidence.items()}
        least = max(_ALONE, *weights.values())
        strong.update(name for name, weight in weights.items() if weight >= least)
    return strong


def _opening(unit: Unit, evidence: _Evident, books: Iterable[CueBook]) -> list[str]:
    """The type that a heading's word names in the first words of an article, with what else speaks for it."""
    first = unit.text[len(unit.label) :].lstrip()[:_OPENING_CHARS]
    opening = _OPENING_ENDS.split(first, maxsplit=1)[0]
    scores = {name: own.weight for name, own in evidence.items()}
    for book in books:
        view = book.folded(opening)
        vetoed = {hit.owner for hit in book.no.hits(view)}
        for hit in book.title.hits(view):
            if hit.owner not in vetoed:
                scores[hit.owner] = scores.get(hit.owner, 0.0) + weigh(hit, book)
    definite = sorted(name for name, score in scores.items() if score >= _FAINT and name not in (OTHER, _RESIDUAL))
    return sorted(definite, key=lambda name: -scores[name])[:1]


def _carriers(unit: Unit, own: Evidence | None) -> tuple[Piece, ...]:
    """The passages with a cue of the type; all of them where only the title speaks for it."""
    if own is None:
        return unit.pieces
    return tuple(unit.pieces[passage] for passage in sorted(own.passages))
