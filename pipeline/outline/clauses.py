"""The clauses below an article: paragraphs, items and their items, nested by the order in which styles appear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.outline.lines import Lines, trimmed
from pipeline.outline.markers import AT_LINE, Marker
from pipeline.outline.section import Section, SectionKind
from pipeline.outline.titles import title

_DEEPEST = 8
_WIDEST_STEP = 3
"""At the start of a line: two numbers may have been left out."""


@dataclass(slots=True)
class _Open:
    """A clause whose end is not yet known."""

    marker: Marker
    children: list[_Open] = field(default_factory=list)


def clauses(
    lines: Lines, candidates: Sequence[Marker], end: int, number: str | None, language: str
) -> tuple[Section, ...]:
    """The clauses among the candidates of a section that ends at `end` and whose number is `number`."""
    root: list[_Open] = []
    path: list[_Open] = []
    position = -1
    for marker in candidates:
        if marker.start < position:
            continue
        depth = _depth(path, marker, number, language)
        if depth is None:
            continue
        del path[depth:]
        opened = _Open(marker)
        (path[-1].children if path else root).append(opened)
        path.append(opened)
        position = marker.end
    return _close(lines, root, end, "clause")


def _depth(path: list[_Open], marker: Marker, number: str | None, language: str) -> int | None:
    """How deep the marker stands; None where it continues nothing and begins nothing."""
    for depth, opened in enumerate(path):
        if _style(opened.marker) == _style(marker):
            return depth if _follows(opened.marker, marker) else None
    if _is_second_paragraph(path, marker, language):
        return 0
    return len(path) if _begins(path, marker, number) and len(path) < _DEEPEST else None


def _is_second_paragraph(path: list[_Open], marker: Marker, language: str) -> bool:
    """Whether the marker is the 2 of a Japanese article whose first paragraph bears no number."""
    numbered = bool(path) and _style(path[0].marker).startswith("digit n")
    digits = marker.style.startswith(("digit n", "circled", "第項"))
    return language == "ja" and marker.value == (2,) and marker.weight >= AT_LINE and digits and not numbered


def _style(marker: Marker) -> str:
    return f"dotted {len(marker.value)}" if marker.style == "dotted" else marker.style


def _follows(before: Marker, marker: Marker) -> bool:
    step = marker.value[-1] - before.value[-1]
    if marker.style == "dotted" and marker.value[:-1] != before.value[:-1]:
        return marker.value > before.value and marker.value[-1] == 1
    return step == 1 or (1 < step <= _WIDEST_STEP and marker.weight >= AT_LINE)


def _begins(path: list[_Open], marker: Marker, number: str | None) -> bool:
    """Whether the marker can be the first of a new list."""
    if marker.style != "dotted":
        return marker.value == (1,)
    above = path[-1].marker.number if path else number
    below = above is not None and ".".join(map(str, marker.value[:-1])) == above
    if below and marker.weight >= AT_LINE:
        return True  # 5.3.2 below 5.3: a form leaves out what it does not change
    fits = below or above is None or not above.replace(".", "").isdigit()
    return marker.value[-1] == 1 and (fits or marker.weight >= AT_LINE)


def _close(lines: Lines, opened: list[_Open], end: int, kind: SectionKind) -> tuple[Section, ...]:
    sections: list[Section] = []
    ends = [*(lines.opening(after.marker.start) for after in opened[1:]), end][: len(opened)]
    for clause, limit in zip(opened, ends, strict=True):
        marker = clause.marker
        stop = trimmed(lines.text, marker.end, limit)
        children = _close(lines, clause.children, stop, "item")
        own_end = children[0].start if children else stop
        start = lines.opening(marker.start)
        label = lines.text[marker.start : marker.end].strip()
        sections.append(
            Section(kind, label, marker.number, title(lines, marker.end, own_end), start, stop, "", children)
        )
    return tuple(sections)
