"""Whether a value of a record is that of the gold: only what the gold holds is compared."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any, Protocol

from pipeline.text.folding import folded


class Placed(Protocol):
    @property
    def start(self) -> int | None: ...
    @property
    def end(self) -> int | None: ...


def meets(gold: Placed, found: Placed) -> bool:
    """Whether both share a character; an edge that the gold does not name is wherever the other's is."""
    if found.start is None or found.end is None:
        return False
    start = found.start if gold.start is None else gold.start
    end = found.end if gold.end is None else gold.end
    return max(start, found.start) < min(end, found.end)


def is_empty(value: Any) -> bool:
    """A blank, an undecided value and no value are all empty."""
    return value is None or value == [] or (isinstance(value, dict) and "value" in value and value["value"] is None)


def agrees(gold: Any, found: Any) -> bool:
    """Numbers by value, words without regard to width, spaces and variants, objects by the fields of the gold.

    `written` counts only where the gold holds nothing else; of lists, every item must find its own.
    """
    if isinstance(gold, dict):
        return isinstance(found, dict) and all(agrees(gold[name], found.get(name)) for name in _compared(gold))
    if isinstance(gold, list | tuple):
        return isinstance(found, list | tuple) and len(gold) == len(found) and _pair_off(gold, found)
    if isinstance(gold, bool) or isinstance(found, bool) or gold is None or found is None:
        return gold is found
    one, other = _number(gold), _number(found)
    if one is not None and other is not None:
        return one == other
    return folded(str(gold)) == folded(str(found))


def _compared(gold: dict[str, Any]) -> set[str]:
    return set(gold) - {"written"} or set(gold)


def _pair_off(gold: Any, found: Any) -> bool:
    rest = list(found)
    for item in gold:
        match = next((index for index, other in enumerate(rest) if agrees(item, other)), None)
        if match is None:
            return False
        del rest[match]
    return True


def _number(value: object) -> Decimal | None:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
