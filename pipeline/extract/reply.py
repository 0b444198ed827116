"""The text of an answer to the items it holds. Nothing is repaired by guessing: what is not whole JSON is left out.

Safe steps only: a reasoning prefix, a fence and leaked control tokens are cut off; of a list that was cut short or
holds a broken item, the whole items are kept. What is missing is asked again by name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

ReplyState = Literal["complete", "truncated", "broken", "wrong_root", "prose", "empty"]

_REASONING_END = re.compile(r"</think(?:ing)?>")
_CONTROL_TOKEN = re.compile(r"<\|[a-z_]{1,40}\|>")
_LIST_START = re.compile(r'"clauses"\s*:\s*\[')
_NEXT_ITEM = re.compile(r'\{\s*"article"\s*:')
_DECODER = json.JSONDecoder(strict=False)


@dataclass(frozen=True, slots=True)
class Reading:
    """`items` are the whole objects of `clauses`, in order, unchecked; `state` says what became of the rest."""

    items: tuple[Any, ...]
    state: ReplyState


def read(content: str, cut: bool = False) -> Reading:
    """Reads an answer. `cut` says that it ended by the output limit or a broken connection."""
    text = _bare(content)
    if not text:
        return Reading((), "empty")
    root = _whole(text)
    if root is None:
        return _read_part(text, cut)
    if isinstance(root, list):
        return Reading(tuple(root), "complete")
    items = root.get("clauses") if isinstance(root, dict) else None
    return Reading(tuple(items), "complete") if isinstance(items, list) else Reading((), "wrong_root")


def _bare(content: str) -> str:
    """The answer without reasoning before it, control tokens, and a fence around it."""
    text = _REASONING_END.split(content)[-1]
    text = _CONTROL_TOKEN.sub("", text).strip().lstrip("\ufeff")
    if text.startswith("```"):
        text = text[text.find("\n") + 1 :] if "\n" in text else text[3:]
        text = text.rstrip().removesuffix("```")
    return text.strip()


def _whole(text: str) -> Any:
    """The JSON value that the text is, or begins with; None where it does not begin with a whole one."""
    try:
        value, _ = _DECODER.raw_decode(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict | list) else None


def _read_part(text: str, cut: bool) -> Reading:
    start = _LIST_START.search(text)
    if start is None:
        return Reading((), "truncated" if cut and text.startswith("{") else "prose")
    items, ended = [], False
    for item in _items(text, start.end()):
        if item is _END:
            ended = True
        else:
            items.append(item)
    return Reading(tuple(items), "broken" if ended and not cut else "truncated" if cut or not ended else "broken")


_END = object()


def _items(text: str, at: int) -> Iterator[Any]:
    """The whole items of the list; after a broken one, those that follow. Yields _END where the list is closed."""
    while True:
        while at < len(text) and text[at] in " \t\r\n,":
            at += 1
        if at >= len(text):
            return
        if text[at] == "]":
            yield _END
            return
        try:
            item, at = _DECODER.raw_decode(text, at)
            yield item
        except (ValueError, RecursionError):
            following = _NEXT_ITEM.search(text, at + 1)
            if following is None:
                if text.rstrip().endswith("]}"):
                    yield _END
                return
            at = following.start()
