"""A number that stands once more inside what it numbers: the second of two that are the same."""

from __future__ import annotations

import re

from pipeline.outline.markers import AT_LINE, items
from pipeline.outline.section import Section


def again(text: str, section: Section) -> int | None:
    """Where the section's number heads another line of it, as the only number of its kind there."""
    label, start = section.label.strip(), section.start + len(section.label)
    if not re.compile(rf"\n[ \t\u3000]*{re.escape(label)}").search(text, start, section.end):
        return None
    markers = [marker for marker in items(text[start : section.end]) if marker.weight >= AT_LINE]
    same = [marker for marker in markers if text[start + marker.start : start + marker.end].strip() == label]
    if len(same) != 1 or [marker.style for marker in markers].count(same[0].style) != 1:
        return None
    return start + same[0].start
