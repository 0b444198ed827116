"""The register of a contract: the fields every contract list has, each with its state and its evidence.

Filled by code alone, from proved clauses, the preamble and the signature block. A field that is wrong is worse than
one that is empty: where two places say different things, the state is `conflicting` and both are shown.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from pipeline.extract.job import Job
from pipeline.extract.labelled import (
    days_of_work,
    effective_dates,
    is_birthday,
    is_last_day,
    is_of_form,
    last_days,
    parent_contract,
    signing_dates,
    terms_of_contract,
    total_amounts,
)
from pipeline.extract.lifetime import Lifetime
from pipeline.extract.record import Clause, Evidence, RecordMention, State, Term
from pipeline.extract.stated import Stated, conflicting, decide, exact, in_clauses, in_mentions, is_open, naming
from pipeline.outline.parties.word import role_of
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
        if terms["signed_on"].state == "found" and self._is_of_form(terms["effective_on"]):
            terms["effective_on"] = self._unknown()
        terms |= self._called_so(terms)
        lifetime = Lifetime(self.job.document.text, self.clauses, self.mentions, self.findings)
        terms |= lifetime.terms(terms["starts_on"], terms["ends_on"])
        terms["parent_contract"] = self._parent()
        terms["signed"] = self._signed()
        return terms

    def _unknown(self) -> Term:
        return Term(state="not_found_by_rules", value=None, evidence=None)

    def _part(self, kind: str) -> Part | None:
        return next((part for part in self.job.outline.parts if part.kind == kind), None)

    def _quote(self, start: int, end: int) -> Evidence:
        return exact(self.job.document.text, start, end)

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

    def _decide(self, stated: Sequence[Stated], without: State) -> Term:
        return decide(stated, without, self.disputed)

    def _stated(self, chosen: Sequence[RecordMention]) -> list[Stated]:
        return in_mentions(chosen, self.mentions, self.job.document.text)

    def _parent(self) -> Term:
        parent = parent_contract(self.job.document.text, self.job.outline)
        if parent is None:
            return self._unknown()
        evidence = self._quote(parent.start, parent.end)
        value = {"written": evidence.quote, "title": parent.title, "number": parent.number}
        return Term(state="found", value=value, evidence=evidence)

    def _from_values(self, name: str, sources: Sequence[tuple[str, str]]) -> Term:
        for kind, value in sources:
            if stated := in_clauses(self.clauses, kind, value, self.job.document.text):
                return self._decide(naming(self._of_body(stated) or stated), "unresolved")
        state = self.findings.get(sources[-1][0].rstrip("."), "unresolved")
        return Term(state="unresolved" if state == "found" else state, value=None, evidence=None)

    def _of_body(self, stated: Sequence[Stated]) -> list[Stated]:
        """What stands outside the annexes, which only fill in what the contract itself says."""
        annexes = [(part.start, part.end) for part in self.job.outline.parts if part.kind == "annex"]
        return [
            each
            for each in stated
            if (at := each.evidence.start if each.evidence else None) is None
            or not any(low <= at < high for low, high in annexes)
        ]

    def _called_so(self, terms: Mapping[str, Term]) -> dict[str, Term]:
        """Fields that no clause of their type fills, from values whose own label names them, wherever they stand; the
        price from its label before any other sum of its clause.
        """
        text = self.job.document.text
        periods = terms_of_contract(text, self.mentions)
        first_days, last = days_of_work(text, self.mentions)
        labelled = {
            "amount": total_amounts(text, self.mentions),
            "effective_on": effective_dates(text, self.mentions),
            "starts_on": [first for first, _ in periods] or first_days,
            "ends_on": [day for _, day in periods] or last_days(text, self.mentions) or last,
        }
        found = {name: self._decide(self._stated(mentions), "unresolved") for name, mentions in labelled.items()}
        return {
            name: term
            for name, term in found.items()
            if labelled[name] and (is_open(terms[name]) or (name == "amount" and self._is_plainer(term, terms[name])))
        } | _told_twice(terms["effective_on"], found["effective_on"])

    def _is_of_form(self, effective: Term) -> bool:
        start = effective.evidence.start if effective.evidence else None
        return start is not None and is_of_form(self.job.document.text, start)

    def _is_plainer(self, labelled: Term, read: Term) -> bool:
        """Whether a sum that is called the price stands against sums that are not: 总金额为380,000元，其中不含税金额…, or
        a loan beside its repayments. Where two readers differ, no label decides.
        """
        if any(place in self.disputed for place in read.derived_from or ()):
            return False
        return labelled.state == "conflicting" or (
            labelled.state == "found" and (read.state == "conflicting" or _is_other_sum(labelled, read))
        )


@cache
def _kinds() -> dict[str, list[str]]:
    kinds: dict[str, list[str]] = json.loads((resources.files(__package__) / "contract_kinds.json").read_text("utf-8"))
    return kinds


def _party(party: Definition, text: str) -> dict[str, Any]:
    written = text[party.start : party.end]
    known = {"role": role_of(party), "alias": party.term or None, **dict(party.particulars)}
    if not party.meaning:
        return {"written": written, "name": None, "value": None, "blank": True, **known}
    return {"written": written, "name": party.meaning, **known}


def _is_other_sum(labelled: Term, read: Term) -> bool:
    """Whether both say one sum, and not the same: 总金额为380,000元，其中不含税金额336,283.19元."""
    sums = [term.value.get("amount") for term in (labelled, read) if term.state == "found" and term.value]
    return len(set(sums)) == 2


def _told_twice(read: Term, labelled: Term) -> dict[str, Term]:
    """Conflicting days of effect: 自双方签字之日起生效, and beside it 生效日期：2026年8月1日."""
    if read.state != "found" or labelled.state != "found" or read.value.get("iso") == labelled.value.get("iso"):
        return {}
    return {"effective_on": conflicting(read)}
