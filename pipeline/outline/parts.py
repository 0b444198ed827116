"""The stretches of a contract that are no clauses: title, parties, preamble, tables at its head, signatures, annexes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from itertools import groupby, pairwise

from pipeline.outline.annexes import within
from pipeline.outline.lines import SENTENCE_END, Line, Lines, trimmed
from pipeline.outline.parties.word import PARTY_WORD
from pipeline.outline.section import Part, PartKind, Section
from pipeline.outline.signature import is_closing
from pipeline.outline.skeleton import Skeleton
from pipeline.outline.titles import is_title
from pipeline.text.regex import regex

_PARTY = regex(
    rf"[“\"「\[【<（(]?\s*{PARTY_WORD}[”\"」\]】>]?\s*(?:[（(][^）)\n]{{1,20}}[）)]\s*)?(?:[：:]|\s+\S|[）)]|$)"
)
_FIELD = regex(r"[^\s：:，。]{1,16}(?:\s[^\s：:，。]{1,8}){0,3}\s*[：:]\s*\S|[^\s：:，。]{1,10}\s*[：:]")
_CLAUSE_MARK = regex(r"[，,、：:]|.{30}")


def parts(
    lines: Lines, bones: Skeleton, sections: tuple[Section, ...], signatures: Mapping[int, int]
) -> tuple[Part, ...]:
    """The structural stretches in the order of the text. `signatures` maps the start of each block to its limit."""
    found = [Part("signature", start, trimmed(lines.text, start, end)) for start, end in signatures.items()]
    found += [Part("annex", section.start, section.end) for section in sections if section.kind == "annex"]
    for stretch in bones.stretches:
        if stretch.head is not None and stretch.head.kind == "annex":
            continue
        starts = [node.start for node in bones.within(stretch) if node.label_end > node.start or node.kind != "part"]
        found += _head(lines, bones, bones.titles, stretch.start, min(starts, default=stretch.end))
    for node, after in pairwise(bones.nodes):
        if node.kind == "part" and node.label_end > node.start and after.rank > node.rank:
            found += _head(lines, bones, set(), lines[lines.at(node.label_end)].end, after.start)
    return tuple(sorted(found, key=lambda part: (part.start, -part.end)))


def _head(lines: Lines, bones: Skeleton, names: Set[int], start: int, end: int) -> Iterator[Part]:
    """The lines before the first unit, adjacent ones of a kind as one part."""
    head = lines.between(start, end)
    kinds = _kinds(lines, names, head, list(bones.contents))
    for kind, group in groupby(zip(kinds, head, strict=True), key=lambda pair: pair[0]):
        members = [line for _, line in group]
        yield Part(kind, members[0].opening, min(members[-1].closing, trimmed(lines.text, start, end)))


def _kinds(lines: Lines, names: Set[int], head: tuple[Line, ...], contents: list[tuple[int, int]]) -> list[PartKind]:
    """What each line of a head is; many forms are signed there, above their terms."""
    title = title_index(lines, names, head)
    kinds: list[PartKind] = []
    for index, line in enumerate(head):
        string = lines.text[line.start : line.end]
        if index == title or within(contents, line.start):
            kinds.append("title" if index == title else "preamble")
        elif kinds[-1:] == ["signature"] or is_closing(string):
            kinds.append("signature")
        else:
            kinds.append(_kind(string, line, kinds[-1:]))
    return kinds


def title_index(lines: Lines, names: Set[int], head: tuple[Line, ...]) -> int | None:
    """The index of the line that is the title of a contract among the lines before its first unit."""
    named = next((index for index, line in enumerate(head[:12]) if line.start in names), None)
    if named is not None or not head:
        return named
    first = lines.text[head[0].start : head[0].end]
    return 0 if is_title(first) and not _PARTY.match(first) and not _FIELD.match(first) else None


def _kind(string: str, line: Line, before: list[PartKind]) -> PartKind:
    sentence = SENTENCE_END.search(string) is not None
    if _PARTY.match(string) and not sentence:
        return "parties"
    if line.block is not None and line.block.kind == "table_row":
        return "table"
    if before == ["parties"] and not sentence and (_FIELD.match(string) or not _CLAUSE_MARK.search(string)):
        return "parties"
    return "preamble"
