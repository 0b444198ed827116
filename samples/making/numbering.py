"""Word's automatic numbers: a multi-level list for the contract and one for each annex."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from lxml import etree

from making import numerals
from making.markup import Block, Contract

CONTRACT_LIST, ANNEX_LIST = 1, 2


class Numbering:
    """`automatic` of the settings names the counters of chapters and articles; `levels` those of clauses."""

    def __init__(self, document: Document, contract: Contract) -> None:
        self.contract = contract
        self.settings: dict[str, Any] = contract.settings["automatic"]
        self.root = document.part.numbering_part.element
        for child in list(self.root):
            self.root.remove(child)
        self.kinds = [kind for kind in ("chapter", "article") if kind in self.settings]
        self.clauses: list[dict[str, Any]] = contract.settings["levels"]
        self._add_list(CONTRACT_LIST, [*self._heading_levels(), *self._clause_levels()])
        self._add_list(ANNEX_LIST, [self._annex_level(depth) for depth in range(len(self.clauses))])
        self.instances = 0
        self.current = self._add_instance(CONTRACT_LIST)
        self.in_annex = False
        self.counts = dict.fromkeys(self.kinds, 0)
        for kind in self.kinds:
            self._link_style(document, kind)

    def restart(self, heading: Paragraph) -> None:
        """From this annex's heading on, which has no number of its own, clauses count from 1."""
        self.current, self.in_annex = self._add_instance(ANNEX_LIST, restart=True), True
        heading._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = 0

    def heading_text(self, block: Block) -> str:
        """What is left to type once Word has written the number; it must be the number the source has."""
        self.counts[block.kind] += 1
        spec = self.settings[block.kind]
        printed = spec["text"].format(n=numerals.COUNTERS[spec["kind"]][0](self.counts[block.kind]))
        if printed != block.label:
            raise ValueError(f"{self.contract.name}: Word would print {printed} for {block.label}")
        return self.contract.heading(block).removeprefix(block.label).lstrip()

    def apply_clause(self, paragraph: Paragraph, block: Block) -> None:
        depth = block.level - 1 + (0 if self.in_annex else len(self.kinds))
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = depth
        properties.get_or_add_numId().val = self.current

    def _heading_levels(self) -> list[dict[str, Any]]:
        levels = []
        for depth, kind in enumerate(self.kinds):
            spec = self.settings[kind]
            text = spec["text"].replace("{n}", f"%{depth + 1}")
            # articles count through the chapters
            levels.append({"kind": spec["kind"], "text": text, "through": depth > 0, "style": _style_id(kind)})
        return levels

    def _clause_levels(self) -> list[dict[str, Any]]:
        above = len(self.kinds)
        return [
            level
            | {"text": level["text"].replace("{article}", f"%{above}").replace("{n}", f"%{above + 1 + depth}")}
            | {"legal": "{article}" in level["text"]}
            for depth, level in enumerate(self.clauses)
        ]

    def _annex_level(self, depth: int) -> dict[str, Any]:
        level = self.clauses[depth]
        return {"kind": level["kind"], "text": level.get("annex", level["text"]).replace("{n}", f"%{depth + 1}")}

    def _add_list(self, number: int, levels: list[dict[str, Any]]) -> None:
        definition = _child(self.root, "abstractNum", abstractNumId=str(number))
        _child(definition, "multiLevelType", val="multilevel")
        for depth, level in enumerate(levels):
            _add_level(definition, depth, level)

    def _add_instance(self, definition: int, restart: bool = False) -> int:
        self.instances += 1
        instance = _child(self.root, "num", numId=str(self.instances))
        _child(instance, "abstractNumId", val=str(definition))
        if restart:
            override = _child(instance, "lvlOverride", ilvl="0")
            _child(override, "startOverride", val="1")
        return self.instances

    def _link_style(self, document: Document, kind: str) -> None:
        style = document.styles["Heading 1" if kind == "chapter" else "Heading 2"]
        properties = style.element.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = self.kinds.index(kind)
        properties.get_or_add_numId().val = self.current


def _style_id(kind: str) -> str:
    return "Heading1" if kind == "chapter" else "Heading2"


def _add_level(definition: etree._Element, depth: int, level: dict[str, Any]) -> None:
    element = _child(definition, "lvl", ilvl=str(depth))
    _child(element, "start", val=str(level.get("start", 1)))
    _child(element, "numFmt", val=numerals.COUNTERS[level["kind"]][1])
    if level.get("through"):
        _child(element, "lvlRestart", val="0")
    if level.get("style"):
        _child(element, "pStyle", val=level["style"])
    if level.get("legal"):
        _child(element, "isLgl")
    _child(element, "suff", val="space")
    _child(element, "lvlText", val=level["text"])
    _child(element, "lvlJc", val="left")
    properties = _child(element, "pPr")
    _child(properties, "ind", left=str(210 * depth), firstLine="0")


def _child(parent: etree._Element, tag: str, **attributes: str) -> etree._Element:
    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    parent.append(element)
    return element
