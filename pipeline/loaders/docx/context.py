"""What the parts of one document share while it is read: styles, numbering, notes, and what is found by the way."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from pipeline.document.model import DocxPlace
from pipeline.issues import Issue
from pipeline.loaders.blocks import Note
from pipeline.loaders.docx.drawings import Drawings
from pipeline.loaders.docx.notes import NoteLabels
from pipeline.loaders.docx.numbering import Numbering
from pipeline.loaders.docx.properties import Properties
from pipeline.loaders.docx.simple import Event
from pipeline.loaders.docx.styles import Styles, heading_level
from pipeline.loaders.findings import Findings
from pipeline.loaders.list_counting import Instance


class Listed(NamedTuple):
    """The heading level of a paragraph, its list with the level in that, and whether it should have one that is not
    there."""

    level: int
    applied: tuple[Instance, int] | None
    is_lost: bool


@dataclass(slots=True)
class Context(Findings):
    """`original` says that all revisions are rejected: what they inserted stands aside as what was deleted does else.

    `deleted_notes` are notes whose mark is deleted, with who did it and where.
    """

    styles: Styles
    numbering: Numbering
    notes: NoteLabels
    original: bool = False
    drawings: Drawings | None = None
    deleted_notes: list[tuple[Note, str | None, DocxPlace]] = field(default_factory=list)
    comment_places: dict[str, DocxPlace] = field(default_factory=dict)
    _known: dict[Properties, Listed] = field(default_factory=dict)
    _remarks: Counter[str] = field(default_factory=Counter)

    def listed(self, properties: Properties) -> Listed:
        """How a paragraph is listed: most say the same as another."""
        known = self._known.get(properties)
        if known is None:
            style, num_id, ilvl, outline = properties
            known = self._known[properties] = Listed(
                self.styles.level(style) if outline is None else heading_level(outline),
                self.numbering.applied(num_id, ilvl, style),
                self.numbering.is_lost(num_id, style),
            )
        return known

    def happened(self, event: Event, place: DocxPlace) -> None:
        """Keeps what happened to the paragraph at that place."""
        if event.kind == "insertion":
            self.inserted(event.who)
        elif event.kind == "deletion":
            self.deleted(event.text, event.who, place)
        else:
            self.revised(event.who)

    def remark(self, code: str) -> None:
        """Counts something that becomes one issue of the document."""
        self._remarks[code] += 1

    def take(self, other: Context) -> None:
        """Adds what was found in a document inside this one."""
        self.asides += other.asides
        self._authors += other._authors
        self._revisions += other._revisions
        self._remarks += other._remarks
        self._unread_parts += other._unread_parts
        self.take_scans(other)

    def issues(self) -> list[Issue]:
        remarks = (Issue(code, "warning", {"count": count}) for code, count in self._remarks.items())
        by_page = [Issue("note_numbers_by_page", "info")] if self.notes.by_page else []
        return [*Findings.issues(self), *remarks, *by_page]

    def revision_issue(self) -> Issue | None:
        issue = Findings.revision_issue(self)
        if issue is None or not self.original:
            return issue
        swapped = {"insertions": issue.params["deletions"], "deletions": issue.params["insertions"]}
        return replace(issue, code="revisions_rejected", params={**issue.params, **swapped})
