"""The values of a text held against gold: which are found, which are the gold's, which were made from blanks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.evaluate.compare import agrees, is_empty, meets
from pipeline.evaluate.gold import GoldMention
from pipeline.evaluate.score import Score
from pipeline.extract.record import RecordMention

RELATIVE = "relative date"
"""Dates that hang on an event are told apart from those of the calendar."""


@dataclass(slots=True)
class MentionScoring:
    """Recall over the gold's mentions, precision over the record's of the same kinds: a value may stand often."""

    score: Score
    file: str
    language: str

    def run(self, gold: Sequence[GoldMention], stored: Sequence[RecordMention]) -> None:
        wanted, found = _by_kind(gold), _by_kind(mention for mention in stored if _says_something(mention))
        for kind, mentions in wanted.items():
            self._kind(
                kind, mentions, found.get(kind, []), [other for other in stored if other.kind == mentions[0].kind]
            )
        self._blanks(gold, stored)

    def _kind(
        self, kind: str, wanted: Sequence[GoldMention], found: Sequence[RecordMention], stored: Sequence[RecordMention]
    ) -> None:
        matches = self.score.mentions[self.language, kind]
        matches.gold += len(wanted)
        matches.found += len(found)
        for mention in wanted:
            if any(_is_mention(mention, other) for other in stored):
                matches.gold_found += 1
            else:
                self.score.missed.append({"file": self.file, "mention": mention.model_dump(exclude_none=True)})
        for other in found:
            if any(_is_mention(mention, other) for mention in wanted):
                matches.found_right += 1
            else:
                shown = {"kind": kind, "quote": other.quote, "start": other.start, "value": other.value}
                self.score.invented.append({"file": self.file, "mention": shown})

    def _blanks(self, gold: Sequence[GoldMention], stored: Sequence[RecordMention]) -> None:
        """A blank whose place the gold holds, and in which the record has a value."""
        for mention in gold:
            if mention.blank and mention.start is not None:
                filled = [other for other in stored if meets(mention, other) and not is_empty(other.value)]
                self.score.blanks += 1
                self.score.filled_blanks += bool(filled)


def _by_kind(mentions: Any) -> dict[str, list[Any]]:
    grouped: dict[str, list[Any]] = {}
    for mention in mentions:
        kind = RELATIVE if mention.kind == "date" and "anchor" in (mention.value or ()) else mention.kind
        grouped.setdefault(kind, []).append(mention)
    return grouped


def _says_something(mention: RecordMention) -> bool:
    """A value that nobody could decide on (30 February, words against figures) says nothing that could be wrong."""
    return mention.blank or not is_empty(mention.value)


def _is_mention(gold: GoldMention, found: RecordMention) -> bool:
    """The same place, or, where the gold names none, the same words; and the same value."""
    if gold.start is not None or gold.end is not None:
        if not meets(gold, found):
            return False
    elif gold.quote is not None and not agrees(gold.quote, found.quote):
        return False
    if gold.blank is not None and gold.blank != found.blank:
        return False
    return gold.value is None or agrees(gold.value, found.value)
