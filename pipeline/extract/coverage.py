"""Which characters were sent, and what came of it. The stretches tile the text."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.budget.windows import Window
from pipeline.extract.answers import Answers
from pipeline.extract.job import Job
from pipeline.extract.record import Coverage, Outcome


def coverage(job: Job, windows: Sequence[Window], answers: Answers) -> list[Coverage]:
    """Articles have the outcome of their answers; what stands between them that of the window it was sent in."""
    stretches: list[tuple[int, int, Outcome]] = []
    at = 0
    for article in job.outline.articles:
        stretches.append((at, article.start, _sent(windows, answers, at)))
        stretches.append((article.start, article.end, outcome(article.index, answers)))
        at = article.end
    stretches.append((at, len(job.document.text), _sent(windows, answers, at)))
    return _joined(stretches)


def outcome(article: int, answers: Answers) -> Outcome:
    if article in answers.failed:
        return "failed"
    if article in answers.unresolved:
        return "unresolved"
    return "answered" if answers.clauses.get(article) else "unread"


def _sent(windows: Sequence[Window], answers: Answers, at: int) -> Outcome:
    """Whether the text at this place was read with an answer: text between articles goes with its window."""
    window = next((window for window in windows if at < window.end), windows[-1] if windows else None)
    articles = [article for request in window.requests for article in request.articles] if window else []
    outcomes = {outcome(article, answers) for article in articles}
    return "answered" if outcomes & {"answered", "unresolved"} else "failed" if "failed" in outcomes else "unread"


def _joined(stretches: Sequence[tuple[int, int, Outcome]]) -> list[Coverage]:
    """Neighbours with the same outcome are one; empty stretches are none."""
    joined: list[Coverage] = []
    for start, end, result in stretches:
        if start == end:
            continue
        if joined and joined[-1].outcome == result:
            joined[-1] = Coverage(start=joined[-1].start, end=end, outcome=result)
        else:
            joined.append(Coverage(start=start, end=end, outcome=result))
    return joined
