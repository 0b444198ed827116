"""What the rules look at: one article with its label, its title and its passages."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.document import passages
from pipeline.document.model import Document
from pipeline.document.passages import NumberedText
from pipeline.outline import markers
from pipeline.outline.lines import Lines
from pipeline.outline.section import Outline
from pipeline.outline.titles import bracketed, is_title, title
from pipeline.text.folding import ALL, Folded, fold, folded

HEAD_CHARS = 6
_LONGEST_LABEL_CHARS = 40
_SPACED = ALL - {"space"}


@dataclass(frozen=True)
class Piece:
    """A passage. `start` counts from the start of its unit's text."""

    number: int
    start: int
    text: str

    @cached_property
    def tight_text(self) -> str:
        """`tight.text`, fast: most passages are only ever searched, and only a find asks where it stands."""
        return tight_text(self.text)

    @cached_property
    def spaced_text(self) -> str:
        return spaced_text(self.text)

    @cached_property
    def tight(self) -> Folded:
        """Without white space: words of Chinese, Japanese and Korean may be broken by it anywhere."""
        return _view(self.text, ALL)

    @cached_property
    def spaced(self) -> Folded:
        """With white space, for languages that part words by it."""
        return _view(self.text, _SPACED)


def tight_text(text: str) -> str:
    """A text as cues without spaces are looked for in it."""
    return _lower(folded(text))


def spaced_text(text: str) -> str:
    """A text as cues with spaces are looked for in it."""
    return _lower(folded(text, _SPACED))


def _view(text: str, kinds: frozenset[str]) -> Folded:
    view = fold(text, kinds)
    return Folded(text, _lower(view.text), view.starts, view.ends)


def _lower(text: str) -> str:
    """Lower case, but for letters of which that makes two."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(char if len(low := char.lower()) > 1 else low for char in text)


@dataclass(frozen=True)
class Unit:
    """An article as the rules read it; `index` is its index in the document."""

    index: int
    label: str
    title: str
    pieces: tuple[Piece, ...]
    text: str = field(repr=False)

    @property
    def head(self) -> str:
        return self.text[:HEAD_CHARS]

    @cached_property
    def head_end(self) -> int:
        """Where the label and the title end in the text, 0 where it has neither."""
        start = self.text.find(self.title, 0, len(self.title) + _LONGEST_LABEL_CHARS) if self.title else -1
        return start + len(self.title) if start >= 0 else 0

    @cached_property
    def _starts(self) -> list[int]:
        return [piece.start for piece in self.pieces]

    def piece_at(self, position: int) -> Piece:
        """The passage that holds this position of the unit's text."""
        return self.pieces[max(bisect_right(self._starts, position) - 1, 0)]


def from_block(numbered: Iterable[NumberedText], wanted: Iterable[int]) -> list[Unit]:
    """The wanted articles of a passage block, in the order of the text; those it does not hold are left out."""
    asked = set(wanted)
    found: dict[int, list[NumberedText]] = {}
    for passage in numbered:
        if passage.article in asked:
            found.setdefault(passage.article, []).append(passage)
    return [_unit(index, [(own.number, own.text) for own in found[index]]) for index in found]


def from_document(document: Document, outline: Outline) -> list[Unit]:
    """All articles of a document."""
    bounds = [(article.start, article.end) for article in outline.articles]
    split = passages.split(document, bounds, (section.start for section in outline.walk()))
    found: dict[int, list[tuple[int, str]]] = {}
    for passage in split:
        if passage.article is not None:
            found.setdefault(passage.article, []).append((passage.number, passage.words(document.text)))
    return [
        _unit(article.index, found[article.index], (article.section.label, article.section.title))
        for article in outline.articles
        if article.index in found
    ]


def _unit(index: int, texts: Sequence[tuple[int, str]], heading: tuple[str, str] | None = None) -> Unit:
    pieces: list[Piece] = []
    start = 0
    for number, text in texts:
        pieces.append(Piece(number, start, text))
        start += len(text) + 1
    joined = "\n".join(text for _, text in texts)
    label, titled = heading or _heading(joined)
    return Unit(index, label, titled, tuple(pieces), joined)


def _heading(text: str) -> tuple[str, str]:
    """The label and the title an article begins with, "" for what it does not have."""
    first, _, rest = text.partition("\n")
    if rest and (above := bracketed(first)) is not None:
        label = _label(rest)
        if label:
            return label, above
    label = _label(text)
    if not label:
        return "", first if is_title(first) else ""
    start = len(text) - len(text[len(label) :].lstrip())
    return label.strip(), title(Lines.of(_document(text)), min(start, len(text) - 1) or 1, len(text))


def _label(text: str) -> str:
    """The number that a text begins with, as printed."""
    opening = text[:_LONGEST_LABEL_CHARS]
    for find in (markers.headings, markers.items):
        marker = next(iter(find(opening)), None)
        if marker is not None and not opening[: marker.start].strip():
            return opening[: marker.end]
    return ""


def _document(text: str) -> Document:
    return Document("", "", "text", text, "en", ())
