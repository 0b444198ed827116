"""Who makes a contract, as the forms of Taiwan say it in one sentence: 立契約書人承租人　　　，出租人　　　，茲為住宅租賃事宜."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.outline.parties.nobody import may_name
from pipeline.outline.parties.word import PARTY_WORD, ROLE_LABEL
from pipeline.outline.section import Definition, Part
from pipeline.text.regex import regex

MAKERS: Final = r"立(?:合|契)?[约約]?(?:契約|合約|契约)?書?人[ \u3000：:]*"
"""The source of a pattern: what opens the line of the parties."""

_MADE = regex(rf"{MAKERS}(?P<makers>[^。：:（）()\t]{{4,120}}?)[，,]\s*[茲兹]")
_GAP = r"[ \u3000_＿\n]"
_MAKER = regex(
    rf"{_GAP}*(?P<role>{PARTY_WORD}|{ROLE_LABEL}(?={_GAP}|$)|[\u4e00-\u9fff]{{2,6}}(?={_GAP}))(?P<name>[^，,、]{{0,40}})"
)
_BETWEEN = regex(r"[^，,、]+")


def makers(text: str, parts: Sequence[Part]) -> Iterator[Definition]:
    """The parties of such a sentence at the head: two or more roles, each before its name or the gap for it."""
    for part in parts:
        made = _MADE.search(text, part.start, part.end) if part.kind in ("parties", "preamble", "table") else None
        if made is None:
            continue
        told = [_MAKER.fullmatch(text, *words.span()) for words in _BETWEEN.finditer(text, *made.span("makers"))]
        found = [maker for maker in told if maker and may_name(maker["name"].strip(" \u3000_＿\n"))]
        if len(found) == len(told) > 1:
            for maker in found:
                name = maker["name"].strip(" \u3000_＿\n")
                yield Definition("party", maker["role"], name, maker["role"], maker.start("role"), maker.end())
