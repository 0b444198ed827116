"""What the parts of one document share while it is read: styles, numbering, notes, and what is found by the way."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.document.model import DocxPlace
from pipeline.loaders.docx_notes import NoteLabels
from pipeline.loaders.docx_numbering import Numbering
from pipeline.loaders.docx_styles import Styles
from pipeline.loaders.findings import Findings


@dataclass(slots=True)
class Context(Findings):
    styles: Styles
    numbering: Numbering
    notes: NoteLabels
    comment_places: dict[str, DocxPlace] = field(default_factory=dict)
