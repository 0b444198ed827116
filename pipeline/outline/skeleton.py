"""The upper levels of a document: which numbers are its articles, what holds them, and where numbering restarts."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.outline import markers
from pipeline.outline.annexes import Annex, annexes, contract_titles, within
from pipeline.outline.contents import contents, leads_to_page
from pipeline.outline.context import NEVER, weigh
from pipeline.outline.lines import Lines
from pipeline.outline.markers import AT_LINE, Marker
from pipeline.outline.section import SectionKind
from pipeline.outline.sequence import chain, has_border, runs
from pipeline.outline.signature import is_closing
from pipeline.outline.titles import is_title

_CONTAINERS: tuple[SectionKind, ...] = ("part", "chapter", "section")
_LESSER_STYLES = ("chapter", "section", "section:en")
_ARTICLE_STYLES = ("article", "article:ko", "article:en")
RANKS: dict[str, int] = {"annex": 0, "part": 1, "chapter": 2, "section": 3, "list": 4, "article": 5, "heading": 5}
"""How far up a section stands; one holds those of greater rank that follow it."""
_SURE = 4.0
_AT_LINE_START = 3.0
_GLUED = -1.5
_LEAST_LATE = 4
_DEEPEST_INDENT = 64


@dataclass(frozen=True, slots=True)
class Node:
    """A section of the upper levels by its beginning.

    The label stands from `label_start` to `label_end`, both `start` where there is none; a title may stand before it.
    A section without a number has its title from `start` to `title_end`.
    """

    kind: SectionKind
    rank: int
    start: int
    label_start: int
    label_end: int
    number: str | None
    part: str = ""
    title_end: int = 0


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of one numbering: the main body, an annex, a further contract. `head` opens it, if anything does."""

    part: str
    start: int
    end: int
    head: Node | None


@dataclass(frozen=True, slots=True)
class Skeleton:
    """`nodes` in the order of the text; `stretches` tile it; `contents` are the tables of contents; `titles` the starts of the lines
    that name a contract."""

    nodes: tuple[Node, ...]
    stretches: tuple[Stretch, ...]
    contents: tuple[tuple[int, int], ...]
    items: tuple[Marker, ...]
    titles: frozenset[int]

    def within(self, stretch: Stretch) -> tuple[Node, ...]:
        """The nodes of a stretch."""
        low, high = (bisect_left(self.nodes, at, key=lambda node: node.start) for at in (stretch.start, stretch.end))
        return self.nodes[low:high]


class _Row:
    """Markers in the order of the text, found by position."""

    def __init__(self, markers: Iterable[Marker]) -> None:
        self.markers = tuple(markers)
        self._starts = [marker.start for marker in self.markers]

    def inside(self, start: int, end: int) -> list[Marker]:
        return list(self.markers[bisect_left(self._starts, start) : bisect_left(self._starts, end)])


@dataclass(frozen=True, slots=True)
class _Found:
    """All candidates of a document, outside its tables of contents. `holders` are sure parts and chapters."""

    lines: Lines
    headings: dict[str, _Row]
    items: _Row
    holders: list[int]
    annexes: list[Annex]
    titles: list[int]
    borders: list[int]


def skeleton(lines: Lines) -> Skeleton:
    spans = contents(lines)
    found = _find(lines, spans)
    articles = _without_contents(lines, _articles(found))
    stretches = _stretches(found, articles)
    row = _Row(articles)
    nodes: list[Node] = []
    for stretch in stretches:
        nodes += _nodes(found, stretch, row.inside(stretch.start, stretch.end))
    return Skeleton(tuple(nodes), tuple(stretches), tuple(spans), found.items.markers, frozenset(found.titles))


