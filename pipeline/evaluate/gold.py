"""Gold: what a reader should find in a contract, as a folder of partial records.

One JSON file a contract, named like its record (`A/契約書.pdf.json`), or with the document's name inside. It has the
shape of a record (schemas/record.schema.json) and may leave out anything; only what it holds is scored:

    {"document": {"name": "A/契約書.pdf", "language": "ja"},
     "clauses": [{"number": "6", "type": "price_payment", "values": {"amount": {"amount": "480000"}}},
                 {"article": "第７条", "types": ["term", "renewal"]},
                 {"quote": "甲及び乙は、…", "type": "confidentiality"}],
     "terms": {"governing_law": {"value": "日本法"}, "signed_on": {"value": {"iso": "2024-03-15"}}},
     "mentions": [{"kind": "money", "value": {"amount": "480000", "currency": "JPY"}}],
     "findings": {"non_compete": "absent"},
     "issues": [{"code": "words_and_figures_differ", "start": 812, "end": 840}],
     "parts": [{"kind": "signature", "start": 900, "end": 1024}]}

`clauses` accounts for the whole contract: a clause of a record that is not in it is invented. A clause names its
article by any of `start` and `end`, `number`, `article` (the printed label), `title`, `path` and `quote`; a number that
restarts needs its `path`, or the order of the contract. `types` is short for several clauses over the same article;
an article without any is scored for its boundaries and number alone.
Of a value, the fields that stand in the gold are compared; one that is null must be empty in the record. `mentions`
accounts for the kinds that it holds, where dates of the calendar and dates that hang on an event are two; `issues` for
the codes that stand in any file of the folder, so that `[]` says of a contract that it has none of them. A mention or an issue with a place is found where one of the record meets that place; a mention with
`"blank": true` is a place in which no value may stand.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from pipeline.errors import SetupError, UsageError
from pipeline.extract.record import State
from pipeline.extract.stored import record_files
from pipeline.schema.pointer import pointer
from pipeline.schema.source import parse

# Fields of a record that are how and not what: they may stand in gold and are not scored.
_NOT_SCORED = ("version", "program", "reason", "review", "coverage", "usage", "endpoint", "engine", "model")


class _Partial(BaseModel):
    """A field that is not in the format is an error: a misspelt one would be scored as if it were not there."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _words(value: Any) -> Any:
    """A number that somebody wrote without quotes: "number": 6."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Words = Annotated[str, BeforeValidator(_words)]


class GoldClause(_Partial):
    type: str | None = None
    types: tuple[str, ...] = ()
    subtype: str | None = None
    article: Words | None = None
    number: Words | None = None
    path: tuple[str, ...] | None = None
    title: str | None = None
    quote: str | None = None
    start: int | None = None
    end: int | None = None
    values: dict[str, Any] | None = None
    id: str | None = None
    places: Any = None
    grade: Any = None
    folds: Any = None
    source: Any = None
    passages: Any = None
    evidence: Any = None

    @model_validator(mode="after")
    def _is_somewhere(self) -> Self:
        if all(mark is None for mark in (self.article, self.number, self.path, self.title, self.quote, self.start)):
            raise PydanticCustomError("nowhere", "it names no article: no number, article, title, path, quote or start")
        return self

    @property
    def all_types(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*((self.type,) if self.type else ()), *self.types)))


class GoldMention(_Partial):
    kind: Literal["date", "money", "rate", "duration", "party"]
    quote: str | None = None
    start: int | None = None
    end: int | None = None
    value: dict[str, Any] | None = None
    blank: bool | None = None


class GoldIssue(_Partial):
    code: str
    severity: str | None = None
    start: int | None = None
    end: int | None = None
    message: Any = None
    params: Any = None
    pointer: Any = None


class GoldPart(_Partial):
    kind: str
    start: int | None = None
    end: int | None = None


class GoldDocument(_Partial):
    name: str | None = None
    language: str | None = None
    languages: tuple[str, ...] | None = None
    pages: int | None = None
    sha256: Any = None
    text_sha256: Any = None
    characters: Any = None
    tokens: Any = None
    counter: Any = None


class GoldRecord(_Partial):
    """Fields that are None are not scored."""

    document: GoldDocument = GoldDocument()
    status: str | None = None
    clauses: tuple[GoldClause, ...] | None = None
    terms: dict[str, Any] | None = None
    mentions: tuple[GoldMention, ...] | None = None
    findings: dict[str, State] | None = None
    issues: tuple[GoldIssue, ...] | None = None
    parts: tuple[GoldPart, ...] | None = None


@dataclass(frozen=True, slots=True)
class Gold:
    """The gold of one contract; `name` is the document's."""

    name: str
    record: GoldRecord


def read_gold(path: Path) -> Iterator[Gold]:
    """The gold of a folder, or of one file. Raises UsageError where there is none, SetupError for a file that is
    none."""
    if not path.exists():
        raise UsageError("path_not_found", path=str(path))
    root = path if path.is_dir() else path.parent
    files = list(record_files(path)) if path.is_dir() else [path]
    if not files:
        raise UsageError("no_gold", path=str(path))
    for file in files:
        record = _read(file)
        below = file.relative_to(root).as_posix().removesuffix(".json").removesuffix(".gold")
        yield Gold(record.document.name or below, record)


def _read(path: Path) -> GoldRecord:
    try:
        parsed = parse(path.read_bytes())
        if not isinstance(parsed, dict):
            raise ValueError("not a JSON object")
        scored = {name: part for name, part in parsed.items() if name not in (*_NOT_SCORED, "schemas", "prompt")}
        return GoldRecord.model_validate_json(json.dumps(scored))
    except ValidationError as error:
        raise SetupError("gold_unreadable", path=str(path), detail=first_fault(error)) from error
    except OSError as error:
        raise SetupError("gold_unreadable", path=str(path), detail=error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise SetupError("gold_unreadable", path=str(path), detail="not UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise SetupError("gold_unreadable", path=str(path), detail=str(error)) from error


def first_fault(error: ValidationError) -> str:
    """Where the first field is that is not in the format, and what it should be."""
    first = error.errors(include_input=False, include_url=False)[0]
    said = "there is no such field" if first["type"] == "extra_forbidden" else first["msg"]
    return f"{pointer(first['loc'])}: {said}"


def matching(name: str, names: list[str]) -> str | None:
    """The document that a gold is about: the same path, else the one with that file name, else with that stem."""
    if name in names:
        return name
    wanted = PurePosixPath(name)
    for part in ("name", "stem"):
        if len(found := [other for other in names if getattr(PurePosixPath(other), part) == wanted.name]) == 1:
            return found[0]
    return None
