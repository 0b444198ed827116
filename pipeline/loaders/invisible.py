"""Characters that a reader does not see: kept in the text, since it is the file's own, but never in silence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from pipeline.issues import Issue

# Tags, zero-width signs, direction marks and fillers. Not among them: variation selectors and the zero-width joiner
# inside words, which CJK names and Indic scripts need, and the soft hyphen.
_INVISIBLE = re.compile(
    "[\u115f\u1160\u3164\uffa0\u200b\u2060-\u2064\u202a-\u202e\u2066-\u2069\u180e\ufeff\U000e0000-\U000e007f]"
)
_NAMED = 5


def invisible_characters(text: str) -> Iterator[Issue]:
    """One issue for all of them, at the first place; none for a text without."""
    found = list(_INVISIBLE.finditer(text))
    if not found:
        return
    names = sorted({unicodedata.name(match[0], f"U+{ord(match[0]):04X}") for match in found})
    shown = ", ".join(names[:_NAMED]) + (" ..." if len(names) > _NAMED else "")
    params = {"count": len(found), "names": shown}
    yield Issue("invisible_characters", "warning", params, start=found[0].start(), end=found[0].end())
