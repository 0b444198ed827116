"""Quotes and spans of a stored record, proved again: every quote is the text at its span."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.extract.ground import PROVED, ground, is_stitched
from pipeline.extract.proof import Stored, equal, is_inside, wrong
from pipeline.extract.record import Clause, Coverage, Evidence
from pipeline.issues import Issue
from pipeline.outline import markers
from pipeline.text.folding import folded

# A label and a title stand at the beginning of their article.
_HEAD_CHARS = 400


def prove_spans(stored: Stored) -> Iterator[Issue]:
    record, text = stored.record, stored.text
    for index, clause in enumerate(record.clauses):
        yield from _prove_clause(text, clause, f"/clauses/{index}")
        for step, above in enumerate(clause.path[:-1]):
            if folded(above) not in stored.folded_text:
                yield wrong("heading_not_in_text", f"/clauses/{index}/path/{step}", heading=above)
    yield from _prove_ids(stored)
    for index, mention in enumerate(record.mentions):
        yield from prove_quote(text, mention.quote, mention.start, mention.end, f"/mentions/{index}")
    for name, term in record.terms.items():
        if term.evidence is not None:
            yield from prove_evidence(text, term.evidence, f"/terms/{name}/evidence")
    for index, part in enumerate(record.parts):
        yield from _prove_span(text, part.start, part.end, f"/parts/{index}")
    for index, issue in enumerate(record.issues):
        if (issue.start, issue.end) != (None, None) and not _holds(issue.start, issue.end, len(text)):
            yield wrong("span_outside", f"/issues/{index}", start=issue.start, end=issue.end)
    yield from _prove_coverage(text, record.coverage)


def prove_quote(text: str, quote: str, start: int | None, end: int | None, pointer: str) -> Iterator[Issue]:
    if not is_inside(start, end, 0, len(text)):
        yield wrong("span_outside", pointer, start=start, end=end)
    elif text[start:end] != quote:
        yield wrong("quote_differs", f"{pointer}/quote", quote=quote, found=text[start:end])


def prove_evidence(text: str, evidence: Evidence, pointer: str) -> Iterator[Issue]:
    """The grade is that of the words the endpoint gave, which the record holds only as the source has them: `folded`
    cannot be proved again, `stitched` needs a page's edge in the span."""
    yield from prove_quote(text, evidence.quote, evidence.start, evidence.end, pointer)
    if evidence.grade not in PROVED or (evidence.grade == "stitched" and not is_stitched(evidence.quote)):
        yield wrong("grade_unproved", f"{pointer}/grade", grade=evidence.grade)


def _prove_span(text: str, start: int, end: int, pointer: str) -> Iterator[Issue]:
    if not is_inside(start, end, 0, len(text)):
        yield wrong("span_outside", pointer, start=start, end=end)


def _holds(start: int | None, end: int | None, length: int) -> bool:
    """An issue may be about a place between two characters."""
    return start is not None and end is not None and 0 <= start <= end <= length


def _prove_clause(text: str, clause: Clause, at: str) -> Iterator[Issue]:
    yield from prove_quote(text, clause.quote, clause.start, clause.end, at)
    grounding = ground(text, clause.quote, [(clause.start, clause.end)])
    yield from equal(f"{at}/grade", clause.grade, grounding.grade)
    yield from equal(f"{at}/folds", clause.folds, list(grounding.folds))
    yield from _prove_passages(clause, at)
    yield from _prove_heading(clause, at)
    sources = {place["source"] for place in clause.places}
    source = "ocr" if "ocr" in sources else "generated" if sources == {"generated"} else "text"
    yield from equal(f"{at}/source", clause.source, source)


def _prove_passages(clause: Clause, at: str) -> Iterator[Issue]:
    """In order, apart, and inside of the clause."""
    low = clause.start
    if not clause.passages:
        yield wrong("span_outside", f"{at}/passages", start=None, end=None)
    for index, passage in enumerate(clause.passages):
        if not is_inside(passage.start, passage.end, low, clause.end):
            yield wrong("span_outside", f"{at}/passages/{index}", start=passage.start, end=passage.end)
        low = max(low, passage.end)


def _prove_heading(clause: Clause, at: str) -> Iterator[Issue]:
    head = folded(clause.quote[:_HEAD_CHARS])
    for name, value in (("article", clause.article), ("title", clause.title)):
        if folded(value) not in head:
            yield wrong("heading_not_in_quote", f"{at}/{name}", heading=value)
    yield from equal(f"{at}/path", clause.path[-1:], [clause.article or clause.title])
    if not clause.article and clause.number is not None:
        yield wrong("proof_differs", f"{at}/number", stored=clause.number, computed=None)
    whole = [mark.number for mark in markers.headings(clause.article) if mark.end - mark.start == len(clause.article)]
    if whole and clause.number not in whole:
        yield wrong("proof_differs", f"{at}/number", stored=clause.number, computed=whole[0])


def _prove_ids(stored: Stored) -> Iterator[Issue]:
    """`<article>.<type>[.<subtype>]`; where everything was answered, every article has its number."""
    numbers = {(article.start, article.end): article.index for article in stored.job.outline.articles}
    last = -1
    for index, clause in enumerate(stored.record.clauses):
        number, _, rest = clause.id.partition(".")
        name = f"{clause.type}.{clause.subtype}" if clause.subtype else clause.type
        expected = numbers[clause.start, clause.end]
        if not stored.is_answered:
            expected = max(expected, last, int(number) if number.isdecimal() else 0)
        yield from equal(f"/clauses/{index}/id", f"{number}.{rest}", f"{expected}.{name}")
        last = expected
    ids = [clause.id for clause in stored.record.clauses]
    if len(set(ids)) < len(ids):
        yield wrong("ids_repeated", "/clauses")


def _prove_coverage(text: str, coverage: Sequence[Coverage]) -> Iterator[Issue]:
    """The stretches tile the text; two neighbours never say the same."""
    edges = [0, *(stretch.end for stretch in coverage)]
    for index, stretch in enumerate(coverage):
        if stretch.start != edges[index] or stretch.end <= stretch.start:
            yield wrong("coverage_broken", f"/coverage/{index}", at=edges[index])
    if edges[-1] != len(text):
        yield wrong("coverage_broken", "/coverage", at=edges[-1])
    for index, (before, after) in enumerate(pairwise(coverage)):
        if before.outcome == after.outcome:
            yield wrong("coverage_broken", f"/coverage/{index + 1}", at=after.start)
