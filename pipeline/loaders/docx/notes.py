"""The marks of footnotes and endnotes: numbered by Word in the order of their references."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.loaders.docx.names import number, value, w
from pipeline.loaders.number_formats import format_number
from pipeline.loaders.package import Element


class _Rule(NamedTuple):
    """How one kind of note is numbered: w:numFmt, w:numStart, w:numRestart (ECMA-376 part 1, 17.11)."""

    format: str
    start: int = 1
    restart: str = "continuous"

    def under(self, properties: Element | None) -> _Rule:
        """This rule where the properties say nothing else."""
        if properties is None:
            return self
        start = number(properties, w("numStart"))
        return self._replace(
            format=value(properties, w("numFmt")) or self.format,
            start=self.start if start is None else start,
            restart=value(properties, w("numRestart")) or self.restart,
        )


_DEFAULTS = {"footnote": _Rule("decimal"), "endnote": _Rule("lowerRoman")}


@dataclass(slots=True)
class NoteLabels:
    """Counters per kind of note. Settings of the document apply, then those of the section being read.

    `by_page` says that a note was counted whose number begins anew on every page: pages are not known here.
    """

    by_page: bool = False
    _of_document: dict[str, _Rule] = field(default_factory=lambda: dict(_DEFAULTS))
    _rules: dict[str, _Rule] = field(default_factory=lambda: dict(_DEFAULTS))
    _counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_DEFAULTS, 0))
    _sections: list[Element] = field(default_factory=list)

    def configure(self, settings: Element | None, sections: Sequence[Element]) -> None:
        """Takes the settings part and the w:sectPr of all sections; the first section begins."""
        self._of_document = _rules(self._of_document, settings)
        self._sections = [section for section in reversed(sections) if section.getparent().tag != w("sectPrChange")]
        self.next_section()

    def next_section(self) -> None:
        """Rules may change, and numbers begin again where they are counted by section."""
        section = self._sections.pop() if self._sections else None
        self._rules = _rules(self._of_document, section)
        for kind, rule in self._rules.items():
            if rule.restart == "eachSect":
                self._counts[kind] = 0

    def next_label(self, kind: str) -> str:
        rule = self._rules[kind]
        self.by_page = self.by_page or rule.restart == "eachPage"
        label = format_number(rule.start + self._counts[kind], rule.format)
        self._counts[kind] += 1
        return label


def _rules(rules: dict[str, _Rule], properties: Element | None) -> dict[str, _Rule]:
    if properties is None:
        return rules
    return {kind: rule.under(properties.find(w(f"{kind}Pr"))) for kind, rule in rules.items()}
