"""A stored record against the file it was made from, read again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.document.model import Document
from pipeline.errors import DocumentError
from pipeline.extract.job import Job
from pipeline.extract.mentioned import mentions_of
from pipeline.extract.proof import Stored, equal, wrong
from pipeline.extract.proof_sums import prove_term
from pipeline.extract.record import Clause, Record
from pipeline.extract.terms import Register
from pipeline.issues import Issue
from pipeline.loaders.limits import Limits
from pipeline.loaders.registry import load
from pipeline.loaders.source import digest
from pipeline.outline.section import Article
from pipeline.outline.tree import build


def prove_file(record: Record, path: Path, limits: Limits) -> Iterator[Issue]:
    """The bytes. A record without a sum is of a file that could not be opened."""
    if record.document.sha256 is not None:
        yield from equal("/document/sha256", record.document.sha256, digest(path, limits))


def prove_original(stored: Stored, path: Path, limits: Limits) -> Iterator[Issue]:
    """Text, structure and places, read from the file again. They are those of a version of the program."""
    described = stored.record.document
    try:
        document = load(path, name=described.name, limits=limits)
    except DocumentError as error:
        yield wrong("original_unreadable", "/document", detail=error.line())
        return
    if document.text != stored.text:
        yield wrong("original_text_differs", "/document/text_sha256", path=str(path))
        return
    yield from equal("/document/pages", described.pages, document.pages)
    if stored.is_of_this_program:
        yield from _prove_structure(stored, Job(document, build(document), stored.library))


def _prove_structure(stored: Stored, job: Job) -> Iterator[Issue]:
    record = stored.record
    articles = {(article.start, article.end): article for article in job.outline.articles}
    for index, clause in enumerate(record.clauses):
        article = articles.get((clause.start, clause.end))
        if article is None:
            yield wrong("no_article", f"/clauses/{index}", start=clause.start, end=clause.end)
        else:
            yield from _prove_article(clause, article, job, f"/clauses/{index}")
    yield from _prove_accounted(record, job)
    parts = [{"kind": part.kind, "start": part.start, "end": part.end} for part in job.outline.parts]
    yield from equal("/parts", [part.model_dump() for part in record.parts], parts)
    mentions = [mention.model_dump() for mention, _ in mentions_of(job)]
    yield from equal("/mentions", [mention.model_dump() for mention in record.mentions], mentions)
    parties = Register(job, record.clauses, record.mentions, record.findings).terms()["parties"]
    if "parties" in record.terms:
        yield from prove_term("parties", record.terms["parties"], parties)
    yield from _prove_document_issues(record, job.document)


def _prove_article(clause: Clause, article: Article, job: Job, at: str) -> Iterator[Issue]:
    section, document = article.section, job.document
    yield from equal(f"{at}/article", clause.article, section.label)
    yield from equal(f"{at}/number", clause.number, section.number)
    yield from equal(f"{at}/title", clause.title, section.title)
    yield from equal(f"{at}/path", clause.path, list(article.path))
    yield from equal(f"{at}/id", clause.id.partition(".")[0], str(article.index))
    places = [place.to_json() for place in document.places(article.start, article.end)]
    yield from equal(f"{at}/places", clause.places, places)
    spans = {(passage.start, passage.end) for passage in job.passages_of[article.index]}
    for index, passage in enumerate(clause.passages):
        if (passage.start, passage.end) not in spans:
            yield wrong("span_outside", f"{at}/passages/{index}", start=passage.start, end=passage.end)


def _prove_accounted(record: Record, job: Job) -> Iterator[Issue]:
    """Every article has a clause, or an issue that says why not."""
    spans = {(clause.start, clause.end) for clause in record.clauses}
    told = {(issue.start, issue.end) for issue in record.issues if issue.code.startswith("article_")}
    for article in job.outline.articles:
        if (article.start, article.end) not in spans | told:
            name = " ".join(article.path) or job.document.text[article.start : article.start + 20]
            yield wrong("article_unaccounted", "/clauses", article=name)


def _prove_document_issues(record: Record, document: Document) -> Iterator[Issue]:
    said = [(issue.code, issue.start, issue.end) for issue in record.issues]
    for issue in document.issues:
        if (issue.code, issue.start, issue.end) not in said:
            yield wrong("issue_missing", "/issues", issue=issue.code)
