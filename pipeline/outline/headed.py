"""Headings without a number: the only ones of a document, or conditions added behind the numbered articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.document.model import Gap
from pipeline.outline.annexes import within
from pipeline.outline.apart import set_apart
from pipeline.outline.context import OPENING, glued_title
from pipeline.outline.labelled import rows
from pipeline.outline.lines import SENTENCE_END, Line, Lines
from pipeline.outline.marked import is_marked, is_numbered, may_head
from pipeline.outline.node import RANKS, Node, Stretch
from pipeline.outline.parts import title_index
from pipeline.outline.signature import is_closing, signature_start
from pipeline.outline.skeleton import Skeleton
from pipeline.outline.titles import bracketed, is_title, title
from pipeline.text.regex import regex

_ADDED = regex(
    r"[【〔［\[<＜〈（(■◆●□]?\s*(?:特\s*[约約記记]\s*(?:事\s*[项項]|条款|條款|条項)|特别约定|特別約定|特別条項|补充条款|補充條款|补充约定|其他约定事项|その他の?特約|"
    r"특\s*[약이]\s*사\s*항|특\s*기\s*사\s*항|기\s*타\s*사\s*항|특별\s*약정|특약)\s*[】〕］\]>＞〉）)]?\s*[:：]?"
)
_SET_APART = "【〔［[<＜〈《"
_LEAST_SHARE_ABOVE, _LEAST_ABOVE = 0.6, 3
# SERVICES AND FEES, Term and Termination
_ENGLISH_HEADING = regex(
    r"[A-Z0-9][A-Z0-9 ,;&'’()/-]{2,70}|[A-Z][\w'’-]*(?:,? (?:[A-Z][\w'’-]*|&|of|and|or|the|to|for|in|on|by|with|an?)){0,9}"
)
_SHORTEST_TEXT_CHARS, _LEAST_PLAIN = 40, 3


def headed(lines: Lines, bones: Skeleton) -> tuple[Node, ...]:
    """The nodes of the skeleton with the unnumbered headings among them, titles above their numbers included."""
    nodes = list(bones.nodes)
    for stretch in bones.stretches:
        inside = list(bones.within(stretch))
        if _is_within_rows(lines, stretch, inside):
            nodes = [node for node in nodes if not stretch.start <= node.start < stretch.end]
            inside = []
        if any(node.rank == RANKS["article"] for node in inside):
            nodes += _added(lines, stretch, inside)
        elif stretch.head is None or stretch.head.kind != "annex":
            nodes += _only(lines, bones, stretch, inside)
    return _with_titles_above(lines, sorted(nodes, key=lambda node: (node.start, node.rank)))


def _is_within_rows(lines: Lines, stretch: Stretch, inside: list[Node]) -> bool:
    """Whether the numbers of a stretch count within a row, 賃金　１　基本賃金…⏎２　諸手当, whose first stands in the row."""
    first = next((node for node in inside if node.rank == RANKS["article"]), None)
    if first is None or first.number in (None, "1") or lines.text[first.label_start] in "第제":
        return False
    return bool(rows(lines, lines.between(stretch.start, first.start)))


def _heading(start: int, end: int, stretch: Stretch) -> Node:
    return Node("heading", RANKS["heading"], start, start, start, None, stretch.part, end)


def _added(lines: Lines, stretch: Stretch, inside: list[Node]) -> list[Node]:
    """Lines like 特約事項 behind the first article, headings that the file itself sets as high as the articles, and what
    stands between the last article and the signatures without being of either."""
    starts = {node.start for node in inside}
    articles = [node for node in inside if node.rank == RANKS["article"]]
    level = _level(lines, articles)
    behind = {node.start: node for node in _behind(lines, stretch, inside, articles[-1])}
    found: list[Node] = []
    for line in lines.between(articles[0].label_end, stretch.end):
        string = lines.text[line.start : line.end]
        as_high = level is not None and line.block is not None and (line.block.level or 99) <= level
        known = line.start in starts or _title_of_next(lines, line.start, starts)
        if not known and (_ADDED.fullmatch(string) or (as_high and may_head(string))):
            found.append(_heading(line.start, line.end, stretch))
        elif not known and line.start in behind:
            found.append(behind[line.start])
    return found


def _behind(lines: Lines, stretch: Stretch, inside: list[Node], last: Node) -> list[Node]:
    """The headings in brackets, 【공통사항】, and the paragraph set apart that stand below the last article and above the
    signatures. A paragraph that begins with no heading has an empty one."""
    below = [line for line in lines.between(last.label_end, stretch.end) if lines.text[line.start] in _SET_APART]
    strings = [(line, lines.text[line.start : line.end]) for line in below]
    found = [_heading(line.start, line.end, stretch) for line, each in strings if bracketed(each) and may_head(each)]
    if paragraph := set_apart(lines, inside, stretch.end):
        headed = may_head(lines.text[paragraph.start : paragraph.end])
        found.append(_heading(paragraph.start, paragraph.end if headed else paragraph.start, stretch))
    signed = signature_start(lines, last.label_end, stretch.end) if found else None
    return [node for node in found if signed is None or node.start < signed]


def _title_of_next(lines: Lines, start: int, starts: set[int]) -> bool:
    """Whether the line stands right above an article, whose title it is."""
    index = lines.at(start) + 1
    return index < len(lines) and lines[index].start in starts


def _level(lines: Lines, articles: list[Node]) -> int | None:
    """The heading level that the file gives to its articles, None where it gives none to most of them."""
    levels = [
        block.level for node in articles if (block := lines[lines.at(node.start)].block) and block.kind == "heading"
    ]
    given = [level for level in levels if level is not None]
    return max(given) if len(given) * 2 > len(articles) else None


def _only(lines: Lines, bones: Skeleton, stretch: Stretch, inside: list[Node]) -> list[Node]:
    """The headings of a stretch without any number; the whole of its text as one where there are none either."""
    if inside and (stretch.head is None or len(inside) > 1):
        return []
    contents = list(bones.contents)
    body = [line for line in lines.between(stretch.start, stretch.end) if not within(contents, line.start)]
    named = title_index(lines, bones.titles, tuple(body))
    body = body[0 if named is None or len(body) < 2 else named + 1 :] or body
    closed = next((index for index, line in enumerate(body) if is_closing(lines.text[line.start : line.end])), 0)
    body = body[:closed] or body
    titles = [line for line in body if is_marked(lines, line)] or _plain(lines, body)
    spans = [(line.start, line.end) for line in titles] or rows(lines, body)
    whole = [(line.start, line.start) for line in body[:1]]
    return [_heading(start, end, stretch) for start, end in spans or whole]


def _plain(lines: Lines, body: Sequence[Line]) -> list[Line]:
    """Headings that nothing marks: short lines, each behind the end of a sentence and above a sentence, three or more."""
    strings = [lines.text[line.start : line.end] for line in body]
    ended = [SENTENCE_END.search(string[-3:]) is not None for string in strings]
    found = [
        body[index]
        for index in range(len(body) - 1)
        if not ended[index]
        and (index == 0 or ended[index - 1])
        and (
            ended[index + 1]
            or len(strings[index + 1]) > _SHORTEST_TEXT_CHARS
            or strings[index + 1].endswith(("：", ":"))
        )
        and may_head(strings[index])
        and not strings[index].endswith(("：", ":"))
        and (not strings[index].isascii() or _ENGLISH_HEADING.fullmatch(strings[index]))
    ]
    return found if len(found) >= _LEAST_PLAIN else []


def _with_titles_above(lines: Lines, nodes: list[Node]) -> tuple[Node, ...]:
    """Articles begin at the title before their number: （賃料） above 第4条, or in the same line."""
    first = next((node for node in nodes if node.rank == RANKS["article"]), None)
    leading = first is not None and _is_below_brackets(lines, first)
    above = [_above(lines, before, node, leading) for before, node in zip([None, *nodes], nodes, strict=False)]
    articles = sum(node.rank == RANKS["article"] for node in nodes)
    count = Counter(found.kind for found in above if found)
    usual = {"line"} | {kind for kind in count if count["line"] + count[kind] >= _LEAST_ABOVE}
    if count["bare"] < max(_LEAST_ABOVE, _LEAST_SHARE_ABOVE * articles):
        usual -= {"bare"}
    moved: list[Node] = []
    for node, found in zip(nodes, above, strict=True):
        index = lines.at(node.start)
        if found and found.kind in usual:
            node = replace(node, start=found.start)
        elif _opens_line(node, lines.text[lines[index].start : node.start].strip()):
            node = replace(node, start=lines[index].start)
        elif node.kind == "article" and (start := glued_title(lines.text, lines[index].start, node.start)) is not None:
            node = replace(node, start=start)
        moved.append(node.opened(lines))
    return tuple(moved)


def _opens_line(node: Node, before: str) -> bool:
    """Whether what stands before a number in its line is its opening bracket or, of an article, its title."""
    return before != "" and (before in OPENING or (node.kind == "article" and bracketed(before) is not None))


@dataclass(frozen=True, slots=True)
class _Above:
    """What may be a title above a number: a "line" in brackets, brackets "glued" to a sentence, a "bare" line."""

    kind: str
    start: int


def _is_below_brackets(lines: Lines, node: Node) -> bool:
    """Whether the line above is a title in brackets."""
    index = lines.at(node.start)
    return index > 0 and bracketed(lines.string(index - 1)) is not None


def _above(lines: Lines, before: Node | None, node: Node, leading: bool) -> _Above | None:
    """What may be the title of an article on the line above it. `leading`: titles in brackets stand above, not below."""
    index = lines.at(node.start)
    if node.kind != "article" or index < 1 or not lines.starts_at(node.start):
        return None
    line = lines[index - 1]
    below = lines.string(index + 1) if index + 1 < len(lines) else ""
    alone = lines[index].end == node.label_end
    string = lines.text[line.start : line.end]
    named = bracketed(string) is not None
    if title(lines, node.label_end, lines[index].end) and not (leading and named):
        return None
    if bracketed(below) is not None and alone and not leading:
        return None
    held = before is not None and max(before.start, before.label_end) >= line.start
    ruled = lines.gap(line, lines[index]) is Gap.RULE
    if named:
        return None if held or ruled else _Above("line", line.opening)
    if (start := glued_title(lines.text, line.start, line.end)) is not None:
        return _Above("glued", start) if before is None or start >= before.label_end else None
    bare = is_title(string) and len(string) <= 20 and not string.isascii() and not string.endswith(("：", ":"))
    bare = bare and not is_numbered(string) and SENTENCE_END.search(string[-3:]) is None
    return _Above("bare", line.opening) if bare and not held and not alone else None
