"""From when until when a contract lasts: the days that are stated, and those that follow from them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipeline.extract.counted import counted_from
from pipeline.extract.record import Clause, Evidence, RecordMention, State, Term
from pipeline.extract.stated import Stated, conflicting, exact, in_clauses, is_open
from pipeline.issues import Issue
from pipeline.normalize.calendar import last_day, reckoning, shift
from pipeline.text.regex import regex

_ABOUT = regex(
    r"(?:(?<![合预預契條条签簽特违違])[约約]|大概|お?およそ|概ね|(?<![계제특해협조예])약|around|about|approximately)\s?$",
    re.IGNORECASE,
)
_ABOUT_CHARS = 16


@dataclass(frozen=True, slots=True)
class Lifetime:
    """Where a contract tells how long it lasts."""

    text: str
    clauses: Sequence[Clause]
    mentions: Sequence[RecordMention]
    findings: Mapping[str, State]

    def terms(self, starts: Term, ends: Term) -> dict[str, Term]:
        """Start, end, renewal and the last day to give notice, from the first and the last day that are stated."""
        starts = self._starts_on(starts)
        ends = self._ends_on(starts, ends)
        if _is_backwards(starts, ends):
            starts, ends = conflicting(starts), conflicting(ends)
        renewal, notice_by = self._renewal(ends), self._notice_by(ends)
        return {"starts_on": starts, "ends_on": ends, "renewal": renewal, "notice_by": notice_by}

    def _stated(self, kind: str, name: str) -> list[Stated]:
        return in_clauses(self.clauses, kind, name, self.text)

    def _starts_on(self, stated: Term) -> Term:
        """The stated start; else the event that the stated term is counted from."""
        durations = self._stated("term", "duration")
        if len(durations) != 1 or not is_open(stated):
            return stated
        written = self._durations_at(durations[0].evidence)
        event = next((found for each in written if (found := counted_from(self.text, each))), None)
        if event is None:
            return stated
        evidence, places = exact(self.text, event.start, event.end), [durations[0].pointer]
        return Term(state="found", value=event.value, evidence=evidence, derived_from=places)

    def _ends_on(self, starts: Term, stated: Term) -> Term:
        """The stated end; else the last day of the stated term from the stated start."""
        start, durations = _day(starts), self._stated("term", "duration")
        if not is_open(stated) or start is None or len(durations) != 1:
            return stated
        duration = durations[0]
        iso = str(duration.value.get("iso", ""))
        end = last_day(start, iso)
        if end is None or _in_business_days(duration.value) or self._is_about(duration.evidence):
            return stated
        value = {"written": reckoning(start, iso), "iso": end.isoformat()}
        places = ["/terms/starts_on", duration.pointer]
        return Term(state="found", value=value, evidence=duration.evidence, derived_from=places)

    def _durations_at(self, evidence: Evidence | None) -> list[RecordMention]:
        """The lengths of time that stand where evidence begins."""
        if evidence is None or evidence.start is None:
            return []
        start = evidence.start
        return [each for each in self.mentions if each.kind == "duration" and each.start <= start < each.end]

    def _is_about(self, evidence: Evidence | None) -> bool:
        """Whether the term is a limit (不超过三年) or a guess (约三年), from which no last day follows."""
        if evidence is None or evidence.start is None:
            return False
        before = self.text[max(0, evidence.start - _ABOUT_CHARS) : evidence.start]
        return _ABOUT.search(before) is not None or any(
            "bound" in (each.value or {}) for each in self._durations_at(evidence)
        )

    def _renewal(self, ends: Term) -> Term:
        index = next((index for index, clause in enumerate(self.clauses) if clause.type == "renewal"), None)
        if index is None:
            return Term(state=self.findings.get("renewal", "unresolved"), value=None, evidence=None)
        clause = self.clauses[index]
        span = clause.passages[0] if clause.passages else clause
        value, places = dict(clause.values), [f"/clauses/{index}"]
        if value.get("mode") == "none":
            value = {"mode": "none"}
        if until := _renewed_until(ends, value):
            value["renewed_until"], places = until, [*places, "/terms/ends_on"]
        return Term(state="found", value=value, evidence=exact(self.text, span.start, span.end), derived_from=places)

    def _notice_by(self, ends: Term) -> Term:
        """The last day to give notice before the term ends: end less the notice period, in calendar days."""
        end, notices = _day(ends), self._stated("renewal", "notice_period")
        if end is None or len(notices) != 1:
            return Term(state="unresolved" if notices else "not_found_by_rules", value=None, evidence=None)
        notice = notices[0]
        by = None if _in_business_days(notice.value) else shift(end, str(notice.value.get("iso", "")), -1)
        if by is None:
            return Term(state="unresolved", value=None, evidence=notice.evidence)
        value = {"written": f"{end.isoformat()} - {notice.value['iso']}", "iso": by.isoformat()}
        places = ["/terms/ends_on", notice.pointer]
        return Term(state="found", value=value, evidence=notice.evidence, derived_from=places)


def underived(terms: Mapping[str, Term], clauses: Sequence[Clause]) -> Iterator[Issue]:
    """Days that stay unresolved because they count business days, which only a calendar of holidays tells."""
    for field, kind, name in (("ends_on", "term", "duration"), ("notice_by", "renewal", "notice_period")):
        for clause in clauses if terms[field].state in ("unresolved", "not_found_by_rules") else ():
            evidence, value = clause.evidence.get(f"/{name}"), clause.values.get(name)
            if clause.type == kind and evidence and isinstance(value, dict) and _in_business_days(value):
                params = {"field": field, "quote": evidence.quote}
                yield Issue(
                    "business_days_not_counted", "info", params, f"/terms/{field}", evidence.start, evidence.end
                )


def _renewed_until(ends: Term, renewal: Mapping[str, Any]) -> dict[str, str] | None:
    """The last day of the first period of an automatic renewal, which begins on the day after the end."""
    end, period = _day(ends), renewal.get("period")
    if end is None or renewal.get("mode") != "automatic" or not isinstance(period, dict) or _in_business_days(period):
        return None
    begin, iso = shift(end, "P1D"), str(period.get("iso", ""))
    until = last_day(begin, iso) if begin else None
    return {"written": reckoning(begin, iso), "iso": until.isoformat()} if begin and until else None


def _in_business_days(period: Mapping[str, Any]) -> bool:
    return period.get("days") == "business"


def _is_backwards(starts: Term, ends: Term) -> bool:
    """Whether a term ends before it starts: one of the two was read from the wrong words."""
    start, end = _day(starts), _day(ends)
    return start is not None and end is not None and start > end


def _day(term: Term) -> date | None:
    iso = term.value.get("iso", "") if term.state == "found" and isinstance(term.value, dict) else ""
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None
