"""The articles that name themselves so: 第一条, 제1조, Article 1."""

from __future__ import annotations

from itertools import pairwise

from pipeline.outline.candidates import SURE, Candidates
from pipeline.outline.lines import Lines
from pipeline.outline.markers import Marker
from pipeline.outline.sequence import chain, runs

_ARTICLE_STYLES = ("article", "article:ko", "article:en")


def named_articles(found: Candidates) -> list[Marker]:
    """The articles that name themselves so, in all languages of the document."""
    return _without_contents(found.lines, _in_all_languages(found))


def _in_all_languages(found: Candidates) -> list[Marker]:
    chains = [chain(found.headings[style].markers, found.borders) for style in _ARTICLE_STYLES]
    chains = sorted((each for each in chains if _is_sure(each)), key=_strength, reverse=True)
    if not chains:
        return []
    taken = chains[0]
    for other in chains[1:]:
        # The second language of a bilingual contract: a half of its own counts, a translation beside does not.
        first, last = taken[0].start, taken[-1].start
        alone = [run for run in runs(other) if len(run) > 1 and (run[0].start > last or run[-1].start < first)]
        taken = sorted([*taken, *(marker for run in alone for marker in run)], key=lambda marker: marker.start)
    return taken


def _strength(markers: list[Marker]) -> float:
    return sum(marker.weight + 2.0 for marker in markers)


def _is_sure(markers: list[Marker]) -> bool:
    return len(markers) > 1 or (len(markers) == 1 and markers[0].weight >= SURE)


def _without_contents(lines: Lines, articles: list[Marker]) -> list[Marker]:
    """Without a run of headings that have no text of their own and come again: a table of contents without a name."""
    numbered = runs(articles)
    kept: list[Marker] = []
    for index, run in enumerate(numbered):
        again = {_heading_line(lines, marker) for later in numbered[index + 1 : index + 2] for marker in later}
        same = sum(_heading_line(lines, marker) in again for marker in run)
        bodies = sum(lines.at(after.start) - lines.at(marker.start) > 1 for marker, after in pairwise(run))
        if len(run) < 3 or same * 2 < len(run) or bodies * 4 > len(run):
            kept += run
    return kept


def _heading_line(lines: Lines, marker: Marker) -> str:
    return lines.text[marker.start : min(lines[lines.at(marker.start)].end, marker.end + 20)]
