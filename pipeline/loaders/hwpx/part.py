"""A part of an OWPML document with paragraphs in it, as it stands in the package (KS X 6101, 10)."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.loaders.hwpx.names import DRAWINGS, local
from pipeline.loaders.package import Element


@dataclass(slots=True)
class Section:
    """A part with paragraphs in it; they and its tables are numbered in the order of the file.

    `loose` are marks of a deletion without a partner: one that never ends would strike out all that follows.
    """

    name: str
    root: Element
    ordinals: dict[Element, int] = field(default_factory=dict)
    tables: dict[Element, int] = field(default_factory=dict)
    loose: set[Element] = field(default_factory=set)

    def __post_init__(self) -> None:
        for container in [self.root, *self.root.iter("{*}subList")]:
            _anchor(container)
        for element in self.root.iter("{*}p"):
            self.ordinals[element] = len(self.ordinals)
        for element in self.root.iter("{*}tbl"):
            self.tables[element] = len(self.tables)
        begun: list[Element] = []
        for mark in self.root.iter("{*}deleteBegin", "{*}deleteEnd"):
            if local(mark.tag) == "deleteBegin":
                begun.append(mark)
            elif begun:
                begun.pop()
            else:
                self.loose.add(mark)
        self.loose.update(begun)


def _anchor(container: Element) -> None:
    """Tables and drawings that other writers set among the paragraphs, each in a paragraph as Hancom's anchors them."""
    for element in container:
        if local(element.tag) in ("tbl", *DRAWINGS):
            paragraph = container.makeelement("p", {})
            run = container.makeelement("run", {})
            container.replace(element, paragraph)
            paragraph.append(run)
            run.append(element)
