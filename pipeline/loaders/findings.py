"""What is found by the way while a document is read: text that is not running text, revisions, parts left unread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.document.model import Aside, DocxPlace
from pipeline.issues import Issue

_NAMED = 20


@dataclass(slots=True)
class Findings:
    """`asides` and the counts grow with every paragraph that is read."""

    asides: list[Aside] = field(default_factory=list, init=False)
    _authors: Counter[str] = field(default_factory=Counter, init=False)
    _revisions: Counter[str] = field(default_factory=Counter, init=False)
    _unread_parts: int = field(default=0, init=False)

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
        return found


def _listed(names: Iterable[str]) -> str:
    """The first names in order; more than a sentence can hold are cut."""
    names = sorted(names)
    return ", ".join(names[:_NAMED]) + (" ..." if len(names) > _NAMED else "")
