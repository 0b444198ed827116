"""What is known about each type: found, or how sure it is that it is not there. A wrong "absent" is worse than none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.extract.annexes import left_to_annexes
from pipeline.extract.cues import any_cue, plain
from pipeline.extract.disputes import Told, disputed_types, name_of
from pipeline.extract.job import Job
from pipeline.extract.record import Clause, Coverage, State
from pipeline.issues import Issue
from pipeline.outline.section import Article
from pipeline.schema.library import Schema
from pipeline.schema.patterns import all_cues


def findings(
    job: Job,
    clauses: Sequence[Clause],
    coverage: Sequence[Coverage],
    by_rules: bool,
    issues: Sequence[Told] = (),
) -> dict[str, State]:
    """The state of every type of the library; what two readers see differently is `conflicting`, what is left to a
    missing annex `unresolved`.
    """
    by_type: dict[str, list[Clause]] = {}
    for clause in clauses:
        by_type.setdefault(clause.type, []).append(clause)
    complete = not job.document.unread_pages and all(stretch.outcome == "answered" for stretch in coverage)
    states: dict[str, State] = {
        name: _found(by_type[name]) if name in by_type else _not_found(job, schema, complete, by_rules)
        for name, schema in job.library.items()
    }
    left: dict[str, State] = dict.fromkeys(left_to_annexes(issues, clauses), "unresolved")
    apart: dict[str, State] = dict.fromkeys(disputed_types(issues, clauses), "conflicting")
    return {name: (states | left | apart)[name] for name in states}


def _found(clauses: Sequence[Clause]) -> State:
    """`blank` where the type stands as a form that nobody filled."""
    values = [value for clause in clauses for value in clause.values.values()]
    blanks = [value for value in values if isinstance(value, dict) and value.get("blank")]
    return "blank" if blanks and len(blanks) == len(values) else "found"


def _not_found(job: Job, schema: Schema, complete: bool, by_rules: bool) -> State:
    if not complete:
        return "unresolved"
    if by_rules:
        return "not_found_by_rules"
    return "conflicting" if _speaking(job, schema) else "absent"


def _speaking(job: Job, schema: Schema) -> Article | None:
    """The first article in which a cue of the rules stands against an absence: in its heading or in its words."""
    for language in dict.fromkeys((job.language, *job.document.languages)):
        cues = all_cues(schema, language)
        for article in job.outline.articles:
            title = plain(article.section.title, language)
            words = plain(job.document.text[article.start : article.end], language)
            spoken = any_cue(cues.title, title, language) or any_cue((*cues.body, *cues.sure), words, language)
            if spoken and not any_cue(cues.no, words, language):
                return article
    return None


def absence_issues(job: Job, states: Mapping[str, State], clauses: Sequence[Clause]) -> Iterator[Issue]:
    """Where something speaks for a type of which no clause was reported."""
    reported = {clause.type for clause in clauses}
    for name, state in states.items():
        if state == "conflicting" and name not in reported and (article := _speaking(job, job.library[name])):
            params = {"type": name, "article": name_of(job, article)}
            yield Issue("absence_doubted", "info", params, f"/findings/{name}", article.start, article.end)
