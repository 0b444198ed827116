"""The words that a value is quoted with, and the clause and the sentence that they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from pipeline.normalize.mention import Mention
from pipeline.normalize.values import NoValue, normalize
from pipeline.schema.contract import ReplyValue

FARTHEST = 60
"""How many characters of its clause or its sentence are looked at on either side of a mention."""
SENTENCE_MARKS = "。；;\n\t"
_CLAUSE_MARKS = SENTENCE_MARKS + "，,、"
# 以内, 이내에, 未満: what bounds a number stands right behind it.
_BOUND_CHARS = 4
_BRACKET_END = re.compile(r"[^（）()。；;\n]{0,30}[）)]|\s?[（(][^（）()。；;\n]{1,20}[）)]")


def quoted(text: str, mention: Mention, language: str) -> ReplyValue:
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
    left, right = stretch(text, start, end, _CLAUSE_MARKS)
    yield from ((start, behind) for behind in range(end + 1, min(end + _BOUND_CHARS, right) + 1))
    bracket = _BRACKET_END.match(text, end)
    if bracket:
        yield start, bracket.end()
    yield from ((start, right), (left, end), (left, right))
    yield stretch(text, start, end, SENTENCE_MARKS)


def stretch(text: str, start: int, end: int, marks: str) -> tuple[int, int]:
    left, right = start, end
    while left > max(start - FARTHEST, 0) and not _is_mark(text, left - 1, marks):
        left -= 1
    while right < min(end + FARTHEST, len(text)) and not _is_mark(text, right, marks):
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
