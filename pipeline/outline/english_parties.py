"""Parties as English contracts name them: Acme, Inc., a Delaware corporation ("Client")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.outline.section import Definition

_WORD = r"(?:(?:[A-Z]\.){1,4}|[A-Z][\w&'’-]{0,30}|&)"
_SUFFIX = r"(?:Inc|Ltd|LLC|LLP|Corp|Co|PLC|GmbH|K\.K|S\.A|Limited|Corporation)\b\.?"
_PARTY = re.compile(
    rf"(?P<name>\b{_WORD}(?:[ ]{_WORD}){{0,9}}(?:,?[ ]?{_SUFFIX}){{0,2}})"
    r"(?:,?[ ](?:an?|of|with|whose|incorporated|organi[sz]ed|having|registered)\b[^()\n\"“”]{0,200})?"
    r",?[ ]?\((?:(?:the|each|hereinafter|hereafter|referred to as|collectively|as)[ ,]+){0,5}"
    r"(?:[\"“](?:the )?(?P<quoted>[A-Z][\w &’'-]{0,40})[\"”]|(?<=the )(?P<term>[A-Z][\w-]{2,30}))\)"
)
_NO_PARTY = re.compile(
    r"(?:This|The)\b|(?:.*\b)?(?:Agreement|Contract|Date|Deed|Schedule|Information|Services?|Products?|Goods|Work|Project|"
    r"Property|Premises|Territory|Price|Fees?|Loan|Shares|Law|Site|Terms|(?:Terms|Conditions)(?: of [A-Z]\w*)?)$"
)
# Jane Roe, Representative Director of Acme Co., Ltd. (“A”): who signs for the party that is meant.
_OFFICE = re.compile(
    r"(?:(?:Deputy|Vice|Managing|Executive|Representative|General|Chief) )*"
    r"(?:President|Director|Director General|Chairman|Executive Officer|CEO|Manager|Mayor|Governor|Secretary)"
)
_OF = re.compile(rf"[ ]of (?:the )?(?P<name>{_WORD}(?:[ ](?:of|{_WORD})){{0,9}}(?:,?[ ]?{_SUFFIX}){{0,2}})(?=[ ,(])")
_HEAD_CHARS = 20_000


def english_parties(text: str, end: int) -> Iterator[Definition]:
    """The parties that the text names before `end`, at its head."""
    for match in _PARTY.finditer(text, 0, min(end, _HEAD_CHARS)):
        term, name = match["quoted"] or match["term"], match["name"]
        if _OFFICE.fullmatch(name):
            holder = _OF.match(text, match.end("name"), match.end())
            name = holder["name"] if holder else ""
        if name and not _NO_PARTY.match(term) and not _NO_PARTY.match(name):
            yield Definition("party", term, name, None, match.start(), match.end())
