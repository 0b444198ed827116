"""What a run came to: counted while it goes, told at its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.batch.runner import Outcome
from pipeline.extract.record import Record
from pipeline.loaders.formats import PICTURE_SUFFIXES
from pipeline.messages import render
from pipeline.settings import EMBEDDED
from pipeline.text.shown import about, shown_on_a_line

STATUSES = ("complete", "partial", "failed")
_MOST_NAMES = 20


@dataclass(slots=True)
class Summary:
    """Of one run. `cost` is None as soon as one document's is unknown; tokens are those of all runs so far.
    `masked` counts the numbers that stayed at home, None where none were asked to."""

    endpoint: str
    by_rules: bool
    files: int
    skipped: Sequence[str]
    replay: Path | None = None
    caches: bool = True
    statuses: Counter[str] = field(default_factory=Counter)
    resumed: int = 0
    clauses: int = 0
    tokens: int = 0
    cached_tokens: int | None = None
    cost: Decimal | None = Decimal(0)
    must: list[tuple[str, str]] = field(default_factory=list)
    should: int = 0
    masked: int | None = None

    def add(self, outcome: Outcome) -> None:
        record = outcome.record
        self.statuses[record.status] += 1
        self.resumed += outcome.resumed
        self.clauses += len(record.clauses)
        self._spend(record)
        if record.review.level == "must":
            self.must.append((outcome.name, _why(record)))
        self.should += record.review.level == "should"
        for issue in record.issues:
            if issue.code == "identifiers_masked":
                self.masked = (self.masked or 0) + issue.params["count"]

    def _spend(self, record: Record) -> None:
        self.tokens += record.usage.billed_tokens
        if record.usage.cached_tokens is not None:
            self.cached_tokens = (self.cached_tokens or 0) + record.usage.cached_tokens
        unknown = self.cost is None or record.usage.cost is None
        self.cost = None if unknown else (self.cost or Decimal(0)) + Decimal(record.usage.cost or 0)

    @property
    def embedded(self) -> bool:
        return self.endpoint == EMBEDDED

    @property
    def done(self) -> int:
        return sum(self.statuses.values())

    @property
    def exit_code(self) -> int:
        return 0 if self.statuses["complete"] == self.files else 1

    def lines(self, out: str, language: str = "en") -> Iterator[str]:
        """For a person, a line each."""

        def say(code: str, **params: object) -> str:
            return render(code, params, language).text

        waiting = say("summary_waiting", count=self.files - self.done) if self.done < self.files else ""
        resumed = say("summary_resumed", count=self.resumed) if self.resumed else ""
        counts = {status: self.statuses[status] for status in STATUSES}
        yield say("summary_documents", **counts, waiting=waiting, total=self.files, resumed=resumed)
        if self.skipped:
            yield say("summary_skipped", count=len(self.skipped))
            yield from self._names(say, "summary_skipped_name", self.skipped, "summary_more_skipped")
            if pictures := sum(map(_is_picture, self.skipped)):
                yield say("summary_pictures", count=pictures)
        yield say("summary_clauses", count=self.clauses, engine=say("summary_by_rules") if self.by_rules else "")
        yield self._tokens_line(say)
        if not self.caches:
            yield say("summary_uncached")
        yield say("summary_sent", endpoint=self._sent_to(say))
        if self.masked is not None:
            yield say("summary_masked", count=self.masked)
        yield say("summary_review", must=len(self.must), should=self.should)
        reasons = [about(name, why) for name, why in self.must]
        yield from self._names(say, "summary_must", reasons, "summary_more")
        yield say("summary_records", out=out)

    @staticmethod
    def _names(say: Callable[..., str], code: str, names: Sequence[str], more: str) -> Iterator[str]:
        for name in names[:_MOST_NAMES]:
            yield say(code, document=shown_on_a_line(name))
        if len(names) > _MOST_NAMES:
            yield say(more, count=len(names) - _MOST_NAMES)

    def _tokens_line(self, say: Callable[..., str]) -> str:
        cached = say("summary_cached", count=self.cached_tokens) if self.cached_tokens is not None else ""
        unpriced = "summary_cost_none" if self.embedded else "summary_cost_unknown" if self.cost is None else ""
        return say("summary_tokens", tokens=self.tokens, cached=cached, cost=say(unpriced) if unpriced else self.cost)

    def _sent_to(self, say: Callable[..., str]) -> str:
        if self.replay is not None:
            return say("summary_sent_replayed", path=self.replay)
        return say("summary_sent_nowhere") if self.embedded else self.endpoint

    def to_json(self) -> dict[str, Any]:
        return {
            "endpoint": self.endpoint,
            "engine": "rules" if self.by_rules else "model",
            "note": "rules only" if self.by_rules else "",
            "documents": {**{status: self.statuses[status] for status in STATUSES}, "total": self.files},
            "skipped": len(self.skipped),
            "skipped_files": list(self.skipped),
            "resumed": self.resumed,
            "clauses": self.clauses,
            "tokens": self.tokens,
            "cached_tokens": self.cached_tokens,
            "cost": None if self.cost is None else f"{self.cost:f}",
            "must_review": [name for name, _ in self.must],
            "should_review": self.should,
            "masked": self.masked,
        }


def _is_picture(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in PICTURE_SUFFIXES


def _why(record: Record) -> str:
    """The first reason, in words."""
    if record.reason is not None:
        return record.reason.line
    errors = [issue.message for issue in record.issues if issue.severity == "error"]
    return errors[0] if errors else ", ".join(record.review.reasons[:3])
