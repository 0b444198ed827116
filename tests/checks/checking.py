"""A contract, written in a test, and what is told of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from pipeline.checks.check import check
from pipeline.document.builder import DocumentBuilder
from pipeline.document.model import Document, TextPlace
from pipeline.issues import Issue
from pipeline.normalize import mentions
from pipeline.outline.tree import build


@dataclass(frozen=True)
class Value:
    kind: str
    start: int
    end: int
    value: Mapping[str, Any] | None


def document(text: str) -> Document:
    """A line with a tab is a row of a table."""
    builder = DocumentBuilder("contract.txt", sha256(text.encode()).hexdigest(), "text")
    for number, line in enumerate(text.split("\n")):
        builder.open_block()
        builder.add(line, TextPlace(number))
        builder.close_block("table_row" if "\t" in line else "paragraph")
    return builder.finish()


def checked(text: str) -> tuple[Document, Sequence[Value], list[Issue]]:
    read = document(text)
    outline = build(read)
    said = [
        Value(each.kind, each.start, each.end, None if each.blank or each.problem else each.value)
        for each in mentions(read.text, read.language, outline.definitions)
    ]
    return read, said, check(read, outline, said)


def pointed(issue: Issue, said: Sequence[Value]) -> Value:
    """The mention that an issue points to and spans."""
    value = said[int(issue.pointer.removeprefix("/mentions/"))]
    assert (issue.start, issue.end) == (value.start, value.end)
    return value


def told(text: str, *codes: str) -> list[tuple[str, str]]:
    """The issues of a contract as code and the words they point to; of these codes alone, where any are given."""
    read, _, issues = checked(text)
    return [(issue.code, read.text[issue.start : issue.end]) for issue in issues if not codes or issue.code in codes]
