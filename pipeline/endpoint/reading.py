"""Articles in, clauses out: what the rules read in one contract, whoever asked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
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

    def read(self, units: Sequence[Unit], languages: Sequence[str], types: Collection[str]) -> Iterator[Reading]:
        """The clauses of each article, among the types asked for; every article has one at least."""
        own = [_language(unit, languages) for unit in units]
        classified = list(classify(units, [self.book(language) for language in languages], types))
        found = _mentions(units, own, [self._names_party(all_typed) for all_typed in classified])
        for index, (unit, all_typed) in enumerate(zip(units, classified, strict=True)):
            book = self.book(own[index])
            for typed in all_typed:
                schema = self.library.get(typed.type)
                if schema is None:
                    yield Reading(unit, typed, None, {})
                    continue
                subtype = read_subtype(unit, typed, schema, book)
                values = read_values(unit, typed, schema, book, found[index], leading=typed is all_typed[0])
                yield Reading(unit, typed, subtype, values)

    def _names_party(self, all_typed: Iterable[Typed]) -> bool:
        """Whether a type of an article has a party among its values."""
        schemas = (self.library.get(typed.type) for typed in all_typed)
        return any(schema is not None and schema.has_kind("party") for schema in schemas)


def _mentions(units: Sequence[Unit], languages: Sequence[str], with_parties: Sequence[bool]) -> list[list[Mention]]:
    """The mentions of each article, counted from its start. Articles of one language are read at once.

    Parties take as long to find as all others together: they are looked for only where a type wants one.
    """
    found: list[list[Mention]] = [[] for _ in units]
    ways = list(zip(languages, with_parties, strict=True))
    for language, parties in dict.fromkeys(ways):
        own = [index for index, way in enumerate(ways) if way == (language, parties)]
        starts = list(accumulate((len(units[index].text) + 1 for index in own), initial=0))
        text = "\n".join(units[index].text for index in own)
        for mention in mentions(text, language, None if parties else ()):
            place = bisect_right(starts, mention.start) - 1
            if mention.end < starts[place + 1]:
                start, end = mention.start - starts[place], mention.end - starts[place]
                found[own[place]].append(replace(mention, start=start, end=end))
    return found


def _language(unit: Unit, languages: Sequence[str]) -> str:
    """The language of an article: its own in a bilingual contract, else the contract's."""
    if len(languages) == 1:
        return languages[0]
    own = scripts.languages(unit.text)[0]
    return own if own in languages else languages[0]
