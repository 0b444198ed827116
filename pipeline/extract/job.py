"""One document on its way from text to record: what every later stage looks at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.document import passages
from pipeline.document.model import Document
from pipeline.document.passages import Passage
from pipeline.extract import prompt
from pipeline.extract.mask import Mask
from pipeline.normalize.locale import locale
from pipeline.outline.section import Outline
from pipeline.schema.library import Library
from pipeline.text.joined import Joined
from pipeline.text.wraps import wraps


@dataclass(frozen=True)
class Job:
    """`language` is the one the prompt is written in: the document's main language. `mask`, if any, is of its text."""

    document: Document
    outline: Outline
    library: Library
    mask: Mask | None = None

    @property
    def language(self) -> str:
        return self.document.language

    @cached_property
    def locale(self) -> str:
        """The language, with the region whose money and years the text writes."""
        return locale(self.document.text, self.language)

    @property
    def sent_text(self) -> str:
        """The text as the endpoint reads it."""
        return self.mask.sent if self.mask else self.document.text

    @cached_property
    def _joined(self) -> Joined:
        return Joined.at(self.document.text, wraps(self.document.text))

    def words(self, start: int, end: int) -> str:
        """A span of the text as a reader reads on: without the line ends that the width of the file made."""
        left = self._joined.gaps.left
        return self._joined.text[left(start) : left(end)]

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        articles = [(article.start, article.end) for article in self.outline.articles]
        return passages.split(self.document, articles, (section.start for section in self.outline.walk()))

    @cached_property
    def passages_of(self) -> dict[int, tuple[Passage, ...]]:
        """The passages of each article, by its index."""
        found: dict[int, list[Passage]] = {article.index: [] for article in self.outline.articles}
        for passage in self.passages:
            if passage.article is not None:
                found[passage.article].append(passage)
        return {index: tuple(own) for index, own in found.items()}

    @cached_property
    def system(self) -> str:
        return prompt.system(self.library, self.language)

    def block(self, first: int, last: int, carried: Sequence[int] = ()) -> str:
        """The passage block of a window, and of what it is read with."""
        around = [self.passages[number] for number in carried]
        return passages.write(self.document.text, self.passages[first:last], around)
