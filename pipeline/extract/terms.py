"""The register of a contract: the fields every contract list has, each with its state and its evidence.

Filled by code alone, from proved clauses, the preamble and the signature block. A field that is wrong is worse than
one that is empty: where two places say different things, the state is `conflicting` and both are shown.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from pipeline.extract.counted import counted_from
from pipeline.extract.job import Job
from pipeline.extract.labelled import (
    effective_dates,
    is_beside_price,
    is_birthday,
    is_changed,
    is_handed_over,
    is_last_day,
    is_of_interest,
    last_days,
    parent_contract,
    signing_dates,
    terms_of_contract,
    total_amounts,
)
from pipeline.extract.record import Clause, Evidence, RecordMention, State, Term
from pipeline.issues import Issue
from pipeline.normalize.calendar import last_day, reckoning, shift
from pipeline.outline.section import Definition, Part
from pipeline.text.folding import folded

# Field to the clause values it is read from, in order of preference; `type.subtype` is narrower, `type.` has no subtype.
# A sum in an article about payment may be an instalment, a limit or a deposit: it is not taken for the price.
_FROM_VALUES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "effective_on": (("effective_date", "effective_on"),),
    "starts_on": (("term", "starts_on"),),
    "ends_on": (("term", "ends_on"),),
    "amount": (("price_payment.price", "amount"), ("price_payment.", "amount")),
    "governing_law": (("governing_law", "law"),),
    "forum": (("dispute_resolution", "body"), ("dispute_resolution", "seat")),
}


_COUNTED_FROM = ("から", "より", "起", "부터")
_ABOUT = re.compile(
    r"(?:(?<![合预預契条條签簽特违違])[约約]|大概|お?およそ|概ね|(?<![계제특해협조예])약|around|about|approximately)\s?$",
    re.IGNORECASE,
)
_ABOUT_CHARS = 16


@dataclass(frozen=True, slots=True)
class _Proved:
    """One place where a value stands."""

    value: Any
    evidence: Evidence | None
    pointer: str


@dataclass(frozen=True, slots=True)
class Register:
    """Builds the terms of one record; `our_side` are the names under which the user's own company signs,
    `disputed` the pointers of values that two readers read differently."""

    job: Job
    clauses: Sequence[Clause]
    mentions: Sequence[RecordMention]
    findings: Mapping[str, State]
    our_side: Sequence[str] = ()
    disputed: Collection[str] = ()

    def terms(self) -> dict[str, Term]:
        terms = {"title": self._title(), "kind": self._kind(), **self._parties(), "signed_on": self._signed_on()}
        terms |= {name: self._from_values(name, sources) for name, sources in _FROM_VALUES.items()}
        terms |= self._called_so(terms)
        terms["starts_on"] = self._starts_on(terms["starts_on"])
        terms["ends_on"] = self._ends_on(terms["starts_on"], terms["ends_on"])
        terms |= _contradicting(terms["starts_on"], terms["ends_on"])
        terms["renewal"] = self._renewal(terms["ends_on"])
        terms["notice_by"] = self._notice_by(terms["ends_on"])
        terms["parent_contract"] = self._parent()
        terms["signed"] = self._signed()
        return terms

    def _unknown(self) -> Term:
        return Term(state="not_found_by_rules", value=None, evidence=None)

    def _part(self, kind: str) -> Part | None:
        return next((part for part in self.job.outline.parts if part.kind == kind), None)

    def _quote(self, start: int, end: int) -> Evidence:
        return Evidence(quote=self.job.document.text[start:end], start=start, end=end, grade="exact")

    def _span_of(self, kind: str) -> Evidence | None:
        part = self._part(kind)
        return self._quote(part.start, part.end) if part else None

    def _title(self) -> Term:
        evidence = self._span_of("title")
        if evidence is None:
            return self._unknown()
        return Term(state="found", value=" ".join(evidence.quote.split()), evidence=evidence)

    def _kind(self) -> Term:
        evidence = self._span_of("title")
        title = folded(evidence.quote).lower() if evidence else ""
        for kind, words in _kinds().items():
            if any(folded(word).lower() in title for word in words):
                return Term(state="found", value=kind, evidence=evidence)
        return self._unknown()

    def _parties(self) -> dict[str, Term]:
        parties = [each for each in self.job.outline.definitions if each.kind == "party"]
        ours = [party for party in parties if any(folded(name) in folded(party.meaning) for name in self.our_side)]
        theirs = [party for party in parties if party not in ours]
        unknown = Term(state="unresolved" if parties else "not_found_by_rules", value=None, evidence=None)
        return {
            "parties": self._party_term(parties) if parties else unknown,
            "our_side": self._party_term(ours) if ours else unknown,
            "counterparty": self._party_term(theirs) if ours and theirs else unknown,
        }

    def _party_term(self, parties: Sequence[Definition]) -> Term:
        values = [_party(party, self.job.document.text) for party in parties]
        blank = all(value.get("blank") for value in values)
        evidence = self._quote(parties[0].start, parties[0].end)
        return Term(state="blank" if blank else "found", value=values, evidence=evidence)

    def _signed(self) -> Term:
        """No code sees a seal: only a block whose dates all wait to be filled in says that nobody has signed yet."""
        dates = list(self._signature_dates())
        state: State = "blank" if dates and all(mention.blank for mention in dates) else "unresolved"
        return Term(state=state, value=None, evidence=self._span_of("signature"))

    def _signature_dates(self) -> Iterator[RecordMention]:
        text = self.job.document.text
        spans = [(part.start, part.end) for part in self.job.outline.parts if part.kind == "signature"]
        for mention in self.mentions:
            within = any(low <= mention.start and mention.end <= high for low, high in spans)
            other = is_birthday(text, mention.start) or is_last_day(text, mention.start)
            if mention.kind == "date" and within and not other:
                yield mention

    def _signed_on(self) -> Term:
        """The date of the signature block, else the one that the contract calls so (签订日期：…)."""
        dates = list(self._signature_dates())
        if all(mention.blank for mention in dates):
            dates = signing_dates(self.job.document.text, self.mentions) or dates
        return self._decide(self._stated(dates), "not_found_by_rules")

    def _stated(self, mentions: Sequence[RecordMention]) -> list[_Proved]:
        return [
            _Proved(
                {"blank": True} if mention.blank else mention.value,
                self._quote(mention.start, mention.end),
                f"/mentions/{self.mentions.index(mention)}",
            )
            for mention in mentions
            if (mention.blank or mention.value is not None) and not is_changed(self.job.document.text, mention.end)
        ]

    def _parent(self) -> Term:
        parent = parent_contract(self.job.document.text, self.job.outline)
        if parent is None:
            return self._unknown()
        evidence = self._quote(parent.start, parent.end)
        value = {"written": evidence.quote, "title": parent.title, "number": parent.number}
        return Term(state="found", value=value, evidence=evidence)

    def _from_values(self, name: str, sources: Sequence[tuple[str, str]]) -> Term:
        for kind, value in sources:
            if proved := self._proved(kind, value):
                return self._decide(proved, "unresolved")
        state = self.findings.get(sources[-1][0].rstrip("."), "unresolved")
        return Term(state="unresolved" if state == "found" else state, value=None, evidence=None)

    def _called_so(self, terms: Mapping[str, Term]) -> dict[str, Term]:
        """Fields that no clause of their type fills, from values whose own label names them, wherever they stand; the
        price from its label before any other sum of its clause.
        """
        text = self.job.document.text
        periods = terms_of_contract(text, self.mentions)
        labelled = {
            "amount": total_amounts(text, self.mentions),
            "effective_on": effective_dates(text, self.mentions),
            "starts_on": [first for first, _ in periods],
            "ends_on": [last for _, last in periods] or last_days(text, self.mentions),
        }
        found = {name: self._decide(self._stated(mentions), "unresolved") for name, mentions in labelled.items()}
        return {
            name: term
            for name, term in found.items()
            if labelled[name] and (_is_open(terms[name]) or (name == "amount" and self._is_plainer(term, terms[name])))
        } | _told_twice(terms["effective_on"], found["effective_on"])

    def _is_plainer(self, labelled: Term, read: Term) -> bool:
        """Whether a sum that is called the price stands against sums that are not: 总金额为380,000元，其中不含税金额…, or
        a loan beside its repayments. Where two readers differ, no label decides.
        """
        if any(place in self.disputed for place in read.derived_from or ()):
            return False
        return labelled.state == "conflicting" or (
            labelled.state == "found" and (read.state == "conflicting" or _is_other_sum(labelled, read))
        )

    def _proved(self, kind: str, value: str) -> list[_Proved]:
        return [
            _Proved(clause.values[value], clause.evidence.get(f"/{value}"), f"/clauses/{index}/values/{value}")
            for index, clause in enumerate(self.clauses)
            if kind in (clause.type, f"{clause.type}.{clause.subtype or ''}")
            and clause.values.get(value) is not None
            and not self._is_beside(clause, value)
            and not (value == "ends_on" and self._is_no_end(clause.values[value], clause.evidence.get(f"/{value}")))
        ]

    def _is_beside(self, clause: Clause, value: str) -> bool:
        """Whether the words around a value make it another sum or day than the contract's, or what no longer stands."""
        evidence = clause.evidence.get(f"/{value}")
        if evidence is None or evidence.start is None or evidence.end is None:
            return False
        written = clause.values[value].get("written", "") if isinstance(clause.values[value], dict) else ""
        inside = evidence.quote.find(written)  # the quote may begin with what the sum is called: 月租金为
        start, length = (inside, len(written)) if written and inside >= 0 else (0, len(evidence.quote))
        start += evidence.start
        text, end = self.job.document.text, start + length
        if is_changed(text, end) or (value == "starts_on" and is_of_interest(text, end)):
            return True
        return clause.type == "price_payment" and is_beside_price(text, start, end)

    def _is_no_end(self, value: object, evidence: Evidence | None) -> bool:
        """Whether a day of a term is one of delivery, one that something counts from (その日から), or of each month."""
        if isinstance(value, dict) and "day" in value:
            return True
        if evidence is None or evidence.end is None:
            return False
        return evidence.quote.endswith(_COUNTED_FROM) or is_handed_over(self.job.document.text, evidence.end)

    def _decide(self, proved: Sequence[_Proved], without: State) -> Term:
        """One value, or several that say the same; a blank only where nothing else stands."""
        if not proved:
            return Term(state=without, value=None, evidence=None)
        filled = [each for each in proved if not _is_blank(each.value)]
        if not filled:
            return Term(state="blank", value=None, evidence=proved[0].evidence)
        # A price that is told once with its tax and once without a word of it is one price.
        taxed = {each.value["tax"] for each in filled if isinstance(each.value, dict) and "tax" in each.value}
        aside = ("written", "unit") if len(taxed) > 1 else ("written", "unit", "tax")
        sayings = {json.dumps(_without(each.value, aside), sort_keys=True): each for each in reversed(filled)}
        if len(sayings) > 1 or any(each.pointer in self.disputed for each in filled):
            places = [each.pointer for each in filled]
            return Term(state="conflicting", value=None, evidence=filled[0].evidence, derived_from=places)
        first = filled[0]
        return Term(state="found", value=first.value, evidence=first.evidence, derived_from=[first.pointer])

    def _starts_on(self, stated: Term) -> Term:
        """The stated start; else the event that the stated term is counted from."""
        durations = self._proved("term", "duration")
        evidence = durations[0].evidence if len(durations) == 1 and _is_open(stated) else None
        start = -1 if evidence is None or evidence.start is None else evidence.start
        here = (each for each in self.mentions if each.kind == "duration" and each.start <= start < each.end)
        event = next((found for each in here if (found := counted_from(self.job.document.text, each))), None)
        if event is None:
            return stated
        quote, places = self._quote(event.start, event.end), [durations[0].pointer]
        return Term(state="found", value=event.value, evidence=quote, derived_from=places)

    def _ends_on(self, starts: Term, stated: Term) -> Term:
        """The stated end; else the last day of the stated term from the stated start."""
        start, durations = _day(starts), self._proved("term", "duration")
        if stated.state in ("found", "conflicting", "blank") or start is None or len(durations) != 1:
            return stated
        duration = durations[0]
        iso = str(duration.value.get("iso", ""))
        end = last_day(start, iso)
        if end is None or _in_business_days(duration.value) or self._is_about(duration):
            return stated
        value = {"written": reckoning(start, iso), "iso": end.isoformat()}
        places = ["/terms/starts_on", duration.pointer]
        return Term(state="found", value=value, evidence=duration.evidence, derived_from=places)

    def _is_about(self, duration: _Proved) -> bool:
        """Whether the term is a limit (不超过三年) or a guess (约三年), from which no last day follows."""
        start = duration.evidence.start if duration.evidence else None
        if start is None:
            return False
        here = (
            each.value or {} for each in self.mentions if each.kind == "duration" and each.start <= start < each.end
        )
        before = self.job.document.text[max(0, start - _ABOUT_CHARS) : start]
        return _ABOUT.search(before) is not None or any("bound" in value for value in here)

    def _renewal(self, ends: Term) -> Term:
        index = next((index for index, clause in enumerate(self.clauses) if clause.type == "renewal"), None)
        if index is None:
            return Term(state=self.findings.get("renewal", "unresolved"), value=None, evidence=None)
        clause = self.clauses[index]
        span = clause.passages[0] if clause.passages else clause
        evidence = self._quote(span.start, span.end)
        value, places = dict(clause.values), [f"/clauses/{index}"]
        if value.get("mode") == "none":
            value = {"mode": "none"}
        if until := _renewed_until(ends, value):
            value["renewed_until"], places = until, [*places, "/terms/ends_on"]
        return Term(state="found", value=value, evidence=evidence, derived_from=places)

    def _notice_by(self, ends: Term) -> Term:
        """The last day to give notice before the term ends: end less the notice period, in calendar days."""
        end, notices = _day(ends), self._proved("renewal", "notice_period")
        if end is None or len(notices) != 1:
            return Term(state="unresolved" if notices else "not_found_by_rules", value=None, evidence=None)
        notice = notices[0]
        by = None if _in_business_days(notice.value) else shift(end, str(notice.value.get("iso", "")), -1)
        if by is None:
            return Term(state="unresolved", value=None, evidence=notice.evidence)
        value = {"written": f"{end.isoformat()} - {notice.value['iso']}", "iso": by.isoformat()}
        places = ["/terms/ends_on", notice.pointer]
        return Term(state="found", value=value, evidence=notice.evidence, derived_from=places)


