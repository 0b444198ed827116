"""Paragraphs and items inside an article whose numbers leave one out or stand twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.checks.contract import Contract
from pipeline.issues import Issue
from pipeline.outline.markers import AT_LINE, items
from pipeline.outline.section import Section

_LISTED = ("clause", "item")
_REPEALED = re.compile(
    r"削除|删除|刪除|삭제|廃止|保留|reserved|deleted|(?:から|至|内至|내지|부터|[~～〜])", re.IGNORECASE
)
_HEAD_CHARS = 40
_DEEPEST_INDENT = 64
# How a number is enclosed; what stands in for the number is looked for as well.
_COUNT = re.compile(r"[0-9０-９]+(?=\D*$)|[〇零一二三四五六七八九十百]+(?=\D*$)|[^\W\d_]|[①-⑳㉑-㉟]")


def lists(contract: Contract) -> Iterator[Issue]:
    for root in contract.outline.sections:
        yield from _within(contract, root, "")


def _within(contract: Contract, section: Section, article: str) -> Iterator[Issue]:
    article = article if section.kind in _LISTED else section.label.strip()
    counted = [child for child in section.children if child.kind in _LISTED]
    anew = _begins_anew(contract.text, counted)
    for before, after in pairwise(counted):
        if before.start >= anew or _shape(before) != _shape(after):
            continue
        if _starts_line(contract, before) and _starts_line(contract, after):
            yield from _between(contract, article, before, after)
    for child in section.children:
        yield from _within(contract, child, article)


def _begins_anew(text: str, counted: Sequence[Section]) -> int:
    """Where the first number of a list comes again: what follows may be a list below an item, counted the same way."""
    if not counted:
        return 0
    first, end = counted[0], counted[-1].end
    again = re.compile(rf"\n[ \t\u3000]*{re.escape(first.label)}").search(text, first.start + len(first.label), end)
    return again.start() if again else end


def _between(contract: Contract, article: str, before: Section, after: Section) -> Iterator[Issue]:
    """What is wrong from one paragraph to the next."""
    step = _last(after) - _last(before)
    named = {"article": article, "before": before.label, "after": after.label}
    if step == 2 and not _is_there(contract, before, after):
        written = (before.number or "").rpartition(".")
        number = f"{written[0]}{written[1]}{_last(before) + 1}"
        yield Issue("list_gap", "warning", {**named, "number": number}, "", *_label(after))
    elif step == 1 and (again := _again(contract.text, before)) is not None:
        params = {"article": article, "number": before.label}
        yield Issue("list_twice", "warning", params, "", again, again + len(before.label))


def _is_there(contract: Contract, before: Section, after: Section) -> bool:
    """Whether the number that seems to be missing stands between the two after all, in whatever form."""
    start = before.start + len(before.label)
    if _REPEALED.search(contract.text, before.start, min(after.start, start + _HEAD_CHARS)):
        return True
    between, missing = contract.text[start : after.start], _last(before) + 1
    if any(marker.value[-1] == missing for marker in items(between)):
        return True
    return (
        re.search(rf"(?<![0-9.．]){missing}(?:[、.．)）]|[ \u3000])(?!\d)", contract.plain[start : after.start])
        is not None
    )


def _again(text: str, clause: Section) -> int | None:
    """Where the label of a paragraph stands once more, at the start of a line before the next paragraph."""
    start = clause.start + len(clause.label)
    if text.find(f"\n{clause.label}", start, clause.end) < 0:
        return None
    found = [marker for marker in items(text[start : clause.end]) if marker.weight >= AT_LINE]
    same = [marker for marker in found if text[start + marker.start : start + marker.end].strip() == clause.label]
    return start + same[0].start if len(same) == 1 and _last(clause) > 1 else None


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
