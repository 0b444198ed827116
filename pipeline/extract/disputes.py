"""Where two readers read a contract apart: issues for a person to decide, and the findings that follow from them.

What follows is read from the issues alone, so that a stored record can be proved again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, Protocol

from pipeline.extract.answers import Answers
from pipeline.extract.job import Job
from pipeline.extract.record import Clause
from pipeline.extract.second import Opinion, missed, unknown_subtype, unsupported
from pipeline.extract.values import compared
from pipeline.issues import Issue
from pipeline.normalize.values import normalize
from pipeline.outline.section import Article
from pipeline.schema.contract import ReplyClause

# What is computed from words, and weighs most where it is wrong.
_KINDS = ("date", "money", "rate")
_OF_TYPES = ("type_doubted", "type_unsupported")
_OF_VALUES = "value_disputed"


class Told(Protocol):
    """An issue, fresh or stored."""

    @property
    def code(self) -> str: ...

    @property
    def params(self) -> Mapping[str, Any]: ...

    @property
    def pointer(self) -> str: ...

    @property
    def start(self) -> int | None: ...


def disputes(job: Job, clauses: Sequence[Clause], answers: Answers) -> Iterator[Issue]:
    """The issues about a record's clauses, in the order of the articles."""
    stored: dict[int, list[tuple[int, Clause]]] = {}
    for index, clause in enumerate(clauses):
        stored.setdefault(clause.start, []).append((index, clause))
    for article in job.outline.articles:
        said, own = answers.clauses.get(article.index, []), answers.opinions.get(article.index)
        yield from _subtypes(job, article, said)
        yield from _values(job, said, own, stored.get(article.start, ()))
        if said and own:
            yield from _types(job, article, said, own)


def _subtypes(job: Job, article: Article, said: Iterable[ReplyClause]) -> Iterator[Issue]:
    for clause in said:
        if unknown_subtype(job, clause):
            params = {"article": name_of(job, article), "type": clause.type, "subtype": clause.subtype}
            yield Issue("subtype_unknown", "warning", params, "", article.start, article.end)


def _types(job: Job, article: Article, said: Sequence[ReplyClause], own: Opinion) -> Iterator[Issue]:
    given = ", ".join(sorted({clause.type for clause in said}))
    doubted = {"type_doubted": missed(said, own), "type_unsupported": unsupported(said, own)}
    for code, types in doubted.items():
        for name in types:
            params = {"article": name_of(job, article), "type": name, "said": given}
            yield Issue(code, "warning", params, "", article.start, article.end)


def _values(
    job: Job, said: Sequence[ReplyClause], own: Opinion | None, stored: Iterable[tuple[int, Clause]]
) -> Iterator[Issue]:
    """A value that the second reader, or another clause of the same answer, reads otherwise in the same article."""
    others = [*said, *(own.clauses if own else ())]
    for index, clause in stored:
        schema = job.library[clause.type]
        for name, value in clause.values.items():
            kind, evidence = schema.kind(name), clause.evidence.get(f"/{name}")
            if kind not in _KINDS or evidence is None or (this := compared(kind, value)) is None:
                continue
            quotes = [
                other.values[name].quote for other in others if other.type == clause.type and name in other.values
            ]
            that = next((quote for quote in quotes if _says(kind, quote, job.language) not in (None, this)), None)
            if that and not any(_says(kind, quote, job.language) == this for quote in _of(own, clause.type, name)):
                params = {"value": name, "quote": evidence.quote, "other": that}
                yield Issue(
                    _OF_VALUES, "warning", params, f"/clauses/{index}/values/{name}", evidence.start, evidence.end
                )


def _of(own: Opinion | None, type_: str, name: str) -> list[str]:
    clauses = own.clauses if own else ()
    return [clause.values[name].quote for clause in clauses if clause.type == type_ and name in clause.values]


def _says(kind: str, quote: str, language: str) -> object:
    try:
        return compared(kind, normalize(kind, quote, language))
    except ValueError:
        return None


def name_of(job: Job, article: Article) -> str:
    return " ".join(article.path) or job.document.text[article.start : article.start + 20]


def disputed_types(issues: Iterable[Told], clauses: Sequence[Clause]) -> frozenset[str]:
    """The types that two readers see differently, or of which they read a value differently."""
    issues = list(issues)
    types = (str(issue.params.get("type")) for issue in issues if issue.code in _OF_TYPES)
    places = {place.rpartition("/values/")[0] for place in disputed_values(issues)}
    of_values = (clause.type for index, clause in enumerate(clauses) if f"/clauses/{index}" in places)
    return frozenset(chain(types, of_values))


def disputed_values(issues: Iterable[Told]) -> frozenset[str]:
    """The pointers of the values that two readers read differently."""
    return frozenset(issue.pointer for issue in issues if issue.code == _OF_VALUES)
