"""What a stored record concludes, concluded again: sums, states, terms, status, review."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from hashlib import sha256
from typing import Any

from pipeline.extract.disputes import disputed_values
from pipeline.extract.findings import findings
from pipeline.extract.merge import review_of
from pipeline.extract.proof import Stored, equal, wrong
from pipeline.extract.record import Coverage, Record, RecordUsage, Status, Term
from pipeline.extract.terms import Register
from pipeline.issues import Issue
from pipeline.messages import LANGUAGES, catalogue, render
from pipeline.text import scripts
from pipeline.text.folding import folded
from pipeline.text.tokens import counter

EMBEDDED = "embedded"
_OF_SETTINGS = ("our_side", "counterparty")
_OF_DEFINITIONS = ("parties", *_OF_SETTINGS)
# What an article without a usable answer leaves in the issues, by the outcome of its stretch.
_UNANSWERED = {"failed": "article_failed", "unresolved": "article_unresolved", "unread": "article_unread"}


def prove_sums(stored: Stored, has_sound_values: bool) -> Iterator[Issue]:
    """The terms are drawn from the values, and are not proved where those do not hold."""
    yield from _prove_document(stored)
    yield from _prove_terms(stored) if has_sound_values else ()
    yield from _prove_findings(stored)
    yield from _prove_outcomes(stored)
    yield from equal("/status", stored.record.status, _status(stored))
    yield from _prove_review(stored.record)
    yield from prove_usage(stored.record.usage)
    yield from prove_origin(stored.record)
    yield from _prove_issues(stored)


def prove_without_text(record: Record) -> Iterator[Issue]:
    """A file that could not be read has a reason, and nothing is said about its content."""
    yield from equal("/status", record.status, "failed")
    if record.reason is None:
        yield wrong("reason_missing", "/reason")
    else:
        yield from equal("/review", record.review.model_dump(), {"level": "must", "reasons": [record.reason.code]})
    for name in ("terms", "clauses", "parts", "mentions", "findings", "issues", "coverage"):
        if getattr(record, name):
            yield wrong("content_without_text", f"/{name}")
    yield from equal("/document/characters", record.document.characters, 0)
    yield from equal("/document/tokens", record.document.tokens, 0)
    yield from prove_usage(record.usage)
    yield from prove_origin(record)


def prove_text(record: Record, text: bytes) -> Iterator[Issue]:
    yield from equal("/document/text_sha256", record.document.text_sha256, sha256(text).hexdigest())


def _prove_document(stored: Stored) -> Iterator[Issue]:
    described, text = stored.record.document, stored.text
    languages = list(scripts.languages(text))
    yield from equal("/document/characters", described.characters, len(text))
    yield from equal("/document/languages", described.languages, languages)
    yield from equal("/document/language", described.language, languages[0])
    if described.counter == counter().name:
        yield from equal("/document/tokens", described.tokens, counter().count(text))


def _prove_terms(stored: Stored) -> Iterator[Issue]:
    """All but the parties follow from the record; those stand in the text."""
    terms, record = stored.record.terms, stored.record
    computed = Register(
        stored.job, record.clauses, record.mentions, record.findings, disputed=disputed_values(record.issues)
    ).terms()
    yield from equal("/terms", sorted(terms), sorted(computed))
    for name in terms.keys() & computed.keys() - set(_OF_DEFINITIONS):
        yield from prove_term(name, terms[name], computed[name])
    for name in terms.keys() & set(_OF_DEFINITIONS):
        yield from _prove_parties(name, terms[name], stored)
    yield from _prove_sides(terms)


def prove_term(name: str, stored: Term, computed: Term) -> Iterator[Issue]:
    for field in ("state", "value", "derived_from", "evidence"):
        one, other = (term.model_dump(mode="json")[field] for term in (stored, computed))
        yield from equal(f"/terms/{name}/{field}", one, other)


def _prove_parties(name: str, term: Term, stored: Stored) -> Iterator[Issue]:
    parties = _parties(term)
    if (term.state in ("found", "blank")) != bool(parties) or (term.value is not None and not parties):
        yield wrong("proof_differs", f"/terms/{name}/state", stored=term.state, computed=term.value)
    for index, party in enumerate(parties):
        if not _stands(party, stored):
            yield wrong("party_unfounded", f"/terms/{name}/value/{index}", party=party)
    first = parties[0].get("written") if parties else None
    if (term.evidence.quote if term.evidence else None) != first:
        yield wrong("proof_differs", f"/terms/{name}/evidence", stored=term.evidence, computed=first)


def _stands(party: Mapping[str, Any], stored: Stored) -> bool:
    """Whether the words are the text's and hold the name; role and alias may stand in another place."""
    written, name = party.get("written"), party.get("name")
    if not isinstance(written, str) or not written or written not in stored.text:
        return False
    if name is not None and folded(str(name)) not in folded(written):
        return False
    around = (party.get("role"), party.get("alias"))
    return all(folded(str(word)) in stored.folded_text for word in around if word is not None)


def _parties(term: Term | None) -> list[dict[str, Any]]:
    value = term.value if term else None
    return [party for party in value if isinstance(party, dict)] if isinstance(value, list) else []


def _prove_sides(terms: Mapping[str, Term]) -> Iterator[Issue]:
    """Which side is ours is a setting of the run; that both sides are parties, and all of them, is not."""
    parties = _parties(terms.get("parties"))
    sides = {name: _parties(terms.get(name)) for name in _OF_SETTINGS}
    for name, side in sides.items():
        if any(party not in parties for party in side):
            yield wrong("proof_differs", f"/terms/{name}/value", stored=side, computed=parties)
    if all(sides.values()) and sum(map(len, sides.values())) != len(parties):
        yield wrong("proof_differs", "/terms/counterparty/value", stored=sides["counterparty"], computed=parties)