@cache
def _kinds() -> dict[str, list[str]]:
    kinds: dict[str, list[str]] = json.loads((resources.files(__package__) / "contract_kinds.json").read_text("utf-8"))
    return kinds


def _party(party: Definition, text: str) -> dict[str, Any]:
    written = text[party.start : party.end]
    known = {"role": party.role, "alias": party.term or None, **dict(party.particulars)}
    if not party.meaning:
        return {"written": written, "name": None, "value": None, "blank": True, **known}
    return {"written": written, "name": party.meaning, **known}


def _renewed_until(ends: Term, renewal: Mapping[str, Any]) -> dict[str, str] | None:
    """The last day of the first period of an automatic renewal, which begins on the day after the end."""
    end, period = _day(ends), renewal.get("period")
    if end is None or renewal.get("mode") != "automatic" or not isinstance(period, dict) or _in_business_days(period):
        return None
    begin, iso = shift(end, "P1D"), str(period.get("iso", ""))
    until = last_day(begin, iso) if begin else None
    return {"written": reckoning(begin, iso), "iso": until.isoformat()} if begin and until else None


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


def _in_business_days(period: Mapping[str, Any]) -> bool:
    return period.get("days") == "business"


def _is_open(term: Term) -> bool:
    return term.value is None and term.state not in ("conflicting", "blank")


