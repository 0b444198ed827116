"""Documents with their truth planted in them.

In a planted text `▶number|title|part▶` stands where an article begins and `■` where it ends before the next one;
both are taken out. The number is empty for headings without one, the title `~` where it does not matter.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.document.builder import DocumentBuilder
from pipeline.document.model import BlockKind, Document

_MARK = re.compile(r"▶(?P<number>[^|▶]*)\|(?P<title>[^|▶]*)\|(?P<part>[^|▶]*)▶|■")
_LINE_END = re.compile(r"\n(?![^\S\n]*\n)")


class Planted(NamedTuple):
    number: str | None
    title: str
    part: str
    text: str


def document(text: str, kind: BlockKind = "paragraph") -> Document:
    """A document with a block for every line, as the loaders give them; a blank line ends the block above it."""
    builder = DocumentBuilder("planted.txt", "0" * 64, "text")
    for line in _LINE_END.split(text):
        builder.open_block()
        builder.add(line)
        builder.close_block(kind)
    return builder.finish()


def plant(marked: str) -> tuple[str, list[Planted]]:
    """The text without its marks, and the articles that they plant."""
    pieces = _MARK.split(marked)
    plain, truth = pieces[0], []
    for number, title, part, body in zip(pieces[1::4], pieces[2::4], pieces[3::4], pieces[4::4], strict=True):
        if title is not None:
            truth.append(Planted(number or None, title, part, body.rstrip()))
        plain += body
    return plain.strip("\n"), truth
