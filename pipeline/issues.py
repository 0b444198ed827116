"""What a reviewer must see: something about a document, a schema or an answer that did not stop the work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pipeline.messages import render

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Issue:
    """A code of the catalogue with its parameters.

    `pointer` is a JSON pointer into the record or schema that the issue is about, "" for the whole;
    `start` and `end` are code points of `Document.text`, None where no place in the text is meant.
    """

    code: str
    severity: Severity
    params: Mapping[str, object] = field(default_factory=dict)
    pointer: str = ""
    start: int | None = None
    end: int | None = None

    def message(self, language: str = "en") -> str:
        return render(self.code, dict(self.params), language).line

    def to_json(self, language: str = "en") -> dict[str, object]:
        """The shape of `issues` in the record (design 3.2)."""
        return {
            "code": self.code,
            "severity": self.severity,
            "message": self.message(language),
            "params": dict(self.params),
            "pointer": self.pointer,
            "start": self.start,
            "end": self.end,
        }
