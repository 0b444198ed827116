"""Terms that a contract defines and does not use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from pipeline.checks.contract import Contract, squeezed
from pipeline.issues import Issue
from pipeline.normalize.fold import folded
from pipeline.outline.section import Definition
from pipeline.text.regex import regex

# 本契約, 本协议: what the contract calls itself binds nobody.
_ITSELF = regex(
    r"[本该この이]{0,2}\s?(?:合同|协议|契约|合约|覚书|协定|约定|계약|약정|협약)[书서]?|(?:this )?(?:agreement|contract)",
    re.I,
)
# 故意の違法行為 ("dolo"): what a word is in another language, not what it is called from here on.
_GLOSS = regex(r"[a-z][A-Za-zà-ÿ'’-]*(?: [A-Za-zà-ÿ'’-]+)*|[A-Za-zà-ÿ'’-]+(?: [A-Za-zà-ÿ'’-]+)+")
_CALLED = regex(r"以下|下称|称|いう|呼|이하|라 ?한다")
_CJK = regex(r"[一-鿿ぁ-ヶ가-힣]")
# Each term costs one pass over the text; no contract defines more.
_MOST_TERMS = 500


def unused(contract: Contract) -> Iterator[Issue]:
    text = squeezed(contract.plain)
    terms = (each for each in contract.outline.definitions if each.kind == "term" and each.term)
    for definition in islice(terms, _MOST_TERMS):
        if _ITSELF.fullmatch(folded(definition.term).strip()) or _is_gloss(contract.plain, definition):
            continue
        if not any(text.count(name) > 1 for name in _names(definition.term)):
            yield Issue("term_unused", "info", {"term": definition.term}, "", definition.start, definition.end)


def _is_gloss(text: str, definition: Definition) -> bool:
    said = text[definition.start : definition.end]
    return (
        _GLOSS.fullmatch(definition.term) is not None and _CJK.search(said) is not None and _CALLED.search(said) is None
    )


def _names(term: str) -> list[str]:
    """What a term is called: ID(아이디) is called so, and either way."""
    whole = folded(term)
    return [name for name in (squeezed(whole), *map(squeezed, re.split(r"[()]", whole))) if name]
