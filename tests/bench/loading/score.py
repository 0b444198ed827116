"""How far a reading is from what a reader sees."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import fmean

from rapidfuzz.distance import Levenshtein

from tests.bench.loading.sample import Quote, Sample, plain

CLOSE, EXACT = 5.0, 0.1
_WORST = 100.0
# A middle may lie this far outside its box; a box that is this much larger than its glyphs points at something else.
_SLACK_POINTS, _LARGEST_SHARE = 1.5, 4.0


@dataclass(frozen=True)
class Score:
    """Of one file: the error rate in percent, and what was counted, right of all."""

    sample: Sample
    error_rate: float
    labels: int
    headings: int
    leaked: int
    furnished: int
    named: int
    fault: str = ""

    @property
    def recoverable(self) -> bool:
        return bool(self.sample.texts[0])


@dataclass
class Card:
    """The scores of one tool."""

    name: str
    scores: list[Score] = field(default_factory=list)
    seconds: float = 0.0
    megabytes: float = 0.0
    names_pages: bool = False

    @property
    def readable(self) -> list[Score]:
        return [score for score in self.scores if score.recoverable]

    @property
    def mean(self) -> float:
        return fmean(score.error_rate for score in self.readable) if self.readable else 0.0

    def counts(self) -> list[str]:
        """Sums over all files, in the order of the table."""
        named = str(sum(score.named for score in self.scores)) if self.names_pages else "-"
        sums = [
            sum(getattr(score, name) for score in self.scores) for name in ("labels", "headings", "leaked", "furnished")
        ]
        return [*map(str, sums), named]

    def within(self, percent: float) -> int:
        return sum(score.error_rate <= percent for score in self.readable)


def score(sample: Sample, answer: dict[str, object]) -> Score:
    if "error" in answer:
        named = len(sample.unread) if not sample.texts[0] else 0  # refused by name
        return Score(sample, _WORST, 0, 0, 0, 0, named, str(answer["error"]))
    read = plain(str(answer["text"]))
    rows = {plain(line) for line in str(answer["text"]).split("\n")}
    unread = answer.get("unread")
    return Score(
        sample,
        error_rate(read, sample.texts),
        sum(label in read for label in sample.labels),
        sum(plain(heading) in rows for heading in sample.headings),
        sum(plain(text) in read for text in sample.unseen),
        sum(plain(text) in read for text in sample.margins),
        len(set(sample.unread) & set(unread)) if isinstance(unread, list) else 0,
    )


def error_rate(read: str, texts: Sequence[str]) -> float:
    """In percent of the truth, against the nearest of the right readings, never above 100."""
    rates = []
    for truth in map(plain, texts):
        distance = Levenshtein.distance(read, truth, score_hint=len(truth) // 50)
        rates.append(min(_WORST, 100.0 * distance / max(len(truth), 1)))
    return min(rates)


def placed(quotes: Sequence[Quote], answer: dict[str, object]) -> int:
    """How many quotes' rectangles hold all of their glyphs, and not much else."""
    if "error" in answer:
        return 0
    found = json.loads(str(answer["text"]))
    return sum(boxes is not None and _holds(boxes, quote) for boxes, quote in zip(found, quotes, strict=True))


def _holds(boxes: Sequence[Sequence[float]], quote: Quote) -> bool:
    area = sum((x1 - x0) * (y1 - y0) for _, x0, y0, x1, y1 in boxes)
    if area > _LARGEST_SHARE * len(quote.spots) * 10.5**2:
        return False
    return all(
        any(
            page == number
            and x0 - _SLACK_POINTS <= x <= x1 + _SLACK_POINTS
            and y0 - _SLACK_POINTS <= y <= y1 + _SLACK_POINTS
            for number, x0, y0, x1, y1 in boxes
        )
        for page, x, y in quote.spots
    )
