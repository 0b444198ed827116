"""One contract: its record held against its gold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.evaluate.articles import GoldArticle, Unit, found_articles, gold_articles, pair
from pipeline.evaluate.compare import agrees, is_empty, meets
from pipeline.evaluate.counts import Accuracy, Counts, intersection_over_union
from pipeline.evaluate.gold import Gold, GoldClause, GoldIssue
from pipeline.evaluate.mentions import MentionScoring
from pipeline.evaluate.records import Found
from pipeline.evaluate.score import Score, Typed
from pipeline.extract.record import Clause, RecordIssue

OTHER = "other"
# What is left of a contract when the types of substance are told: other, where the gold has no such type.
_LIKE_OTHER = frozenset({"obligations", "consultation", "account_conduct"})
_UNKNOWN_LANGUAGE = "unknown"


@dataclass(slots=True)
class Scoring:
    """One contract. Without a record everything in its gold is missed. `used_types` and `codes` are the clause types
    and the issues that stand anywhere in the gold."""

    score: Score
    gold: Gold
    found: Found | None
    used_types: set[str]
    codes: set[str]

    def run(self) -> None:
        gold = self.gold.record
        if gold.clauses is not None:
            self._clauses(gold.clauses)
        for name, term in (gold.terms or {}).items():
            self._term(name, term)
        if gold.mentions is not None:
            stored = self.found.record.mentions if self.found else []
            MentionScoring(self.score, self.gold.name, self._language).run(gold.mentions, stored)
        if gold.issues is not None:
            self._issues(gold.issues)
        if gold.parts is not None:
            self._parts()
        self._findings(gold.findings or {})
        self._fields()

    @property
    def _language(self) -> str:
        known = self.found.record.document.language if self.found else None
        return self.gold.record.document.language or known or _UNKNOWN_LANGUAGE

    def _clauses(self, clauses: Sequence[GoldClause]) -> None:
        gold = gold_articles(clauses, self.found.text if self.found else None)
        for unit in pair(gold, found_articles(self.found.record.clauses if self.found else ())):
            self.score.articles += Counts(
                right=sum(bool(unit.found) for _ in unit.gold),
                invented=0 if unit.gold else len(unit.found),
                missed=0 if unit.found else len(unit.gold),
            )
            self._boundaries(unit)
            self._numbers(unit)
            self._types(unit)
            for name in unit.gold_types.keys() & unit.found_types.keys():
                self._contents(name, unit.gold_types[name], unit.found_types[name])
            for name in unit.gold_types.keys() - unit.found_types.keys():
                self._contents(name, unit.gold_types[name], None)

    def _boundaries(self, unit: Unit) -> None:
        for article in unit.gold:
            span = _nearest(article, unit)
            if article.span is not None and span is not None:
                self.score.boundaries.add(article.span, span)
                for name in article.types.keys() & unit.found_types.keys():
                    self.score.with_other.boundaries[name].add(article.span, span)
                    if name != OTHER:
                        self.score.without_other.boundaries[name].add(article.span, span)

    def _numbers(self, unit: Unit) -> None:
        """Whether articles that were found have the gold's number; a piece may be told with the whole's."""
        for article in unit.gold if unit.found else ():
            if (number := article.clauses[0].number) is not None:
                numbers = [other.first.number or "" for other in unit.found]
                is_right = any(other == number or other.startswith(f"{number}.") for other in numbers)
                self._compare(self.score.numbers, f"{article.name} number", number, number if is_right else numbers[0])

    def _types(self, unit: Unit) -> None:
        if unit.gold and not unit.gold_types:
            return
        gold, found = set(unit.gold_types), {self._told(name) for name in unit.found_types}
        self._count(self.score.with_other, gold, found)
        self._count(self.score.without_other, gold - {OTHER}, found - {OTHER})
        missed, invented = gold - found, found - gold
        self.score.confusions.update((one, other) for one in missed for other in invented)
        where = {"file": self.gold.name, "article": unit.name}
        self.score.missed += [{**where, "type": name, "found": sorted(found)} for name in sorted(missed)]
        self.score.invented += [{**where, "type": name, "gold": sorted(gold)} for name in sorted(invented)]

    def _told(self, name: str) -> str:
        return OTHER if name in _LIKE_OTHER - self.used_types else name

    def _count(self, typed: Typed, gold: set[str], found: set[str]) -> None:
        for name in gold | found:
            is_in = (name in gold, name in found)
            typed.counts[self._language, name] += Counts(
                is_in == (True, True), is_in == (False, True), is_in == (True, False)
            )

    def _contents(self, name: str, gold: GoldClause, found: Clause | None) -> None:
        if gold.subtype is not None:
            subtype = found.subtype if found else None
            self._compare(self.score.subtypes, f"{name}/subtype", gold.subtype, subtype)
        for value_name, value in (gold.values or {}).items():
            stored = found.values.get(value_name) if found else None
            where = f"{name}.{value_name}"
            self._compare(self.score.values[where], f"{where} {_article(gold)}".strip(), value, stored)

    def _compare(self, accuracy: Accuracy, where: str, gold: Any, found: Any) -> None:
        outcome = _outcome(gold, found) if self.found else "missing"
        accuracy.add(outcome)
        if outcome != "right":
            self.score.wrong.append({"file": self.gold.name, "at": where, "is": outcome, "gold": gold, "found": found})

    def _term(self, name: str, gold: Any) -> None:
        """`{"state", "value"}`, or the value alone."""
        term = self.found.record.terms.get(name) if self.found else None
        stated = gold if isinstance(gold, dict) and gold.keys() & {"state", "value"} else {"value": gold}
        if "state" in stated:
            self._compare(
                self.score.fields[f"terms.{name}.state"], f"/terms/{name}", stated["state"], term and term.state
            )
        if "value" in stated:
            self._compare(self.score.terms[name], f"/terms/{name}", stated["value"], term.value if term else None)

    def _issues(self, gold: Sequence[GoldIssue]) -> None:
        """The gold accounts for the codes that stand anywhere in it: a contract without one of them has none."""
        rest = [issue for issue in (self.found.record.issues if self.found else ()) if issue.code in self.codes]
        for issue in gold:
            same = next((other for other in rest if _is_issue(issue, other)), None)
            self.score.issues[issue.code] += Counts(right=same is not None, missed=same is None)
            if same is not None:
                rest.remove(same)
            else:
                self.score.missed.append({"file": self.gold.name, "issue": issue.model_dump(exclude_none=True)})
        for other in rest:
            self.score.issues[other.code] += Counts(invented=1)
            shown = {"code": other.code, "message": other.message, "start": other.start, "end": other.end}
            self.score.invented.append({"file": self.gold.name, "issue": shown})

    def _parts(self) -> None:
        wanted = [part.model_dump(exclude_none=True) for part in self.gold.record.parts or ()]
        rest = [part.model_dump() for part in (self.found.record.parts if self.found else ())]
        for part in wanted:
            same = next((other for other in rest if part.items() <= other.items()), None)
            self.score.parts[part["kind"]] += Counts(right=same is not None, missed=same is None)
            if same is not None:
                rest.remove(same)
        for other in rest:
            self.score.parts[other["kind"]] += Counts(invented=1)

    def _findings(self, gold: Mapping[str, str]) -> None:
        stored = self.found.record.findings if self.found else {}
        for name, state in gold.items():
            self._compare(self.score.findings, f"/findings/{name}", state, stored.get(name))

    def _fields(self) -> None:
        gold, record = self.gold.record, self.found.record if self.found else None
        if gold.status is not None:
            self._compare(self.score.fields["status"], "/status", gold.status, record and record.status)
        for name in ("language", "languages", "pages"):
            value = getattr(gold.document, name)
            if value is not None:
                stored = getattr(record.document, name) if record else None
                self._compare(self.score.fields[f"document.{name}"], f"/document/{name}", value, stored)


def _nearest(article: GoldArticle, unit: Unit) -> tuple[int, int] | None:
    spans = [(other.start, other.end) for other in unit.found]
    span = article.span
    return max(spans, key=lambda other: intersection_over_union(span, other)) if span and spans else None


def _article(clause: GoldClause) -> str:
    return clause.article or clause.number or clause.title or (clause.quote or "")[:20]


def _outcome(gold: Any, found: Any) -> str:
    """A blank, an undecided value and no value are all empty."""
    if is_empty(gold):
        return "right" if is_empty(found) else "invented"
    if is_empty(found):
        return "missing"
    return "right" if agrees(gold, found) else "wrong"


def _is_issue(gold: GoldIssue, found: RecordIssue) -> bool:
    """The same code, severity and place, as far as the gold names them."""
    if gold.code != found.code or gold.severity not in (None, found.severity):
        return False
    return (gold.start is None and gold.end is None) or meets(gold, found)
