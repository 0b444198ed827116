"""The marks of footnotes and endnotes: numbered by Word in the order of their references."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.loaders.docx_names import number, value, w
from pipeline.loaders.docx_package import Element
from pipeline.loaders.number_formats import format_number

_DEFAULT_FORMATS = {"footnote": "decimal", "endnote": "lowerRoman"}


@dataclass(slots=True)
class NoteLabels:
    """Counters per kind of note. Settings of the document apply, then those of the section being read."""

    _formats: dict[str, str] = field(default_factory=lambda: dict(_DEFAULT_FORMATS))
    _starts: dict[str, int] = field(default_factory=lambda: {"footnote": 1, "endnote": 1})
    _counts: dict[str, int] = field(default_factory=lambda: {"footnote": 0, "endnote": 0})
    _per_section: set[str] = field(default_factory=set)

    def configure(self, properties: Element | None) -> None:
        """Reads w:footnotePr and w:endnotePr of the settings or of a section (ECMA-376 part 1, 17.11)."""
        for kind in _DEFAULT_FORMATS:
            own = None if properties is None else properties.find(w(f"{kind}Pr"))
            if own is None:
                continue
            self._formats[kind] = value(own, w("numFmt")) or self._formats[kind]
            self._starts[kind] = number(own, w("numStart")) or self._starts[kind]
            if value(own, w("numRestart")) == "eachSect":
                self._per_section.add(kind)

    def next_section(self) -> None:
        """Numbers begin again where they are counted by section."""
        for kind in self._per_section:
            self._counts[kind] = 0

    def next_label(self, kind: str) -> str:
        label = format_number(self._starts[kind] + self._counts[kind], self._formats[kind])
        self._counts[kind] += 1
        return label
