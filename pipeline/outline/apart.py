"""The paragraph that a blank line sets apart from the last article: a declaration, a consent, a note, a form."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.document.model import Gap
from pipeline.outline.lines import MARKS, SENTENCE_END, Line, Lines
from pipeline.outline.marked import is_numbered
from pipeline.outline.node import RANKS, Node
from pipeline.outline.parties.word import PARTY_WORD
from pipeline.text.regex import regex

_LEAST_WHOLE = 3
_LISTS = MARKS | {"·", "-", "－", "–", "—"}
# 甲は…, 賣方應…, “을”은…: what a party does is told by an article.
_PARTY_DOES = regex(
    rf"[“\"'‘「『【]?(?:本|当|當|該)?(?:{PARTY_WORD}|[当弊]社|회사|회원|이용자|会員|利用者)[”\"'’」』】]?\s?"
    r"(?:[はが]|および|及び|又は|[은는이가]\s|[와과]\s|应|應|须|須|可|不|有|负|負|将|將|保证|保證|shall|will|may|must|agree)"
)


def set_apart(lines: Lines, inside: Sequence[Node], end: int) -> Line | None:
    """The line that begins a paragraph of its own below the last article, where the others hold no such paragraph.

    `inside` are the nodes of a stretch that ends at `end`. A rule or, failing it, a blank line parts the paragraph; three
    other articles or more must show that none parts theirs.
    """
    ends = [*(node.start for node in inside[1:]), end]
    spans = [(node, at) for node, at in zip(inside, ends, strict=True) if node.rank == RANKS["article"]]
    *others, last = [_pairs(lines, node.label_end, at) for node, at in spans]
    widest = max((lines.gap(*pair) for pair in last), default=Gap.NONE)
    above = _pairs(lines, spans[0][0].label_end, spans[-1][0].label_end) if widest else []
    for gap in range(widest, Gap.NONE, -1):
        tight = all(lines.gap(*pair) < gap for pair in above)
        whole = sum(tight or any(lines.gap(*pair) < gap for pair in pairs) for pairs in others)
        if whole < _LEAST_WHOLE or any(_paragraph(lines, pairs[1:], gap) for pairs in others):
            continue
        if found := _paragraph(lines, last if tight else last[1:], gap):
            return found
    return None


def _pairs(lines: Lines, start: int, end: int) -> list[tuple[Line, Line]]:
    """Each line from that of the label to the end with the one below."""
    return list(pairwise(lines.between(lines[lines.at(start)].opening, end)))


def _paragraph(lines: Lines, pairs: Sequence[tuple[Line, Line]], gap: int) -> Line | None:
    """The first line that such a gap parts from a finished sentence above it and says nothing that an article goes on with."""
    for above, line in pairs:
        if (
            lines.gap(above, line) >= gap
            and SENTENCE_END.search(lines.text[max(above.end - 3, above.start) : above.end])
            and not _is_of_article(lines.text[line.start : line.end])
        ):
            return line
    return None


def _is_of_article(string: str) -> bool:
    listed = string[0] in _LISTS and string[1:2] != string[0]  # ●●年●月●日 is a blank to fill in
    return listed or _PARTY_DOES.match(string) is not None or "\t" in string or is_numbered(string)
