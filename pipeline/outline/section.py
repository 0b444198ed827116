"""What the outline is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

SectionKind = Literal["part", "chapter", "section", "article", "clause", "item", "annex", "heading"]
PartKind = Literal["title", "preamble", "parties", "table", "signature", "annex"]


@dataclass(frozen=True, slots=True)
class Section:
    """One node of the clause tree, from its heading line or number to its last character.

    `label` as printed (`第 12 条`, "" where there is none), `number` normalised (`12`, `12-2`, None without one),
    `title` without brackets. `part` names the stretch of numbering it belongs to where numbering restarts
    (`annex-1`, `part-2`; "" for the main body), so that (part, kind, number) tells sections apart.
    A `heading` is an unnumbered heading with text of its own.
    """

    kind: SectionKind
    label: str
    number: str | None
    title: str
    start: int
    end: int
    part: str = ""
    children: tuple[Section, ...] = ()

    def walk(self) -> Iterator[Section]:
        """This section and all below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()

    def to_json(self) -> dict[str, object]:
        return {
            "kind": self.kind,
            "label": self.label,
            "number": self.number,
            "title": self.title,
            "start": self.start,
            "end": self.end,
            "part": self.part,
            "children": [child.to_json() for child in self.children],
        }


@dataclass(frozen=True, slots=True)
class Article:
    """A unit that must be answered for: an article, an annex without articles, or a headed part without either.

    `index` counts from 0 through the document. `path` holds the labels (or titles) from the root down to itself.
    `start` and `end` run from its heading or number to its last character, without the next chapter's heading;
    articles never overlap.
    """

    index: int
    section: Section
    path: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Part:
    """A structural stretch of the contract that is no clause."""

    kind: PartKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Definition:
    """A term and what it stands for. For a party, `meaning` is its name, `role` the word before it (出租人), and
    `particulars` are its registration number, representative and address as written, by name.

    `start` and `end` span the defining words, term included.
    """

    kind: Literal["party", "term"]
    term: str
    meaning: str
    role: str | None
    start: int
    end: int
    particulars: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """A mention of another section. `target` is the section it leads to, None where it dangles."""

    label: str
    start: int
    end: int
    target: Section | None


@dataclass(frozen=True, slots=True)
class Outline:
    """`sections` are the roots; `articles` the units in order; `parts` the structural stretches, in order."""

    sections: tuple[Section, ...]
    articles: tuple[Article, ...]
    parts: tuple[Part, ...]
    definitions: tuple[Definition, ...]
    references: tuple[Reference, ...] = ()

    def walk(self) -> Iterator[Section]:
        for section in self.sections:
            yield from section.walk()

    def to_json(self) -> dict[str, object]:
        return {"sections": [section.to_json() for section in self.sections]}
