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
    r"(?:This|The)\b|(?:.*\b)?(?:Agreement|Contract|Date|Deed|Schedule|Information|Services?|Products?)$"
)
_HEAD_CHARS = 20_000


def english_parties(text: str, end: int) -> Iterator[Definition]:
    """The parties that the text names before `end`, at its head."""
    for match in _PARTY.finditer(text, 0, min(end, _HEAD_CHARS)):
        term = match["quoted"] or match["term"]
        if not _NO_PARTY.match(term) and not _NO_PARTY.match(match["name"]):
            yield Definition("party", term, match["name"], None, match.start(), match.end())
