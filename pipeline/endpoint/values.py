"""The values of a typed article: the mention that stands nearest to the words of a value.

A cue of a property with `x-kind` points at a mention of that kind; a pattern of any other property captures its value;
`x-choices` and `x-subtype-cues` name, per language, the words of each choice, the more telling choice first.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from pipeline.endpoint.cues import AHEAD, BEHIND, CueBook, CueList, Hit
from pipeline.endpoint.rules import Typed
from pipeline.endpoint.units import Piece, Unit
from pipeline.normalize.blanks import has_blank
from pipeline.normalize.mention import Mention
from pipeline.normalize.values import NoValue, normalize
from pipeline.schema.contract import ReplyValue
from pipeline.schema.library import PATTERN, Schema
from pipeline.schema.patterns import compile_pattern

# A cue and its mention stand in one clause of a sentence: what lies between costs characters, and ends of clauses more.
_FARTHEST = 60
_SENTENCE_MARKS = "。；;\n\t"
_ENDS_OF_SENTENCES = ("。", "．", ".", "；", ";", "！", "!", "？", "?")
_CLAUSE_MARKS = _SENTENCE_MARKS + "，,、"
# 以内, 이내에, 未満: what bounds a number stands right behind it.
_BOUND_CHARS = 4
_BRACKET_END = re.compile(r"[^（）()。；;\n]{0,30}[）)]|\s?[（(][^（）()。；;\n]{1,20}[）)]")
# A month's rent is a sum, however it is written (二個月租金, 賃料の3か月分, 3개월분 차임).
_MEASURES_MONEY = re.compile(
    "[内內]?[之的の의]?(?:[月房]?租|工资|工資|薪|(?:固定)?收益|(?:服[务務]|管理|物[业業])[费費]|賃料|家賃|给与|차임|월세|임금)"
    "|分(?:の|に相当|相当)|분[의 ]"
)
# A day of the calendar is what a reader looks for; a day that hangs on an event only where there is no other near.
_COST_OF_RELATIVE = 30
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


def read_values(
    unit: Unit, typed: Typed, schema: Schema, book: CueBook, mentions: Sequence[Mention], leading: bool
) -> dict[str, ReplyValue]:
    """The values of one type in one article, by the names of its properties.

    The `leading` type of an article has the whole of it, like one that its heading names; any other its passages.
    """
    pieces = unit.pieces if typed.titled or leading else typed.pieces
    numbers = {piece.number for piece in pieces}
    own = [
        mention
        for mention in mentions
        if unit.piece_at(mention.start).number in numbers and _stands_alone(unit, mention)
    ]
    values = {
        name: _quoted(unit.text, mention, book.language) for name, mention in _assign(unit, schema, book, own).items()
    }
    body, headings = list(_body(unit, pieces)), [piece for piece in pieces if piece.start < unit.head_end]
    for name in schema.properties:
        if schema.kind(name) is None and (read := _read_other(schema, name, book, body, headings)):
            values[name] = read
    return {name: values[name] for name in schema.properties if name in values}


def _stands_alone(unit: Unit, mention: Mention) -> bool:
    """Whether its own words say a value: no blank, no measure of a sum, no cell whose unit stands elsewhere."""
    return not mention.blank and "unit" not in mention.value and not _measures_money(unit, mention)


def _measures_money(unit: Unit, mention: Mention) -> bool:
    return mention.kind == "duration" and _MEASURES_MONEY.match(unit.text, mention.end) is not None


def read_subtype(unit: Unit, typed: Typed, schema: Schema, book: CueBook) -> str | None:
    """The first subtype of which a word stands in the title, else in the passages of the type, else in what runs into
    them."""
    choices = book.words(schema.definition.get("x-subtype-cues", {})) or {}
    pieces = (*typed.pieces, *_running_into(unit.pieces, typed.pieces))
    for view in (book.folded(unit.title), *(book.text(piece) for piece in pieces)):
        for name, cues in choices.items():
            if name in schema.subtypes and book.list_of(cues).hits(view):
                return str(name)
    return None


def _running_into(pieces: Sequence[Piece], carriers: Collection[Piece]) -> Iterator[Piece]:
    """The passages that end within a sentence, right before one of the carriers: a line that was wrapped, no row."""
    numbers = {piece.number for piece in carriers}
    for before, after in pairwise(pieces):
        if after.number in numbers and _is_wrapped(before.text.rstrip()):
            yield before


def _is_wrapped(line: str) -> bool:
    return "\t" not in line and not line.endswith(_ENDS_OF_SENTENCES)


def _quoted(text: str, mention: Mention, language: str) -> ReplyValue:
    """The shortest quote that says all of a mention by itself: with the 以内, the tax or the base it was read with."""
    for start, end in _stretches(text, mention.start, mention.end):
        quote = text[start:end].strip()
        if _is_balanced(quote) and _same(_normalized(mention.kind, quote, language), mention.value):
            return ReplyValue(quote, dict(mention.value))
    quote = text[mention.start : mention.end]
    return ReplyValue(quote, dict(_normalized(mention.kind, quote, language) or mention.value))


def _is_balanced(quote: str) -> bool:
    """Whether every bracket that opens in a quote closes in it, and none other closes."""
    depth = 0
    for char in quote:
        depth += (char in "（(") - (char in "）)")
        if depth < 0:
            return False
    return depth == 0


def _stretches(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The mention, then more and more around it: the words behind it, its bracket, its clause, its sentence."""
    yield start, end
    left, right = _stretch(text, start, end, _CLAUSE_MARKS)
    yield from ((start, behind) for behind in range(end + 1, min(end + _BOUND_CHARS, right) + 1))
    bracket = _BRACKET_END.match(text, end)
    if bracket:
        yield start, bracket.end()
    yield from ((start, right), (left, end), (left, right))
    yield _stretch(text, start, end, _SENTENCE_MARKS)