def _find(lines: Lines, spans: list[tuple[int, int]]) -> _Found:
    headings: dict[str, list[Marker]] = defaultdict(list)
    for marker in markers.headings(lines.text):
        if within(spans, marker.start) or leads_to_page(lines.text, marker.end):
            continue
        weighed = weigh(lines, marker)
        if weighed.weight > NEVER:
            headings[marker.style].append(weighed)
    items = [marker for marker in markers.items(lines.text) if not within(spans, marker.start)]
    found = annexes(lines, spans)
    titles = [title for title in contract_titles(lines) if not within(spans, title)]
    closings = [line.start for line in lines.lines if is_closing(lines.text[line.start : line.end])]
    holders = sorted(m.start for kind in ("part", "chapter") for m in headings[kind] if m.weight >= _SURE)
    borders = sorted([*(annex.start for annex in found), *titles, *closings, *holders])
    rows = defaultdict(lambda: _Row(()), {style: _Row(candidates) for style, candidates in headings.items()})
    return _Found(lines, rows, _Row(items), holders, found, titles, borders)


def _articles(found: _Found) -> list[Marker]:
    """The articles that name themselves so, in all languages of the document."""
    chains = [chain(found.headings[style].markers, found.borders) for style in _ARTICLE_STYLES]
    chains = sorted((each for each in chains if _is_sure(each)), key=_strength, reverse=True)
    if not chains:
        return []
    taken = chains[0]
    for other in chains[1:]:
        # The second language of a bilingual contract: a half of its own counts, a translation beside does not.
        first, last = taken[0].start, taken[-1].start
        alone = [run for run in runs(other) if len(run) > 1 and (run[0].start > last or run[-1].start < first)]
        taken = sorted([*taken, *(marker for run in alone for marker in run)], key=lambda marker: marker.start)
    return taken


def _strength(markers: list[Marker]) -> float:
    return sum(marker.weight + 2.0 for marker in markers)


def _is_sure(markers: list[Marker]) -> bool:
    return len(markers) > 1 or (len(markers) == 1 and markers[0].weight >= _SURE)


def _without_contents(lines: Lines, articles: list[Marker]) -> list[Marker]:
    """Without a run of headings that have no text of their own and come again: a table of contents without a name."""
    numbered = runs(articles)
    kept: list[Marker] = []
    for index, run in enumerate(numbered):
        again = {_heading_line(lines, marker) for later in numbered[index + 1 : index + 2] for marker in later}
        same = sum(_heading_line(lines, marker) in again for marker in run)
        bodies = sum(lines.at(after.start) - lines.at(marker.start) > 1 for marker, after in pairwise(run))
        if len(run) < 3 or same * 2 < len(run) or bodies * 4 > len(run):
            kept += run
    return kept


def _heading_line(lines: Lines, marker: Marker) -> str:
    return lines.text[marker.start : min(lines[lines.at(marker.start)].end, marker.end + 20)]


def _stretches(found: _Found, articles: list[Marker]) -> list[Stretch]:
    heads = _heads(found, articles)
    names = {"annex": 0, "part": 1}
    stretches: list[Stretch] = []
    ends = [head.start for head in heads] + [len(found.lines.text)]
    if ends[0] > 0:
        stretches.append(Stretch("", 0, ends[0], None))
    for head, end in zip(heads, ends[1:], strict=True):
        name = "annex" if head.kind == "annex" else "part"
        names[name] += 1
        part = f"{name}-{names[name]}"
        opening = None if head.kind == "article" else replace(head, part=part)
        stretches.append(Stretch(part, head.start, end, opening))
    return stretches


def _heads(found: _Found, articles: list[Marker]) -> list[Node]:
    """What begins a new stretch, in order: annexes, contracts, or the bare first article of a new numbering."""
    starts = [marker.start for marker in articles]
    heads = [_annex_head(annex) for annex in found.annexes if _may_open(articles, starts, annex.start)]
    opened = [head.start for head in heads]
    for before, run in pairwise(runs(articles) if articles else _contracts(found)):
        if not has_border(opened, before[-1].start, run[0].start):
            heads.append(_restart_head(found, before[-1], run[0]))
    known = {head.start for head in heads}
    heads += [head for head in _part_heads(found, articles, starts) if head.start not in known]
    return sorted(heads, key=lambda head: head.start)


