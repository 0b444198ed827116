"""The line ends that stand where a width ended, each with the indent behind it: nobody set them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

from pipeline.text.regex import regex

# 。, a colon, a closing bracket of a heading: a line that ends there was not broken by the width of a page.
_STOPS = regex(r"[。．.：:；;！!?？】〕][ \u3000]*$")
_TITLE = regex(r"(?:[書书表款]|계약서|약정서|협약서)[ \u3000]*$")
# What no line begins with that was not broken: （以下「甲」という。⏎）と.
_GOES_ON = regex(r"[）)」』】、。，．,]")
_NUMBER = (
    r"第 ?[0-9０-９一二三四五六七八九十百]+ ?[条條章節]|제 ?[0-9]+ ?[조장]|Article\b|"
    r"[0-9０-９]{1,3} ?[.．、)）]|[一二三四五六七八九十]{1,3}[、.．]"
)
_ITEM = r"[가나다라마바사아자차카타파하]\.[ \u3000]"
_HEADING = r"[（(【\[［](?!以下|이하|下|[简簡])[^（）()【】\[\]［］\n]{1,14}[）)】\]］]"
_BULLET = r"[-–—・●■□◆○※*#|①-⑳]"
_PARTY = r"[甲乙丙丁갑을병정](?:方)?[ \u3000：:（(]"
_ASIDE = r"[（(][^（）()\n]{1,24}[）)]"
# 住所：, 買主（以下「乙」という。）
_FIELD = (
    rf"[^\s：:（）()]{{1,12}}(?: [A-D])?[ ]?(?:{_ASIDE})?[ \u3000]?[：:]|"
    rf"[^\s：:（）()]{{1,12}}{_ASIDE}(?:\n|\u3000|  | (?![가-힣]{{1,3}} ))"
)
_BEGINS = regex(rf"[ \u3000]*(?:{_NUMBER}|{_ITEM}|{_HEADING}|{_BULLET}|{_PARTY}|{_FIELD})")
_INDENT = regex(r"[ \u3000]*")
# What no width cuts in two: an English or Korean word, else one character, with the brackets and stops at it.
_WORD = regex(r"[“‘「『〈《（【]*(?:[!-~가-힣]+|.)?[”’」』〉》）】、。，．]*")
_LEAST_WIDTH, _SLACK = 40, 4
"""In columns, of which a Chinese, Japanese or Korean character takes two."""
_LEAST_CUTS = 4
_OUTLIERS = 50
"""Of so many lines one may be longer than the width: an address of the web, a row of a table."""


@lru_cache(maxsize=1)
def wraps(text: str) -> Sequence[tuple[int, int]]:
    """The line ends, each with the indent behind it, of a text whose lines are all cut at one width; none elsewhere.

    The width is one of columns or of characters. Those of the last text are remembered: whoever loads a document, looks
    for its values and proves them asks for them.
    """
    spans = _spans(text)
    return max((_cuts(text, spans, measure) for measure in (_width, len)), key=len)


def _cuts(text: str, spans: Sequence[tuple[int, int]], measure: Callable[[str], int]) -> list[tuple[int, int]]:
    sizes = [measure(text[start:end].rstrip()) for start, end in spans]
    inked = sorted(size for size in sizes if size)
    width = inked[-1 - len(inked) // _OUTLIERS] if inked else 0
    if width < _LEAST_WIDTH * measure("字") // 2:
        return []
    cuts: list[tuple[int, int]] = []
    # A line of less than half the width is full behind no word; most lines of a text without a width are such.
    for index, ((_, end), (below, below_end)) in enumerate(pairwise(spans)):
        if not width // 2 <= sizes[index] <= width or not sizes[index + 1]:
            continue
        behind = below + _indent(text, below)
        word = _WORD.match(text, behind, below_end)
        full = word is not None and sizes[index] + measure("字") + measure(word[0]) > width
        if full and _goes_on(text, spans[index], below, behind):
            cuts.append((end, behind))
    long = sum(size * 5 >= width * 4 for size in inked)
    return cuts if len(cuts) >= _LEAST_CUTS and len(cuts) * 5 >= long * 2 else []


def within_sentences(text: str) -> Iterator[tuple[int, int]]:
    """The line ends within sentences, each with the indent behind it: those of lines as wide as their neighbours."""
    spans = _spans(text)
    widths = [_width(text[start:end]) for start, end in spans]
    for index, (span, (below, _)) in enumerate(pairwise(spans)):
        if not widths[index] or not widths[index + 1]:
            continue
        behind = below + _indent(text, below)
        if _GOES_ON.match(text, behind):
            yield span[1], behind
            continue
        if widths[index] < max(_LEAST_WIDTH, widths[max(index - 1, 0)] - _SLACK, widths[index + 1] - _SLACK):
            continue
        if not _TITLE.search(text, *span) and _goes_on(text, span, below, behind):
            yield span[1], behind


def _spans(text: str) -> list[tuple[int, int]]:
    lines = text.split("\n")
    starts = accumulate((len(line) + 1 for line in lines), initial=0)
    return [(start, start + len(line)) for start, line in zip(starts, lines, strict=False)]


def _goes_on(text: str, line: tuple[int, int], below: int, behind: int) -> bool:
    """Whether the sentence of a line goes on in the one below it, whose ink stands `behind` its indent."""
    start, end = line
    paragraph = behind - below > _indent(text, start) and not _BEGINS.match(text, start)
    return (
        not paragraph
        and "\t" not in text[start:end]
        and not _STOPS.search(text, start, end)
        and not _BEGINS.match(text, below)
    )


def _indent(text: str, start: int) -> int:
    found = _INDENT.match(text, start)
    return found.end() - start if found else 0


def _width(line: str) -> int:
    """In columns: one byte takes one, the three of a Chinese, Japanese or Korean character take two."""
    return (len(line.encode("utf-8", "surrogatepass")) + len(line)) // 2 if line.strip() else 0
