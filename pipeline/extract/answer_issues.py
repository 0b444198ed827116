"""What a reviewer must know of how a document was asked and answered."""

from __future__ import annotations

from collections import Counter

from pipeline.extract.answers import Answers
from pipeline.extract.coverage import outcome
from pipeline.extract.disputes import name_of
from pipeline.extract.job import Job
from pipeline.extract.states import REPLY_STATES
from pipeline.issues import Issue
from pipeline.text.identifiers import KINDS


def masked_issues(job: Job) -> list[Issue]:
    """That stand-ins were sent, and for how many numbers of which kind."""
    if job.mask is None:
        return []
    kinds = Counter(identifier.kind for identifier in job.mask.identifiers)
    counts = {name: kinds[kind] for kind, name in KINDS.items()}
    return [Issue("identifiers_masked", "info", {"count": kinds.total(), **counts})]


def answer_issues(job: Job, answers: Answers) -> list[Issue]:
    """What could not be had, named by article."""
    issues: list[Issue] = []
    for article in job.outline.articles:
        result = outcome(article.index, answers)
        name = name_of(job, article)
        if result == "failed":
            params = {"article": name, "detail": answers.failed[article.index]}
            issues.append(Issue("article_failed", "error", params, "", article.start, article.end))
        elif result == "unresolved":
            params = {"article": name, "detail": answers.unresolved[article.index]}
            issues.append(Issue("article_unresolved", "error", params, "", article.start, article.end))
        elif result == "unread":
            issues.append(Issue("article_unread", "error", {"article": name}, "", article.start, article.end))
    return [*issues, *_mended(answers), *_undercount(answers)]


def _mended(answers: Answers) -> list[Issue]:
    """What requests were asked again for."""
    states = {name: count for name, count in sorted(answers.states.items()) if REPLY_STATES[name].again}
    told = ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in states.items())
    return [Issue("answers_mended", "info", {"states": told})] if told else []


def _undercount(answers: Answers) -> list[Issue]:
    """The request of which the plan's count was farthest below the endpoint's own."""
    low = max((measure for measure in answers.measures if measure.undercounted), key=lambda m: m.excess, default=None)
    if low is None:
        return []
    params = {"counted": low.planned_prompt_tokens, "reported": low.prompt_tokens}
    return [Issue("tokens_undercounted", "info", params)]
