"""What is known about the articles of one document. Filled by several threads at once."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from pipeline.budget.calibration import Measure
from pipeline.extract import reply
from pipeline.extract.check import Verdict
from pipeline.extract.second import Claims, Opinion
from pipeline.extract.states import StateName
from pipeline.schema.contract import ReplyClause


@dataclass(slots=True)
class Answers:
    """What is known about the articles of one document.

    `clauses` by article; `unresolved` and `failed` say why by article. An article can have clauses and still be
    unresolved: a further clause of it could not be had. `settled` are the articles of which a window held the whole and
    an answer told everything, `unanswered` those that failed since nothing came. `claims` are the types that each answer
    gave to its articles, refused clauses included; `opinions` are a second reader's, by article. `states` count the
    states that answers were in; `measures` compare the plan with what the endpoint counts.
    """

    clauses: dict[int, list[ReplyClause]] = field(default_factory=dict)
    unresolved: dict[int, str] = field(default_factory=dict)
    failed: dict[int, str] = field(default_factory=dict)
    settled: set[int] = field(default_factory=set)
    unanswered: set[int] = field(default_factory=set)
    states: Counter[StateName] = field(default_factory=Counter)
    claims: list[Claims] = field(default_factory=list)
    opinions: dict[int, Opinion] = field(default_factory=dict)
    measures: list[Measure] = field(default_factory=list)
    useless: int = 0
    _said: dict[tuple[int, int], list[ReplyClause]] = field(default_factory=dict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def keep(self, clauses: dict[int, list[ReplyClause]], window: int = 0, refused: Collection[int] = ()) -> None:
        """An answer about an article takes the place of earlier ones from the same window; one in which something was
        refused only adds to them.
        """
        with self._lock:
            for article, fresh in clauses.items():
                known = self._said.get((article, window), []) if article in refused else []
                both = {(clause.type, clause.passages): clause for clause in (*known, *fresh)}
                self._said[article, window] = list(both.values())
                said = (found for (of, _), found in sorted(self._said.items()) if of == article)
                self.clauses[article] = [clause for found in said for clause in found]

    def replace(self, article: int, clauses: list[ReplyClause], window: int) -> None:
        """Another answer about an article that this window holds whole takes the place of all that was said of it."""
        with self._lock:
            self._said = {key: said for key, said in self._said.items() if key[0] != article}
            self._said[article, window] = self.clauses[article] = clauses

    def claim(self, claims: Claims) -> None:
        with self._lock:
            self.claims.append(claims)

    def see(self, reading: reply.Reading, verdict: Verdict) -> None:
        """Counts the states that an answer was in; one without items is in no state but its own."""
        own: set[StateName] = set() if reading.state == "complete" else {reading.state}
        with self._lock:
            self.states.update(own | reading.marks | (verdict.states if reading.items or not own else set()))

    def settle(self, articles: Collection[int]) -> None:
        with self._lock:
            self.settled.update(articles)

    def start_again(self) -> None:
        """Before the document is asked in other windows: what was settled stays so, all else is open."""
        self.unresolved.clear()
        self.failed.clear()
        self.unanswered.clear()
        self.useless = 0

    def measure(self, measure: Measure) -> None:
        with self._lock:
            self.measures.append(measure)

    def count(self, use: bool) -> None:
        """Whether an answer was of use."""
        with self._lock:
            self.useless = 0 if use else self.useless + 1

    def give_up(self, reasons: dict[int, str]) -> None:
        with self._lock:
            self.unresolved.update(reasons)

    def fail(self, articles: Sequence[int], reason: str, unanswered: bool = False) -> None:
        with self._lock:
            self.failed.update(dict.fromkeys(articles, reason))
            self.unanswered.update(articles if unanswered else ())