def _contracts(found: _Found) -> list[list[Marker]]:
    """The numberings of contracts that stand one behind the other without 第…条: each begins anew below a title."""
    whole = Stretch("", 0, len(found.lines.text), None)
    units = _unnamed_articles(found, whole)
    if not units or not found.titles:
        return []
    style = units[0].style
    same = found.headings[style].markers if style in _LESSER_STYLES else found.items.markers
    at_line = [marker for marker in same if marker.style == style and found.lines.starts_at(marker.start)]
    numbered = [run for run in runs(chain(at_line, found.titles)) if len(run) > 1]
    kept = numbered[:1]
    for run in numbered[1:]:
        if has_border(found.titles, kept[-1][-1].end, run[0].start):
            kept.append(run)
    return kept


def _part_heads(found: _Found, articles: list[Marker], starts: list[int]) -> list[Node]:
    """The second 第二部分 and the following, where the numbering below them begins anew."""
    accepted = chain(found.headings["part"].markers)
    parts = [marker for marker in accepted if marker.weight >= _SURE or _has_line(found.lines, marker)]
    return [_bare_head(part.start) for part in parts[1:] if _may_open(articles, starts, part.start)]


def _has_line(lines: Lines, marker: Marker) -> bool:
    """Whether a line holds the marker and its title alone: 第二部分通用条款."""
    line = lines[lines.at(marker.start)]
    return (
        marker.weight >= _AT_LINE_START and line.start == marker.start and is_title(lines.text[marker.end : line.end])
    )


def _bare_head(start: int) -> Node:
    return Node("article", RANKS["article"], start, start, start, None)


def _may_open(articles: list[Marker], starts: list[int], position: int) -> bool:
    """Whether an annex can begin here: the next article is the first of its numbering, or there is none."""
    index = bisect_left(starts, position)
    return index == len(starts) or articles[index].value == (1,)


def _annex_head(annex: Annex) -> Node:
    return Node("annex", RANKS["annex"], annex.start, annex.label_end - len(annex.label), annex.label_end, annex.number)


def _restart_head(found: _Found, before: Marker, first: Marker) -> Node:
    """The title of the further contract, or its first article where it has none."""
    low, high = bisect_right(found.titles, before.end), bisect_left(found.titles, first.start)
    if low < high:
        start = found.titles[low]
        end = found.lines[found.lines.at(start)].end
        return Node("part", RANKS["annex"], start, start, start, None, title_end=end)
    index = bisect_left(found.holders, before.end)
    start = min(first.start, found.holders[index]) if index < len(found.holders) else first.start
    return _bare_head(start)


def _nodes(found: _Found, stretch: Stretch, articles: list[Marker]) -> list[Node]:
    """The head, the containers and the articles of a stretch."""
    units = articles or _unnamed_articles(found, stretch)
    nodes = [stretch.head] if stretch.head else []
    nodes += [_node("article", "article", marker, stretch) for marker in units]
    unit_style = {marker.style for marker in units}
    borders: list[int] = []
    for kind in _CONTAINERS:
        if kind in unit_style:
            continue
        inside = found.headings[kind].inside(stretch.start, stretch.end)
        if kind == "part" and stretch.start in {marker.start for marker in inside}:
            inside = [marker.weighed(_SURE) for marker in inside]
        accepted = chain(inside, borders)
        nodes += [_node(kind, kind, marker, stretch) for marker in accepted if marker.weight >= 0]
        borders = sorted([*borders, *(marker.start for marker in accepted)])
    if units:
        nodes += [_node("chapter", "list", marker, stretch) for marker in _holding_list(found, stretch, units)]
    return sorted(nodes, key=lambda node: (node.start, node.rank))


def _node(kind: SectionKind, rank: str, marker: Marker, stretch: Stretch) -> Node:
    return Node(kind, RANKS[rank], marker.start, marker.start, marker.end, marker.number, stretch.part)


