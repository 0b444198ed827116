"""What is known about each type: found, or how sure it is that it is not there. A wrong "absent" is worse than none."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.job import Job
from pipeline.extract.record import Clause, Coverage, State
from pipeline.schema.library import Schema
from pipeline.text.folding import folded


def findings(job: Job, clauses: Sequence[Clause], coverage: Sequence[Coverage], by_rules: bool) -> dict[str, State]:
    """The state of every type of the library."""
    by_type: dict[str, list[Clause]] = {}
    for clause in clauses:
        by_type.setdefault(clause.type, []).append(clause)
    complete = not job.document.unread_pages and all(stretch.outcome == "answered" for stretch in coverage)
    return {
        name: _found(by_type[name]) if name in by_type else _not_found(job, schema, complete, by_rules)
        for name, schema in job.library.items()
    }


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
    return "conflicting" if _has_heading(job, schema) else "absent"


def _has_heading(job: Job, schema: Schema) -> bool:
    """Whether a heading speaks for the type: the rules' word against the model's."""
    cues = schema.cues(job.language)
    plain = [folded(cue) for cue in cues.title if not cue.startswith("re:")]
    against = [folded(cue) for cue in cues.no if not cue.startswith("re:")]
    titles = [folded(article.section.title) for article in job.outline.articles if article.section.title]
    return any(any(cue in title for cue in plain) and not any(cue in title for cue in against) for title in titles)
