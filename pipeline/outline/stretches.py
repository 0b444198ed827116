"""Where numbering restarts: annexes, further contracts, parts."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from itertools import pairwise

from pipeline.outline.annexes import Annex
from pipeline.outline.candidates import SURE, Candidates
from pipeline.outline.lines import Lines
from pipeline.outline.markers import Marker
from pipeline.outline.node import RANKS, Node, Stretch
from pipeline.outline.numbering import LESSER_STYLES, unnamed_articles
from pipeline.outline.sequence import chain, has_border, runs
from pipeline.outline.titles import is_title

_AT_LINE_START = 3.0


def stretches(found: Candidates, articles: list[Marker]) -> list[Stretch]:
    """The stretches of the document, which tile it."""
    heads = _heads(found, articles)
    names = {"annex": 0, "part": 1}
    tiles: list[Stretch] = []
    ends = [head.start for head in heads] + [len(found.lines.text)]
    if ends[0] > 0:
        tiles.append(Stretch("", 0, ends[0], None))
    for head, end in zip(heads, ends[1:], strict=True):
        name = "annex" if head.kind == "annex" else "part"
        names[name] += 1
        part = f"{name}-{names[name]}"
        opening = None if head.kind == "article" else replace(head, part=part)
        tiles.append(Stretch(part, head.start, end, opening))
    return tiles


def _heads(found: Candidates, articles: list[Marker]) -> list[Node]:
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


def _contracts(found: Candidates) -> list[list[Marker]]:
    """The numberings of contracts that stand one behind the other without 第…条: each begins anew below a title."""
    whole = Stretch("", 0, len(found.lines.text), None)
    units = unnamed_articles(found, whole)
    if not units or not found.titles:
        return []
    style = units[0].style
    same = found.headings[style].markers if style in LESSER_STYLES else found.items.markers
    at_line = [marker for marker in same if marker.style == style and found.lines.starts_at(marker.start)]
    numbered = [run for run in runs(chain(at_line, found.titles)) if len(run) > 1]
    kept = numbered[:1]
    for run in numbered[1:]:
        if has_border(found.titles, kept[-1][-1].end, run[0].start):
            kept.append(run)
    return kept


def _part_heads(found: Candidates, articles: list[Marker], starts: list[int]) -> list[Node]:
    """The second 第二部分 and the following, where the numbering below them begins anew."""
    accepted = chain(found.headings["part"].markers)
    parts = [marker for marker in accepted if marker.weight >= SURE or _has_line(found.lines, marker)]
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


def _restart_head(found: Candidates, before: Marker, first: Marker) -> Node:
    """The title of the further contract, or its first article where it has none."""
    low, high = bisect_right(found.titles, before.end), bisect_left(found.titles, first.start)
    if low < high:
        start = found.titles[low]
        end = found.lines[found.lines.at(start)].end
        return Node("part", RANKS["annex"], start, start, start, None, title_end=end)
    index = bisect_left(found.holders, before.end)
    start = min(first.start, found.holders[index]) if index < len(found.holders) else first.start
    return _bare_head(start)
