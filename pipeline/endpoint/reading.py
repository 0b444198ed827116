"""Articles in, clauses out: what the rules read in one contract, whoever asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock

from pipeline.endpoint.cues import CueBook
from pipeline.endpoint.rules import Typed, classify
from pipeline.endpoint.units import Unit
from pipeline.endpoint.values import read_subtype, read_values
from pipeline.normalize.mention import Mention
from pipeline.normalize.mentions import mentions
from pipeline.schema.contract import ReplyValue
from pipeline.schema.library import Library
from pipeline.text import scripts


@dataclass(frozen=True, slots=True)
class Reading:
    """One clause as the rules read it."""

    unit: Unit
    typed: Typed
    subtype: str | None
    values: Mapping[str, ReplyValue]


class Reader:
    """Reads contracts in any language of the library; its cues are made ready once a language."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._books: dict[str, CueBook] = {}
        self._lock = Lock()

    def book(self, language: str) -> CueBook:
        with self._lock:
            if language not in self._books:
                self._books[language] = CueBook(self.library, language)
            return self._books[language]

    def read(self, units: Iterable[Unit], languages: Sequence[str], types: Collection[str]) -> Iterator[Reading]:
        """The clauses of each article, among the types asked for; every article has one at least."""
        books = [self.book(language) for language in languages]
        for unit in units:
            language = _language(unit, languages)
            found: list[Mention] | None = None
            for typed in classify(unit, books, types):
                schema = self.library.get(typed.type)
                if schema is None:
                    yield Reading(unit, typed, None, {})
                    continue
                if found is None and any(schema.kind(name) for name in schema.properties):
                    found = mentions(unit.text, language)
                book = self.book(language)
                subtype = read_subtype(unit, typed, schema, book)
                yield Reading(unit, typed, subtype, read_values(unit, typed, schema, book, found or ()))


def _language(unit: Unit, languages: Sequence[str]) -> str:
    """The language of an article: its own in a bilingual contract, else the contract's."""
    if len(languages) == 1:
        return languages[0]
    own = scripts.languages(unit.text)[0]
    return own if own in languages else languages[0]
