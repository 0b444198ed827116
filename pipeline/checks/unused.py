"""Terms that a contract defines and does not use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from pipeline.checks.contract import Contract, squeezed
from pipeline.issues import Issue
from pipeline.normalize.fold import folded
from pipeline.text.regex import regex

# 本契約, 本协议: what the contract calls itself binds nobody.
_ITSELF = regex(
    r"[本该この이]{0,2}\s?(?:合同|协议|契约|合约|覚书|协定|约定|계약|약정|협약)[书서]?|(?:this )?(?:agreement|contract)",
    re.I,
)
# Each term costs one pass over the text; no contract defines more.
_MOST_TERMS = 500


def unused(contract: Contract) -> Iterator[Issue]:
    text = squeezed(contract.plain)
    terms = (each for each in contract.outline.definitions if each.kind == "term" and each.term)
    for definition in islice(terms, _MOST_TERMS):
        if _ITSELF.fullmatch(folded(definition.term).strip()):
            continue
        if not any(text.count(name) > 1 for name in _names(definition.term)):
            yield Issue("term_unused", "info", {"term": definition.term}, "", definition.start, definition.end)


def _names(term: str) -> list[str]:
    """What a term is called: ID(아이디) is called so, and either way."""
    whole = folded(term)
    return [name for name in (squeezed(whole), *map(squeezed, re.split(r"[()]", whole))) if name]
