"""What is found by the way while a document is read: text that is not running text, revisions, parts left unread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any

from pipeline.document.model import Aside, DocxPlace
from pipeline.issues import Issue
from pipeline.loaders.blocks import Block
from pipeline.loaders.inset import Inset, OpenPart, Reading, moved
from pipeline.loaders.limits import Limits

_NAMED = 20


@dataclass(slots=True)
class Findings:
    """`asides` and the counts grow with every paragraph that is read.

    `scans` are the pictures as large as pages, by what they stand in; `unread_scans` the numbers of those that were not
    read, and `small_pictures` counts all others.
    """

    asides: list[Aside] = field(default_factory=list, init=False)
    _authors: Counter[str] = field(default_factory=Counter, init=False)
    _revisions: Counter[str] = field(default_factory=Counter, init=False)
    _unread_parts: int = field(default=0, init=False)
    scans: Mapping[Any, Sequence[Reading]] = field(default_factory=dict, init=False)
    small_pictures: int = field(default=0, init=False)
    unread_scans: list[int] = field(default_factory=list, init=False)
    _told_of_scans: list[Issue] = field(default_factory=list, init=False)

    def aside(self, kind: str, text: str, place: DocxPlace | None, author: str | None = None) -> None:
        """Keeps text that is not running text; white space alone is not worth keeping."""
        if text.strip():
            self.asides.append(Aside(kind, text, place, author))

    def deleted(self, text: str, author: str | None, place: DocxPlace) -> None:
        """A deletion or the old place of a move that nobody has accepted yet."""
        self._authors[author or ""] += 1
        self._revisions["deletions"] += 1
        self.aside("revision", text, place, author)

    def inserted(self, author: str | None) -> None:
        self._authors[author or ""] += 1
        self._revisions["insertions"] += 1

    def revised(self, author: str | None) -> None:
        """A revision of something that is no text: a paragraph mark, a table row."""
        self._authors[author or ""] += 1

    def unread_part(self) -> None:
        """Another document is embedded or linked here; its text is not read."""
        self._unread_parts += 1

    def read_scans(self, pages: Mapping[Any, Sequence[Inset]], open_part: OpenPart, limits: Limits) -> None:
        """Reads the pictures that are pages before the text that they stand in, all of them side by side."""
        if not pages:
            return
        from pipeline.loaders.inset_reader import read_insets  # few texts have any, and much comes with it

        readings = iter(read_insets(list(chain.from_iterable(pages.values())), open_part, limits))
        self.scans = {holder: list(islice(readings, len(each))) for holder, each in pages.items()}

    def scanned(self, holder: Any, cell: tuple[int, int, int] | None) -> Iterator[Block]:
        """What the pictures say where they stand, and with it what there is to say of them."""
        for reading in self.scans.get(holder, ()):
            self.asides += reading.asides
            self._told_of_scans += reading.issues
            if reading.is_unread:
                self.unread_scans.append(reading.number)
            yield from reading.blocks if cell is None else moved(reading.blocks, cell)

    def take_scans(self, other: Findings) -> None:
        """Adds what became of the pictures of a document inside this one."""
        self._told_of_scans += other._told_of_scans
        self.unread_scans += other.unread_scans
        self.small_pictures += other.small_pictures

    def revision_issue(self) -> Issue | None:
        """Who revised what, None where nobody did."""
        if not self._authors:
            return None
        params = {"authors": len(self._authors), "names": _listed(filter(None, self._authors))}
        counts = {kind: self._revisions[kind] for kind in ("insertions", "deletions")}
        return Issue("unaccepted_revisions", "warning", params | counts)

    def issues(self) -> list[Issue]:
        """What a reviewer must know about the document as it was read."""
        kinds = Counter(aside.kind for aside in self.asides)
        found: list[Issue] = []
        if (revisions := self.revision_issue()) is not None:
            found.append(revisions)
        if kinds["comment"]:
            found.append(Issue("comments_aside", "info", {"count": kinds["comment"]}))
        if kinds["hidden"]:
            found.append(Issue("hidden_text", "warning", {"count": kinds["hidden"]}))
        if self._unread_parts:
            found.append(Issue("embedded_part_unread", "warning", {"count": self._unread_parts}))
        found += self._told_of_scans
        if self.small_pictures:
            found.append(Issue("small_pictures_unread", "info", {"count": self.small_pictures}))
        return found


def _listed(names: Iterable[str]) -> str:
    """The first names in order; more than a sentence can hold are cut."""
    names = sorted(names)
    return ", ".join(names[:_NAMED]) + (" ..." if len(names) > _NAMED else "")