def _is_other_sum(labelled: Term, read: Term) -> bool:
    """Whether both say one sum, and not the same: 总金额为380,000元，其中不含税金额336,283.19元."""
    sums = [term.value.get("amount") for term in (labelled, read) if term.state == "found" and term.value]
    return len(set(sums)) == 2


def _told_twice(read: Term, labelled: Term) -> dict[str, Term]:
    """Conflicting days of effect: 自双方签字之日起生效, and beside it 生效日期：2026年8月1日."""
    if read.state != "found" or labelled.state != "found" or read.value.get("iso") == labelled.value.get("iso"):
        return {}
    return {"effective_on": read.model_copy(update={"state": "conflicting", "value": None})}


def _is_blank(value: Any) -> bool:
    return isinstance(value, dict) and bool(value.get("blank"))


def _without(value: Any, aside: Collection[str]) -> Any:
    return {key: part for key, part in value.items() if key not in aside} if isinstance(value, dict) else value


def _contradicting(starts: Term, ends: Term) -> dict[str, Term]:
    """A term that ends before it starts: one of the two was read from the wrong words."""
    start, end = _day(starts), _day(ends)
    if start is None or end is None or start <= end:
        return {}
    return {
        name: term.model_copy(update={"state": "conflicting", "value": None})
        for name, term in (("starts_on", starts), ("ends_on", ends))
    }


def _day(term: Term) -> date | None:
    iso = term.value.get("iso", "") if term.state == "found" and isinstance(term.value, dict) else ""
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None
