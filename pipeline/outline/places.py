"""Where the sections stand that mentions may lead to."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from pipeline.outline.section import Section
from pipeline.text.numerals import to_int


@dataclass(slots=True)
class Places:
    """The articles of a document by position and by number, and the labels that are no references."""

    articles: list[Section] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    by_number: dict[tuple[str, str], Section] = field(default_factory=dict)
    holders: dict[tuple[str, str], Section] = field(default_factory=dict)
    """What stands above 6.1 and bears a bare 6: contracts call it 第6条 too."""
    annexes: dict[str, Section] = field(default_factory=dict)
    labels: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, text: str, sections: tuple[Section, ...]) -> Places:
        places = cls()
        for root in sections:
            for section in root.walk():
                places._add(section)
                places.labels.add(text.find(section.label, section.start, section.end))
                if section.kind in ("article", "annex"):
                    places._add_below(section)
        return places

    def _add(self, section: Section) -> None:
        if section.kind in ("article", "heading"):
            self.articles.append(section)
            self.starts.append(section.start)
            if section.number:
                self.by_number.setdefault((section.part, section.number), section)
        elif section.kind == "annex" and section.number:
            self.annexes.setdefault(section.number, section)
        elif section.number and section.label.strip(" .．、") == section.number:
            self.holders.setdefault((section.part, section.number), section)

    def _add_below(self, unit: Section) -> None:
        for below in unit.walk():
            if below.number and "." in below.number:
                self.by_number.setdefault((unit.part, below.number), below)

    def around(self, position: int) -> int:
        """The index of the article that holds the position, -1 outside all."""
        index = bisect_right(self.starts, position) - 1
        return index if index >= 0 and position < self.articles[index].end else -1

    def part(self, position: int) -> str:
        index = self.around(position)
        return self.articles[index].part if index >= 0 else ""

    def find(self, part: str, number: str) -> Section | None:
        keys = (part, number), ("", number)
        return next(
            (found for table in (self.by_number, self.holders) for key in keys if (found := table.get(key))), None
        )


def below(section: Section, *written: str | None) -> Section:
    """The clause of that number, the section itself where it does not number its clauses."""
    for number in written:
        if number and (value := _value(number)) is not None:
            section = next((child for child in section.children if child.number == str(value)), section)
    return section


def _value(written: str) -> int | None:
    """The value of a figure, of a small letter (b) or of a small Roman numeral (iv)."""
    if not (written.isascii() and written.islower()):
        return to_int(written)
    if set(written) <= set("ivx"):
        return to_int(written.upper())
    return ord(written) - ord("a") + 1 if len(written) == 1 else None
