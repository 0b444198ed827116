"""The articles of a record and of its gold, and which of them are the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pipeline.evaluate.gold import GoldClause
from pipeline.extract.ground import ground
from pipeline.extract.record import Clause
from pipeline.text.folding import folded

# Of the smaller of two spans, this share must lie in the other for them to be the same article.
_SHARED = 0.5


@dataclass(eq=False)
class FoundArticle:
    """An article of a record, with its clauses by type."""

    start: int
    end: int
    clauses: dict[str, list[Clause]] = field(default_factory=dict)

    @property
    def first(self) -> Clause:
        return next(iter(self.clauses.values()))[0]

    @property
    def name(self) -> str:
        return f"{' '.join(self.first.path)} {self.first.title}".strip() or self.first.quote[:20]

    @cached_property
    def words(self) -> str:
        return folded(self.first.quote)


@dataclass(eq=False)
class GoldArticle:
    """An article of the gold: its clauses, and its span where the gold holds one."""

    name: str
    clauses: list[GoldClause] = field(default_factory=list)
    span: tuple[int, int] | None = None

    @property
    def types(self) -> dict[str, GoldClause]:
        return {name: clause for clause in self.clauses for name in clause.all_types}


@dataclass(eq=False)
class Unit:
    """What is compared: an article of the gold and the same of the record. Where one of them tells as a whole what
    the other tells in pieces, all the pieces; where one of them has nothing, nothing."""

    gold: list[GoldArticle] = field(default_factory=list)
    found: list[FoundArticle] = field(default_factory=list)

    @property
    def name(self) -> str:
        return (self.gold or self.found)[0].name

    @property
    def gold_types(self) -> dict[str, GoldClause]:
        return {name: clause for article in self.gold for name, clause in article.types.items()}

    @property
    def found_types(self) -> dict[str, Clause]:
        return {name: clauses[0] for article in self.found for name, clauses in article.clauses.items()}


def found_articles(clauses: Sequence[Clause]) -> list[FoundArticle]:
    """In the order of the text."""
    articles: dict[tuple[int, int], FoundArticle] = {}
    for clause in sorted(clauses, key=lambda clause: (clause.start, clause.end)):
        article = articles.setdefault((clause.start, clause.end), FoundArticle(clause.start, clause.end))
        article.clauses.setdefault(clause.type, []).append(clause)
    return list(articles.values())


def gold_articles(clauses: Sequence[GoldClause], text: str | None) -> list[GoldArticle]:
    """Neighbouring clauses of the gold that name the same article are one: numbers restart."""
    articles: list[GoldArticle] = []
    last: tuple[Any, ...] | None = None
    for clause in clauses:
        span = _span(clause, text)
        key = span or (clause.path, clause.number, clause.article, clause.title, clause.quote)
        if key != last:
            articles.append(GoldArticle(_name(clause), span=span))
        articles[-1].clauses.append(clause)
        last = key
    return articles


def _span(clause: GoldClause, text: str | None) -> tuple[int, int] | None:
    """The gold's span; where its quote stands elsewhere in this text, the quote's."""
    if clause.start is None or clause.end is None:
        return None
    if text is not None and clause.quote and text[clause.start : clause.end] != clause.quote:
        proof = ground(text, clause.quote)
        if proof.proved and proof.start is not None and proof.end is not None:
            return proof.start, proof.end
    return clause.start, clause.end


def _name(clause: GoldClause) -> str:
    label = " ".join(clause.path or ()) or clause.article or clause.number or ""
    return f"{label} {clause.title or ''}".strip() or (clause.quote or "")[:20] or f"{clause.start}-{clause.end}"


def pair(gold: Sequence[GoldArticle], found: Sequence[FoundArticle]) -> list[Unit]:
    """Every article of both in one unit, in the order of the gold; what the gold does not have comes last."""
    taken: set[FoundArticle] = set()
    unit_of: dict[FoundArticle, Unit] = {}
    units: list[Unit] = []
    for article in gold:
        same = _overlapping(article.span, found) if article.span else _called(article.clauses[0], found, taken)
        unit = next((unit_of[other] for other in same if other in unit_of), None)
        if unit is None:
            unit = Unit()
            units.append(unit)
        unit.gold.append(article)
        unit.found += [other for other in same if other not in unit_of]
        unit_of |= {other: unit_of.get(other, unit) for other in same}
    return [*units, *(Unit(found=[other]) for other in found if other not in unit_of)]


def _overlapping(span: tuple[int, int], found: Sequence[FoundArticle]) -> list[FoundArticle]:
    def shares(other: FoundArticle) -> bool:
        shared = min(span[1], other.end) - max(span[0], other.start)
        return shared > 0 and shared >= _SHARED * min(span[1] - span[0], other.end - other.start)

    return [other for other in found if shares(other)]


def _called(clause: GoldClause, found: Sequence[FoundArticle], taken: set[FoundArticle]) -> list[FoundArticle]:
    """The next article that is called what the gold calls it, the one with its title first; else one that the gold has
    named before; else that of which it is a piece (4 for 4.1), else its pieces."""
    below = [other for other in found if not clause.path or _is_below(clause.path, other.first)]
    title = folded(clause.title or "")
    called = [other for other in below if other not in taken and _is_called(clause, other)]
    if called:
        chosen = next((other for other in called if title and folded(other.first.title) == title), called[0])
        taken.add(chosen)
        return [chosen]
    if again := next((other for other in below if _is_called(clause, other)), None):
        return [again]
    number = clause.number or ""
    whole = [other for other in below if other.first.number and number.startswith(f"{other.first.number}.")]
    pieces = [other for other in below if number and (other.first.number or "").startswith(f"{number}.")]
    return whole[:1] or pieces


def _is_called(clause: GoldClause, other: FoundArticle) -> bool:
    first = other.first
    if clause.number is not None:
        return clause.number == first.number
    if clause.article:
        return folded(clause.article) == folded(first.article)
    if clause.quote:
        return folded(clause.quote) in other.words
    return bool(clause.path) or bool(clause.title and folded(clause.title) == folded(first.title))


def _is_below(path: Sequence[str], other: Clause) -> bool:
    """Whether the steps of the gold's path stand in the record's, in their order."""
    steps = iter([folded(step) for step in other.path])
    return all(folded(step) in steps for step in path)
