"""A stored record with its text, and the words in which a proof says that something does not hold."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pipeline.document.model import Document
from pipeline.extract.job import Job
from pipeline.extract.merge import PROGRAM
from pipeline.extract.record import Record
from pipeline.issues import Issue
from pipeline.outline.section import Article, Outline, Part, Section
from pipeline.schema.library import Library, Schema
from pipeline.text.folding import folded
from pipeline.text.shortened import shortened

_SHOWN_CHARS = 120


@dataclass(frozen=True)
class Stored:
    """A record as it was read back, its text, and the clause types that are known here."""

    record: Record
    text: str
    known: Library

    @property
    def language(self) -> str:
        return self.record.document.language or "en"

    @property
    def is_of_this_program(self) -> bool:
        """Messages and structure are those of a version; quotes, values and sums hold for all."""
        return self.record.program == PROGRAM

    @cached_property
    def folded_text(self) -> str:
        return folded(self.text)

    @cached_property
    def library(self) -> Library:
        """The record's types; of one whose schema is not known here, the name alone."""
        return Library(self._schema(name, digest) for name, digest in self.record.schemas.items())

    def _schema(self, name: str, digest: str) -> Schema:
        known = self.known.get(name)
        return known if known and known.sha256 == digest else Schema(name, {}, digest, "")

    def knows(self, name: str) -> bool:
        return name in self.library and bool(self.library[name].definition)

    @cached_property
    def job(self) -> Job:
        """The job as far as the record and its text tell it: articles, parts, types; no definitions, no places."""
        record = self.record
        articles = sorted({(clause.start, clause.end): clause for clause in record.clauses}.values(), key=_start)
        outline = Outline(
            sections=(),
            articles=tuple(
                Article(index, _section(clause), tuple(clause.path), clause.start, clause.end)
                for index, clause in enumerate(articles)
            ),
            parts=tuple(Part(part.kind, part.start, part.end) for part in record.parts),
            definitions=(),
        )
        return Job(self._document, outline, self.library)

    @property
    def _document(self) -> Document:
        described = self.record.document
        unread = (1,) if self.record.status != "complete" and self.is_answered else ()
        return Document(
            name=described.name,
            sha256=described.sha256 or "",
            format="text",
            text=self.text,
            language=self.language,
            languages=tuple(described.languages),
            pages=described.pages,
            unread_pages=unread,
        )

    @property
    def is_answered(self) -> bool:
        return all(stretch.outcome == "answered" for stretch in self.record.coverage)


def _start(clause: Any) -> tuple[int, int]:
    return clause.start, clause.end


def _section(clause: Any) -> Section:
    return Section("article", clause.article, clause.number, clause.title, clause.start, clause.end)


def wrong(code: str, pointer: str, **params: object) -> Issue:
    """A finding of a proof about the place in the record that `pointer` names."""
    return Issue(code, "error", {name: shown(value) for name, value in params.items()}, pointer)


def equal(pointer: str, stored: object, computed: object) -> Iterator[Issue]:
    """A finding where what stands in the record is not what was computed again."""
    if canonical(stored) != canonical(computed):
        yield wrong("proof_differs", pointer, stored=stored, computed=computed)


def canonical(value: object) -> str:
    """Equal for the same JSON alone: 1 is not True."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def shown(value: object) -> str:
    """A value on one line of a message."""
    line = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    line = line.replace("\n", " ")
    return shortened(line, _SHOWN_CHARS)


def is_inside(start: int | None, end: int | None, low: int, high: int) -> bool:
    """Whether a span is one, and lies in the other."""
    return start is not None and end is not None and low <= start < end <= high
