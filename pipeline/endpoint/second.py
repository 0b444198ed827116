"""The rules as second reader: what they read in the same passages that another endpoint was asked about, in process."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from pipeline.document import passages
from pipeline.endpoint.evidence import gather
from pipeline.endpoint.protocol import as_clause
from pipeline.endpoint.reading import Reader, Reading
from pipeline.endpoint.units import from_block
from pipeline.schema.contract import ReplyClause
from pipeline.schema.library import Library
from pipeline.text import scripts


@dataclass(frozen=True, slots=True)
class SecondReading:
    """One article. `clauses` as the rules would answer; of their types, `sure` are those that its heading or telling
    words prove. `seen` are all types for which anything in the article speaks.
    """

    article: int
    clauses: tuple[ReplyClause, ...]
    sure: frozenset[str]
    seen: frozenset[str]


class SecondReader:
    """Reads passage blocks with the types of a library; its cues are made ready once a language."""

    def __init__(self, library: Library) -> None:
        self._reader = Reader(library)

    def read(self, block: str, articles: Collection[int]) -> Iterator[SecondReading]:
        """The articles of a block, in the order of the text, each as the endpoint by itself would answer it."""
        numbered = passages.read(block) or ()
        units = from_block(numbered, articles)
        languages = scripts.languages("\n".join(passage.text for passage in numbered))
        readings: dict[int, list[Reading]] = {unit.index: [] for unit in units}
        for reading in self._reader.read(units, languages, self._reader.library):
            readings[reading.unit.index].append(reading)
        books = [self._reader.book(language) for language in languages]
        for unit, evidence in zip(units, gather(units, books), strict=True):
            own = readings[unit.index]
            proving = {name for name, each in evidence.items() if each.sure}
            yield SecondReading(
                unit.index,
                tuple(as_clause(reading) for reading in own),
                frozenset(_sure(own, proving)),
                frozenset({*evidence, *(reading.typed.type for reading in own)}),
            )


def _sure(readings: Sequence[Reading], proving: Collection[str]) -> Iterator[str]:
    for reading in readings:
        if reading.typed.titled or reading.typed.type in proving:
            yield reading.typed.type
