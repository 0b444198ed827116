"""The numbers that Word writes itself: numbering.xml (ECMA-376 part 1, 17.9) and the counters of a document."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from pipeline.loaders.docx.catalogue import Catalogue
from pipeline.loaders.docx.names import VAL, mc, number, toggle, value, w, whole
from pipeline.loaders.docx.styles import Styles
from pipeline.loaders.list_counting import LEVELS, Instance, Level, Levels
from pipeline.loaders.package import Element
from pipeline.loaders.symbol_fonts import glyph

_START, _FORMAT, _LEVEL_TEXT, _SUFFIX = w("start"), w("numFmt"), w("lvlText"), w("suff")
_OVERRIDE, _NEW_START, _LEVEL, _LEVEL_INDEX = w("lvlOverride"), w("startOverride"), w("lvl"), w("ilvl")
_RESTART, _LEGAL, _STYLE, _RUN_PROPERTIES, _VANISH = w("lvlRestart"), w("isLgl"), w("pStyle"), w("rPr"), w("vanish")
# A numbering style points to one list; writers chain none.
_LONGEST_CHAIN = 20
_PLACEHOLDER = re.compile(r"%([1-9])")
_NO_NUMBERING = "0"
# Word takes 31 characters.
_LABEL_CHARS = 100


class _ReadLevels(Levels):
    """Each is read when a paragraph first needs it.

    LibreOffice writes nine for every list, of which one is used.
    """

    def __init__(self, elements: dict[int, Element]) -> None:
        super().__init__()
        self.elements = elements

    def __missing__(self, index: int) -> Level | None:
        element = self.elements.get(index)
        self[index] = None if element is None else _level(element, index)
        return self[index]


class Definition(NamedTuple):
    """An abstract numbering: the levels it defines; the style that holds its levels, where it only points to one."""

    id: str
    levels: _ReadLevels
    style_link: str | None


class Numbering:
    """The numbering part; an absent one numbers nothing."""

    def __init__(self, part: Catalogue, styles: Styles) -> None:
        self._styles = styles
        self._elements = part.entries("abstractNum", "abstractNumId")
        self._definitions: dict[str, Definition | None] = {}
        self._of_styles = {
            value(element, w("styleLink")): own_id for own_id, element in self._elements.holding(b"styleLink")
        }
        self._numbers = part.entries("num", "numId")
        self._is_absent = part.is_absent
        self._instances: dict[str, Instance | None] = {}

    def instance(self, num_id: str | None) -> Instance | None:
        """The numbering of that w:numId; None for 0 and for what is not defined."""
        if num_id is None or num_id == _NO_NUMBERING:
            return None
        if num_id not in self._instances:
            self._instances[num_id] = self._instantiate(num_id)
        return self._instances[num_id]

    def applied(self, num_id: str | None, ilvl: int | None, style_id: str | None) -> tuple[Instance, int] | None:
        """The numbering and level of a paragraph, from its own w:numPr or its style's (ECMA-376 17.9.18, 17.9.23)."""
        instance = self.instance(self._styles.num_id(style_id) if num_id is None else num_id)
        if instance is None:
            return None
        index = self._style_level(instance, style_id) if ilvl is None else ilvl
        return instance, min(max(index, 0), LEVELS - 1)

    def is_lost(self, num_id: str | None, style_id: str | None) -> bool:
        """Whether a paragraph should be numbered by a numbering part that is not there."""
        if not self._is_absent:
            return False
        wanted = self._styles.num_id(style_id) if num_id is None else num_id
        return wanted not in (None, _NO_NUMBERING)

    def _style_level(self, instance: Instance, style_id: str | None) -> int:
        """The level that names the style, else the style's own w:ilvl, else the first."""
        levels = ((index, instance.levels[index]) for index in range(LEVELS))
        by_style = {level.style: index for index, level in levels if level and level.style}
        for style in self._styles.chain(style_id):
            if style.id in by_style and style.has_numbering:
                return by_style[style.id]
            if style.ilvl is not None:
                return style.ilvl
            if style.num_id is not None:
                break
        return 0

    def _instantiate(self, num_id: str) -> Instance | None:
        element = self._numbers.get(num_id)
        definition = None if element is None else self._definition_of(element)
        if element is None or definition is None:
            return None
        replaced: dict[int, Element] = {}
        starts: dict[int, int] = {}
        for override in element.iterchildren(_OVERRIDE):
            index = _index(override)
            if (level := override.find(_LEVEL)) is not None:
                replaced[index] = level
            if (start := number(override, _NEW_START)) is not None:
                starts[index] = start
        levels = _ReadLevels(definition.levels.elements | replaced) if replaced else definition.levels
        return Instance(definition.id, levels, starts)

    def _definition(self, own_id: str) -> Definition | None:
        """Read when it is first asked for."""
        if own_id not in self._definitions:
            element = self._elements.get(own_id)
            self._definitions[own_id] = None if element is None else _definition(own_id, element)
        return self._definitions[own_id]

    def _definition_of(self, element: Element) -> Definition | None:
        """Follows w:numStyleLink to the numbering that the numbering style holds; a circle ends, and so does a chain."""
        definition = self._definition(value(element, w("abstractNumId")) or "")
        for _ in range(_LONGEST_CHAIN):
            if definition is None or definition.levels.elements or not definition.style_link:
                return definition
            linked = self._numbers.get(self._styles.num_id(definition.style_link) or "")
            held = self._of_styles.get(definition.style_link, "")
            definition = self._definition(held if linked is None else value(linked, w("abstractNumId")) or "")
        return None


