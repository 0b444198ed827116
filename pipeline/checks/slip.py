"""Slips of the pen: names that differ as a typist leaves them."""

from __future__ import annotations


def differing(one: str, other: str) -> tuple[str, str] | None:
    """Where both differ, without the head and the tail that they share; None where that is more than a slip: one
    character exchanged, left out or added, or two neighbours in the wrong order.
    """
    head = _common(one, other)
    tail = _common(one[head:][::-1], other[head:][::-1])
    first, second = one[head : len(one) - tail], other[head : len(other) - tail]
    if max(len(first), len(second)) > 1 and not (len(first) == 2 and first == second[::-1]):
        return None
    return first, second


def _common(one: str, other: str) -> int:
    """How many characters both begin with."""
    shorter = min(len(one), len(other))
    return next((index for index in range(shorter) if one[index] != other[index]), shorter)
