"""A document's clause tree, its units, its structural parts, its definitions and its references."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pipeline.document.model import Document
from pipeline.document.unwrapped import Unwrapped
from pipeline.outline.articles import articles
from pipeline.outline.clauses import clauses
from pipeline.outline.context import OPENING
from pipeline.outline.definitions import definitions
from pipeline.outline.headed import headed
from pipeline.outline.lines import MARKS, Lines, trimmed
from pipeline.outline.markers import Marker
from pipeline.outline.node import RANKS, Node
from pipeline.outline.parts import parts
from pipeline.outline.placed import placed
from pipeline.outline.references import references
from pipeline.outline.section import Outline, Section
from pipeline.outline.signature import signature_start
from pipeline.outline.skeleton import Skeleton, skeleton
from pipeline.outline.titles import bracketed, title

_HOLDING, _HOLDERS = RANKS["article"], ("part", "chapter", "section")
_BEFORE_LABELS = " \t\n\u3000" + "".join(MARKS)
_ORNAMENTS = " \u3000#*：:【】〔〕［］[]<>＜＞〈〉《》■◆●□◇○▶▣※★"


def build(document: Document) -> Outline:
    """The outline of any document.

    A document without numbering and headings is one section of kind `heading` with an empty label and title over its
    whole body, so that nothing is lost in silence. Every inked character lies in a unit of `articles`, in one of
    `parts`, or in the heading line of a section that holds units; rules drawn across the page in none.
    """
    unwrapped = Unwrapped.of(document)
    return placed(_build(unwrapped.document), unwrapped.gaps) if unwrapped else _build(document)


def _build(document: Document) -> Outline:
    lines = Lines.of(document)
    if not len(lines):
        return Outline((), (), (), ())
    bones = skeleton(lines)
    bones = replace(bones, nodes=headed(lines, bones))
    signatures = _signatures(lines, bones)
    sections = _Tree(lines, bones, document.language).grow(signatures)
    structural = parts(lines, bones, sections, {start: end for start, (end, _) in signatures.items()})
    units = articles(sections)
    return Outline(
        sections,
        units,
        structural,
        definitions(document.text, structural, units, document.blocks),
        references(document.text, sections),
    )


def _signatures(lines: Lines, bones: Skeleton) -> dict[int, tuple[int, int]]:
    """The signature blocks of each stretch: where each starts to its end and the rank of what it closes.

    They stand below the last article, above and below what is added behind it.
    """
    found: dict[int, tuple[int, int]] = {}
    for stretch in bones.stretches:
        inside = bones.within(stretch)
        units = [node for node in inside if node.rank == _HOLDING] or [node for node in inside if node.kind in _HOLDERS]
        last = max((index for index, node in enumerate(units) if node.kind == "article"), default=len(units) - 1)
        ends = [*(node.start for node in units[last + 1 :]), stretch.end]
        for node, end in zip(units[max(last, 0) :], ends, strict=False):
            if (start := signature_start(lines, node.label_end, end)) is not None:
                found[start] = (end, RANKS["annex"] if stretch.head is None else RANKS["part"])
    return found


@dataclass(slots=True)
class _Growing:
    """A section whose end is not yet known."""

    node: Node
    children: list[Section] = field(default_factory=list)


@dataclass(slots=True)
class _Tree:
    """Grows sections from nodes: each ends where the next of its rank or above begins."""

    lines: Lines
    bones: Skeleton
    language: str
    _roots: list[Section] = field(default_factory=list)
    _open: list[_Growing] = field(default_factory=list)
    _candidates: list[Marker] = field(default_factory=list)
    _positions: list[int] = field(default_factory=list)

    def grow(self, signatures: Mapping[int, tuple[int, int]]) -> tuple[Section, ...]:
        self._candidates = list(self.bones.items)
        self._positions = [marker.start for marker in self._candidates]
        events: list[tuple[int, int, Node | None]] = [(node.start, node.rank, node) for node in self.bones.nodes]
        events += [(start, rank, None) for start, (_, rank) in signatures.items()]
        for start, rank, node in sorted(events, key=lambda event: event[:2]):
            self._close(rank, start)
            if node is not None:
                self._open.append(_Growing(node))
        self._close(0, len(self.lines.text))
        return tuple(self._roots)

    def _close(self, rank: int, position: int) -> None:
        while self._open and self._open[-1].node.rank >= rank:
            growing = self._open.pop()
            section = self._section(growing, position)
            (self._open[-1].children if self._open else self._roots).append(section)

    def _section(self, growing: _Growing, limit: int) -> Section:
        node, text = growing.node, self.lines.text
        end = trimmed(text, max(node.label_end, node.title_end, node.start), limit)
        below = growing.children[0].start if growing.children else end
        heading = self._title(node, below)
        children = (*self._opening(node, heading, growing.children), *growing.children)
        if not children:
            children = self._clauses(node, end)
        label = text[node.label_start : node.label_end]
        return Section(node.kind, label, node.number, heading, node.start, end, node.part, children)

    def _title(self, node: Node, end: int) -> str:
        text = self.lines.text
        if node.title_end > node.start:
            written = text[node.start : node.title_end]
            return bracketed(written) or written.strip(_ORNAMENTS)
        if node.label_end == node.start:
            return ""
        before = text[node.start : node.label_start].strip(_BEFORE_LABELS)
        if before not in OPENING:
            return bracketed(before) or before
        return title(self.lines, node.label_end, end)

    def _opening(self, node: Node, heading: str, children: list[Section]) -> tuple[Section, ...]:
        """What a part or chapter says before its first unit, as a section of its own."""
        if not children or node.kind in ("annex", "part"):
            return ()
        index = self.lines.at(max(node.label_end - 1, node.start))
        own = self.lines.between(self.lines[index].end, children[0].start)
        if own and heading and heading not in self.lines.string(index):
            own = own[1:]
        if not own:
            return ()
        end = trimmed(self.lines.text, own[0].start, children[0].start)
        return (Section("heading", "", None, "", own[0].opening, end, node.part),)

    def _clauses(self, node: Node, end: int) -> tuple[Section, ...]:
        start = max(node.label_end, node.title_end)
        low, high = bisect_left(self._positions, start), bisect_left(self._positions, end)
        return clauses(self.lines, self._candidates[low:high], end, node.number, self.language)