def _unnamed_articles(found: _Found, stretch: Stretch) -> list[Marker]:
    """The top level of a numbering without 第…条: of the sequences that run through the stretch, the first to begin."""
    sequences = [each for each in _sequences(found, stretch, named=False) if len(each) > 1]
    if not sequences or (stretch.part.startswith("annex") and not _is_agreement(found, stretch)):
        return []
    widest = max(each[-1].start - each[0].start for each in sequences)
    wide = [each for each in sequences if (each[-1].start - each[0].start) * 2 >= widest]
    first = min(wide, key=lambda each: each[0].start)
    return next((each for each in wide if _is_held(found.lines, first, each)), first)


def _is_held(lines: Lines, above: list[Marker], units: list[Marker]) -> bool:
    """Whether titled units are numbered on through the headings above them, as 第…条 are through chapters."""
    held = [marker for marker in above if marker.start < units[-1].start]
    starts = [marker.start for marker in units]
    titled = sum(is_title(lines.text[marker.end : lines[lines.at(marker.start)].end].strip()) for marker in units)
    return (
        len(units[0].value) == 1
        and 1 < len(held) < len(units)
        and held[0].start < starts[0]
        and all(_holds(lines, starts, marker) for marker in held)
        and titled * 4 >= len(units) * 3
    )


def _is_agreement(found: _Found, stretch: Stretch) -> bool:
    """Whether an annex is called an agreement (补充协议, 覚書, 保密协议) on its first lines."""
    first = found.lines.at(stretch.start)
    head = found.lines.text[stretch.start : found.lines[min(first + 2, len(found.lines) - 1)].end]
    titled = has_border(found.titles, stretch.start, stretch.start + len(head))
    return titled or head.lstrip("（(【[").startswith(("补充", "補充", "覚書"))


def _sequences(found: _Found, stretch: Stretch, named: bool) -> list[list[Marker]]:
    """The longest run of every style of numbering in the stretch. `named`: its articles name themselves."""
    styles: dict[str, list[Marker]] = defaultdict(list)
    for marker in found.items.inside(stretch.start, stretch.end):
        styles[marker.style].append(marker)
    if not named:
        for style in _LESSER_STYLES:
            styles[style] = found.headings[style].inside(stretch.start, stretch.end)
    return [each for markers in styles.values() if (each := _longest(_outermost(found.lines.text, markers)))]


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


def _longest(markers: Sequence[Marker]) -> list[Marker]:
    """The longest run of a style: at line starts, with what is glued to the end of a line where it fills a gap."""
    if any(marker.weight >= AT_LINE for marker in markers):
        markers = [m if m.weight >= AT_LINE else m.weighed(_GLUED) for m in markers]
    numbered = [run for run in runs(chain(markers)) if run[0].value[0] <= 2 or _goes_on(run)]
    return max(numbered, key=lambda run: run[-1].start - run[0].start, default=[])


def _indent(text: str, position: int) -> int:
    """How far from the start of its line a position stands, at most 64."""
    return len(text[max(0, position - _DEEPEST_INDENT) : position].rpartition("\n")[2])


def _goes_on(run: list[Marker]) -> bool:
    """Whether a run that begins late is the rest of a numbering whose beginning is lost: 五、 to 十一、, line by line."""
    steps = all(after.value[0] == before.value[0] + 1 for before, after in pairwise(run))
    return len(run) >= _LEAST_LATE and steps and all(marker.weight >= AT_LINE for marker in run)


def _holding_list(found: _Found, stretch: Stretch, articles: list[Marker]) -> list[Marker]:
    """Headings like 一、 that hold articles: the first stands above the first article, and most right above one."""
    starts = [marker.start for marker in articles]
    for sequence in _sequences(found, stretch, named=True):
        inside = [marker for marker in sequence if marker.start < starts[-1]]
        holding = sum(_holds(found.lines, starts, marker) for marker in inside)
        if len(sequence) > 1 and inside and inside[0].start < starts[0] and 0 < len(inside) <= 2 * holding:
            return inside
    return []


def _holds(lines: Lines, starts: list[int], marker: Marker) -> bool:
    """Whether the marker is a short heading with an article on the next line."""
    index = lines.at(marker.start)
    article = starts[bisect_left(starts, marker.start)]
    return lines.at(article) - index == 1 and is_title(lines.text[marker.end : lines[index].end].strip())
