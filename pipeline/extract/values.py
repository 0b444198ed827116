"""The values of a clause: each from its proved quote, computed by code where the schema names a kind."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from pipeline.extract.ground import ground, is_paged
from pipeline.extract.job import Job
from pipeline.extract.record import Evidence
from pipeline.issues import Issue
from pipeline.normalize.values import doubt, normalize, severity
from pipeline.outline.section import Article
from pipeline.schema.contract import ReplyClause, ReplyValue
from pipeline.schema.library import Schema
from pipeline.text.folding import folded
from pipeline.text.numerals import to_decimal
from pipeline.text.regex import regex

_FIGURE = regex(r"-?[0-9][0-9,]*(?:\.[0-9]+)?(?:[百千万亿億]+)?")
_COMPARED = {"date": "iso", "money": "amount", "rate": "rate", "duration": "iso", "party": "name", "number": "number"}


@dataclass(slots=True)
class Values:
    """`evidence` by JSON pointer; `issues` point into `values`, without the clause's own pointer."""

    values: dict[str, Any] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)

    def report(self, code: str, name: str, start: int, end: int, **params: object) -> None:
        self.issues.append(Issue(code, severity(code), {"value": name, **params}, f"/values/{name}", start, end))


def prove_values(job: Job, article: Article, clause: ReplyClause) -> Values:
    """Values whose quote stands in the article; a quote that does not leaves an issue and no value."""
    proved = Values()
    schema, text = job.library[clause.type], job.document.text
    cited = [passage for passage in job.passages_of[article.index] if passage.number in clause.passages]
    within = [(passage.start - article.start, passage.end - article.start) for passage in cited]
    for name, value in clause.values.items():
        grounding = ground(text[article.start : article.end], value.quote, within, paged=is_paged(job.document))
        if not grounding.proved or grounding.start is None or grounding.end is None:
            proved.report("value_not_proved", name, article.start, article.end, quote=value.quote)
            continue
        start, end = article.start + grounding.start, article.start + grounding.end
        computed = _compute(job, schema, name, text[start:end], value, proved, (start, end))
        agrees = _agrees(schema, name, computed, value, text[start:end])
        if agrees is False:
            code = "reading_differs" if schema.kind(name) else "reading_not_in_quote"
            proved.report(code, name, start, end, quote=text[start:end], reading=str(value.reading))
        proved.values[name] = computed
        proved.evidence[f"/{name}"] = Evidence(
            quote=text[start:end], start=start, end=end, grade=grounding.grade, agrees=agrees
        )
    return proved


def _compute(
    job: Job, schema: Schema, name: str, quote: str, value: ReplyValue, proved: Values, span: tuple[int, int]
) -> Any:
    """Code's value of the quote; the reading itself where the schema names no kind."""
    kind = schema.kind(name)
    if kind is None:
        return value.reading
    try:
        computed = normalize(kind, job.words(*span), job.locale)
    except ValueError as error:
        proved.report("value_refused", name, *span, quote=quote, detail=str(error))
        return {"written": quote, "value": None}
    if code := doubt(computed):
        proved.report(code, name, *span, quote=quote)
    return computed


def _agrees(schema: Schema, name: str, computed: Any, value: ReplyValue, quote: str) -> bool | None:
    """Whether the other side read the quote as code does; None where its reading cannot be compared."""
    reading, kind = value.reading, schema.kind(name)
    if reading is None or reading == value.quote:
        return None
    if kind is None:
        stands = isinstance(reading, str) and folded(reading) in folded(quote)
        return stands or (False if schema.is_free_text(name) else None)
    own = compared(kind, computed)
    if own is None:
        return None
    if isinstance(reading, dict):
        reading = reading.get(_COMPARED[kind])
    if reading == own:
        return True
    if kind == "party":
        return isinstance(reading, str) and folded(own) in folded(reading)
    if kind in ("money", "rate", "number") and (number := _number(reading)) is not None:
        return any(number == Decimal(own) * scale for scale in _scales(kind, reading))
    return _same_words(kind, own, reading)


def compared(kind: str, value: Any) -> Any:
    """What two values of a kind are compared by, None where they cannot be."""
    return value.get(_COMPARED[kind]) if isinstance(value, dict) else None


def _same_words(kind: str, own: str, reading: object) -> bool | None:
    """A reading in words, read as the quote was."""
    if kind == "duration" and isinstance(reading, str) and reading.startswith("P"):
        return False
    try:
        return bool(normalize(kind, str(reading), "en").get(_COMPARED[kind]) == own)
    except ValueError:
        return None


def _scales(kind: str, reading: object) -> tuple[int, ...]:
    """A rate may be read as a fraction, in percent or per mille: whichever the reading says, either if it does not."""
    if kind != "rate":
        return (1,)
    text = str(reading)
    return (100,) if "%" in text else (1000,) if "‰" in text else (1, 100)


def _number(reading: object) -> Decimal | None:
    """The number that a reading begins with."""
    if isinstance(reading, bool) or reading is None:
        return None
    match = _FIGURE.search(str(reading))
    return to_decimal(match[0]) if match else None
