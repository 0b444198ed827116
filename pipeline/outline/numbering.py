"""A numbering that does not name its units: 一、二、三、 or 1. 2. 3., and the lists that hold articles."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from pipeline.outline.candidates import SURE, Candidates
from pipeline.outline.lines import MARKS, Line, Lines
from pipeline.outline.marked import is_marked, may_head
from pipeline.outline.markers import AT_LINE, Marker
from pipeline.outline.node import Stretch
from pipeline.outline.parties.word import PARTY_WORD
from pipeline.outline.sequence import chain, has_border, runs
from pipeline.outline.titles import is_title
from pipeline.text.numerals import to_int
from pipeline.text.regex import regex

LESSER_STYLES = ("chapter", "section", "section:en", "第款", "第項", "第點", "第")
_GLUED = -1.5
_LEAST_LATE, _FEW = 2, 3
_LEAST_RECITED = 3
_LEAST_MARKED = 3
_MOSTLY = 0.75
_DEEPEST_INDENT = 64
_LONGEST_FIGURE_CHARS = 4
_RECITING = regex(r"(?:鉴于|鑒於|鑑於|背景|前提|배\s?경|전\s?문|(?i:whereas|recitals|background))[：:]?")
_LONGEST_RECITING_CHARS = 12
# 1. 갑: 주식회사 한빛
_PARTY = regex(rf"[ \u3000]*{PARTY_WORD}(?=[\s：:（(])")
_FIGURE = regex(r"[0-9０-９]{1,2}|[IVX]{1,4}|[Ⅰ-Ⅻ]")


def unnamed_articles(found: Candidates, stretch: Stretch) -> list[Marker]:
    """The top level of a numbering without 第…条: of the sequences that run through the stretch, the first to begin."""
    sequences = [each for each in _sequences(found, stretch, named=False) if len(each) > 1]
    if not sequences or (stretch.part.startswith("annex") and not _is_agreement(found, stretch)):
        return []
    begun = [each for each in sequences if not _is_late(each)] or sequences
    begun = [each for each in begun if not any(_is_recited(found.lines, each, other) for other in begun)]
    widest = max(each[-1].start - each[0].start for each in begun)
    wide = [each for each in begun if (each[-1].start - each[0].start) * 2 >= widest]
    wide += [each for each in begun if any(_opens(found.lines, each, other) for other in wide)]
    first = min(wide, key=lambda each: each[0].start)
    first = next((each for each in sequences if _restarts_below(found, stretch, first, each)), first)
    if _is_below_a_heading(found.lines, stretch, first):
        return []
    return next((each for each in wide if _is_held(found.lines, first, each)), first)


def _opens(lines: Lines, above: list[Marker], units: list[Marker]) -> bool:
    """Whether the units are a list below the last of the others: right below the last of some titles, or 1. below 五、."""
    if units[0].start < above[-1].start:
        return False
    adjacent = lines.at(units[0].start) == lines.at(above[-1].start) + 1
    han = above[0].style == "han n." and units[0].style.startswith("digit ")
    return (adjacent and _titled(lines, above) == 1) or (han and _titled(lines, units) < _MOSTLY)


def _titled(lines: Lines, units: list[Marker]) -> float:
    """How many of the units have nothing but a title on their line, as a share."""
    rests = (lines.text[marker.end : lines[lines.at(marker.start)].end].strip("：: \u3000") for marker in units)
    return sum(map(is_title, rests)) / len(units)


def _restarts_below(found: Candidates, stretch: Stretch, units: list[Marker], above: list[Marker]) -> bool:
    """Whether the style of the units counts from 1 anew below two of the headings above, never the other way round."""
    return _restarts(found, stretch, units, above) > 1 and _restarts(found, stretch, above, units) < 2


def _restarts(found: Candidates, stretch: Stretch, units: list[Marker], above: list[Marker]) -> int:
    """How many of the headings above hold a 1 of the style of the units at the start of a line."""
    starts = [marker.start for marker in above]
    style = units[0].style
    same = found.headings[style] if style in LESSER_STYLES else found.items
    ones = (m for m in same.inside(starts[0], stretch.end) if m.style == style and m.value == (1,))
    return len({bisect_left(starts, marker.start) for marker in ones if marker.weight >= AT_LINE})


def _is_below_a_heading(lines: Lines, stretch: Stretch, units: list[Marker]) -> bool:
    """Whether the numbers are a list below one of the headings without numbers that go through the stretch."""
    if not any(marker.weight < SURE for marker in units):
        return False
    marked = [line.start for line in lines.between(stretch.start, stretch.end) if is_marked(lines, line)]
    if len(marked) < _LEAST_MARKED or has_border(marked, units[0].start, units[-1].start):
        return False
    return marked[0] < units[0].start and (units[-1].start - units[0].start) * 2 < marked[-1] - marked[0]


def _is_recited(lines: Lines, recitals: list[Marker], units: list[Marker]) -> bool:
    """Whether the first count what is recited above the articles, 1. to 9.: below 鉴于：, or by letters, A. to D."""
    if units[0].value != (1,) or recitals[-1].start > units[0].start:
        return False
    index = lines.at(recitals[0].start)
    if index > 0 and _RECITING.fullmatch(lines.string(index - 1)[:_LONGEST_RECITING_CHARS]):
        return True
    return (
        recitals[0].style.startswith("upper ")
        and units[0].style.startswith("digit ")
        and len(units) >= _LEAST_RECITED
        and _indent(lines.text, units[0].start) <= _indent(lines.text, recitals[0].start)
    )


def _is_held(lines: Lines, above: list[Marker], units: list[Marker]) -> bool:
    """Whether units are numbered on through the headings above them, as 第…条 are through chapters; titled ones, where the
    headings are no chapters but a list."""
    held = [marker for marker in above if marker.start < units[-1].start]
    starts = [marker.start for marker in units]
    return (
        len(units[0].value) == 1
        and 1 < len(held) < len(units)
        and held[0].start < starts[0]
        and all(_holds(lines, starts, marker) for marker in held)
        and (above[0].style == "chapter" or _titled(lines, units) >= _MOSTLY)
    )


def _is_agreement(found: Candidates, stretch: Stretch) -> bool:
    """Whether an annex is called an agreement (补充协议, 覚書, 保密协议) on its first lines."""
    first = found.lines.at(stretch.start)
    head = found.lines.text[stretch.start : found.lines[min(first + 2, len(found.lines) - 1)].end]
    titled = has_border(found.titles, stretch.start, stretch.start + len(head))
    return titled or head.lstrip("（(【[").startswith(("补充", "補充", "覚書"))


def _sequences(found: Candidates, stretch: Stretch, named: bool) -> list[list[Marker]]:
    """The longest run of every style of numbering in the stretch. `named`: its articles name themselves."""
    styles: dict[str, list[Marker]] = defaultdict(list)
    for marker in found.items.inside(stretch.start, stretch.end):
        styles[marker.style].append(marker)
    if named:
        styles = {style: markers for style, markers in styles.items() if not style.startswith("stem ")}  # （甲）…会社
    else:
        styles["alone"] = _alone(found.lines, stretch)
        for style in LESSER_STYLES:
            styles[style] = found.headings[style].inside(stretch.start, stretch.end)
    return [
        each
        for markers in styles.values()
        if markers and (each := _longest(_outermost(found.lines.text, markers), found.borders))
    ]


def _alone(lines: Lines, stretch: Stretch) -> list[Marker]:
    """Numbers on lines of their own, 1, 2, 3 …, each above a title; none where other figures stand so: pages, cells."""
    first, last = lines.at(stretch.start - 1) + 1, lines.at(stretch.end - 1)
    found = [index for index in range(first, last) if _is_figure(lines[index], lines.text)]
    for number, index in enumerate(found, 1):
        if to_int(lines.string(index)) != number or not may_head(lines.string(index + 1)):
            return []
    return [
        Marker("alone", (number,), lines[index].start, lines[index].end, AT_LINE)
        for number, index in enumerate(found, 1)
    ]


def _is_figure(line: Line, text: str) -> bool:
    return line.end - line.start <= _LONGEST_FIGURE_CHARS and _FIGURE.fullmatch(text, line.start, line.end) is not None


def _outermost(text: str, markers: list[Marker]) -> list[Marker]:
    """The markers that stand farthest left, where they are one sequence by themselves and the others begin anew below
    them: 1. with 1., 2. indented under it."""
    indents = [_indent(text, marker.start) for marker in markers]
    least = min(indents, default=0)
    left = [marker for marker, indent in zip(markers, indents, strict=True) if indent == least]
    others = [marker for marker, indent in zip(markers, indents, strict=True) if indent > least]
    if len(left) < 2 or not others or others[0].value != (1,) or others[0].start < left[0].start:
        return markers
    whole = left[0].value == (1,) and all(after.value[0] == before.value[0] + 1 for before, after in pairwise(left))
    return left if whole else markers


def _longest(markers: Sequence[Marker], borders: Sequence[int]) -> list[Marker]:
    """The longest run of a style: at line starts, with what is glued to the end of a line where it fills a gap."""
    if any(marker.weight >= AT_LINE for marker in markers):
        markers = [m if m.weight >= AT_LINE else m.weighed(_GLUED) for m in markers]
    numbered = [run for run in runs(chain(markers, borders)) if run[0].value[0] <= 2 or _goes_on(run)]
    return max(numbered, key=lambda run: run[-1].start - run[0].start, default=[])


def _indent(text: str, position: int) -> int:
    """How far from the start of its line a position stands, at most 64; Markdown before it does not count."""
    before = text[max(0, position - _DEEPEST_INDENT) : position].rpartition("\n")[2]
    return len(before) - len(before.lstrip()) if set(before.strip()) <= MARKS else len(before)


def _is_late(run: list[Marker]) -> bool:
    """Whether a few numbers do not begin a numbering: 9. and 10."""
    return run[0].value[0] > 2 and len(run) < _FEW


def _goes_on(run: list[Marker]) -> bool:
    """Whether a run that begins late is the rest of a numbering whose beginning is lost: 五、 to 十一、, line by line."""
    steps = all(after.value[0] == before.value[0] + 1 for before, after in pairwise(run))
    return len(run) >= _LEAST_LATE and steps and all(marker.weight >= AT_LINE for marker in run)


def holding_list(found: Candidates, stretch: Stretch, articles: list[Marker]) -> list[Marker]:
    """Headings like 一、 that hold articles: the first stands above the first article, and most right above one."""
    starts = [marker.start for marker in articles]
    for sequence in _sequences(found, stretch, named=True):
        inside = [marker for marker in sequence if marker.start < starts[-1]]
        if any(_PARTY.match(found.lines.text, marker.end) for marker in inside[:1]):
            continue
        holding = sum(_holds(found.lines, starts, marker) for marker in inside)
        if len(sequence) > 1 and inside and inside[0].start < starts[0] and 0 < len(inside) <= 2 * holding:
            return inside
    return []


def _holds(lines: Lines, starts: list[int], marker: Marker) -> bool:
    """Whether the marker is a short heading with an article on the next line."""
    index = lines.at(marker.start)
    article = starts[bisect_left(starts, marker.start)]
    return lines.at(article) - index == 1 and is_title(lines.text[marker.end : lines[index].end].strip())