def _definition(own_id: str, element: Element) -> Definition:
    levels = _ReadLevels({_index(level): level for level in element.iterchildren(_LEVEL)})
    return Definition(own_id, levels, value(element, w("numStyleLink")))


def _level(element: Element, index: int) -> Level:
    """A w:lvl. Word writes nothing where the label asks for the number of a level below ([MS-OI29500] 2.1.283)."""
    children = {child.tag: child for child in element}
    values = {tag: child.get(VAL) for tag, child in children.items()}
    format_name, pattern = _format(children)
    run = children.get(_RUN_PROPERTIES)
    hidden = run is not None and toggle(run.find(_VANISH))
    text = (values.get(_LEVEL_TEXT) or "")[:_LABEL_CHARS]
    label = (_bullet(run, text),) if format_name == "bullet" else _label(text)
    if hidden or any(isinstance(part, int) and part > index for part in label):
        label = ()
    return Level(
        start=whole(values.get(_START)) or 0,
        format=format_name,
        pattern=pattern,
        label=label,
        suffix="" if values.get(_SUFFIX) == "nothing" else " ",
        restart=whole(values.get(_RESTART)),
        legal=bool(toggle(children.get(_LEGAL))),
        style=values.get(_STYLE),
    )


@lru_cache(maxsize=1024)
def _label(text: str) -> tuple[str | int, ...]:
    """Text and placeholders by turns: "第%1条" is 第, level 0, 条."""
    parts = _PLACEHOLDER.split(text)
    return tuple(int(part) - 1 if place % 2 else part for place, part in enumerate(parts) if part)


def _format(children: dict[str, Element]) -> tuple[str, str]:
    """The number format; a custom one stands in mc:AlternateContent."""
    chosen = children.get(_FORMAT)
    if chosen is None and (alternate := children.get(mc("AlternateContent"))) is not None:
        chosen = alternate.find(f"{mc('Choice')}/{_FORMAT}")
    if chosen is None:
        return "decimal", ""
    return chosen.get(VAL, "decimal"), chosen.get(w("format"), "")


def _bullet(run: Element | None, text: str) -> str:
    fonts = None if run is None else run.find(w("rFonts"))
    font = "" if fonts is None else fonts.get(w("ascii")) or fonts.get(w("hAnsi")) or ""
    return "".join(glyph(font, character, "•") for character in text)


def _index(element: Element) -> int:
    index = element.get(_LEVEL_INDEX, "0")
    return int(index) if index.isdecimal() and len(index) < 3 else LEVELS
