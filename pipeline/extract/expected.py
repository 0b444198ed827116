"""How long the answer about an article is expected to be: by its length, and by the types that its heading names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.extract.cues import any_cue, plain
from pipeline.extract.job import Job
from pipeline.outline.section import Article

# Tokens of compact JSON, measured and rounded up: a clause and a half without values, a cited passage, a value.
_ARTICLE, _PASSAGE, _VALUE = 90, 4, 24
# Where the heading names no type: values that quote so much of the text.
_QUOTED_PART = 8

LEAST_ANSWER_TOKENS = _ARTICLE + _PASSAGE


def expected_answers(job: Job, line_tokens: Sequence[int], share: float = 1.0) -> list[int]:
    """By passage, in tokens: the first one of an article bears what its clauses cost without their passages.

    `share` is what earlier answers have taught about these estimates.
    """
    values = {article.index: _titled_values(job, article) for article in job.outline.articles}
    expected: list[int] = []
    before: int | None = None
    for passage, tokens in zip(job.passages, line_tokens, strict=True):
        article, answer = passage.article, 0
        if article is not None:
            answer = _PASSAGE + _values_of(article, tokens, article != before, values)
            answer = max(1, round(share * (answer + (_ARTICLE if article != before else 0))))
        expected.append(answer)
        before = article
    return expected


def _values_of(article: int, tokens: int, opens: bool, titled: Mapping[int, int | None]) -> int:
    count = titled[article]
    if count is None:
        return tokens // _QUOTED_PART
    return _VALUE * count if opens else 0


def _titled_values(job: Job, article: Article) -> int | None:
    """How many values the types hold that the heading names; None where it names none."""
    title = plain(article.section.title)
    named = [schema for schema in job.library.values() if any_cue(schema.cues(job.language).title, title)]
    return sum(len(schema.properties) for schema in named) if named else None
