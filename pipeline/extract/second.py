"""A second reader beside the endpoint: which articles are asked about once more because two readers read them apart.

A model that reads otherwise than the rules is mostly right. It is doubted only where the rules are sure, or where an
answer bears the marks of damage: types or values of two places exchanged, passages off by one, a subtype that there is
none of, a quote that neither its own reading nor the second reader bears out. An endpoint that says that it is these very rules must
read as they do: there, every difference is damage.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import combinations, product
from typing import Protocol, TypeVar

from pipeline.extract.job import Job
from pipeline.extract.states import StateName
from pipeline.extract.values import prove_values
from pipeline.outline.section import Article
from pipeline.schema.contract import ReplyClause

_Key = TypeVar("_Key", str, tuple[str, str])
# What nearly every article may be called: two readers differ about it without either being wrong.
RESIDUAL = frozenset({"other", "obligations"})


class Opinion(Protocol):
    """What the second reader reads in one article. `clauses` as it would answer; of their types, `sure` are those that
    the heading or telling words prove; `seen` are all for which anything in the article speaks.
    """

    @property
    def article(self) -> int: ...

    @property
    def clauses(self) -> Sequence[ReplyClause]: ...

    @property
    def sure(self) -> AbstractSet[str]: ...

    @property
    def seen(self) -> AbstractSet[str]: ...


@dataclass(frozen=True, slots=True)
class Second:
    """`read` takes a passage block and articles of it; `same` is whether the endpoint says that it is this reader."""

    read: Callable[[str, Collection[int]], Iterable[Opinion]]
    same: Callable[[], bool]


Said = Mapping[int, Sequence[ReplyClause]]
Claims = Mapping[int, AbstractSet[str]]
"""The types that one answer gave to each article, refused clauses included."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why an article is asked about once more. `damaged`: no reader differs like this, so the same answer again proves
    little. `partners` are the articles that it may have been exchanged with: they are not asked about beside it.
    """

    damaged: bool
    state: StateName = "read_apart"
    partners: frozenset[int] = frozenset()


def doubts(
    job: Job, said: Said, claims: Iterable[Claims], opinions: Mapping[int, Opinion], same: bool
) -> dict[int, Doubt]:
    """The articles to ask about once more, those that bear marks of damage first."""
    partners = _exchanged(claims, opinions, same)
    found: dict[int, Doubt] = {}
    for article, own in said.items():
        opinion = opinions.get(article)
        if opinion and _is_damaged(own, opinion, same, article in partners):
            found[article] = Doubt(True, partners=frozenset(partners.get(article, ())))
        elif any(unknown_subtype(job, clause) for clause in own):
            found[article] = Doubt(False, "subtype_unknown")
        elif opinion and _is_doubtful(job, article, own, opinion):
            found[article] = Doubt(False)
    return dict(sorted(found.items(), key=lambda item: not item[1].damaged))


def _is_damaged(said: Sequence[ReplyClause], own: Opinion, same: bool, exchanged: bool) -> bool:
    if same:
        return _differs(said, own.clauses)
    return (exchanged and _types(said) != _types(own.clauses)) or _crossed(said, own.clauses)


def _is_doubtful(job: Job, article: int, said: Sequence[ReplyClause], own: Opinion) -> bool:
    off = _off_by_one(_passages(said), _passages(own.clauses))
    return off or bool(unsupported(said, own)) or _unwitnessed(job, job.outline.articles[article], said, own.clauses)


def unknown_subtype(job: Job, clause: ReplyClause) -> bool:
    return clause.subtype is not None and clause.subtype not in job.library[clause.type].subtypes


def _differs(said: Sequence[ReplyClause], read: Sequence[ReplyClause]) -> bool:
    return {_content(clause) for clause in said} != {_content(clause) for clause in read}


def _content(clause: ReplyClause) -> tuple[object, ...]:
    values = ((name, value.quote, repr(value.reading)) for name, value in clause.values.items())
    return clause.type, clause.subtype, frozenset(clause.passages), frozenset(values)


def _types(clauses: Iterable[ReplyClause]) -> set[str]:
    return {clause.type for clause in clauses}


def missed(said: Sequence[ReplyClause], own: Opinion) -> list[str]:
    """The types that the second reader is sure of and the answer does not give."""
    return sorted(own.sure - _types(said) - {"other"})


def unsupported(said: Sequence[ReplyClause], own: Opinion) -> list[str]:
    """The types that an answer gives, though nothing in the article speaks for them, where it leaves out what is sure."""
    given = _types(said)
    return sorted(given - own.seen | given & {"other"}) if missed(said, own) else []


def _exchanged(claims: Iterable[Claims], opinions: Mapping[int, Opinion], same: bool) -> dict[int, set[int]]:
    """Pairs of articles of one answer, each with a type that is the other's."""
    partners: dict[int, set[int]] = {}
    for claim in claims:
        lost: dict[tuple[str, str], list[int]] = {}
        for article, given in claim.items():
            read = _types(opinions[article].clauses) if article in opinions else {*given}
            for pair in product(read - given, given - read):
                lost.setdefault(pair, []).append(article)
        for (away, instead), articles in lost.items():
            if same or not {away, instead} <= RESIDUAL:
                for article in articles:
                    if others := lost.get((instead, away)):
                        partners.setdefault(article, set()).update(others)
    return partners


def _crossed(said: Sequence[ReplyClause], read: Sequence[ReplyClause]) -> bool:
    """Whether two clauses have each other's passages, or two values each other's quotes."""
    return _swapped(_passages(said), _passages(read)) or _swapped(_quotes(said), _quotes(read))


def _swapped(said: Mapping[_Key, object], read: Mapping[_Key, object]) -> bool:
    apart = [key for key in said if key in read and said[key] != read[key]]
    return any(said[one] == read[other] and said[other] == read[one] for one, other in combinations(apart, 2))


def _off_by_one(said: Mapping[str, frozenset[int]], read: Mapping[str, frozenset[int]]) -> bool:
    """Whether a clause cites exactly the passages beside those that speak for it."""
    pairs = ((said[key], read[key]) for key in said if key in read)
    return any(one == {number + step for number in other} for one, other in pairs if other for step in (-1, 1))


def _passages(clauses: Iterable[ReplyClause]) -> dict[str, frozenset[int]]:
    return {clause.type: frozenset(clause.passages) for clause in clauses}


def _quotes(clauses: Iterable[ReplyClause]) -> dict[tuple[str, str], str]:
    return {(clause.type, name): value.quote for clause in clauses for name, value in clause.values.items()}


def _unwitnessed(job: Job, article: Article, said: Sequence[ReplyClause], read: Sequence[ReplyClause]) -> bool:
    """Whether a quote says something else than its own reading does, and something else than the second reader reads."""
    quotes = _quotes(read)
    for clause in said:
        apart = [
            name for name, value in clause.values.items() if quotes.get((clause.type, name), value.quote) != value.quote
        ]
        if apart and any(_disagrees(job, article, clause, name) for name in apart):
            return True
    return False


def _disagrees(job: Job, article: Article, clause: ReplyClause, name: str) -> bool:
    evidence = prove_values(job, article, clause).evidence.get(f"/{name}")
    return evidence is not None and evidence.agrees is False
