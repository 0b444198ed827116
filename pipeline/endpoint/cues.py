"""The cues of a clause library made ready for finding: folded once, all types of a language together."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from operator import add
from typing import Any

from pipeline.endpoint.required import required_words
from pipeline.endpoint.units import Piece, spaced_text, tight_text
from pipeline.schema.library import PATTERN, VALUE, Library, Schema
from pipeline.schema.patterns import all_cues, compile_pattern, fold_text, is_spaced, sisters
from pipeline.text.folding import Folded
from pipeline.text.occurrences import occurrences

AHEAD, BEHIND = "ahead", "behind"
# Below these it takes longer to note where every pair of characters stands than to look for each word.
_FEW, _SHORT_CHARS = 40, 400


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue found: half-open, in code points of the folded view. `wide`: by a pattern, over words that others own."""

    owner: str
    cue: str
    start: int
    end: int
    wide: bool = False

    def within(self, other: Hit) -> bool:
        """Whether another type's longer word says what this one only seems to say."""
        return other.end - other.start > self.end - self.start and self.inside(other)

    def inside(self, other: Hit) -> bool:
        return other.start <= self.start and self.end <= other.end


class CueList:
    """Words and patterns, each with the name of whoever it speaks for."""

    def __init__(self, cues: Iterable[tuple[str, str]], spaced: bool) -> None:
        self._spaced = spaced
        # By their first two characters, so that a text is read once, however many words there are.
        self._words: dict[str, list[tuple[str, str]]] = {}
        self._patterns: list[tuple[re.Pattern[str], str]] = []
        for owner, cue in cues:
            if cue.startswith(PATTERN):
                self._patterns.append((compile_pattern(cue, spaced), owner))
            elif word := fold_text(cue, spaced).strip().lower():
                self._words.setdefault(word[:2], []).append((word, owner))

    def hits(self, view: str) -> list[Hit]:
        """Every cue in a folded view, without those that lie in a longer word of another owner."""
        return _outermost([*self._words_in(view), *self._matches_in(view)])

    def __bool__(self) -> bool:
        return bool(self._words or self._patterns)

    def _words_in(self, view: str) -> Iterator[Hit]:
        pairs = _places(view) if len(self._words) > _FEW else None
        for opening, words in self._words.items():
            for start in occurrences(view, opening) if pairs is None or len(opening) < 2 else pairs.get(opening, ()):
                yield from self._at(view, start, words)

    def _at(self, view: str, start: int, words: Sequence[tuple[str, str]]) -> Iterator[Hit]:
        for word, owner in words:
            if view.startswith(word, start):
                end = start + len(word)
                if not self._spaced or _is_word(view, start, end):
                    yield Hit(owner, word, start, end)

    def _matches_in(self, view: str) -> Iterator[Hit]:
        for pattern, owner in self._patterns:
            for start, end in _lines_with(required_words(pattern.pattern), view):
                for match in pattern.finditer(view, start, end):
                    if match.end() > match.start():
                        yield Hit(owner, pattern.pattern, *match.span(), wide=True)


class _Places(dict[str, Sequence[int]]):
    """Where each two characters of a view stand, and whatever longer word is asked for."""

    def __init__(self, view: str) -> None:
        self._view = view
        found: dict[str, list[int]] = {}
        for start, pair in enumerate(map(add, view, view[1:])):
            found.setdefault(pair, []).append(start)
        super().__init__(found)

    def __missing__(self, word: str) -> Sequence[int]:
        self[word] = places = list(occurrences(self._view, word)) if len(word) > 2 else ()
        return places


@lru_cache(maxsize=16)
def _places(view: str) -> _Places:
    """Several lists of cues are looked for in one view, one after the other."""
    return _Places(view)


