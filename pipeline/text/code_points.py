"""A text as numbers: to look at every character as a string of its own takes three times as long."""

from __future__ import annotations

from array import array
from functools import lru_cache


def code_points(text: str) -> array[int]:
    """The code points of a text, in their order."""
    return array("I", text.encode("utf-32", "surrogatepass")[4:])


@lru_cache(maxsize=1)
def characters(text: str) -> frozenset[str]:
    """The different characters of a text. Those of the last are remembered: who reads a document asks several times."""
    return frozenset(map(chr, set(code_points(text))))
