"""Characters that a reader does not see: kept in the text, since it is the file's own, but never in silence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from pipeline.issues import Issue
from pipeline.text.code_points import characters

# Tags, zero-width signs, direction marks and fillers. Not among them: variation selectors and the zero-width joiner
# inside words, which CJK names and Indic scripts need, and the soft hyphen.
_INVISIBLE = frozenset("\u115f\u1160\u3164\uffa0\u200b\u180e\ufeff") | frozenset(
    map(chr, (*range(0x2060, 0x2065), *range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xE0000, 0xE0080)))
)
_NAMED = 5


def invisible_characters(text: str) -> Iterator[Issue]:
    """One issue for all of them, at the first place; none for a text without."""
    present = characters(text) & _INVISIBLE
    if not present:
        return
    found = list(re.finditer(f"[{''.join(present)}]", text))
    names = sorted(unicodedata.name(char, f"U+{ord(char):04X}") for char in present)
    shown = ", ".join(names[:_NAMED]) + (" ..." if len(names) > _NAMED else "")
    params = {"count": len(found), "names": shown}
    yield Issue("invisible_characters", "warning", params, start=found[0].start(), end=found[0].end())
