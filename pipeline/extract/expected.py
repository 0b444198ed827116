"""How long the answer about an article is expected to be: by its length, and by the types that its heading names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from pipeline.extract.cues import any_cue, plain
from pipeline.extract.job import Job
from pipeline.schema.patterns import all_cues

# Tokens of compact JSON, measured and rounded up: a clause and a half without values, a cited passage, a value.
_ARTICLE, _PASSAGE, _VALUE = 90, 4, 24
# Where the heading names no type: values that quote so much of the text.
_QUOTED_PART = 8

LEAST_ANSWER_TOKENS = _ARTICLE + _PASSAGE


def expected_answers(job: Job, line_tokens: Sequence[int], share: float = 1.0) -> list[int]:
    """By passage, in tokens: the first one of an article bears what its clauses cost without their passages.

    `share` is what earlier answers have taught about these estimates.
    """
    values = _titled_values(job)
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


def _titled_values(job: Job) -> dict[int, int | None]:
    """By article, how many values the types hold that its heading names; None where it names none."""
    language = job.language
    types = [(all_cues(schema, language).title, len(schema.properties)) for schema in job.library.values()]

    @cache
    def values_of(title: str) -> int | None:
        named = [values for cues, values in types if any_cue(cues, title, language)]
        return sum(named) if named else None

    return {article.index: values_of(plain(article.section.title, language)) for article in job.outline.articles}
