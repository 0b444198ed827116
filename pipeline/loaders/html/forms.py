"""What a browser shows of the fields of a form: their content, their boxes with marks, of a choice what is chosen."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.document.model import Source
from pipeline.loaders.html.names import Element

_SHOWN_INPUTS = ("", "text", "tel", "email", "number", "date", "url", "search", "button", "submit")
_BOXES = ("checkbox", "radio")


class Shown(NamedTuple):
    """`others` are what could be chosen instead."""

    text: str
    source: Source = "text"
    others: str = ""


def shown_of(field: Element) -> Shown:
    """Of an input or select."""
    if field.tag.lower() == "select":
        return _choice(field)
    kind = field.get("type", "").lower()
    if kind in _BOXES:
        return Shown("☑" if "checked" in field.attrib else "☐", "generated")
    return Shown(field.get("value", "") if kind in _SHOWN_INPUTS else "")


def _choice(field: Element) -> Shown:
    """A list that drops down shows its first entry until another is chosen; one that stands open may have none."""
    options = list(field.iter("option"))
    chosen = [option for option in options if "selected" in option.attrib]
    if "multiple" not in field.attrib:
        chosen = chosen[-1:] or options[:1]
    taken = set(chosen)
    others = [_label(option) for option in options if option not in taken]
    return Shown("、".join(map(_label, chosen)), others="\n".join(filter(None, others)))


def _label(option: Element) -> str:
    return " ".join("".join(option.itertext()).split()) or option.get("label", "")