def _prove_findings(stored: Stored) -> Iterator[Issue]:
    record = stored.record
    computed = findings(stored.job, record.clauses, record.coverage, record.engine == "rules", record.issues)
    yield from equal("/findings", sorted(record.findings), sorted(computed))
    for name in record.findings.keys() & computed.keys():
        state = record.findings[name]
        # A heading against an absence is found by the cues of a schema, which must be known for it.
        if stored.knows(name) or not {state, computed[name]} <= {"absent", "conflicting"}:
            yield from equal(f"/findings/{name}", state, computed[name])


def _status(stored: Stored) -> Status:
    outcomes = {stretch.outcome for stretch in stored.record.coverage}
    if outcomes == {"answered"}:
        return "partial" if stored.record.status == "partial" and _has_unread_page(stored.record) else "complete"
    return "partial" if outcomes & {"answered", "unresolved"} else "failed"


def _has_unread_page(record: Record) -> bool:
    return any(issue.severity != "info" for issue in record.issues)


def _prove_outcomes(stored: Stored) -> Iterator[Issue]:
    """A stretch without an answer has its issue and no clause that claims one; an issue of that kind its stretch."""
    record = stored.record
    for index, stretch in enumerate(record.coverage):
        if stretch.outcome == "unread" and any(_begins_in(clause.start, stretch) for clause in record.clauses):
            yield wrong("proof_differs", f"/coverage/{index}/outcome", stored=stretch.outcome, computed="answered")
        if not _is_told(record, stretch):
            yield wrong("issue_missing", f"/coverage/{index}", issue=_UNANSWERED[stretch.outcome])
    for index, issue in enumerate(record.issues):
        outcome = next((name for name, code in _UNANSWERED.items() if code == issue.code), None)
        at = next((stretch for stretch in record.coverage if _begins_in(issue.start, stretch)), None)
        if outcome and (at is None or at.outcome != outcome):
            yield wrong("issue_unfounded", f"/issues/{index}", issue=issue.code)


def _is_told(record: Record, stretch: Coverage) -> bool:
    """Only articles are unresolved; text between them fails with its window, and may be unread without an article."""
    if stretch.outcome in ("answered", "unread"):
        return True
    told = [issue for issue in record.issues if issue.code == _UNANSWERED[stretch.outcome]]
    return bool(told) if stretch.outcome == "failed" else any(_begins_in(issue.start, stretch) for issue in told)


def _begins_in(start: int | None, stretch: Coverage) -> bool:
    return start is not None and stretch.start <= start < stretch.end


def _prove_review(record: Record) -> Iterator[Issue]:
    issues = [Issue(issue.code, issue.severity) for issue in record.issues]
    computed = review_of(record.status, issues, record.findings.values())
    yield from equal("/review", record.review.model_dump(), computed.model_dump())


def prove_usage(usage: RecordUsage) -> Iterator[Issue]:
    yield from equal("/usage/billed_tokens", usage.billed_tokens, usage.prompt_tokens + usage.completion_tokens)
    if (usage.cached_tokens or 0) > usage.prompt_tokens:
        yield wrong("proof_differs", "/usage/cached_tokens", stored=usage.cached_tokens, computed=usage.prompt_tokens)
    if usage.billed_tokens and not usage.requests:
        yield wrong("proof_differs", "/usage/requests", stored=usage.requests, computed=1)
    if usage.cost is not None and Decimal(usage.cost) and not usage.billed_tokens:
        yield wrong("proof_differs", "/usage/cost", stored=usage.cost, computed="0")


def prove_origin(record: Record) -> Iterator[Issue]:
    """The embedded endpoint is nothing but rules; served under a URL, it is known by the model that it names."""
    if record.endpoint == EMBEDDED:
        yield from equal("/engine", record.engine, "rules")
    elif not record.endpoint.startswith(("http://", "https://")):
        yield wrong("proof_differs", "/endpoint", stored=record.endpoint, computed=EMBEDDED)
    if (record.engine == "rules") != (record.model == "rules only"):
        yield wrong("proof_differs", "/model", stored=record.model, computed=record.engine)


def _prove_issues(stored: Stored) -> Iterator[Issue]:
    """An issue points to something, and its message is that of its code."""
    raw = stored.record.to_json()
    for index, issue in enumerate(stored.record.issues):
        if issue.pointer and not _resolves(raw, issue.pointer):
            yield wrong("pointer_dangles", f"/issues/{index}/pointer", target=issue.pointer)
        if stored.is_of_this_program and issue.message not in _wordings(issue.code, issue.params):
            yield wrong("message_differs", f"/issues/{index}/message", issue=issue.code)


def _resolves(node: Any, pointer: str) -> bool:
    """Whether the pointer leads to a place of the record, or to a value that could not be proved and is left out."""
    *way, last = pointer.split("/")[1:]
    for step in way:
        key = step.replace("~1", "/").replace("~0", "~")
        if isinstance(node, list):
            node = node[int(key)] if key.isdecimal() and int(key) < len(node) else None
        else:
            node = node.get(key) if isinstance(node, dict) else None
    return isinstance(node, dict) or (isinstance(node, list) and last.isdecimal() and int(last) < len(node))


def _wordings(code: str, params: dict[str, Any]) -> set[str]:
    """The message in every language; none where code and parameters do not belong together."""
    if code not in catalogue():
        return set()
    try:
        return {render(code, params, language).line for language in LANGUAGES}
    except (KeyError, ValueError, IndexError, AttributeError):
        return set()
