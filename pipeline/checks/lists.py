"""Paragraphs and items inside an article whose numbers leave one out or stand twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.checks.contract import Contract
from pipeline.checks.repeats import again
from pipeline.issues import Issue
from pipeline.outline.markers import items
from pipeline.outline.section import Section
from pipeline.text.regex import regex

_LISTED = ("clause", "item")
_REPEALED = regex(r"削除|删除|刪除|삭제|廃止|保留|reserved|deleted|(?:から|至|内至|내지|부터|[~～〜])", re.IGNORECASE)
_HEAD_CHARS = 40
# A longer gap is another list, or a stretch that the outline does not know.
_LONGEST_GAP = 2
_DEEPEST_INDENT = 64
# How a number is enclosed; what stands in for the number is looked for as well.
_COUNT = regex(r"[0-9０-９]+(?=\D*$)|[〇零一二三四五六七八九十百]+(?=\D*$)|[^\W\d_]|[①-⑳㉑-㉟]")


def lists(contract: Contract) -> Iterator[Issue]:
    for root in contract.outline.sections:
        yield from _within(contract, root, "")


def _within(contract: Contract, section: Section, article: str) -> Iterator[Issue]:
    article = article if section.kind in _LISTED else section.label.strip()
    counted = [child for child in section.children if child.kind in _LISTED]
    anew = _begins_anew(contract.text, counted)
    for before, after in zip(counted, [*counted[1:], None], strict=False):
        if before.start < anew and _starts_line(contract, before):
            yield from _repeated(contract.text, article, before, after)
            if after is not None and _shape(before) == _shape(after) and _starts_line(contract, after):
                yield from _missing(contract, article, before, after)
    for child in section.children:
        yield from _within(contract, child, article)


def _begins_anew(text: str, counted: Sequence[Section]) -> int:
    """Where the first number of a list comes again: what follows may be a list below an item, counted the same way."""
    if not counted:
        return 0
    first, end = counted[0], counted[-1].end
    again = re.compile(rf"\n[ \t\u3000]*{re.escape(first.label)}").search(text, first.start + len(first.label), end)
    return again.start() if again else end


def _repeated(text: str, article: str, clause: Section, after: Section | None) -> Iterator[Issue]:
    """The number of a paragraph that does not begin the list, at the start of a line before the next paragraph."""
    follows = after is None or _last(after) == _last(clause) + 1
    if follows and _last(clause) > 1 and (place := again(text, clause)) is not None:
        params = {"article": article, "number": clause.label}
        yield Issue("list_twice", "warning", params, "", place, place + len(clause.label))


def _missing(contract: Contract, article: str, before: Section, after: Section) -> Iterator[Issue]:
    gap = range(_last(before) + 1, _last(after))
    if 0 < len(gap) <= _LONGEST_GAP and not any(_is_there(contract, before, after, number) for number in gap):
        written = (before.number or "").rpartition(".")
        number = ", ".join(f"{written[0]}{written[1]}{missing}" for missing in gap)
        params = {"article": article, "before": before.label, "after": after.label, "number": number}
        yield Issue("list_gap", "warning", params, "", *_label(after))


def _is_there(contract: Contract, before: Section, after: Section, missing: int) -> bool:
    """Whether the number that seems to be missing stands between the two after all, in whatever form."""
    start = before.start + len(before.label)
    if _REPEALED.search(contract.text, before.start, min(after.start, start + _HEAD_CHARS)):
        return True
    between = contract.text[start : after.start]
    if any(marker.value[-1] == missing for marker in items(between)):
        return True
    return (
        re.search(rf"(?<![0-9.．]){missing}(?:[、.．)）]|[ \u3000])(?!\d)", contract.plain[start : after.start])
        is not None
    )


def _shape(clause: Section) -> str:
    """How a paragraph is counted, without its number."""
    return "".join("0" if char.isdecimal() else char for char in _COUNT.sub("0", clause.label))


def _last(clause: Section) -> int:
    return int(re.split(r"[.-]", clause.number or "0")[-1] or 0)


def _starts_line(contract: Contract, clause: Section) -> bool:
    low = max(0, clause.start - _DEEPEST_INDENT)
    before = contract.text[low : clause.start]
    return not before.rpartition("\n")[2].strip() and (low == 0 or "\n" in before)


def _label(clause: Section) -> tuple[int, int]:
    return clause.start, clause.start + max(len(clause.label), 1)
