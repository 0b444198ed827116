"""Which colours a reader cannot see on white paper."""

from __future__ import annotations

# Of 255, in each of red, green and blue.
_WHITE = 250


def is_white(red: int, green: int, blue: int) -> bool:
    return min(red, green, blue) >= _WHITE
