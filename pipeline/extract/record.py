"""The record of one document: everything that is known about a contract, as stored (schemas/record.schema.json)."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from pipeline.messages import Message

VERSION: Literal["1"] = "1"

State = Literal["found", "absent", "not_found_by_rules", "blank", "conflicting", "unresolved"]
Grade = Literal["exact", "folded", "stitched", "altered", "absent"]
Outcome = Literal["answered", "unresolved", "failed", "unread"]
Status = Literal["complete", "partial", "failed"]


class Part(BaseModel):
    """Every object of a record is closed: a field that is not in the format is an error, here and in gold."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Reason(Part):
    code: str
    message: str
    remedy: str

    @property
    def line(self) -> str:
        return Message(self.message, self.remedy).line


class RecordDocument(Part):
    name: str
    sha256: str | None
    text_sha256: str | None
    language: str | None
    languages: list[str]
    pages: int | None
    characters: int
    tokens: int
    counter: str | None = None


class Evidence(Part):
    """`agrees` is None where the model gave no reading that could be compared."""

    quote: str
    start: int | None
    end: int | None
    grade: Grade
    agrees: bool | None = None


class Term(Part):
    state: State
    value: Any
    evidence: Evidence | None
    derived_from: list[str] | None = None


class ClauseSpan(Part):
    start: int
    end: int


class Clause(Part):
    id: str
    type: str
    subtype: str | None = None
    article: str
    number: str | None
    path: list[str]
    title: str
    quote: str
    start: int
    end: int
    places: list[dict[str, Any]]
    grade: Literal["exact", "folded", "stitched"]
    folds: list[str]
    source: Literal["text", "ocr", "generated"]
    passages: list[ClauseSpan]
    values: dict[str, Any]
    evidence: dict[str, Evidence]


class RecordPart(Part):
    kind: Literal["title", "preamble", "parties", "table", "signature", "annex"]
    start: int
    end: int


class RecordMention(Part):
    kind: Literal["date", "money", "rate", "duration", "party"]
    quote: str
    start: int
    end: int
    value: dict[str, Any] | None
    blank: bool


class RecordIssue(Part):
    code: str
    severity: Literal["error", "warning", "info"]
    message: str
    params: dict[str, Any]
    pointer: str
    start: int | None
    end: int | None


class Review(Part):
    level: Literal["must", "should", "none"]
    reasons: list[str]


class Coverage(Part):
    start: int
    end: int
    outcome: Outcome


class RecordUsage(Part):
    """Tokens as the endpoint counted them; `cached_tokens` is None where it never said; `cost` is a decimal string."""

    requests: int = 0
    prompt_tokens: int = 0
    cached_tokens: int | None = None
    completion_tokens: int = 0
    billed_tokens: int = 0
    cost: str | None = None
    estimated: bool = False


class Record(Part):
    version: Literal["1"] = VERSION
    program: str
    status: Status
    reason: Reason | None = None
    document: RecordDocument
    terms: dict[str, Term] = {}
    clauses: list[Clause] = []
    parts: list[RecordPart] = []
    mentions: list[RecordMention] = []
    findings: dict[str, State] = {}
    issues: list[RecordIssue] = []
    review: Annotated[Review, Field(default_factory=lambda: Review(level="none", reasons=[]))]
    coverage: list[Coverage] = []
    usage: Annotated[RecordUsage, Field(default_factory=RecordUsage)]
    endpoint: str
    engine: Literal["model", "rules"]
    model: str | None
    schemas: dict[str, str] = {}
    prompt: str | None = None

    def __getitem__(self, name: str) -> Any:
        """A field in its stored shape: `record["clauses"][0]["quote"]`."""
        return self.to_json()[name]

    def to_json(self) -> dict[str, Any]:
        """The stored shape: fields that may be missing (reason, subtype, derived_from) are left out where empty."""
        stored = self.model_dump(mode="json")
        if self.reason is None:
            del stored["reason"]
        for term in stored["terms"].values():
            if term["derived_from"] is None:
                del term["derived_from"]
        for clause in stored["clauses"]:
            if clause["subtype"] is None:
                del clause["subtype"]
        return stored
