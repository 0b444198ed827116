"""A value where it stands, and what all places that state it say together."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.extract.labelled import is_beside_price, is_changed, is_handed_over, is_of_interest
from pipeline.extract.record import Clause, Evidence, RecordMention, State, Term
from pipeline.text.regex import regex

_NAMELESS = regex(r"(?:依法)?(?:具?有)?管[辖轄][权權]?的?(?:人民)?法院|管轄裁判所|관할\s?법원")
_COUNTED_FROM = ("から", "より", "起", "부터")


@dataclass(frozen=True, slots=True)
class Stated:
    """A value as one place of a record states it; `pointer` leads to the place."""

    value: Any
    evidence: Evidence | None
    pointer: str

    @property
    def is_blank(self) -> bool:
        return isinstance(self.value, dict) and bool(self.value.get("blank"))

    def said(self, aside: Collection[str]) -> str:
        """The value in one way of writing, without some of its fields."""
        shown = self.value
        if isinstance(shown, dict):
            shown = {key: part for key, part in shown.items() if key not in aside}
        return json.dumps(shown, sort_keys=True)


def exact(text: str, start: int, end: int) -> Evidence:
    """The words of a text themselves."""
    return Evidence(quote=text[start:end], start=start, end=end, grade="exact")


def in_mentions(chosen: Iterable[RecordMention], mentions: Sequence[RecordMention], text: str) -> list[Stated]:
    """What the chosen of a record's mentions state, but for what no longer stands."""
    return [
        Stated(
            {"blank": True} if mention.blank else mention.value,
            exact(text, mention.start, mention.end),
            f"/mentions/{mentions.index(mention)}",
        )
        for mention in chosen
        if (mention.blank or mention.value is not None) and not is_changed(text, mention.end)
    ]


def in_clauses(clauses: Sequence[Clause], kind: str, name: str, text: str) -> list[Stated]:
    """What the clauses of a kind state: `type`, the narrower `type.subtype`, or `type.` without a subtype."""
    return [
        Stated(clause.values[name], clause.evidence.get(f"/{name}"), f"/clauses/{index}/values/{name}")
        for index, clause in enumerate(clauses)
        if kind in (clause.type, f"{clause.type}.{clause.subtype or ''}")
        and clause.values.get(name) is not None
        and not _is_beside(clause, name, text)
        and not (name == "ends_on" and _is_no_end(clause.values[name], clause.evidence.get(f"/{name}"), text))
    ]


def _is_beside(clause: Clause, name: str, text: str) -> bool:
    """Whether the words around a value make it another sum or day than the contract's, or what no longer stands."""
    evidence = clause.evidence.get(f"/{name}")
    if evidence is None or evidence.start is None or evidence.end is None:
        return False
    written = clause.values[name].get("written", "") if isinstance(clause.values[name], dict) else ""
    inside = evidence.quote.find(written)  # the quote may begin with what the sum is called: 月租金为
    start, length = (inside, len(written)) if written and inside >= 0 else (0, len(evidence.quote))
    start += evidence.start
    end = start + length
    if is_changed(text, end) or (name == "starts_on" and is_of_interest(text, end)):
        return True
    return clause.type == "price_payment" and is_beside_price(text, start, end)


def _is_no_end(value: object, evidence: Evidence | None, text: str) -> bool:
    """Whether a day of a term is one of delivery, one that something counts from (その日から), or of each month."""
    if isinstance(value, dict) and "day" in value:
        return True
    if evidence is None or evidence.end is None:
        return False
    return evidence.quote.endswith(_COUNTED_FROM) or is_handed_over(text, evidence.end)


def decide(stated: Sequence[Stated], without: State, disputed: Collection[str]) -> Term:
    """One value, or several that say the same; a blank only where nothing else stands, `without` where nothing does."""
    if not stated:
        return Term(state=without, value=None, evidence=None)
    filled = [each for each in stated if not each.is_blank]
    if not filled:
        return Term(state="blank", value=None, evidence=stated[0].evidence)
    # A price that is told once with its tax and once without a word of it is one price.
    taxed = {each.value["tax"] for each in filled if isinstance(each.value, dict) and "tax" in each.value}
    aside = ("written", "unit") if len(taxed) > 1 else ("written", "unit", "tax")
    sayings = {each.said(aside) for each in filled}
    first, places = filled[0], [each.pointer for each in filled]
    if len(sayings) > 1 or any(place in disputed for place in places):
        return Term(state="conflicting", value=None, evidence=first.evidence, derived_from=places)
    return Term(state="found", value=first.value, evidence=first.evidence, derived_from=[first.pointer])


def naming(stated: Sequence[Stated]) -> Sequence[Stated]:
    """Without what names no court where another place names one: general conditions leave it to the special ones."""
    return [each for each in stated if not (isinstance(each.value, str) and _NAMELESS.fullmatch(each.value))] or stated


def is_open(term: Term) -> bool:
    """Whether no place states it: neither one value, nor several, nor a blank to fill in."""
    return term.state not in ("found", "conflicting", "blank")


def conflicting(term: Term) -> Term:
    """A term that another place gainsays."""
    return term.model_copy(update={"state": "conflicting", "value": None})
