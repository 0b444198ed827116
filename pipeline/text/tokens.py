"""Counting tokens without a network: exact with the model's own vocabulary, an upper bound without it.

The vocabulary ships inside splintr-rs (design: tokens.md). `encode_ordinary` is used throughout: it never turns
`<|im_end|>` in a contract into a control token.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Protocol

# One call never sees more than this: tokenizers are linear on pieces, and a piece ends at a line where there is one.
PIECE_CHARS = 400_000
# Arbitrary cuts change a count by -2 to +4; lines sum exactly.
_JOIN_TOKENS = 4


class Counter(Protocol):
    """`name` is stored in the record; `exact` tells whether `count` is a count or an upper bound."""

    name: str
    exact: bool

    def count(self, text: str) -> int:
        """Tokens of the text alone."""
        ...


class VocabularyCounter:
    """The model's own vocabulary."""

    name = "kimi_k2"
    exact = True

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer

    def count(self, text: str) -> int:
        pieces = _pieces(text)
        tokens = sum(len(self._tokenizer.encode_ordinary(_encodable(piece))) for piece in pieces)
        return tokens + _JOIN_TOKENS * max(len(pieces) - 1, 0)

    def encode(self, text: str) -> list[int]:
        """The tokens themselves, for finding common prefixes."""
        return [token for piece in _pieces(text) for token in self._tokenizer.encode_ordinary(_encodable(piece))]


class ByteCounter:
    """A proof where the vocabulary is missing: every token is at least one byte of UTF-8.

    Three to five times too high, so windows come out small; no request is ever too long.
    """

    name = "utf8_bytes"
    exact = False

    def count(self, text: str) -> int:
        return len(text.encode("utf-8", "surrogatepass"))

    def encode(self, text: str) -> list[int]:
        return list(text.encode("utf-8", "surrogatepass"))


@cache
def counter() -> VocabularyCounter | ByteCounter:
    """The best counter at hand."""
    try:
        import splintr

        return VocabularyCounter(splintr.Tokenizer.from_pretrained("kimi_k2"))
    except (ImportError, ValueError, OSError, RuntimeError):
        return ByteCounter()


def _pieces(text: str) -> list[str]:
    if len(text) <= PIECE_CHARS:
        return [text]
    pieces, start = [], 0
    while start < len(text):
        end = min(start + PIECE_CHARS, len(text))
        if end < len(text):
            end = text.rfind("\n", start, end) + 1 or end
        pieces.append(text[start:end])
        start = end
    return pieces


def _encodable(text: str) -> str:
    """Lone surrogates cannot be UTF-8; the replacement character costs as much."""
    return text.encode("utf-8", "replace").decode("utf-8") if not text.isascii() and _has_surrogate(text) else text


def _has_surrogate(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False