def _lines_with(needed: Sequence[Collection[str]], view: str) -> Iterator[tuple[int, int]]:
    """The lines that hold one of the rarest words, each once; the whole view where none is needed.

    No cue crosses a line.
    """
    if not needed or len(view) < _SHORT_CHARS:
        if all(any(word in view for word in choice) for choice in needed):
            yield 0, len(view)
        return
    places = _places(view)
    rarest = min(([places[word] for word in choice] for choice in needed), key=_total)
    last = -1
    for place in sorted(chain.from_iterable(rarest)):
        if place > last:
            start, last = view.rfind("\n", 0, place) + 1, view.find("\n", place)
            last = len(view) if last < 0 else last
            yield start, last


def _total(groups: Iterable[Sequence[int]]) -> int:
    return sum(map(len, groups))


def _is_word(view: str, start: int, end: int) -> bool:
    before, after = view[max(start - 1, 0) : start], view[end : end + 1]
    return not (before.isalnum() and view[start].isalnum()) and not (after.isalnum() and view[end - 1].isalnum())


def _sided(cue: str) -> tuple[str, str]:
    """The side of its value on which a cue stands, "" for either, and the cue without the sign."""
    side = AHEAD if cue.endswith(VALUE) else BEHIND if cue.startswith(VALUE) else ""
    return side, cue.strip(VALUE)


def _outermost(hits: list[Hit]) -> list[Hit]:
    """Without the hits inside a longer one. Sorted by start, longest first, so a holder comes before what it holds."""
    kept: list[Hit] = []
    holders: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end, hit.owner)):
        holders = [holder for holder in holders if holder.end > hit.start]
        if not any(hit.owner != holder.owner and hit.within(holder) for holder in holders):
            kept.append(hit)
        if not hit.wide:
            holders.append(hit)
    return kept


class CueBook:
    """The cues of all types of a library in one language, and those of their values."""

    def __init__(self, library: Library, language: str) -> None:
        self.library = library
        self.language = language
        self._languages = sisters(language)
        cues = [(name, all_cues(schema, language)) for name, schema in library.items()]
        self.title = self.list((name, word) for name, own in cues for word in own.title)
        self.body = self.list((name, word) for name, own in cues for word in own.body)
        self.sure = self.list((name, word) for name, own in cues for word in own.sure)
        self.no = self.list((name, word) for name, own in cues for word in own.no)
        self._lists: dict[tuple[str, ...], CueList] = {}
        self._of_values: dict[tuple[str, str, str], CueList] = {}

    @property
    def spaced(self) -> bool:
        """Whether words are parted by spaces that must stand where they stand."""
        return is_spaced(self.language)

    def list(self, cues: Iterable[tuple[str, str]]) -> CueList:
        return CueList(dict.fromkeys(cues), self.spaced)

    def list_of(self, cues: Iterable[str]) -> CueList:
        """Cues without owners, made ready once."""
        key = tuple(cues)
        if key not in self._lists:
            self._lists[key] = self.list(("", cue) for cue in key)
        return self._lists[key]

    def of_value(self, schema: Schema, name: str, key: str = "x-cues") -> CueList:
        """The cues of one value of a type, or those of another `key` of it; each hit says on which side it stands."""
        known = schema.name, name, key
        if known not in self._of_values:
            node = schema.properties[name].get(key, {})
            words = (word for sister in self._languages for word in node.get(sister, ()))
            self._of_values[known] = self.list(map(_sided, words))
        return self._of_values[known]

    def text(self, piece: Piece) -> str:
        """The passage as the cues are looked for in it."""
        return piece.spaced_text if self.spaced else piece.tight_text

    def view(self, piece: Piece) -> Folded:
        """The same, with the way back to the passage."""
        return piece.spaced if self.spaced else piece.tight

    def folded(self, text: str) -> str:
        return spaced_text(text) if self.spaced else tight_text(text)

    def includes(self, name: str) -> tuple[str, ...]:
        """The types that a clause of this type says something of in passing."""
        return self.library[name].includes if name in self.library else ()

    def words(self, node: Mapping[str, Any]) -> Any:
        """What a node of cues per language says in this language."""
        return next((node[sister] for sister in self._languages if sister in node), None)
