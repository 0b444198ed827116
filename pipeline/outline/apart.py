"""The paragraph that a blank line sets apart from the last article: a declaration, a consent, a note, a form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.outline.lines import MARKS, SENTENCE_END, Line, Lines
from pipeline.outline.marked import is_numbered
from pipeline.outline.node import RANKS, Node
from pipeline.outline.party_word import PARTY_WORD

_LEAST_WHOLE = 3
_LISTS = MARKS | {"·", "-", "－", "–", "—"}
# 甲は…, 賣方應…, “을”은…: what a party does is told by an article.
_PARTY_DOES = re.compile(
    rf"[“\"'‘「『【]?(?:本|当|當|該)?(?:{PARTY_WORD}|[当弊]社|회사|회원|이용자|会員|利用者)[”\"'’」』】]?\s?"
    r"(?:[はが]|および|及び|又は|[은는이가]\s|[와과]\s|应|應|须|須|可|不|有|负|負|将|將|保证|保證|shall|will|may|must|agree)"
)


def set_apart(lines: Lines, inside: Sequence[Node], end: int) -> Line | None:
    """The line that begins a paragraph of its own below the last article, where the others hold no such paragraph.

    `inside` are the nodes of a stretch that ends at `end`. Three other articles or more must show that their lines stand
    without blank ones between them.
    """
    ends = [*(node.start for node in inside[1:]), end]
    spans = zip(inside, ends, strict=True)
    *others, last = [_pairs(lines, node.label_end, at) for node, at in spans if node.rank == RANKS["article"]]
    whole = sum(any(not _is_parted(lines, *pair) for pair in pairs) for pairs in others)
    if whole < _LEAST_WHOLE or any(_paragraph(lines, pairs) for pairs in others):
        return None
    return _paragraph(lines, last)


def _pairs(lines: Lines, start: int, end: int) -> list[tuple[Line, Line]]:
    """Each line from that of the label to the end with the one below."""
    return list(pairwise(lines.between(lines[lines.at(start)].opening, end)))


def _paragraph(lines: Lines, pairs: Sequence[tuple[Line, Line]]) -> Line | None:
    """The first line, not right below the label, that has a finished sentence and then a blank line above it and says
    nothing that an article goes on with."""
    for above, line in pairs[1:]:
        if (
            _is_parted(lines, above, line)
            and SENTENCE_END.search(lines.text[max(above.end - 3, above.start) : above.end])
            and not _is_of_article(lines.text[line.start : line.end])
        ):
            return line
    return None


def _is_parted(lines: Lines, above: Line, line: Line) -> bool:
    """Whether a blank line stands between the two."""
    return lines.text.count("\n", above.closing, line.opening) > 1


def _is_of_article(string: str) -> bool:
    return _PARTY_DOES.match(string) is not None or string[0] in _LISTS or "\t" in string or is_numbered(string)
