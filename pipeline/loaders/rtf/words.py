"""The words of Rich Text Format 1.9.1, read one after the other: groups, control words, bytes of text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    rb"\\([A-Za-z]{1,32})(-?[0-9]{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\(.)|([{}])|([^\\{}]{1,65536})", re.DOTALL
)
_BREAKS = re.compile(rb"[\r\n]+")


class Word(NamedTuple):
    """`name` is a control word, a control symbol, "{", "}", or "" for `data`; `number` is its parameter."""

    name: str
    number: int | None = None
    data: bytes = b""


def words(source: bytes) -> Iterator[Word]:
    """Every word; \\bin holds the bytes that follow it. A long text comes in pieces."""
    at = 0
    while match := _TOKEN.match(source, at):
        at = match.end()
        name, number, code, symbol, brace, data = match.groups()
        if name:
            value = int(number) if number else None
            held = max(value or 0, 0) if name == b"bin" else 0
            yield Word(name.decode("ascii"), value, source[at : at + held])
            at += held
        elif code:
            yield Word("", data=bytes.fromhex(code.decode("ascii")))
        elif data is not None:
            yield Word("", data=_BREAKS.sub(b"", data))
        elif brace:
            yield Word(brace.decode("ascii"))
        elif symbol in b"{}\\":
            yield Word("", data=symbol)
        else:
            yield Word(symbol.decode("latin-1"))
