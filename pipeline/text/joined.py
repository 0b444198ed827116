"""A text whose sentences stand on one line each, as they were before a page width broke them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from pipeline.text.gaps import Gaps

# 。, a colon, a closing bracket of a heading: a line that ends there was not broken by the width of a page.
_STOPS = re.compile(r"(?:[。．.：:；;！!？?】〕]|[書书表款]|계약서|약정서|협약서)[ \u3000]*$")
# What no line begins with that was not broken: （以下「甲」という。⏎）と.
_GOES_ON = re.compile(r"[）)」』】、。，．,]")
_NUMBER = (
    r"第 ?[0-9０-９一二三四五六七八九十百]+ ?[条條章節]|제 ?[0-9]+ ?[조장]|Article\b|"
    r"[0-9０-９]{1,3} ?[.．、)）]|[一二三四五六七八九十]{1,3}[、.．]"
)
_HEADING = r"[（(【\[［](?!以下|이하|下|[简簡])[^（）()【】\[\]［］\n]{1,14}[）)】\]］]"
_BULLET = r"[-–—・●■□◆○※*#|①-⑳]"
_PARTY = r"[甲乙丙丁갑을병정](?:方)?[ \u3000：:（(]"
_ASIDE = r"[（(][^（）()\n]{1,24}[）)]"
# 住所：, 買主（以下「乙」という。）
_FIELD = (
    rf"[^\s：:（）()]{{1,12}}(?: [A-D])?[ ]?(?:{_ASIDE})?[ \u3000]?[：:]|"
    rf"[^\s：:（）()]{{1,12}}{_ASIDE}(?:\n|\u3000|  | (?![가-힣]{{1,3}} ))"
)
_BEGINS = re.compile(rf"[ \u3000]*(?:{_NUMBER}|{_HEADING}|{_BULLET}|{_PARTY}|{_FIELD})")
_INDENT = re.compile(r"[ \u3000]*")
# 을⏎를, 한⏎다: lines broken within a word.
_BROKEN_WORD = re.compile(r"(?<=[가-힣])\n(?:[을를은는의와과]|에서?|으로|로|한다|하여|하는|된다|[자인])[ ,.]")
_LATIN = re.compile(r"[A-Za-z.,&]\n[A-Za-z]")
_HANGUL = re.compile(r"[가-힣]\n|[^\n]\n[가-힣]")
_LEAST_WIDTH, _SLACK = 40, 4
"""In columns, of which a Chinese, Japanese or Korean character takes two."""


@dataclass(frozen=True, slots=True)
class Joined:
    """`text` is without the line ends that broke its sentences; `gaps` tells where they stood."""

    text: str
    gaps: Gaps

    @classmethod
    def of(cls, text: str) -> Joined:
        ends = list(_broken(text))
        words = not _BROKEN_WORD.search(text)
        spaced = {start for start, _ in ends if _is_space(text, start, words)}
        gaps = Gaps.of([(start, end) for start, end in ends if start not in spaced])
        letters = list(text) if spaced else []
        for start in spaced:
            letters[start] = " "
        return cls(gaps.cut("".join(letters) if spaced else text), gaps)


def _is_space(text: str, position: int, words: bool) -> bool:
    """Whether the line end stands for a space: between Latin words, and between Korean ones that are kept whole."""
    if _LATIN.match(text, position - 1):
        return True
    return words and _HANGUL.match(text, position - 1) is not None


def _broken(text: str) -> Iterator[tuple[int, int]]:
    """The line ends within sentences, each with the indent behind it: those of lines as wide as their neighbours."""
    lines = text.split("\n")
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    spans = [(start, start + len(line)) for start, line in zip(starts, lines, strict=False)]
    widths = [_width(line) for line in lines]
    for index in range(len(spans) - 1):
        (start, end), (below, below_end) = spans[index], spans[index + 1]
        if not widths[index] or not widths[index + 1]:
            continue
        indent = _INDENT.match(text, below, below_end)
        behind = indent.end() if indent else below
        if _GOES_ON.match(text, behind):
            yield end, behind
            continue
        if widths[index] < max(_LEAST_WIDTH, widths[max(index - 1, 0)] - _SLACK, widths[index + 1] - _SLACK):
            continue
        paragraph = behind - below > _indent(text, start) or "\t" in text[start:below_end]
        if not paragraph and not _STOPS.search(text, start, end) and not _BEGINS.match(text, below):
            yield end, behind


def _indent(text: str, start: int) -> int:
    found = _INDENT.match(text, start)
    return found.end() - start if found else 0


def _width(line: str) -> int:
    """In columns: one byte takes one, the three of a Chinese, Japanese or Korean character take two."""
    return (len(line.encode("utf-8", "surrogatepass")) + len(line)) // 2 if line.strip() else 0
