"""What an answer is worth: each clause is checked on its own, against its schema and against the text."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.document.passages import Passage
from pipeline.extract.ground import ground, is_paged
from pipeline.extract.job import Job
from pipeline.extract.states import StateName
from pipeline.schema import contract
from pipeline.schema.contract import ReplyClause
from pipeline.text.folding import folded

# A head shorter than this proves nothing, unless the article itself is as short.
_HEAD_CHARS = 2


@dataclass(slots=True)
class Verdict:
    """`clauses` are the good ones by article, `doubtful` those in which a value could not be proved; `problems` say
    what was wrong, by article; a problem without an article that was asked for is in `stray`. `claims` are the types
    that were said of each article, refused or not, `states` what kinds of problems there were."""

    clauses: dict[int, list[ReplyClause]] = field(default_factory=dict)
    doubtful: dict[int, list[ReplyClause]] = field(default_factory=dict)
    problems: dict[int, list[str]] = field(default_factory=dict)
    claims: dict[int, set[str]] = field(default_factory=dict)
    states: set[StateName] = field(default_factory=set)
    stray: list[str] = field(default_factory=list)

    def refuse(self, article: int, state: StateName, problem: str) -> None:
        self.states.add(state)
        self.problems.setdefault(article, []).append(problem)


def check(
    job: Job, asked: Iterable[int], first: int, last: int, items: Iterable[object], lost: Collection[int] = ()
) -> Verdict:
    """Checks the items of an answer over the passages `first` to `last`; of the articles `lost`, one may be missing."""
    verdict, wanted, outside = Verdict(), set(asked), []
    for item in items:
        clause, problems = contract.read_clause(item, job.library)
        number = clause.article if clause else _article_of(item)
        if number in wanted and isinstance(item, dict):
            verdict.claims.setdefault(number, set()).add(str(item.get("type")))
        if number not in wanted:
            verdict.stray.append(problems[0] if problems else f"article {number} was not asked for")
            continue
        if clause is None:
            for problem in problems:
                verdict.refuse(number, "schema_invalid", problem)
        elif misplaced := _misplaced(job, clause, first, last):
            verdict.refuse(number, *misplaced)
            outside += [clause] if clause.passages else []
        else:
            _keep(verdict, clause, list(_unproved(job, clause, first, last)))
    if outside:
        _refuse_shifted(job, verdict, outside, first, last)
    for number in wanted - verdict.problems.keys():
        if lacking := _lacking(job, verdict.clauses.get(number, []), number in lost):
            verdict.refuse(number, *lacking)
    return verdict


def _lacking(job: Job, found: Sequence[ReplyClause], cut: bool) -> tuple[StateName, str] | None:
    """What the answer lacks of an article of which these clauses are found; `cut` where one of them may be lost."""
    if not found:
        return "missing_article", "missing from the answer"
    if cut:
        return "missing_clause", "part of it is missing from the answer"
    contradiction = _unlike_its_types(job, found)
    return ("missing_clause", contradiction) if contradiction else None


def _refuse_shifted(job: Job, verdict: Verdict, outside: Sequence[ReplyClause], first: int, last: int) -> None:
    """Where all clauses would cite their articles if their passages were counted one less or more, those that happen
    to cite the right article are as wrong as those that do not.
    """
    inside = [clause for found in verdict.clauses.values() for clause in found if clause.passages]
    for step in (-1, 1):
        if all(_cites(job, clause, step, first, last) for clause in (*outside, *inside)):
            for clause in inside:
                verdict.clauses.pop(clause.article, None)
                verdict.refuse(clause.article, "shifted_passages", "the numbers of the passages are off by one")
            return


def _cites(job: Job, clause: ReplyClause, step: int, first: int, last: int) -> bool:
    """Whether the passages, so many further on, are the article's own."""
    numbers = {passage.number for passage in _own(job, clause, first, last)}
    return all(number + step in numbers for number in clause.passages)


def _unlike_its_types(job: Job, clauses: Sequence[ReplyClause]) -> str | None:
    """Whether the clauses of an article are of other types than they say it has."""
    found = {clause.type for clause in clauses}
    said = {name for clause in clauses for name in clause.types if name in job.library}
    if not said or said == found:
        return None
    return f"its types are said to be {sorted(said)}, but there are clauses of {sorted(found)}"


def _article_of(item: object) -> int:
    number = item.get("article") if isinstance(item, dict) else None
    return number if isinstance(number, int) and not isinstance(number, bool) else -1


def _keep(verdict: Verdict, clause: ReplyClause, unproved: Sequence[str]) -> None:
    (verdict.doubtful if unproved else verdict.clauses).setdefault(clause.article, []).append(clause)
    for problem in unproved:
        verdict.refuse(clause.article, "quote_not_proved", problem)


def _misplaced(job: Job, clause: ReplyClause, first: int, last: int) -> tuple[StateName, str] | None:
    """What shows that the clause is not about this article."""
    text, own = job.document.text, _own(job, clause, first, last)
    opening = folded(text[own[0].start : own[-1].end][:80])
    head = folded(clause.head)
    if not opening.startswith(head) or len(head) < min(_HEAD_CHARS, len(opening)):
        return "wrong_head", f"head {clause.head[:40]!r} is not how article {clause.article} begins"
    numbers = {passage.number for passage in own}
    if outside := [number for number in clause.passages if number not in numbers]:
        return "shifted_passages", f"passages {outside[:8]} do not belong to article {clause.article}"
    return None


def _unproved(job: Job, clause: ReplyClause, first: int, last: int) -> Iterable[str]:
    """Which of its values do not stand in the article."""
    text, own = job.document.text, _own(job, clause, first, last)
    for name, value in clause.values.items():
        if not ground(text[own[0].start : own[-1].end], value.quote, paged=is_paged(job.document)).proved:
            yield f"values/{name}/quote {value.quote[:80]!r} does not stand in article {clause.article}"


def _own(job: Job, clause: ReplyClause, first: int, last: int) -> list[Passage]:
    """The passages of the clause's article inside the window."""
    return [passage for passage in job.passages_of[clause.article] if first <= passage.number < last]
