"""Every value of a text, in order, none inside another."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from pipeline.normalize import dates, durations, money, parties, rates, relative, tables
from pipeline.normalize.breaks import breaks
from pipeline.normalize.fold import folded
from pipeline.normalize.locale import locale
from pipeline.normalize.mention import Kind, Mention
from pipeline.outline.section import Definition
from pipeline.text.joined import Joined
from pipeline.text.wraps import wraps

_KINDS: Final[tuple[Kind, ...]] = ("date", "money", "rate", "duration")


def mentions(text: str, language: str, definitions: Sequence[Definition] | None = None) -> list[Mention]:
    """Dates, sums, rates, durations and parties of a text. Where two overlap, the longer one stands.

    The parties are those of the outline's `definitions`, which know the whole document; without an outline they are
    looked for in the text itself.
    """
    joined = Joined.at(text, wraps(text))
    plain, language = folded(joined.text), locale(text, language)
    found = [
        mention.placed(joined.gaps)
        for source in (_unbroken(_KINDS, plain, joined.text, language), tables.find(plain, joined.text, language))
        for mention in source
    ]
    if definitions is None:
        found += parties.find(text)
    else:
        found += [parties.of_definition(definition) for definition in definitions if definition.kind == "party"]
    return [_written(mention, text) for mention in _longest(found)]


def candidates(kind: Kind, plain: str, text: str, language: str) -> Iterator[Mention]:
    """What one kind, but parties, finds in a folded text; `text` is the text itself. The mentions may overlap."""
    if kind == "date":
        yield from dates.find(plain, language)
        yield from relative.find(plain, text)
    elif kind == "money":
        yield from money.find(plain, text, language)
    elif kind == "rate":
        yield from rates.find(plain, text, language)
    elif kind == "duration":
        yield from durations.find(plain)


def of_kind(kind: Kind, text: str, language: str) -> list[Mention]:
    """The mentions of one kind, whatever else overlaps them."""
    whole = parties.find(text) if kind == "party" else _unbroken((kind,), folded(text), text, language)
    return [_written(mention, text) for mention in _longest(whole)]


def _unbroken(kinds: Iterable[Kind], plain: str, text: str, language: str) -> Iterator[Mention]:
    """What the kinds find where a line end may break a value."""
    gaps = breaks(plain)
    plain, text = gaps.cut(plain), gaps.cut(text)
    return (mention.placed(gaps) for kind in kinds for mention in candidates(kind, plain, text, language))


def _longest(found: Iterable[Mention]) -> list[Mention]:
    """Longest first, filled before blank, decided before undecided; what overlaps a kept mention goes."""
    kept: list[Mention] = []
    starts: list[int] = []
    ends: dict[int, int] = {}
    for mention in sorted(found, key=_rank):
        index = bisect_right(starts, mention.start)
        before_clear = index == 0 or ends[starts[index - 1]] <= mention.start
        after_clear = index == len(starts) or mention.end <= starts[index]
        if before_clear and after_clear:
            insort(starts, mention.start)
            ends[mention.start] = mention.end
            kept.append(mention)
    return sorted(kept, key=lambda mention: mention.start)


def _rank(mention: Mention) -> tuple[int, bool, bool, int]:
    return mention.start - mention.end, mention.blank, mention.problem is not None, mention.start


def _written(mention: Mention, text: str) -> Mention:
    return replace(mention, value={"written": text[mention.start : mention.end], **mention.value})
