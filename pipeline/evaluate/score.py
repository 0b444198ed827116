"""What was right, what was missed, what was invented: the figures and the lists."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from pipeline.evaluate.counts import Accuracy, Boundaries, Counts, Matches


@dataclass(slots=True)
class Typed:
    """Clause types counted by language and type, and the boundaries of those that are right."""

    counts: dict[tuple[str, str], Counts] = field(default_factory=lambda: defaultdict(Counts))
    boundaries: dict[str, Boundaries] = field(default_factory=lambda: defaultdict(Boundaries))

    def by_type(self, language: str | None = None) -> dict[str, Counts]:
        summed: dict[str, Counts] = defaultdict(Counts)
        for (spoken, kind), counts in self.counts.items():
            if language in (None, spoken):
                summed[kind] += counts
        return dict(sorted(summed.items()))

    @property
    def languages(self) -> list[str]:
        return sorted({language for language, _ in self.counts})


@dataclass(slots=True)
class Score:
    """Everything that was scored. The lists name file, article and what stands there; `mentions` is by language and
    kind."""

    gold_files: int = 0
    missing_records: list[str] = field(default_factory=list)
    records_without_gold: int = 0
    unknown: list[str] = field(default_factory=list)
    articles: Counts = field(default_factory=Counts)
    numbers: Accuracy = field(default_factory=Accuracy)
    boundaries: Boundaries = field(default_factory=Boundaries)
    with_other: Typed = field(default_factory=Typed)
    without_other: Typed = field(default_factory=Typed)
    subtypes: Accuracy = field(default_factory=Accuracy)
    values: dict[str, Accuracy] = field(default_factory=lambda: defaultdict(Accuracy))
    terms: dict[str, Accuracy] = field(default_factory=lambda: defaultdict(Accuracy))
    findings: Accuracy = field(default_factory=Accuracy)
    fields: dict[str, Accuracy] = field(default_factory=lambda: defaultdict(Accuracy))
    mentions: dict[tuple[str, str], Matches] = field(default_factory=lambda: defaultdict(Matches))
    blanks: int = 0
    filled_blanks: int = 0
    issues: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    parts: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    confusions: Counter[tuple[str, str]] = field(default_factory=Counter)
    missed: list[dict[str, Any]] = field(default_factory=list)
    invented: list[dict[str, Any]] = field(default_factory=list)
    wrong: list[dict[str, Any]] = field(default_factory=list)
