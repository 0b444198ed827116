"""Folded views of a text, with the way back to the offsets of the original.

A fold makes characters equal that a reader takes for the same: full width and half width, ㈱ and (株), ⺠ and 民,
“ and 「, — and ‐, any white space and none, 條 and 条. Each kind has a name; a proof names the kinds it needed.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterable, Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.text.radicals import RADICALS
from pipeline.text.regex import regex

KINDS = ("width", "compatibility", "radical", "quote", "dash", "space", "variant")

_QUOTES = dict.fromkeys("“”„‟«»「」『』〝〞〟﹁﹂﹃﹄", '"') | dict.fromkeys("‘’‚‛‹›`´", "'")
_DASHES = dict.fromkeys("‐‑‒–—―−﹘﹣─━", "-") | dict.fromkeys("〜∼˜", "~")
# Written into texts by word processors and web pages, and seen by nobody.
_UNSEEN = "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
# All that `str.isspace` knows.
_WHITE_SPACE = (
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
_SELECTORS = [*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)]


@cache
def table(kind: str) -> dict[int, str]:
    """The fold of one kind as a `str.translate` table; `compatibility` is computed per character instead."""
    if kind == "width":
        return {code: _wide(code) for code in (0x3000, *range(0xFF00, 0xFFF0)) if _wide(code)}
    if kind == "radical":
        return {ord(radical): ideograph for radical, ideograph in RADICALS.items()}
    if kind == "quote":
        return {ord(mark): plain for mark, plain in _QUOTES.items()}
    if kind == "dash":
        return {ord(dash): plain for dash, plain in _DASHES.items()}
    if kind == "space":
        return dict.fromkeys((*map(ord, _UNSEEN + _WHITE_SPACE), *_SELECTORS), "")
    if kind == "variant":
        return _variants()
    raise KeyError(kind)


def _wide(code: int) -> str:
    decomposition = unicodedata.decomposition(chr(code))
    if not decomposition.startswith(("<wide>", "<narrow>")):
        return ""
    return "".join(chr(int(part, 16)) for part in decomposition.split()[1:])


def _variants() -> dict[int, str]:
    """Simplified, traditional and Japanese forms, and the forms that stand in Japanese family names alone."""
    lines = Path(__file__).with_name("variants.txt").read_text("utf-8").splitlines()
    rows = [line for line in lines if not line.startswith("#")]
    return {ord(form): usual for form, usual in zip("髙﨑𠮷栁桒", "高崎吉柳桑", strict=True)} | {
        ord(form): simplified
        for forms, simple in zip(rows[0::2], rows[1::2], strict=True)
        for form, simplified in zip(forms, simple, strict=True)
    }


@cache
def fold_char(char: str, kinds: frozenset[str]) -> str:
    """One character (or one base with its marks) folded by all of these kinds."""
    if len(char) == 1 and ("\u4e00" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7a3"):
        # Nearly all that a contract is written in: ideographs have variants, syllables of Hangul nothing else.
        return table("variant").get(ord(char), char) if "variant" in kinds else char
    if "width" in kinds:
        narrow = char.translate(table("width"))
        # A half-width kana carries its voicing as a character of its own.
        char = unicodedata.normalize("NFC", narrow) if len(char) > 1 and narrow != char else narrow
    for kind in ("radical", "quote", "dash"):
        if kind in kinds:
            char = char.translate(table(kind))
    if "compatibility" in kinds and not _has_fold_of_its_own(char):
        char = unicodedata.normalize("NFKC", char)
    for kind in ("quote", "dash", "variant", "space"):
        if kind in kinds:
            char = char.translate(table(kind))
    return char


def _has_fold_of_its_own(char: str) -> bool:
    """NFKC covers width and radicals too; left to it, a proof could not name them."""
    return any(ord(one) in table("width") or ord(one) in table("radical") for one in char)


ALL = frozenset(KINDS)
# Characters that are replaced one by one in less time than a text is translated.
_FEW = 100


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` is the folded view; its character i comes from `source[starts[i]:ends[i]]`."""

    source: str
    text: str
    starts: array[int]
    ends: array[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the source that a non-empty span of the folded view comes from."""
        return self.starts[start], self.ends[end - 1]


def fold(source: str, kinds: frozenset[str] = ALL) -> Folded:
    """The folded view with its offsets. Linear in the source; stretches in which each character folds to one other
    cost next to nothing.
    """
    pieces: list[str] = []
    starts, ends = array("I"), array("I")
    offsets = array("I", range(len(source) + 1))
    translation, done = _translation(kinds), 0
    for low, high in _uneven(source, translation):
        pieces.append(source[done:low].translate(translation))
        starts.extend(offsets[done:low])
        ends.extend(offsets[done + 1 : low + 1])
        for start, end in _clusters(source, low, high):
            if cluster := fold_char(source[start:end], kinds):
                pieces.append(cluster)
                starts.extend([start] * len(cluster))
                ends.extend([end] * len(cluster))
        done = high
    pieces.append(source[done:].translate(translation))
    starts.extend(offsets[done:-1])
    ends.extend(offsets[done + 1 :])
    return Folded(source, "".join(pieces), starts, ends)


def folded(source: str, kinds: frozenset[str] = ALL) -> str:
    """The folded view alone."""
    translation = _translation(kinds)
    if not _MARK.search(source):
        return source.translate(translation)
    pieces: list[str] = []
    done = 0
    for match in _MARKED.finditer(source):
        pieces.append(source[done : match.start()].translate(translation))
        pieces += [fold_char(source[start:end], kinds) for start, end in _clusters(source, *match.span())]
        done = match.end()
    pieces.append(source[done:].translate(translation))
    return "".join(pieces)


def folded_for(source: str, alphabet: Set[str], chars: Set[str]) -> tuple[str, set[str]]:
    """The folded view, in which what folds to one character outside the alphabet may stay; and its characters.

    `chars` holds those of the source. Where little of a text folds into the alphabet, this costs a third of the whole
    fold.
    """
    translation = _translation(ALL)
    folds = {char: translation[ord(char)] for char in chars}
    changed = {char: fold for char, fold in folds.items() if fold != char and (len(fold) != 1 or fold in alphabet)}
    if len(changed) > _FEW or _MARK.search("".join(folds)):
        text = folded(source)
        return text, set(text)
    for char, fold in changed.items():
        source = source.replace(char, fold)
    return source, set(folds).difference(changed).union(*changed.values())


class _Translation(dict[int, str]):
    """A `str.translate` table of single characters, filled as they come by."""

    def __init__(self, kinds: frozenset[str]) -> None:
        super().__init__()
        self.kinds = kinds

    def __missing__(self, code: int) -> str:
        self[code] = fold_char(chr(code), self.kinds)
        return self[code]


@cache
def _translation(kinds: frozenset[str]) -> _Translation:
    return _Translation(kinds)


_MARKS = "\u0300-\u036f\u1160-\u11ff\u3099\u309a\uff9e\uff9f"
_MARK = regex(f"[{_MARKS}]")
_MARKED = regex(f"(?s:.)[{_MARKS}]+")


def _uneven(source: str, translation: _Translation) -> Iterable[tuple[int, int]]:
    """The stretches of which a character folds to none or to several, or is joined by what follows."""
    uneven = "".join(char for char in set(source) if len(translation[ord(char)]) != 1)
    parts = [f"[{re.escape(uneven)}]+[{_MARKS}]*"] if uneven else []
    if _MARK.search(source):
        parts.insert(0, _MARKED.pattern)
    return (match.span() for match in re.finditer("|".join(parts), source)) if parts else ()


# A run of marks longer than this is an attack, not writing.
_LONGEST_CLUSTER = 8


def _clusters(source: str, low: int, high: int) -> Iterable[tuple[int, int]]:
    """Each character of a stretch, with the marks and Hangul vowels that compose with it."""
    start = low
    while start < high:
        end = start + 1
        while end < high and end - start < _LONGEST_CLUSTER and joins(source[start], source[end]):
            end += 1
        yield start, end
        start = end


def joins(base: str, char: str) -> bool:
    """Whether NFC may join the character to a base before it."""
    if "\u1160" <= char <= "\u11ff":
        return "\u1100" <= base <= "\u115f" or "\uac00" <= base <= "\ud7a3"
    return char in "\u3099\u309a\uff9e\uff9f" or ("\u0300" <= char <= "\u036f")


def folds_between(quote: str, span: str) -> tuple[str, ...]:
    """The kinds of folds without which the two would differ; both are equal under all of them."""
    if quote == span:
        return ()
    return tuple(kind for kind in KINDS if folded(quote, ALL - {kind}) != folded(span, ALL - {kind}))
