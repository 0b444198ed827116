"""Gold that was noted in one text, moved to another that differs from it in white space alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def placed(record: Mapping[str, Any], text: str, other: str) -> dict[str, Any]:
    """The record with its places in `other`. Raises AssertionError where the two say different things."""
    there = [place for place, char in enumerate(other) if not char.isspace()]
    here = [place for place, char in enumerate(text) if not char.isspace()]
    said, shown = "".join(text[place] for place in here), "".join(other[place] for place in there)
    if said != shown:
        at = next(
            (at for at, (a, b) in enumerate(zip(said, shown, strict=False)) if a != b), min(len(said), len(shown))
        )
        raise AssertionError(f"{said[at - 20 : at + 20]!r} was read as {shown[at - 20 : at + 20]!r}")
    moved = dict(zip(here, there, strict=True))
    return {name: _moved(part, moved, text, other) for name, part in record.items()}


def _moved(part: Any, moved: Mapping[int, int], text: str, other: str) -> Any:
    if isinstance(part, list):
        return [_moved(each, moved, text, other) for each in part]
    if not isinstance(part, dict) or "start" not in part:
        return part
    span = text[part["start"] : part["end"]]
    first = part["start"] + len(span) - len(span.lstrip())
    last = part["start"] + len(span.rstrip()) - 1
    start, end = moved[first], moved[last] + 1
    return {**part, "start": start, "end": end} | ({"quote": other[start:end]} if "quote" in part else {})