def _stretch(text: str, start: int, end: int, marks: str) -> tuple[int, int]:
    left, right = start, end
    while left > max(start - _FARTHEST, 0) and not _is_mark(text, left - 1, marks):
        left -= 1
    while right < min(end + _FARTHEST, len(text)) and not _is_mark(text, right, marks):
        right += 1
    return left, right


def _is_mark(text: str, index: int, marks: str) -> bool:
    """Whether a mark ends a stretch here: the comma of 120,000 does not."""
    inside = 0 < index < len(text) - 1 and text[index - 1].isdigit() and text[index + 1].isdigit()
    return text[index] in marks and not inside


@lru_cache(maxsize=4096)
def _normalized(kind: str, quote: str, language: str) -> Mapping[str, Any] | None:
    """Remembered: 30日 and 10% stand in a contract again and again."""
    try:
        return normalize(kind, quote, language)
    except NoValue:
        return None


def _same(one: Mapping[str, Any] | None, other: Mapping[str, Any]) -> bool:
    """Whether two values say the same; how each is written is no part of it."""
    return one is not None and _said(one) == _said(other)


def _said(value: Mapping[str, Any]) -> dict[str, Any]:
    return {name: part for name, part in value.items() if name != "written"}


def _assign(unit: Unit, schema: Schema, book: CueBook, mentions: Sequence[Mention]) -> dict[str, Mention]:
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
            if cost > _FARTHEST or cost >= _least_cost(unit.text, off, mention):
                continue
            if not beside or _in_sentence(unit.text, needed, mention):
                yield _Match(cost + _COST_OF_RELATIVE * _hangs_on_an_event(mention), order, name, mention)


def _hangs_on_an_event(mention: Mention) -> bool:
    """Whether it is a date that nobody can know yet; one that comes back every month is not."""
    return "anchor" in mention.value and "day" not in mention.value


def _least_cost(text: str, places: Sequence[_Place], mention: Mention) -> int:
    """How far the nearest cue is from a mention."""
    return min((_cost(text, place, mention) for place in _near(places, mention)), default=_FARTHEST + 1)


