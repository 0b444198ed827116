"""Mentions by property: the nearest to the words of a value."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.endpoint.cues import AHEAD, BEHIND, CueBook, CueList
from pipeline.endpoint.quotes import FARTHEST, SENTENCE_MARKS, stretch
from pipeline.endpoint.units import Piece, Unit
from pipeline.normalize.mention import Mention
from pipeline.schema.library import Schema

# A day of the calendar is what a reader looks for; a day that hangs on an event only where there is no other near.
_COST_OF_RELATIVE = 30
# A cue and its mention stand in one clause of a sentence: what lies between costs characters, and ends of clauses more.
_COST_OF = {"。": 60, "；": 60, ";": 60, "\n": 60, "，": 10, ",": 3, "、": 3}

# Where a cue stands in the unit's text, and on which side of its value it must.
_Place = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class _Match:
    """A property and a mention of its kind, and how far apart they are."""

    cost: int
    order: int
    name: str
    mention: Mention


def assign(unit: Unit, schema: Schema, book: CueBook, mentions: Sequence[Mention]) -> dict[str, Mention]:
    """Mentions by property: the nearest pairs first, each property and each mention once.

    A property without cues of its own has the one mention of its kind, where no other property could have it.
    """
    found = _matches(unit, schema, book, mentions)
    matches = sorted(found, key=lambda match: (match.cost, match.mention.start, match.order))
    assigned: dict[str, Mention] = {}
    taken: set[tuple[str, int]] = set()
    for match in matches:
        place = (match.mention.kind, match.mention.start)
        if match.name not in assigned and place not in taken:
            assigned[match.name] = match.mention
            taken.add(place)
    return assigned | dict(_alone(schema, book, mentions))


def _alone(schema: Schema, book: CueBook, mentions: Sequence[Mention]) -> Iterator[tuple[str, Mention]]:
    kinds = [schema.kind(name) for name in schema.properties]
    for name in schema.properties:
        own = [mention for mention in mentions if mention.kind == schema.kind(name)]
        if len(own) == 1 and kinds.count(own[0].kind) == 1 and not book.of_value(schema, name):
            yield name, own[0]


def _matches(unit: Unit, schema: Schema, book: CueBook, mentions: Sequence[Mention]) -> Iterator[_Match]:
    for order, name in enumerate(schema.properties):
        own = [mention for mention in mentions if mention.kind == schema.kind(name)]
        pieces = {piece.number: piece for piece in (unit.piece_at(mention.start) for mention in own)}
        cues, against, beside = (book.of_value(schema, name, key) for key in ("x-cues", "x-not-cues", "x-beside"))
        near, off, needed = (_places(pieces.values(), book, each) for each in (cues, against, beside))
        for mention in own:
            cost = _least_cost(unit.text, near, mention)
            if cost > FARTHEST or cost >= _least_cost(unit.text, off, mention):
                continue
            if not beside or _in_sentence(unit.text, needed, mention):
                yield _Match(cost + _COST_OF_RELATIVE * _hangs_on_an_event(mention), order, name, mention)


def _hangs_on_an_event(mention: Mention) -> bool:
    """Whether it is a date that nobody can know yet; one that comes back every month is not."""
    return "anchor" in mention.value and "day" not in mention.value


def _least_cost(text: str, places: Sequence[_Place], mention: Mention) -> int:
    """How far the nearest cue is from a mention."""
    return min((_cost(text, place, mention) for place in _near(places, mention)), default=FARTHEST + 1)


def _near(places: Sequence[_Place], mention: Mention) -> Sequence[_Place]:
    """The cues that begin close enough to a mention to be looked at, a cue of some length included."""
    first = bisect_left(places, (mention.start - 2 * FARTHEST, 0, ""))
    return places[first : bisect_left(places, (mention.end + FARTHEST + 1, 0, ""))]


def _places(pieces: Iterable[Piece], book: CueBook, cues: CueList) -> list[_Place]:
    """Where the cues of a property stand, in the unit's text."""
    found: list[_Place] = []
    for piece in pieces if cues else ():
        for hit in cues.hits(book.text(piece)):
            start, end = book.view(piece).span(hit.start, hit.end)
            found.append((piece.start + start, piece.start + end, hit.owner))
    return sorted(found)


def _cost(text: str, place: _Place, mention: Mention) -> int:
    start, end, side = place
    if (side == AHEAD and start >= mention.start) or (side == BEHIND and end <= mention.end):
        return FARTHEST + 1
    low, high = (end, mention.start) if end <= mention.start else (mention.end, start)
    if high - low > FARTHEST:
        return FARTHEST + 1
    return sum(_COST_OF.get(char, 1) for char in text[low:high])


def _in_sentence(text: str, places: Sequence[_Place], mention: Mention) -> bool:
    """Whether one of the cues stands in the sentence of a mention."""
    left, right = stretch(text, mention.start, mention.end, SENTENCE_MARKS)
    return any(left <= start and end <= right for start, end, _ in _near(places, mention))
