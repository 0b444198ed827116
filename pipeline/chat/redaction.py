"""What may be said about a fault: no key, no organisation, nothing of the document, one short line."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.text.shortened import shortened

LONGEST_CHARS = 240
_MASK = "[…]"
_SECRETS = re.compile(
    r"(?i)\bbearer\s+\S+"
    r"|\b(?:org|ak|sk|pk|proj|project)-[A-Za-z0-9_\-*.]{3,}"
    r"|(?<=//)[^\s/@]+@"
    r"|(?:\\+u[0-9a-f]{4}){2,}"
)
# Controls, bidirectional marks and invisible signs: an error text is printed on a terminal.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")
_CJK_GRAM_CHARS = 4
_ASCII_GRAM_CHARS = 10


def redact(message: str, secrets: Iterable[str] = (), document: str = "") -> str:
    """One printable line of at most `LONGEST_CHARS`, without credentials and without what the document says too.

    Organisation and key ids (`org-…`, `ak-…`, `sk-…`), bearer values, passwords in addresses and the given secrets
    are masked; so is every run of 4 characters, 10 of them ASCII, that the document holds. No full stop at the end.
    """
    for secret in secrets:
        if secret:
            message = message.replace(secret, _MASK)
    # Long before cutting: a secret that is cut in two is no longer recognised.
    line = _SECRETS.sub(_MASK, _UNPRINTABLE.sub(" ", message[: 20 * LONGEST_CHARS]))
    line = " ".join(line.split())[: 2 * LONGEST_CHARS]
    line = (_mask_repeated(line, document) if document else line).rstrip(" .。")
    return shortened(line, LONGEST_CHARS)


def _mask_repeated(line: str, document: str) -> str:
    grams = [_gram(line, start) for start in range(len(line))]
    held = {gram for gram in set(grams) if gram and gram in document}
    repeated = [False] * len(line)
    for start, gram in enumerate(grams):
        if gram in held:
            repeated[start : start + len(gram)] = [True] * len(gram)
    masked = "".join("\0" if hidden else character for character, hidden in zip(line, repeated, strict=True))
    return re.sub("\0+", _MASK, masked)


def _gram(line: str, start: int) -> str:
    """The run that begins here, "" where the line is too short for one."""
    length = _ASCII_GRAM_CHARS if line[start : start + _CJK_GRAM_CHARS].isascii() else _CJK_GRAM_CHARS
    return line[start : start + length] if start + length <= len(line) else ""
