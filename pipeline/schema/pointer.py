"""JSON pointers (RFC 6901)."""

from __future__ import annotations

from collections.abc import Iterable


def pointer(path: Iterable[object]) -> str:
    """`/x-cues/ja/title/0` of ("x-cues", "ja", "title", 0); "" of the whole."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)
