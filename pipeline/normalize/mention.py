"""A value in a text: where it stands and what it says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from pipeline.text.gaps import Gaps

Kind = Literal["date", "money", "rate", "duration", "party", "number"]
Value = dict[str, Any]
"""The shapes of design 3.3, `written` included once the mention leaves this room."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Half-open, in code points of the text it was found in.

    `blank` is a form nobody filled; its value is null. `problem` is a code of the catalogue where the words are no
    value (30 February, words against figures, a year of two digits); the value is then null, or its candidates.
    """

    kind: Kind
    start: int
    end: int
    value: Value
    blank: bool = False
    problem: str | None = None

    def placed(self, gaps: Gaps) -> Mention:
        """The mention where it stands in the text that has the gaps."""
        if not gaps.spans:
            return self
        start, end = gaps.span(self.start, self.end)
        return replace(self, start=start, end=end)

    def to_json(self, text: str) -> dict[str, object]:
        """The shape of `mentions` in the record (design 3.2); `text` is the text it was found in."""
        return {
            "kind": self.kind,
            "quote": text[self.start : self.end],
            "start": self.start,
            "end": self.end,
            "value": self.value,
            "blank": self.blank,
        }


BLANK: Value = {"value": None, "blank": True}
UNDECIDED: Value = {"value": None}
