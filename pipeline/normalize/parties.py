"""Parties: 甲方（出租人）：某某公司 / 株式会社青葉（以下「甲」という。） / 임대인 주식회사 한빛(이하 "갑"이라 한다)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pipeline.normalize.mention import BLANK, Mention, Value
from pipeline.outline.definitions import definitions
from pipeline.outline.parties.word import role_of
from pipeline.outline.section import Definition, Part
from pipeline.text.regex import regex

_EITHER: Final = regex(r"(?:一方の?|任一|各)?[当當]事[者人]|.*당사자|(?:하는|되는|한|된|할) ?자")


def find(text: str) -> Iterator[Mention]:
    """Every party of a text of which no more is known: it is read like the head of a contract. Of a clause that speaks of
    either party, 一方当事者（以下「開示者」という。）, there is none.
    """
    for definition in definitions(text, [Part("parties", 0, len(text))], []):
        if definition.kind == "party" and not _EITHER.fullmatch(definition.meaning):
            yield of_definition(definition)


def of_definition(definition: Definition) -> Mention:
    """The party that the outline found; a definition without a name is a form that waits for one."""
    if not definition.meaning:
        return Mention("party", definition.start, definition.end, BLANK, blank=True)
    alias = definition.term if definition.term not in ("", definition.role) else None
    value: Value = {
        "name": definition.meaning,
        "role": role_of(definition),
        "alias": alias,
        **dict(definition.particulars),
    }
    return Mention("party", definition.start, definition.end, value)
