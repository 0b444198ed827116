"""Headings without a number: the only ones of a document, or conditions added behind the numbered articles."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.outline.annexes import within
from pipeline.outline.context import OPENING
from pipeline.outline.lines import Lines
from pipeline.outline.markers import items
from pipeline.outline.parts import title_index
from pipeline.outline.signature import is_closing, is_signing
from pipeline.outline.skeleton import RANKS, Node, Skeleton, Stretch
from pipeline.outline.titles import bracketed, is_title, title

_MARKED = re.compile(
    r"[【〔［\[<＜〈《■◆●□◇○▶▣※★]\s*(?P<title>[^\n【】〔〕\[\]［］]{2,30}?)\s*[】〕］\]>＞〉》]?[:：]?"
)
_ADDED = re.compile(
    r"[【〔［\[<＜〈（(■◆●□]?\s*(?:特\s*[约約記记]\s*(?:事\s*[项項]|条款|條款|条項)|特别约定|特別約定|特別条項|补充条款|補充條款|补充约定|其他约定事项|その他の?特約|"
    r"특\s*약\s*사\s*항|특\s*기\s*사\s*항|기\s*타\s*사\s*항|특별\s*약정|특약)\s*[】〕］\]>＞〉）)]?\s*[:：]?"
)
_LEAST_SHARE_ABOVE, _LEAST_ABOVE = 0.6, 3


def headed(lines: Lines, bones: Skeleton) -> tuple[Node, ...]:
    """The nodes of the skeleton with the unnumbered headings among them, titles above their numbers included."""
    nodes = list(bones.nodes)
    for stretch in bones.stretches:
        inside = list(bones.within(stretch))
        if any(node.rank == RANKS["article"] for node in inside):
            nodes += _added(lines, stretch, inside)
        elif stretch.head is None or stretch.head.kind != "annex":
            nodes += _only(lines, bones, stretch, inside)
    return _with_titles_above(lines, sorted(nodes, key=lambda node: (node.start, node.rank)))


def _heading(start: int, end: int, stretch: Stretch) -> Node:
    return Node("heading", RANKS["heading"], start, start, start, None, stretch.part, end)


def _added(lines: Lines, stretch: Stretch, inside: list[Node]) -> list[Node]:
    """Lines like 特約事項 behind the first article, and headings that the file itself sets as high as the articles."""
    starts = {node.start for node in inside}
    articles = [node for node in inside if node.rank == RANKS["article"]]
    level = _level(lines, articles)
    found: list[Node] = []
    for line in lines.between(articles[0].label_end, stretch.end):
        string = lines.text[line.start : line.end]
        as_high = level is not None and line.block is not None and (line.block.level or 99) <= level
        if line.start in starts or not (_ADDED.fullmatch(string) or (as_high and _may_head(string))):
            continue
        found.append(_heading(line.start, line.end, stretch))
    return found


def _level(lines: Lines, articles: list[Node]) -> int | None:
    """The heading level that the file gives to its articles, None where it gives none to most of them."""
    levels = [
        block.level for node in articles if (block := lines[lines.at(node.start)].block) and block.kind == "heading"
    ]
    given = [level for level in levels if level is not None]
    return max(given) if len(given) * 2 > len(articles) else None


def _may_head(string: str) -> bool:
    marker = next(items(string), None)
    numbered = marker is not None and marker.start == 0
    return is_title(string) and not numbered and not is_closing(string) and not is_signing(string)


def _only(lines: Lines, bones: Skeleton, stretch: Stretch, inside: list[Node]) -> list[Node]:
    """The headings of a stretch without any number; the whole of its text as one where there are none either."""
    if inside and (stretch.head is None or len(inside) > 1):
        return []
    body = [line for line in lines.between(stretch.start, stretch.end) if not within(list(bones.contents), line.start)]
    named = title_index(lines, bones.titles, tuple(body))
    body = body[0 if named is None or len(body) < 2 else named + 1 :] or body
    found: list[Node] = []
    for line in body:
        string = lines.text[line.start : line.end]
        marked = _MARKED.fullmatch(string) is not None or bracketed(string) is not None
        if (marked or (line.block is not None and line.block.kind == "heading")) and _may_head(string):
            found.append(_heading(line.start, line.end, stretch))
    if found:
        return found
    return [_heading(body[0].start, body[0].start, stretch)] if body else []


def _with_titles_above(lines: Lines, nodes: list[Node]) -> tuple[Node, ...]:
    """Articles begin at the title before their number: （賃料） above 第4条, or in the same line."""
    above = [_above(lines, before, node) for before, node in zip([None, *nodes], nodes, strict=False)]
    articles = sum(node.rank == RANKS["article"] for node in nodes)
    bare = [start for start in above if start is not None and bracketed(lines.string(lines.at(start))) is None]
    common = len(bare) >= _LEAST_ABOVE and len(bare) >= _LEAST_SHARE_ABOVE * articles
    moved: list[Node] = []
    for node, start in zip(nodes, above, strict=True):
        index = lines.at(node.start)
        if start is not None and (common or bracketed(lines.string(lines.at(start))) is not None):
            node = replace(node, start=start)
        elif node.kind == "article" and _opens_line(lines.text[lines[index].start : node.start].strip()):
            node = replace(node, start=lines[index].start)
        moved.append(node)
    return tuple(moved)


def _opens_line(before: str) -> bool:
    """Whether what stands before a number in its line is its title or its opening bracket."""
    return before != "" and (before in OPENING or bracketed(before) is not None)


def _above(lines: Lines, before: Node | None, node: Node) -> int | None:
    """The start of the line above an article that may be its title."""
    index = lines.at(node.start)
    if node.kind != "article" or index < 1 or not lines.starts_at(node.start):
        return None
    line = lines[index - 1]
    string = lines.text[line.start : line.end]
    if before is not None and line.start <= max(before.start, before.label_end):
        return None
    own = title(lines, node.label_end, lines[index].end)
    below = lines.string(index + 1) if index + 1 < len(lines) else ""
    if own or (bracketed(below) is not None and lines[index].end == node.label_end):
        return None
    is_short = is_title(string) and len(string) <= 20 and not string.isascii() and not string.endswith(("：", ":"))
    return line.start if bracketed(string) is not None or (is_short and lines[index].end > node.label_end) else None
