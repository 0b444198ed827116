"""The values of a typed article: the mention that stands nearest to the words of a value.

A cue of a property with `x-kind` points at a mention of that kind; a pattern of any other property captures its value;
`x-choices` and `x-subtype-cues` name, per language, the words of each choice, the more telling choice first.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from pipeline.endpoint.cues import CueBook, CueList, Hit
from pipeline.endpoint.nearest import assign
from pipeline.endpoint.quotes import quoted
from pipeline.endpoint.rules import Typed
from pipeline.endpoint.units import Piece, Unit
from pipeline.normalize.blanks import has_blank
from pipeline.normalize.mention import Mention
from pipeline.schema.contract import ReplyValue
from pipeline.schema.library import PATTERN, Schema
from pipeline.schema.patterns import compile_pattern

_ENDS_OF_SENTENCES = ("。", "．", ".", "；", ";", "！", "!", "？", "?")
# A month's rent is a sum, however it is written (二個月租金, 賃料の3か月分, 3개월분 차임).
_MEASURES_MONEY = re.compile(
    "[内內]?[之的の의]?(?:[月房]?租|工资|工資|薪|(?:固定)?收益|(?:服[务務]|管理|物[业業])[费費]|賃料|家賃|给与|차임|월세|임금)"
    "|分(?:の|に相当|相当)|분[의 ]"
)


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
        name: quoted(unit.text, mention, book.language) for name, mention in assign(unit, schema, book, own).items()
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
