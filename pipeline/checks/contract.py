"""What every check looks at."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from pipeline.document.model import Document
from pipeline.issues import Issue
from pipeline.normalize.fold import folded
from pipeline.outline.section import Article, Outline


class Said(Protocol):
    """A value that stands in the text, half-open; `value` is None where the words say none."""

    @property
    def kind(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def value(self) -> Mapping[str, Any] | None: ...


@dataclass(frozen=True)
class Contract:
    """`said` are the mentions of the record, in its order: issues point to them by their index."""

    document: Document
    outline: Outline
    said: Sequence[Said]

    @property
    def text(self) -> str:
        return self.document.text

    @cached_property
    def plain(self) -> str:
        """The text in one width and one form of each common character, place by place."""
        return folded(self.text)

    @cached_property
    def indexed(self) -> tuple[tuple[int, Said, Mapping[str, Any]], ...]:
        """The mentions that say one value, with their index, in the order of the text."""
        told = ((index, said, said.value) for index, said in enumerate(self.said))
        return tuple((index, said, value) for index, said, value in told if value and not value.get("candidates"))

    @cached_property
    def _contract_starts(self) -> list[int]:
        # 第二部分 通用合同条款 is called like a contract, and is one with the first part.
        titled = (each for each in self.outline.sections if each.kind == "part" and not each.label)
        return [each.start for each in titled if not each.title.startswith("第")]

    def contract(self, position: int) -> int:
        """Which of the contracts of a file that holds several the position is in, counted from 0."""
        return bisect_right(self._contract_starts, position)

    @cached_property
    def _article_starts(self) -> list[int]:
        return [article.start for article in self.outline.articles]

    def article(self, position: int) -> Article | None:
        """The article that holds the position."""
        index = bisect_right(self._article_starts, position) - 1
        article = self.outline.articles[index] if index >= 0 else None
        return article if article and position < article.end else None


def squeezed(words: str) -> str:
    """Words as they are compared: without white space, in lower case. They are folded before, where they are not yet."""
    return "".join(words.split()).lower()


Check = Callable[[Contract], Iterator[Issue]]
