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
from pipeline.outline.parties.word import PARTY_WORD
from pipeline.outline.sequence import chain, has_border, runs
from pipeline.outline.signature import is_signing
from pipeline.outline.titles import is_title
from pipeline.text.regex import regex

_AT_LINE_START = 3.0
_SIGNED_LINES_ABOVE = 3
_PARTY_LINES_BELOW = 3
_PARTY = regex(
    rf"{PARTY_WORD}\s{{0,2}}(?:[（(][^）)\n]{{1,12}}[）)])?[：:]|[^。\n]{{0,40}}由(?:以下|下列)(?:各方|[双雙][方])"
)
_ORDINALS = frozenset("0123456789０１２３４５６７８９一二三四五六七八九十")


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
    heads += _contract_heads(found, articles, sorted(head.start for head in heads))
    known = {head.start for head in heads}
    heads += [head for head in _part_heads(found, articles, starts) if head.start not in known]
    return sorted((head.opened(found.lines) for head in heads), key=lambda head: head.start)


def _contracts(found: Candidates) -> list[list[Marker]]:
    """The numberings of contracts that stand one behind the other without 第…条: each begins anew below a title."""
    units = unnamed_articles(found, Stretch("", 0, len(found.lines.text), None)) if found.titles else []
    if not units:
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


def _contract_heads(found: Candidates, articles: list[Marker], opened: list[int]) -> list[Node]:
    """The titles of contracts behind signed ones, each with a numbering of its own, whichever: 一、 behind 第六条."""
    heads: list[Node] = []
    following = {title for title in found.titles if _follows_another(found.lines, title)}
    if not following:
        return []
    counted = _first(found, articles, 0, found.titles[0]) is not None
    cover: int | None = None
    for title, end in pairwise([*found.titles, len(found.lines.text)]):
        cover = title if cover is None and title in following else cover
        own = _first(found, articles, title, end)
        if own is None:
            continue
        if counted and cover is not None:
            above = found.lines[max(found.lines.at(cover) - 2, 0)].start
            heads += [] if has_border(opened, above, own.start) else [_title_head(found.lines, cover)]
        counted, cover = True, None
    return heads


def _first(found: Candidates, articles: list[Marker], start: int, end: int) -> Marker | None:
    """The 1 that a numbering of a contract begins with in the span."""
    low, high = (bisect_left(articles, at, key=lambda marker: marker.start) for at in (start, end))
    units = articles[low:high] or unnamed_articles(found, Stretch("", start, end, None))
    return units[0] if units and units[0].value == (1,) else None


def _follows_another(lines: Lines, title: int) -> bool:
    """Whether a contract is signed right above the title, or parties stand right below it, or the title counts its
    contracts: 购买协议书2."""
    index = lines.at(title)
    if lines.string(index)[-1] in _ORDINALS:
        return True
    above = range(max(index - _SIGNED_LINES_ABOVE, 0), index)
    below = range(index + 1, min(index + 1 + _PARTY_LINES_BELOW, len(lines)))
    return any(is_signing(lines.string(each)) for each in above) or any(
        _PARTY.match(lines.string(each)) for each in below
    )


def _title_head(lines: Lines, title: int) -> Node:
    return Node("part", RANKS["annex"], title, title, title, None, title_end=lines[lines.at(title)].end)


def _part_heads(found: Candidates, articles: list[Marker], starts: list[int]) -> list[Node]:
    """The second 第二部分 and the following, where the numbering below them begins anew."""
    accepted = chain(found.headings["part"].markers)
    parts = [marker for marker in accepted if marker.weight >= SURE or _has_line(found.lines, marker)]
    if len(parts) > 1 and not articles:
        articles = unnamed_articles(found, Stretch("", 0, len(found.lines.text), None))
        starts = [marker.start for marker in articles]
    first = starts[0] if starts else 0
    return [
        _bare_head(at) for at in (part.start for part in parts[1:]) if at < first or _may_open(articles, starts, at)
    ]


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
    return index == len(starts) or set(articles[index].value) == {1}


def _annex_head(annex: Annex) -> Node:
    return Node("annex", RANKS["annex"], annex.start, annex.label_end - len(annex.label), annex.label_end, annex.number)


def _restart_head(found: Candidates, before: Marker, first: Marker) -> Node:
    """The title of the further contract, or its first article where it has none."""
    low, high = bisect_right(found.titles, before.end), bisect_left(found.titles, first.start)
    if low < high:
        return _title_head(found.lines, found.titles[low])
    index = bisect_left(found.holders, before.end)
    start = min(first.start, found.holders[index]) if index < len(found.holders) else first.start
    return _bare_head(start)
