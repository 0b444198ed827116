"""Where a text comes nearest to words that do not stand in it. Linear in the text once, then in the words."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from typing import NamedTuple

# Every third group of three characters is known by its places: five characters in a row hold one that is known.
_GRAM = 3
_SHORT = 4 * _GRAM
_MOST_PLACES = 16
_MOST_GROUPS = 16
_CANDIDATES = 4
# A place shares this much of the words, or it is another place.
_NEAR = 0.6
# How far an alignment looks for the next characters that both have.
_REACH = 64


class Anchor(NamedTuple):
    """Three characters that the text has at `place` and the words at `offset`."""

    place: int
    offset: int


class Index:
    """The places of a text's characters, by three at a time."""

    def __init__(self, text: str) -> None:
        self.text = text
        count = max(len(text) - _GRAM, -1) // _GRAM + 1
        self._first: dict[str, int] = {}
        self._next = array("l", [-1]) * count
        for number in range(count - 1, -1, -1):
            gram = text[number * _GRAM : number * _GRAM + _GRAM]
            self._next[number] = self._first.get(gram, -1)
            self._first[gram] = number

    def lacks(self, key: str) -> bool:
        """Whether the text cannot hold the key; nothing is known of a short one."""
        last = len(key) - _GRAM + 1
        return all(
            any(key[at : at + _GRAM] not in self._first for at in range(phase, last, _GRAM)) for phase in range(_GRAM)
        )

    def hits(self, key: str) -> Iterator[tuple[int, list[int]]]:
        """Offsets spread over the key, and where in the text the characters from there on stand."""
        last = len(key) - _GRAM + 1
        step = max(_GRAM, last // _MOST_GROUPS)
        for offset in range(last):
            if offset % step >= _GRAM:
                continue
            gram = key[offset : offset + _GRAM]
            number = self._first.get(gram, -1)
            if number >= 0:
                yield offset, list(self._places(number))
            elif len(key) < _SHORT and (place := self.text.find(gram)) >= 0:
                yield offset, [place]

    def _places(self, number: int) -> Iterator[int]:
        for _ in range(_MOST_PLACES):
            yield number * _GRAM
            number = self._next[number]
            if number < 0:
                return


def nearest(index: Index, key: str) -> tuple[int, int] | None:
    """The span of the text that shares most with the key, None where none shares enough."""
    spans = [_align(index.text, key, anchor) for anchor in _candidates(index, key)]
    shared, start, end = max(spans, key=lambda span: span[0], default=(0, 0, 0))
    return (start, end) if shared >= _NEAR * len(key) and start < end else None


def _candidates(index: Index, key: str) -> list[Anchor]:
    """One anchor for each of the best diagonals: what stands in few places tells more than what stands in many, and
    one group alone tells nothing of a long key."""
    weights: dict[int, float] = {}
    anchors: dict[int, list[tuple[int, int]]] = {}
    for offset, places in index.hits(key):
        weight = 1 / len(places)
        for place in places:
            diagonal = (place - offset) // 4
            weights[diagonal] = weights.get(diagonal, 0.0) + weight
            anchors.setdefault(diagonal, []).append((place, offset))
    least = 1 if len(key) < _SHORT else 2
    likely = [diagonal for diagonal, own in anchors.items() if len(own) >= least]
    best = sorted(likely, key=lambda diagonal: (-weights[diagonal], diagonal))
    return [Anchor(*anchors[diagonal][0]) for diagonal in best[:_CANDIDATES]]


def _align(text: str, key: str, anchor: Anchor) -> tuple[int, int, int]:
    """How many characters the key shares with the text around the anchor, and the span that it stands for."""
    reach = len(key) + _REACH
    after = text[anchor.place : anchor.place + reach]
    before = text[max(anchor.place - reach, 0) : anchor.place][::-1]
    right, behind = _walk(after, key[anchor.offset :])
    left, ahead = _walk(before, key[: anchor.offset][::-1])
    return left + right, anchor.place - ahead, anchor.place + behind


def _walk(text: str, key: str) -> tuple[int, int]:
    """How many characters both share from their starts on, and how much of the text the key stands for.

    Ends where too little is shared for the place to be near.
    """
    at = offset = shared = 0
    while offset < len(key) and at < len(text):
        if alike := _alike(text, at, key, offset):
            at, offset, shared = at + alike, offset + alike, shared + alike
            continue
        skipped, left_out = _step(text, at, key, offset)
        at, offset = at + skipped, offset + left_out
        if offset - shared > (1 - _NEAR) * len(key) + _GRAM:
            break
    return shared, min(at, len(text))


def _alike(text: str, at: int, key: str, offset: int) -> int:
    """How many characters both have in common from here on, or the most of them that one look finds."""
    run = min(_REACH, len(text) - at, len(key) - offset)
    while run and text[at : at + run] != key[offset : offset + run]:
        run //= 2
    return run


def _step(text: str, at: int, key: str, offset: int) -> tuple[int, int]:
    """How much of the text and of the key to pass over until both go on alike."""
    rest = len(key) - offset
    best: tuple[int, int] | None = None
    for left_out in range(min(_REACH, rest)):
        gram = key[offset + left_out : offset + left_out + _GRAM]
        reach = min(_REACH if len(gram) == _GRAM else 2 * len(gram), sum(best) if best else _REACH) - left_out
        if reach <= 0:
            break
        place = text.find(gram, at, at + reach + len(gram))
        if place >= 0 and (best is None or place - at + left_out < sum(best)):
            best = (place - at, left_out)
    return best or (min(_REACH, rest), min(_REACH, rest))
