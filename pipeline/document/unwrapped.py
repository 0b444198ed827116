"""A document whose paragraphs stand on one line each, as they were before the file's width cut them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.document.model import Document
from pipeline.text.gaps import Gaps
from pipeline.text.joined import Joined

_LINE_END = re.compile(r"(?<=[^\n])\n[ \u3000]*(?=[^ \u3000\n])")


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """`gaps` tells where the characters of `document` stand in the file's own text."""

    document: Document
    gaps: Gaps

    @classmethod
    def of(cls, document: Document) -> Unwrapped | None:
        """None where no paragraph was cut."""
        if not is_wrapped(document):
            return None
        text = document.text
        ends = [match.span() for block in document.blocks for match in _LINE_END.finditer(text, block.start, block.end)]
        if not ends:
            return None
        joined = Joined.at(text, ends)
        left = joined.gaps.left
        blocks = tuple(block._replace(start=left(block.start), end=left(block.end)) for block in document.blocks)
        return cls(replace(document, text=joined.text, blocks=blocks, fragments=()), joined.gaps)


def is_wrapped(document: Document) -> bool:
    """Whether a line end inside a block is the width's: in other formats somebody set it."""
    return document.format == "text"


def unwrapped(paragraph: str) -> str:
    """A stretch of one paragraph on one line."""
    return Joined.at(paragraph, [match.span() for match in _LINE_END.finditer(paragraph)]).text
