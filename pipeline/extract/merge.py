"""Answers to a record: clauses over whole articles, values with their evidence, and what is known of the rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from pipeline.budget.windows import Window
from pipeline.chat.ledger import Totals
from pipeline.checks.check import check
from pipeline.document.model import Document
from pipeline.errors import CjkclauseError
from pipeline.extract.annexes import annex_issues
from pipeline.extract.answer_issues import answer_issues, masked_issues
from pipeline.extract.answers import Answers
from pipeline.extract.coverage import coverage
from pipeline.extract.disputes import disputed_values, disputes
from pipeline.extract.findings import absence_issues, findings
from pipeline.extract.job import Job
from pipeline.extract.lifetime import underived
from pipeline.extract.mentioned import mention_issues, mentions_of
from pipeline.extract.record import (
    Clause,
    ClauseSpan,
    Coverage,
    Evidence,
    Reason,
    Record,
    RecordDocument,
    RecordIssue,
    RecordPart,
    RecordUsage,
    Review,
    State,
    Status,
)
from pipeline.extract.second import unknown_subtype
from pipeline.extract.terms import Register
from pipeline.extract.values import prove_values
from pipeline.issues import Issue
from pipeline.outline.section import Article
from pipeline.schema.contract import ReplyClause
from pipeline.text.tokens import counter
from pipeline.version import __version__

PROGRAM = f"cjkclause {__version__}"


@dataclass(frozen=True, slots=True)
class Origin:
    """Who answered: `endpoint` is `embedded` or the base URL; `by_rules` that no model was asked."""

    endpoint: str
    model: str
    by_rules: bool
    prompt: str
    language: str = "en"
    our_side: tuple[str, ...] = ()


def merge(job: Job, windows: Sequence[Window], answers: Answers, usage: Totals, origin: Origin) -> Record:
    """The record of a document whose articles are all settled."""
    document = job.document
    clauses, issues = _clauses(job, answers)
    covered = coverage(job, windows, answers)
    issues += [*disputes(job, clauses, answers), *annex_issues(job)]
    states = findings(job, clauses, covered, origin.by_rules, issues)
    disputed = disputed_values(issues)
    issues += absence_issues(job, states, clauses)
    found = mentions_of(job)
    issues = [*document.issues, *masked_issues(job), *issues, *answer_issues(job, answers)]
    issues += mention_issues(found, issues)
    status = status_of(document, covered)
    shown = [mention for mention, _ in found]
    terms = Register(job, clauses, shown, states, origin.our_side, disputed).terms()
    issues += [*check(document, job.outline, shown), *underived(terms, clauses)]
    return Record(
        program=PROGRAM,
        status=status,
        document=describe(document),
        terms=terms,
        clauses=clauses,
        parts=[RecordPart(kind=part.kind, start=part.start, end=part.end) for part in job.outline.parts],
        mentions=shown,
        findings=states,
        issues=[RecordIssue.model_validate(issue.to_json(origin.language)) for issue in issues],
        review=review_of(status, issues, states.values()),
        coverage=covered,
        usage=RecordUsage.model_validate(usage.to_json()),
        endpoint=origin.endpoint,
        engine="rules" if origin.by_rules else "model",
        model=origin.model,
        schemas=job.library.hashes(),
        prompt=origin.prompt,
    )


def failed(name: str, file_sha256: str | None, error: CjkclauseError, origin: Origin, usage: Totals) -> Record:
    """The record of a file that could not be read or finished."""
    text, remedy = error.message(origin.language)
    return Record(
        program=PROGRAM,
        status="failed",
        reason=Reason(code=error.code, message=text, remedy=remedy),
        document=RecordDocument(
            name=name,
            sha256=file_sha256,
            text_sha256=None,
            language=None,
            languages=[],
            pages=None,
            characters=0,
            tokens=0,
        ),
        review=Review(level="must", reasons=[error.code]),
        usage=RecordUsage.model_validate(usage.to_json()),
        endpoint=origin.endpoint,
        engine="rules" if origin.by_rules else "model",
        model=origin.model,
        prompt=origin.prompt,
    )


def describe(document: Document) -> RecordDocument:
    return RecordDocument(
        name=document.name,
        sha256=document.sha256,
        text_sha256=sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest(),
        language=document.language,
        languages=list(document.languages),
        pages=document.pages,
        characters=len(document.text),
        tokens=counter().count(document.text),
        counter=counter().name,
    )


def _clauses(job: Job, answers: Answers) -> tuple[list[Clause], list[Issue]]:
    clauses: list[Clause] = []
    issues: list[Issue] = []
    for article in job.outline.articles:
        said = [_with_known_subtype(job, reply) for reply in answers.clauses.get(article.index, [])]
        for reply in _one_per_type(said):
            proved = prove_values(job, article, reply)
            at = f"/clauses/{len(clauses)}"
            issues += [replace(issue, pointer=at + issue.pointer) for issue in proved.issues]
            clauses.append(_clause(job, article, reply, proved.values, proved.evidence))
    return clauses, issues


def _with_known_subtype(job: Job, reply: ReplyClause) -> ReplyClause:
    return replace(reply, subtype=None) if unknown_subtype(job, reply) else reply


def _one_per_type(replies: Sequence[ReplyClause]) -> list[ReplyClause]:
    """Replies about one article with the same type and subtype are one clause: an article cut by a window's end is
    asked for in both windows. `other` beside a real type says nothing."""
    merged: dict[tuple[str, str | None], ReplyClause] = {}
    for reply in replies:
        key = (reply.type, reply.subtype)
        known = merged.get(key)
        passages = tuple(sorted({*reply.passages, *known.passages})) if known else tuple(sorted(reply.passages))
        values = {**reply.values, **known.values} if known else reply.values
        merged[key] = replace(reply, passages=passages, values=values)
    real = [reply for reply in merged.values() if reply.type != "other"]
    return sorted(real or merged.values(), key=lambda reply: (reply.type, reply.subtype or ""))


def _clause(
    job: Job, article: Article, reply: ReplyClause, values: Mapping[str, object], evidence: Mapping[str, Evidence]
) -> Clause:
    document, section = job.document, article.section
    places = document.places(article.start, article.end)
    subtype = f".{reply.subtype}" if reply.subtype else ""
    sources = {place.source for place in places}
    return Clause(
        id=f"{article.index}.{reply.type}{subtype}",
        type=reply.type,
        subtype=reply.subtype,
        article=section.label,
        number=section.number,
        path=list(article.path),
        title=section.title,
        quote=document.text[article.start : article.end],
        start=article.start,
        end=article.end,
        places=[place.to_json() for place in places],
        grade="exact",
        folds=[],
        source="ocr" if "ocr" in sources else "generated" if sources == {"generated"} else "text",
        passages=[
            ClauseSpan(start=passage.start, end=passage.end)
            for passage in job.passages_of[article.index]
            if passage.number in reply.passages or not reply.passages
        ],
        values=dict(values),
        evidence=dict(evidence),
    )


def status_of(document: Document, covered: Sequence[Coverage]) -> Status:
    outcomes = {stretch.outcome for stretch in covered}
    if outcomes == {"answered"} and not document.unread_pages:
        return "complete"
    return "partial" if outcomes & {"answered", "unresolved"} else "failed"


def review_of(status: Status, issues: Sequence[Issue], states: Iterable[State]) -> Review:
    """`must` where something is missing or wrong, `should` where something is doubtful."""
    errors = [issue.code for issue in issues if issue.severity == "error"]
    warnings = [issue.code for issue in issues if issue.severity == "warning"]
    doubtful = [f"finding_{state}" for state in states if state in ("conflicting", "unresolved")]
    reasons = list(dict.fromkeys([*errors, *warnings, *doubtful]))
    if status != "complete" or errors:
        return Review(level="must", reasons=reasons or [status])
    return Review(level="should" if reasons else "none", reasons=reasons)
