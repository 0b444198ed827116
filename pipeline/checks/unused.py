"""Terms that a contract defines and does not use."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from pipeline.checks.contract import Contract, squeezed
from pipeline.issues import Issue
from pipeline.normalize.fold import folded

# Each term costs one pass over the text; no contract defines more.
_MOST_TERMS = 500


def unused(contract: Contract) -> Iterator[Issue]:
    text = squeezed(contract.plain)
    terms = (each for each in contract.outline.definitions if each.kind == "term" and each.term)
    for definition in islice(terms, _MOST_TERMS):
        term = squeezed(folded(definition.term))
        if term and text.count(term) < 2:
            yield Issue("term_unused", "info", {"term": definition.term}, "", definition.start, definition.end)
