"""The mentions of a record, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.extract.job import Job
from pipeline.extract.record import RecordIssue, RecordMention
from pipeline.issues import Issue
from pipeline.normalize.mention import Mention
from pipeline.normalize.mentions import mentions
from pipeline.normalize.values import severity

# A sum in words against its figures, or a range, has one code where a value is computed and one where it stands.
_DOUBTS = frozenset({"words_and_figures_differ", "words_against_figures", "range_of_values"})


def mentions_of(job: Job) -> list[tuple[RecordMention, str | None]]:
    """Every date, amount, rate, period and party of the text, with the problem it has, if any."""
    text = job.document.text
    return [
        (_mention(mention, text), mention.problem)
        for mention in mentions(text, job.language, job.outline.definitions)
        if mention.kind != "number"
    ]


def _mention(mention: Mention, text: str) -> RecordMention:
    """The value is null where the words say none: a blank, an impossible date. Candidates are kept."""
    says_nothing = mention.blank or (mention.problem and not mention.value.get("candidates"))
    value = None if says_nothing else mention.value
    return RecordMention.model_validate({**mention.to_json(text), "value": value})


def mention_issues(
    found: Sequence[tuple[RecordMention, str | None]], told: Iterable[Issue | RecordIssue]
) -> list[Issue]:
    """The problems of the mentions; what a clause's value has already said of the same place is said once."""
    places = [
        (issue.start, issue.end) for issue in told if issue.code in _DOUBTS and issue.pointer.startswith("/clauses")
    ]
    return [
        Issue(problem, severity(problem), {"quote": mention.quote}, f"/mentions/{index}", mention.start, mention.end)
        for index, (mention, problem) in enumerate(found)
        if problem and not (problem in _DOUBTS and any(_meet(mention, *place) for place in places))
    ]


def _meet(mention: RecordMention, start: int | None, end: int | None) -> bool:
    return start is not None and end is not None and max(start, mention.start) < min(end, mention.end)
