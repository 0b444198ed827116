"""What a form leaves for a pen: ____, 〇〇, ○○, OOOO, xxxx, ${name}, □, 000,000, 【 】, underlined spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipeline.text.regex import regex

MARKS: Final = "_□■▢◻○◯〇●◎△▲▽▼☐×╳✕☆★◇◆…‥⋯·・*?"
"""Characters that stand for something not yet written, to stand inside a character class."""

_BRACKETED: Final = (
    rf"(?:\([ _]{{1,20}}\)|【[ {MARKS}xXoO-]{{0,20}}】|\[[ {MARKS}xXoO-]{{0,20}}\]|〔[ {MARKS}]{{0,20}}〕)"
)
_TEMPLATE: Final = r"(?:\$?\{{1,2}[^{}\n]{1,60}\}{1,2}|<<?[A-Za-z_][^<>\n]{0,40}>>?)"
_LETTERS: Final = r"(?:(?<![A-Za-z])(?:[xX]{2,}+|[Oo]{2,}+|[NnXx])(?![A-Za-z]))"
_RUN: Final = rf"(?:[{MARKS}]+|-{{2,}}+|\.{{3,}}+|{_BRACKETED}|{_TEMPLATE}|{_LETTERS})"
_BLANK: Final = regex(rf"(?>{_RUN}(?: {{0,8}}{_RUN})*)")
# A pattern of many beginnings is tried at every character; this one finds the few that are worth it.
_BEGINNING: Final = regex(rf"[{MARKS}\-.【\[〔${{<xXOoNn]|\((?=[ _])")
FIND_SPACES: Final = regex(r"(?<=\S) {2,}(?=\S)")
"""Finds underlined or left-out space; only its neighbours tell it from layout."""

_ONLY_BLANK: Final = regex(rf"(?>(?:[ {MARKS}xXoOО.-]|{_TEMPLATE}|[\[\]【】〔〕()])*)")
_HOLE: Final = regex(rf"[_□▢◻○◯〇●◎△▲☐…]|[xX×*]{{2,}}|{_BRACKETED}|{_TEMPLATE}")
_NO_VALUE: Final = regex(r"0{2,}(?:,0{3})*(?:\.0+)?|0,000(?:,000)*|[〇零]+")


def find(text: str) -> Iterator[re.Match[str]]:
    """Blanks with marks of their own; what stands behind one says what should have been written there."""
    end = 0
    for beginning in _BEGINNING.finditer(text):
        if beginning.start() >= end and (blank := _BLANK.match(text, beginning.start())):
            end = blank.end()
            yield blank


def is_blank(text: str) -> bool:
    """Whether nothing is written there: the empty string, spaces and marks."""
    return _ONLY_BLANK.fullmatch(text) is not None


def has_blank(text: str) -> bool:
    """Whether a part of a name is not yet written: 臺灣○○地方法院, ____仲裁委员会."""
    return _HOLE.search(text) is not None


def is_dummy(figures: str) -> bool:
    """Whether the figures only hold a place: 000,000, 00 and 〇, but not 0."""
    return _NO_VALUE.fullmatch(figures) is not None
