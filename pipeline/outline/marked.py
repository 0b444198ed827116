"""Lines that their setting makes headings, without a number: 【付款】, （目的）, ## Services, **Services**, a heading of Word."""

from __future__ import annotations

from pipeline.outline.lines import Line, Lines
from pipeline.outline.markers import items
from pipeline.outline.signature import is_closing, is_signing
from pipeline.outline.titles import bracketed, is_title
from pipeline.text.regex import regex

_MARKED = regex(r"[【〔［\[<＜〈《■◆●□◇○▶▣※★]\s*(?P<title>[^\n【】〔〕\[\]［］]{2,30}?)\s*[】〕］\]>＞〉》]?[:：]?")


def is_marked(lines: Lines, line: Line) -> bool:
    """Whether a line is a heading by its setting."""
    string = lines.text[line.start : line.end]
    set_off = lines.text[line.opening] == "#" or line.closing > line.end
    heading = line.block is not None and line.block.kind == "heading"
    marked = set_off or heading or _MARKED.fullmatch(string) is not None or bracketed(string) is not None
    return marked and may_head(string)


def may_head(string: str) -> bool:
    """Whether a line may be a heading without a number: a title, no place to sign."""
    return is_title(string) and not is_numbered(string) and not is_closing(string) and not is_signing(string)


def is_numbered(string: str) -> bool:
    """Whether a line begins with the number of an item."""
    marker = next(items(string), None)
    return marker is not None and marker.start == 0
