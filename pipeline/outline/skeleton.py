"""The upper levels of a document: which numbers are its articles, what holds them, and where numbering restarts."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from pipeline.outline.candidates import SURE, Candidates, Row, candidates
from pipeline.outline.contents import contents
from pipeline.outline.lines import Lines
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
        nodes += _nodes(found, stretch, row.inside(stretch.start, stretch.end))
    return Skeleton(tuple(nodes), tuple(parted), tuple(spans), found.items.markers, frozenset(found.titles))


def _nodes(found: Candidates, stretch: Stretch, articles: list[Marker]) -> list[Node]:
    """The head, the containers and the articles of a stretch."""
    units = articles or unnamed_articles(found, stretch)
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
