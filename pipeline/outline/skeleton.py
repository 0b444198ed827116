"""The upper levels of a document: which numbers are its articles, what holds them, and where numbering restarts."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from pipeline.outline.candidates import SURE, Candidates, Row, candidates
from pipeline.outline.contents import contents
from pipeline.outline.lines import SENTENCE_END, Lines
from pipeline.outline.markers import Marker
from pipeline.outline.named import named_articles
from pipeline.outline.node import RANKS, Node, Stretch
from pipeline.outline.numbering import holding_list, unnamed_articles
from pipeline.outline.section import SectionKind
from pipeline.outline.sequence import chain
from pipeline.outline.stretches import stretches

_CONTAINERS: tuple[SectionKind, ...] = ("part", "chapter", "section")


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
        low, high = (
            bisect_left(self.nodes, at, key=lambda node: node.label_start) for at in (stretch.start, stretch.end)
        )
        return self.nodes[low:high]


def skeleton(lines: Lines) -> Skeleton:
    spans = contents(lines)
    found = candidates(lines, spans)
    articles = named_articles(found)
    parted = stretches(found, articles)
    row = Row(articles)
    nodes: list[Node] = []
    for stretch in parted:
        units = row.inside(stretch.start, stretch.end) or _unnamed(found, stretch, articles)
        nodes += _nodes(found, stretch, units)
    return Skeleton(tuple(nodes), tuple(parted), tuple(spans), found.items.markers, frozenset(found.titles))


def _unnamed(found: Candidates, stretch: Stretch, articles: list[Marker]) -> list[Marker]:
    """The articles of a stretch without 第…条; none where they are the rows of a form above such `articles`."""
    units = unnamed_articles(found, stretch)
    return [] if units and articles and _is_table(found.lines, units) else units


def _is_table(lines: Lines, units: list[Marker]) -> bool:
    """Whether the units are rows of two cells, and they and what stands between hold no sentence: 1. 공사명, 신축공사."""
    rows = [lines[lines.at(unit.start)] for unit in units]
    return all("\t" in lines.text[row.start : row.end] for row in rows) and not any(
        SENTENCE_END.search(lines.text[max(row.end - 3, row.start) : row.end])
        for row in lines.between(rows[0].start, rows[-1].end)
    )


def _nodes(found: Candidates, stretch: Stretch, units: list[Marker]) -> list[Node]:
    """The head, the containers and the articles (`units`) of a stretch."""
    nodes = [stretch.head] if stretch.head else []
    nodes += [_node("article", "article", marker, stretch) for marker in units]
    unit_style = {marker.style for marker in units}
    borders: list[int] = []
    for kind in _CONTAINERS:
        if kind in unit_style:
            continue
        inside = found.headings[kind].inside(stretch.start, stretch.end)
        if kind == "part" and stretch.start in {found.lines.opening(marker.start) for marker in inside}:
            inside = [marker.weighed(SURE) for marker in inside]
        accepted = chain(inside, borders)
        nodes += [_node(kind, kind, marker, stretch) for marker in accepted if marker.weight >= 0]
        borders = sorted([*borders, *(marker.start for marker in accepted)])
    if units:
        nodes += [_node("chapter", "list", marker, stretch) for marker in holding_list(found, stretch, units)]
    return sorted(nodes, key=lambda node: (node.start, node.rank))


def _node(kind: SectionKind, rank: str, marker: Marker, stretch: Stretch) -> Node:
    return Node(kind, RANKS[rank], marker.start, marker.start, marker.end, marker.number, stretch.part)
