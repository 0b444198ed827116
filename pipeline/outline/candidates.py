"""All that may number a section of a document, weighed, and where a numbering may begin anew."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from pipeline.outline import markers
from pipeline.outline.annexes import Annex, annexes, contract_titles, within
from pipeline.outline.contents import leads_to_page
from pipeline.outline.context import NEVER, weigh
from pipeline.outline.leading import is_leading
from pipeline.outline.lines import Lines
from pipeline.outline.markers import AT_LINE, Marker
from pipeline.outline.signature import is_closing

SURE = 4.0
"""The weight from which a marker heads a section by itself."""
_ABOVE_ITS_OWN = 4.5
"""Sure enough for every gap of a numbering, and for no other order."""


class Row:
    """Markers in the order of the text, found by position."""

    def __init__(self, markers: Iterable[Marker]) -> None:
        self.markers = tuple(markers)
        self._starts = [marker.start for marker in self.markers]

    def inside(self, start: int, end: int) -> list[Marker]:
        return list(self.markers[bisect_left(self._starts, start) : bisect_left(self._starts, end)])


@dataclass(frozen=True, slots=True)
class Candidates:
    """All candidates of a document, outside its tables of contents. `holders` are sure parts and chapters."""

    lines: Lines
    headings: dict[str, Row]
    items: Row
    holders: list[int]
    annexes: list[Annex]
    titles: list[int]
    borders: list[int]


def candidates(lines: Lines, spans: list[tuple[int, int]]) -> Candidates:
    """All candidates outside `spans`, the tables of contents."""
    headings: dict[str, list[Marker]] = defaultdict(list)
    for marker in markers.headings(lines.text):
        if within(spans, marker.start) or leads_to_page(lines.text, marker.end):
            continue
        weighed = weigh(lines, marker)
        if weighed.weight > NEVER:
            headings[marker.style].append(weighed)
    listed = sorted([*markers.items(lines.text), *markers.spelled(lines.text)], key=lambda marker: marker.start)
    broken = sorted((m.start, m.end) for row in headings.values() for m in row if "\n" in lines.text[m.start : m.end])
    items = [m for m in listed if not within(spans, m.start) and not within(broken, m.start)]
    items = [_above_its_own(lines, marker, after) for marker, after in pairwise([*items, None]) if marker]
    titles = [title for title in contract_titles(lines) if not within(spans, title)]
    found = annexes(lines, spans, titles)
    closings = [line.start for line in lines.lines if is_closing(lines.text[line.start : line.end])]
    leading = [line.start for line in lines.lines if is_leading(lines.text[line.start : line.end])]
    holders = sorted(m.start for kind in ("part", "chapter") for m in headings[kind] if m.weight >= SURE)
    borders = sorted([*(annex.start for annex in found), *titles, *closings, *leading, *holders])
    rows = defaultdict(lambda: Row(()), {style: Row(candidates) for style, candidates in headings.items()})
    return Candidates(lines, rows, Row(items), holders, found, titles, borders)


def _above_its_own(lines: Lines, marker: Marker, after: Marker | None) -> Marker:
    """A number right above the first of its own, which says what it is wherever it stands: 12. above 12.2.1."""
    if after is None or len(marker.value) > 1 or len(after.value) < 2 or after.value[0] != marker.value[0]:
        return marker
    heads = marker.weight >= AT_LINE and lines.at(after.start) == lines.at(marker.start) + 1
    return marker.weighed(_ABOVE_ITS_OWN) if heads else marker
