"""Values of a stored record, computed again from the quotes they were read from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Generator, Iterator, Mapping
from typing import Any

from pipeline.extract.ground import ground
from pipeline.extract.mentioned import mention_issues, mentions_of
from pipeline.extract.proof import Stored, canonical, equal, is_inside, shown, wrong
from pipeline.extract.proof_spans import prove_evidence
from pipeline.extract.record import Clause, Evidence, RecordMention, Term
from pipeline.issues import Issue
from pipeline.normalize.values import doubt, normalize
from pipeline.schema.contract import check_reading
from pipeline.text.folding import folded

# What tells a kind where the schema is not known: a field that only its values have.
_SHAPES = {
    "amount": "money",
    "rate": "rate",
    "number": "number",
    "name": "party",
    "anchor": "date",
    "bound": "duration",
}
_VALUE_ISSUES = frozenset(
    {"value_refused", "words_and_figures_differ", "range_of_values", "reading_differs", "reading_not_in_quote"}
)


def prove_values(stored: Stored) -> Iterator[Issue]:
    needed: set[tuple[str, str]] = set()
    if unknown := [name for name in stored.library if not stored.knows(name)]:
        yield Issue("schema_unknown", "warning", {"type": shown(", ".join(unknown))}, "/schemas")
    for index, clause in enumerate(stored.record.clauses):
        yield from _prove_clause(stored, clause, f"/clauses/{index}", needed)
    yield from _prove_mentions(stored, needed)
    yield from _prove_issues(stored, needed)


def _prove_clause(stored: Stored, clause: Clause, at: str, needed: set[tuple[str, str]]) -> Iterator[Issue]:
    if clause.type not in stored.library:
        yield wrong("type_unknown", f"{at}/type", type=clause.type)
        return
    schema = stored.library[clause.type]
    if stored.knows(clause.type) and clause.subtype is not None and clause.subtype not in schema.subtypes:
        yield wrong("type_unknown", f"{at}/subtype", type=clause.subtype)
    for name in clause.values.keys() | {pointer.removeprefix("/") for pointer in clause.evidence}:
        evidence = clause.evidence.get(f"/{name}")
        if name not in clause.values or evidence is None:
            yield wrong("evidence_missing", f"{at}/values/{name}", value=name)
            continue
        yield from _prove_place(clause, evidence, f"{at}/evidence/~1{name}")
        yield from prove_evidence(stored.text, evidence, f"{at}/evidence/~1{name}")
        codes = yield from _prove_value(stored, clause, name, f"{at}/values/{name}")
        needed |= {(code, f"{at}/values/{name}") for code in codes}


def _prove_place(clause: Clause, evidence: Evidence, pointer: str) -> Iterator[Issue]:
    """The quote stands in its clause, and cuts no number in two."""
    if not is_inside(evidence.start, evidence.end, clause.start, clause.end):
        yield wrong("span_outside", pointer, start=evidence.start, end=evidence.end)
        return
    span = (evidence.start or 0) - clause.start, (evidence.end or 0) - clause.start
    grounding = ground(clause.quote, evidence.quote, [span])
    if (grounding.grade, grounding.start, grounding.end) != ("exact", *span):
        yield wrong("grade_unproved", f"{pointer}/grade", grade=grounding.grade)


def _prove_value(stored: Stored, clause: Clause, name: str, pointer: str) -> Generator[Issue, None, list[str]]:
    """Yields what is wrong; returns the codes of the issues that the record must hold about the value."""
    schema, value, evidence = stored.library[clause.type], clause.values[name], clause.evidence[f"/{name}"]
    codes = []
    kind = schema.kind(name) if stored.knows(clause.type) else _kind_of(value)
    if kind is not None:
        words = evidence.quote
        if evidence.start is not None and evidence.end is not None:
            words = stored.job.words(evidence.start, evidence.end)
        computed, code = compute(kind, words, stored.job.locale)
        yield from equal(pointer, value, computed)
        codes += [code] if code else []
    elif stored.knows(clause.type):
        for problem in check_reading(schema, name, value):
            yield wrong("value_not_valid", pointer, detail=problem)
        if schema.is_free_text(name) and isinstance(value, str) and not _stands_in(evidence.quote, value):
            codes.append("reading_not_in_quote")
    if evidence.agrees is False and "reading_not_in_quote" not in codes:
        codes.append("reading_differs")
    elif evidence.agrees is not False and "reading_not_in_quote" in codes:
        yield wrong("proof_differs", pointer, stored=value, computed=evidence.quote)
    return codes


def _stands_in(quote: str, words: str) -> bool:
    return folded(words) in folded(quote) or ground(quote, words).proved


def compute(kind: str, quote: str, language: str) -> tuple[dict[str, Any], str | None]:
    """Code's value of a quote as a record holds it, and the code of the issue that goes with it."""
    try:
        value = normalize(kind, quote, language)
    except ValueError:
        return {"written": quote, "value": None}, "value_refused"
    return value, doubt(value)


