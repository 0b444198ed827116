"""WordprocessingML (.docx, .docm, strict OOXML) as a document: the text in force, with Word's numbers written out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from pipeline.document.builder import DocumentBuilder
from pipeline.document.model import Document, DocxPlace
from pipeline.errors import DocumentError
from pipeline.loaders.block_writer import Writer, plain_text
from pipeline.loaders.blocks import Block, Note, Paragraph
from pipeline.loaders.collector import collector_paused
from pipeline.loaders.docx.catalogue import Catalogue
from pipeline.loaders.docx.chunks import MOST, Chunks
from pipeline.loaders.docx.context import Context
from pipeline.loaders.docx.drawings import Drawings
from pipeline.loaders.docx.names import relationship_id, w
from pipeline.loaders.docx.notes import NoteLabels
from pipeline.loaders.docx.numbering import Numbering
from pipeline.loaders.docx.part import Part, open_part
from pipeline.loaders.docx.story import Story
from pipeline.loaders.docx.styles import Styles
from pipeline.loaders.limits import Limits
from pipeline.loaders.package import Element, Package, Relationship
from pipeline.loaders.silence import silence

_MAIN_PART = "word/document.xml"
_MARGINS = {w("headerReference"): "header", w("footerReference"): "footer"}
_NOTES = {"footnote": "footnotes", "endnote": "endnotes"}


def load(data: bytes, name: str, sha256: str, limits: Limits) -> Document:
    """Reads the bytes of a WordprocessingML package. Raises DocumentError."""
    with collector_paused():
        return _load(data, name, sha256, limits, original=False)


def load_original(data: bytes, name: str, sha256: str, limits: Limits) -> Document:
    """Reads it as it was before the revisions that nobody has accepted yet. Raises DocumentError."""
    with collector_paused():
        return _load(data, name, sha256, limits, original=True)


def _load(data: bytes, name: str, sha256: str, limits: Limits, original: bool) -> Document:
    package = Package(data, name, limits)
    reader = DocxReader(package, original)
    builder = DocumentBuilder(name, sha256, "docx")
    reader.write_body(builder)
    if not builder.length:
        raise silence(name, reader.context, limits)
    builder.unread_pages.extend(reader.context.unread_scans)
    reader.read_deleted_notes()
    reader.read_margins()
    reader.read_comments()
    builder.asides.extend(reader.context.asides)
    builder.issues.extend(chain(reader.context.issues(), package.issues()))
    return builder.finish()


class DocxReader:
    """The parts of one document and how they hang together."""

    def __init__(self, package: Package, original: bool) -> None:
        self._package, self._original = package, original
        main = _main_part(package)
        self._related = package.relationships(main)
        self._targets = {relationship.id: relationship.target for relationship in self._related}
        self._styles = styles = Styles(self._catalogue("styles"))
        body = self._open_main(main)
        containers = [] if body is None else body.root.findall(w("body"))
        if body is None or not containers:
            raise DocumentError("damaged", name=package.name)
        self._body, self._container = body, containers
        self.context = Context(styles, Numbering(self._catalogue("numbering"), styles), NoteLabels(), original)
        self.context.notes.configure(package.parse_if_sound(self._target("settings")), body.sections)
        self.context.drawings = Drawings(package, self._targets)
        self._notes = {kind: _NoteStory(self._open(part), self.context) for kind, part in _NOTES.items()}

    def write_body(self, builder: DocumentBuilder) -> None:
        self._read_pictures()
        chunks = Chunks(self._package, self._targets, self.context, self._nested_blocks)
        story = Story(self._body, self.context, chunks.blocks)
        Writer(builder, self._note_blocks, self._package.limits).write(story.blocks(self._container))

    def _read_pictures(self) -> None:
        if not self._body.drawings:
            return
        # Few contracts have any.
        from pipeline.loaders.docx.pictures import find_pictures

        pictures = find_pictures(self._body, self._targets)
        self.context.small_pictures = pictures.small
        self.context.read_scans(pictures.pages, self._package.read, self._package.limits)

    def blocks(self, prefix: str) -> Iterator[Block]:
        """The body inside another document, each note after its paragraph; what it holds in turn is not read."""
        self._body.name = f"{prefix}/{self._body.name}"
        self._read_pictures()
        for block in Story(self._body, self.context).blocks(self._container):
            yield block
            notes = block.notes if isinstance(block, Paragraph) else []
            for note in [notes.pop(0) for _ in range(len(notes))]:
                yield from self._note_blocks(note)

    def _nested_blocks(self, data: bytes, part: str) -> Iterator[Block]:
        limits = self._package.limits
        smaller = replace(limits, elements=limits.elements // MOST, paragraphs=limits.paragraphs // MOST)
        reader = DocxReader(Package(data, self._package.name, smaller), self._original)
        yield from reader.blocks(part)
        self.context.take(reader.context)

    def read_deleted_notes(self) -> None:
        """Keeps aside, as revisions, the notes whose marks are deleted."""
        for note, author, place in self.context.deleted_notes:
            self.context.aside("revision", plain_text(self._note_blocks(note)), place, author)

    def read_margins(self) -> None:
        """Keeps the headers and footers of all sections aside, each text once."""
        seen: set[tuple[str, str]] = set()
        for reference in chain.from_iterable(section.iterchildren(*_MARGINS) for section in self._body.sections):
            kind, target = _MARGINS[reference.tag], self._targets.get(relationship_id(reference), "")
            part = self._open_part(target) if (kind, target) not in seen and target else None
            seen.add((kind, target))
            if part is None:
                continue
            text = plain_text(Story(part, self.context).blocks(part.root))
            if (kind, text) not in seen:
                self.context.aside(kind, text, DocxPlace(part.name, 0))
            seen.add((kind, text))

    def read_comments(self) -> None:
        """Keeps the comments aside, each with its author and the paragraph it is about."""
        part = self._open("comments")
        if part is None:
            return
        for comment in part.root.iter(w("comment")):
            story = Story(part, self.context)
            place = self.context.comment_places.get(comment.get(w("id"), ""))
            self.context.aside("comment", plain_text(story.blocks(comment)), place, comment.get(w("author")))

    def _note_blocks(self, note: Note) -> Iterator[Block]:
        return self._notes[note.kind].blocks(note)

    def _target(self, kind: str) -> str:
        """The part of that kind that the main part refers to, "" without one."""
        return next((item.target for item in self._related if item.kind == kind), "")

    def _catalogue(self, kind: str) -> Catalogue:
        return Catalogue(self._package, self._target(kind))

    def _open(self, kind: str) -> Part | None:
        return self._open_part(self._target(kind))

    def _open_part(self, name: str) -> Part | None:
        """A part that the document can do without."""
        with self._package.spared(name):
            return self._open_main(name) if name else None
        return None

    def _open_main(self, name: str) -> Part | None:
        return open_part(self._package, name, self._styles, self._original)


class _NoteStory:
    """The footnotes or the endnotes: each is read once, where its first mark stands."""

    def __init__(self, part: Part | None, context: Context) -> None:
        self._story = None if part is None else Story(part, context)
        elements = () if part is None else part.root
        self._elements: dict[str, Element] = {element.get(w("id"), ""): element for element in elements}

    def blocks(self, note: Note) -> Iterator[Block]:
        element = self._elements.pop(note.id, None)
        if element is None or self._story is None:
            return
        blocks = self._story.blocks(element)
        first = next(blocks, None)
        if isinstance(first, Paragraph) and note.label:
            first.prepend(f"[{note.label}]" if first.text[:1].isspace() else f"[{note.label}] ")
        yield from chain(() if first is None else (first,), blocks)


def _main_part(package: Package) -> str:
    """The part that the package names as its document."""
    related: tuple[Relationship, ...] = package.relationships("")
    named = next((item.target for item in related if item.kind == "officeDocument" and item.target), "")
    return named or _MAIN_PART
