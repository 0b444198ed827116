"""What stands in an RTF file and not in its running text: headers, comments, hidden and deleted text and its authors."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.document.model import Aside, DocxPlace
from pipeline.issues import Issue

_NO_AUTHOR = "Unknown"


class Asides:
    """Text by where it goes while it is read; `kept` is what has become of it."""

    def __init__(self, original: bool) -> None:
        self._original = original
        self._parts: dict[str, list[str]] = {}
        self._authors: list[str] = []
        self._reviser = 0
        self._revisions = {"insertions": 0, "deletions": 0}
        self.kept: list[Aside] = []

    def add(self, target: str, text: str) -> None:
        self._parts.setdefault(target, []).append(text)

    def take(self, target: str) -> str:
        """All that was added for a target since the last time."""
        return "".join(self._parts.pop(target, ()))

    def keep(self, kind: str, text: str, place: DocxPlace) -> None:
        is_known = kind == "revision" and self._reviser < len(self._authors)
        self.kept.append(Aside(kind, text, place, self._authors[self._reviser] if is_known else None))

    def set_authors(self, table: str) -> None:
        self._authors = [author.strip() for author in table.split(";")]

    def revise(self, text: str, author: int) -> None:
        """Text that is out of force; that of one paragraph is one aside."""
        self._reviser = author
        self.add("revision", text)

    def count(self, revisions: str) -> None:
        """One more of "insertions" or "deletions"."""
        self._revisions[revisions] += 1

    def end_paragraph(self, place: DocxPlace) -> None:
        for kind in ("hidden", "revision"):
            if text := self.take(kind).strip():
                self.keep(kind, text, place)

    def issues(self) -> Iterator[Issue]:
        if any(self._revisions.values()):
            names = [author for author in self._authors if author and author != _NO_AUTHOR]
            params = {"authors": len(names), "names": ", ".join(names), **self._revisions}
            yield Issue("revisions_rejected" if self._original else "unaccepted_revisions", "warning", params)
        if hidden := sum(aside.kind == "hidden" for aside in self.kept):
            yield Issue("hidden_text", "warning", {"count": hidden})
