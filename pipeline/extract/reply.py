"""The text of an answer to the items it holds. Nothing is repaired by guessing: what is not whole JSON is left out.

Safe steps only: a reasoning prefix, a fence and leaked control tokens are cut off; of a list that was cut short or
holds a broken item, the whole items are kept. What is missing is asked again by name, and so is every article that
something was lost of: the item after the last whole one may have been a further clause of the same article.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from pipeline.extract.states import StateName
from pipeline.text.regex import regex

Wholeness = Literal["complete", "truncated", "broken", "wrong_root", "prose", "empty", "reasoning_only", "unreadable"]

_REASONING_END = regex(r"</think(?:ing)?>")
_CONTROL_TOKEN = regex(r"<\|[a-z_]{1,40}\|>")
_LIST_START = regex(r'"clauses"\s*:\s*\[')
_NEXT_ITEM = regex(r'\{\s*"article"\s*:')
_NUMBERED_ITEM = regex(r'\{\s*"article"\s*:\s*([0-9]{1,9})\s*,')
_WRAPPINGS = 2
# The same item so many times more is a loop.
_LOOPS = 3
# An answer that was ordered has not room for so many; each costs a look at all of it.
_MOST_BROKEN = 1000
_DECODER = json.JSONDecoder(strict=False)


@dataclass(frozen=True, slots=True)
class Reading:
    """`items` are the whole objects of `clauses`, in order, unchecked; `state` says what became of the rest.

    `lost` are the articles of which an item may be missing, as far as the answer still tells. `marks` is what was
    taken off around them.
    """

    items: tuple[Any, ...]
    state: Wholeness
    lost: frozenset[int] = frozenset()
    marks: frozenset[StateName] = field(default=frozenset(), compare=False)


def read(content: str, cut: bool = False, thought: bool = False) -> Reading:
    """Reads an answer. `cut` says that it ended by the output limit or a broken connection, `thought` that reasoning
    stood beside it.
    """
    text = _bare(content)
    if not text:
        return Reading((), "reasoning_only" if thought else "empty")
    root, end = _whole(text)
    if root is None or _NEXT_ITEM.search(text, end):
        reading = _read_part(text, cut)
    else:
        items = _items_of(root)
        reading = Reading((), "wrong_root") if items is None else Reading(tuple(items), "complete")
    return replace(reading, marks=frozenset(_marks(content, text, root, reading.items)))


def _marks(content: str, text: str, root: Any, items: Sequence[Any]) -> Iterator[StateName]:
    """What had to be seen through to come to the items."""
    if not items:
        return
    if "```" in content:
        yield "fenced"
    if _REASONING_END.search(content):
        yield "reasoning_before"
    if _CONTROL_TOKEN.search(content):
        yield "control_tokens"
    if text[:1] not in "{[" or not text.endswith(("}", "]")):
        yield "prose_around"
    if root is not None and not (isinstance(root, dict) and "clauses" in root):
        yield "wrapped_root"
    if len(items) - len({repr(item) for item in items}) >= _LOOPS:
        yield "looping"


def _bare(content: str) -> str:
    """The answer without reasoning before it, control tokens, and a fence around it."""
    text = _REASONING_END.split(content)[-1]
    text = _CONTROL_TOKEN.sub("", text).strip().lstrip("\ufeff")
    if text.startswith("```"):
        text = text[text.find("\n") + 1 :] if "\n" in text else text[3:]
        text = text.rstrip().removesuffix("```")
    return text.strip()


def _whole(text: str) -> tuple[Any, int]:
    """The JSON value that the text is, or begins with, and where it ends; None where it begins with no whole one."""
    try:
        value, end = _DECODER.raw_decode(text)
    except (ValueError, RecursionError):
        return None, 0
    return (value, end) if isinstance(value, dict | list) else (None, 0)


def _items_of(root: Any, depth: int = 0) -> list[Any] | None:
    """The list of a root that is one, holds one as `clauses`, or wraps such a root; a lone item is a list of one."""
    if isinstance(root, list):
        return root
    if not isinstance(root, dict):
        return None
    if "clauses" in root:
        return root["clauses"] if isinstance(root["clauses"], list) else None
    if "article" in root:
        return [root]
    wrapped = next(iter(root.values())) if len(root) == 1 and depth < _WRAPPINGS else None
    items = _items_of(wrapped, depth + 1)
    return items if items and all(isinstance(item, dict) and "article" in item for item in items) else None


def _read_part(text: str, cut: bool) -> Reading:
    start = _LIST_START.search(text)
    if start is None:
        return Reading((), "truncated" if cut and text.startswith("{") else "prose")
    listing = _Listing(text)
    ended = listing.read(start.end())
    items, lost = tuple(listing.items), frozenset(listing.lost)
    if ended and not lost:
        return Reading(items, "complete")
    return Reading(items, "broken" if ended and not cut else "truncated", lost)


@dataclass(slots=True)
class _Listing:
    """The items of a list that is damaged somewhere. After a broken item the reading goes on where the next begins."""

    text: str
    items: list[Any] = field(default_factory=list)
    lost: set[int] = field(default_factory=set)

    def read(self, at: int) -> bool:
        """Whether the list was closed."""
        broken = 0
        while (at := self._past_separators(at)) < len(self.text) and broken < _MOST_BROKEN:
            following = None
            if self.text[at] == "]":
                following = _NEXT_ITEM.search(self.text, at)
                if following is None:
                    return True
            else:
                try:
                    item, at = _DECODER.raw_decode(self.text, at)
                    self.items.append(item)
                    continue
                except (ValueError, RecursionError):
                    following = _NEXT_ITEM.search(self.text, at + 1)
            self._lose(at, following)
            if following is None:
                return self.text.endswith("]}")
            at = following.start()
            broken += 1
        self._lose(at, None)
        return False

    def _past_separators(self, at: int) -> int:
        while at < len(self.text) and self.text[at] in " \t\r\n,":
            at += 1
        return at

    def _lose(self, at: int, following: re.Match[str] | None) -> None:
        """The article of the broken item that begins here; where it is not told, those on both sides."""
        own = _NUMBERED_ITEM.match(self.text, at)
        after = _NUMBERED_ITEM.match(self.text, following.start()) if following else None
        if own is None:
            self.lost.update(_last_article(self.items))
        self.lost.update(int(found[1]) for found in (own or after,) if found)


def _last_article(items: Sequence[Any]) -> list[int]:
    numbers = [item["article"] for item in reversed(items) if isinstance(item, dict) and "article" in item]
    return [number for number in numbers[:1] if isinstance(number, int)]
