"""Fields of a document: what stands between begin, separate and end, and what a field without a result shows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.loaders.docx.names import VAL, number, toggle, w
from pipeline.loaders.package import Element

_REVISED_AWAY = (w("del"), w("moveFrom"))
_ENCLOSING = frozenset("○◯〇")
_EQ_WORD = re.compile(r"^\s*eq\b", re.IGNORECASE)
_EQ_SWITCH = re.compile(r'\\\*\s*(?:"[^"]*"|\w+)(?:\s+"[^"]*")?|\\[a-z]+\s*\d*', re.IGNORECASE)
_EQ_LONGEST_CHARS = 2000
# A reading above or below, then the words that it is for.
_ANNOTATED = re.compile(
    r"\\o\s*(?:\\a[dclr]\s*)?\(\s*\\s\s*\\(?:up|do)\s*\d*\s*\([^()]*\)\s*[,;]\s*([^()]*)\)", re.IGNORECASE
)
# MACROBUTTON macro text: "click here and type"; GOTOBUTTON place text.
_BUTTON = re.compile(r"\s*(?:macro|goto)button\s+\S+\s(.*)", re.IGNORECASE | re.DOTALL)


# Counted by Word wherever they stand; of the first two no result is ever kept, of the others mostly.
_COUNTED = re.compile(r"\s*(?:autonum(?:lgl|out)?|listnum|seq|(?:note)?ref)\b", re.IGNORECASE)
# What they set is shown where it is referred to, never where they stand.
_SETTING = re.compile(r"\s*(?:set|ask)\b", re.IGNORECASE)


@dataclass(slots=True)
class Field:
    """An open field: its instruction so far, whether its result has begun, and whether that is shown to nobody.

    `choice` is what a form field shows that has no result.
    """

    choice: str = ""
    instruction: list[str] = field(default_factory=list)
    in_result: bool = False
    silent: bool = False


def shows_nothing(instruction: str) -> bool:
    """Whether the result of a field is not displayed (ECMA-376 part 1, 17.16.5.3 and 17.16.5.56)."""
    return bool(_SETTING.match(instruction))


def is_counted(instruction: str) -> bool:
    """Whether a field without a result shows a number that does not stand in the file (ECMA-376 part 1, 17.16.5)."""
    return bool(_COUNTED.match(instruction))


def drop_unpaired(root: Element) -> None:
    """Removes field marks without a partner: a begin without an end would swallow the rest of the document."""
    open_marks: list[Element] = []
    unpaired: list[Element] = []
    for mark in root.iter(w("fldChar")):
        kind = mark.get(w("fldCharType"))
        if next(mark.iterancestors(_REVISED_AWAY), None) is not None:
            continue
        if kind == "begin":
            open_marks.append(mark)
        elif kind == "end" and open_marks:
            open_marks.pop()
        elif kind == "end":
            unpaired.append(mark)
    for mark in unpaired + open_marks:
        mark.getparent().remove(mark)


def form_result(mark: Element) -> str:
    """What a legacy form field shows that has no result: a check box or the choice of a list."""
    data = mark.find(w("ffData"))
    if data is None:
        return ""
    if (box := data.find(w("checkBox"))) is not None:
        checked = toggle(box.find(w("checked")))
        return "☒" if (toggle(box.find(w("default"))) if checked is None else checked) else "☐"
    if (choice := data.find(w("ddList"))) is not None:
        entries = [entry.get(VAL, "") for entry in choice.findall(w("listEntry"))]
        index = number(choice, w("result")) or number(choice, w("default")) or 0
        return entries[index] if 0 <= index < len(entries) else ""
    return ""


def shown_without_result(instruction: str) -> str:
    """What an EQ field draws, by which Word encloses (①), annotates and combines characters; "" for most fields.

    EQ \\o\\ac(○,1) is 1 in a circle, EQ \\o\\ad(\\s\\up 9(かんじ),漢字) is 漢字 with its reading above.
    """
    if button := _BUTTON.match(instruction):
        return button[1].strip()
    if not _EQ_WORD.match(instruction) or len(instruction) > _EQ_LONGEST_CHARS:
        return ""
    enclosing = re.search(r"\\o\s*\\ac\s*\((.),\s*([^()]*)\)", instruction, re.IGNORECASE)
    if enclosing:
        return _enclosed(enclosing[1], enclosing[2].strip())
    annotated = _ANNOTATED.search(instruction)
    if annotated:
        return annotated[1].strip()
    return re.sub(r"[(),]", "", _EQ_SWITCH.sub("", _EQ_WORD.sub("", instruction))).strip()


def _enclosed(ring: str, text: str) -> str:
    if ring in _ENCLOSING and text.isascii() and text.isdecimal() and 0 < int(text) <= 20:
        return chr(ord("①") + int(text) - 1)
    return text