def _near(places: Sequence[_Place], mention: Mention) -> Sequence[_Place]:
    """The cues that begin close enough to a mention to be looked at, a cue of some length included."""
    first = bisect_left(places, (mention.start - 2 * _FARTHEST, 0, ""))
    return places[first : bisect_left(places, (mention.end + _FARTHEST + 1, 0, ""))]


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
        return _FARTHEST + 1
    low, high = (end, mention.start) if end <= mention.start else (mention.end, start)
    if high - low > _FARTHEST:
        return _FARTHEST + 1
    return sum(_COST_OF.get(char, 1) for char in text[low:high])


def _in_sentence(text: str, places: Sequence[_Place], mention: Mention) -> bool:
    """Whether one of the cues stands in the sentence of a mention."""
    left, right = _stretch(text, mention.start, mention.end, _SENTENCE_MARKS)
    return any(left <= start and end <= right for start, end, _ in _near(places, mention))


def _read_other(
    schema: Schema, name: str, book: CueBook, body: Sequence[Piece], headings: Sequence[Piece]
) -> ReplyValue | None:
    """A value that no kind computes: one of its choices, or what a pattern of its cues captures.

    A heading (适用法律) has the words of its value without the value: the passages that it stands in are asked last.
    """
    node = schema.properties[name]
    if "enum" in node:
        return _choice(node, book, body) or _choice(node, book, headings)
    return next((read for piece in (*body, *headings) if (read := _captured(schema, name, book, piece))), None)


def _body(unit: Unit, pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The passages without the heading of their article."""
    head = unit.head_end
    for piece in pieces:
        cut = min(max(head - piece.start, 0), len(piece.text))
        yield Piece(piece.number, piece.start + cut, piece.text[cut:]) if cut else piece


def _choice(node: Mapping[str, Any], book: CueBook, pieces: Sequence[Piece]) -> ReplyValue | None:
    """The first choice of which a word stands anywhere, outside what denies it (不得视为自动续期); the more telling ones
    come first in a schema.
    """
    denials = book.words(node.get("x-not-choices", {})) or {}
    for choice, cues in (book.words(node.get("x-choices", {})) or {}).items():
        words, denied = book.list_of(cues), book.list_of(denials.get(choice, ()))
        for piece in pieces if choice in node["enum"] else ():
            if hit := _undenied(words, denied, book.text(piece)):
                start, end = book.view(piece).span(hit.start, hit.end)
                return ReplyValue(piece.text[start:end], choice)
    return None


def _undenied(words: CueList, denials: CueList, view: str) -> Hit | None:
    hits = words.hits(view)
    denied = denials.hits(view) if hits else ()
    return next((hit for hit in hits if not any(map(hit.inside, denied))), None)


def _captured(schema: Schema, name: str, book: CueBook, piece: Piece) -> ReplyValue | None:
    """What the first pattern captures; where another captures only the end of it, that is the name itself."""
    if "string" not in schema.properties[name].get("type", ()):
        return None
    spans: list[tuple[int, int]] = []
    for cue in _patterns(schema, name, book):
        match = cue.search(piece.spaced_text)
        if match and match[match.lastindex or 0].strip():
            spans.append(match.span(match.lastindex or 0))
    if not spans:
        return None
    shortest = min((span for span in spans if span[1] == spans[0][1]), key=lambda span: span[1] - span[0])
    start, end = piece.spaced.span(*shortest)
    quote = piece.text[start:end].strip()
    return ReplyValue(quote, quote) if not has_blank(quote) else None


def _patterns(schema: Schema, name: str, book: CueBook) -> Iterator[re.Pattern[str]]:
    """The patterns of a value. They look at the text with its spaces: a name ends where a space stands."""
    cues = book.words(schema.properties[name].get("x-cues", {})) or ()
    return (compile_pattern(cue, spaced=True) for cue in cues if cue.startswith(PATTERN))
