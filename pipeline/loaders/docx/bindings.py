"""Content controls bound to data: Word fills them from a data part when it opens the file (ECMA-376 part 1, 17.5.2.6).

What the control holds is only what was there when the file was written, and any program may have changed either.
"""

from __future__ import annotations

import re
from functools import cached_property

from pipeline.loaders.docx.controls import BLANK
from pipeline.loaders.docx.names import w
from pipeline.loaders.package import Element, Package

# No name of any vocabulary: it stands where the text of the control stood, and keeps that as an attribute.
BOUND, FORMER = "bound", "former"

_PROPERTIES, _CONTENT, _TEXT = w("sdtPr"), w("sdtContent"), w("t")
_BINDING, _PLAIN = w("dataBinding"), w("text")
_STORE_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/customXml}itemID"
_ITEM_PROPERTIES = re.compile(r"(customxml/item)props(\d+\.xml)")
_WELL_KNOWN = {
    "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}": "docProps/core.xml",
    "{6668398D-A668-4E3E-A5EB-62B293D839F1}": "docProps/app.xml",
}
_MAPPING = re.compile(r"xmlns:(\w+)\s*=\s*[\"']([^\"']*)[\"']")
_STEP = re.compile(r"/(?:(\w+):)?([\w.-]+)(?:\[(\d{1,4})\])?")
_LONGEST_PATH_CHARS = 1000


class Bindings:
    """The data parts of a package, by the ids of their stores."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._roots: dict[str, Element | None] = {}
        self._found: dict[tuple[Element, str], list[Element]] = {}

    def refill(self, root: Element) -> None:
        """Gives every plain-text control that shows other words than its data the words of its data."""
        for control in root.iter(w("sdt")):
            properties, content = control.find(_PROPERTIES), control.find(_CONTENT)
            binding = None if properties is None else properties.find(_BINDING)
            if binding is None or content is None or properties.find(_PLAIN) is None:
                continue
            words = self._words(binding)
            if words is not None:
                _show(words, list(content.iter(_TEXT)))

    def _words(self, binding: Element) -> str | None:
        """The text of the one element that the binding names; None where the path is not of that kind or leads nowhere."""
        path, mappings = binding.get(w("xpath"), ""), dict(_MAPPING.findall(binding.get(w("prefixMappings"), "")))
        element = self._root(binding.get(w("storeItemID"), "").upper())
        steps = list(_STEP.finditer(path))
        if (
            element is None
            or len(path) > _LONGEST_PATH_CHARS
            or "".join(step[0] for step in steps) != path
            or not steps
        ):
            return None
        if element.tag != _name(steps[0], mappings):
            return None
        for step in steps[1:]:
            found = self._children(element, _name(step, mappings))
            index = int(step[3] or 1) - 1
            if not 0 <= index < len(found):
                return None
            element = found[index]
        return None if len(element) else element.text or ""

    def _children(self, element: Element, name: str) -> list[Element]:
        """Remembered, since a thousand controls may point into a list of a thousand."""
        if (element, name) not in self._found:
            self._found[element, name] = element.findall(name)
        return self._found[element, name]

    def _root(self, store: str) -> Element | None:
        if store not in self._roots:
            part = self._parts.get(store, "")
            self._roots[store] = self._package.parse_if_sound(part) if part else None
        return self._roots[store]

    @cached_property
    def _parts(self) -> dict[str, str]:
        parts = dict(_WELL_KNOWN)
        for name in self._package.names:
            match = _ITEM_PROPERTIES.fullmatch(name)
            properties = None if match is None else self._package.parse_if_sound(name)
            if match is not None and properties is not None:
                parts[properties.get(_STORE_ID, "").upper()] = match[1] + match[2]
        return parts


def _name(step: re.Match[str], mappings: dict[str, str]) -> str:
    return f"{{{mappings.get(step[1], '')}}}{step[2]}" if step[1] else step[2]


def _show(words: str, texts: list[Element]) -> None:
    """Data that is empty makes Word show the control's prompt: a blank."""
    former = "".join(text.text or "" for text in texts)
    if not texts or former.split() == words.split():
        return
    for text in texts:
        text.text = None
    texts[0].tag, texts[0].text = (BOUND, words) if words.strip() else (BLANK, former)
    if words.strip():
        texts[0].set(FORMER, former)
