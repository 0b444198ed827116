"""The fields of a form in an OWPML document: boxes with their marks, what is chosen, what is typed."""

from __future__ import annotations

from pipeline.loaders.hwpx.names import child, local
from pipeline.loaders.package import Element

BOXES, CHOICES, INPUTS = ("checkBtn", "radioBtn"), ("comboBox", "listBox"), ("edit",)


def mark_of(field: Element) -> str:
    """ "" for what is no box."""
    if local(field.tag) not in BOXES:
        return ""
    return "☒" if field.get("value") == "CHECKED" else "☐"


def text_of(field: Element) -> str:
    kind = local(field.tag)
    if kind in INPUTS:
        typed = child(field, "text")
        return "" if typed is None else typed.text or ""
    return str(field.get("caption" if kind in BOXES else "selectedValue", ""))