def _kind_of(value: object) -> str | None:
    """The kind of a value by its shape, None where it has none or says nothing."""
    if not isinstance(value, Mapping) or "written" not in value:
        return None
    for name, kind in _SHAPES.items():
        if name in value:
            return kind
    iso = value.get("iso")
    return ("duration" if iso.startswith("P") else "date") if isinstance(iso, str) else None


def _prove_mentions(stored: Stored, needed: set[tuple[str, str]]) -> Iterator[Issue]:
    """Every mention that the text gives stands in the record, and no other but the parties of the definitions, which a
    document with its tables tells better than its text: what lies in a party (三日月大造) is no mention.
    """
    found = mentions_of(stored.job)
    expected = Counter(map(_key, (mention for mention, _ in found)))
    parties = [mention for mention in stored.record.mentions if mention.kind == "party"]
    named = _party_words(stored.record.terms.get("parties"))
    # An address that a width cut in two stands on one line in the record.
    text = "\n".join(dict.fromkeys((stored.text, stored.job.words(0, len(stored.text)))))
    plain = folded(text)
    for index, mention in enumerate(stored.record.mentions):
        if expected[_key(mention)]:
            expected[_key(mention)] -= 1
        elif mention.kind == "party" and _is_defined(mention, text, plain, named):
            continue
        else:
            yield wrong("mention_unfounded", f"/mentions/{index}", quote=mention.quote)
    for mention, _ in found:
        if expected[_key(mention)] and not _overlaps(mention, parties):
            expected[_key(mention)] -= 1
            yield wrong("mention_missing", "/mentions", quote=mention.quote)
    problems = {_key(mention): problem for mention, problem in found}
    kept = [(mention, problems.get(_key(mention))) for mention in stored.record.mentions]
    needed |= {(issue.code, issue.pointer) for issue in mention_issues(kept, stored.record.issues)}


def _key(mention: RecordMention) -> str:
    return canonical(mention.model_dump())


def _party_words(register: Term | None) -> list[str]:
    parties = register.value if register and isinstance(register.value, list) else []
    return [str(party.get("written")) for party in parties if isinstance(party, dict)]


def _is_defined(mention: RecordMention, text: str, plain: str, named: Collection[str]) -> bool:
    """Whether the words of a definition hold the party they define, or are those of one in the register (`named`) that
    waits for its name; its role may stand in the signature, its short name where it is called so, and its
    particulars beside it or there. `plain` is the text folded.
    """
    if mention.blank:
        return mention.value is None and mention.quote in named
    value = mention.value or {}
    quote, around = folded(mention.quote), [folded(str(value.get(name) or "")) for name in ("role", "alias")]
    return (
        all(folded(str(value.get(name) or "")) in quote for name in ("written", "name"))
        and all(word in quote or word in plain for word in around)
        and all(str(value.get(name) or "") in text for name in ("registration_number", "representative", "address"))
        and value.get("written") == mention.quote
    )


def _overlaps(mention: RecordMention, others: list[RecordMention]) -> bool:
    return any(other.start < mention.end and mention.start < other.end for other in others)


def _prove_issues(stored: Stored, needed: set[tuple[str, str]]) -> Iterator[Issue]:
    """What a value needs said about it is said; what is said about a value is so."""
    said = {(issue.code, issue.pointer) for issue in stored.record.issues}
    for code, pointer in sorted(needed - said):
        yield wrong("issue_missing", pointer, issue=code)
    spans = _spans(stored)
    for index, issue in enumerate(stored.record.issues):
        if issue.pointer in spans and (issue.start, issue.end) != spans[issue.pointer]:
            yield wrong("span_outside", f"/issues/{index}", start=issue.start, end=issue.end)
        if issue.code in _VALUE_ISSUES and (issue.code, issue.pointer) not in needed:
            yield wrong("issue_unfounded", f"/issues/{index}", issue=issue.code)


def _spans(stored: Stored) -> dict[str, tuple[int | None, int | None]]:
    """Where the values and mentions stand that an issue can point to."""
    spans: dict[str, tuple[int | None, int | None]] = {}
    for index, clause in enumerate(stored.record.clauses):
        for pointer, evidence in clause.evidence.items():
            spans[f"/clauses/{index}/values{pointer}"] = (evidence.start, evidence.end)
    for index, mention in enumerate(stored.record.mentions):
        spans[f"/mentions/{index}"] = (mention.start, mention.end)
    return spans
