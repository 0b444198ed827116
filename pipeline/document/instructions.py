"""Words in a document that speak to a language model instead of the parties: found and reported, never followed.

`instructions.json` is a table by language. A command is a row of word lists that follow one another closely in one
sentence: what is to be done and to what, in the order of the language. A list marked ^ is an imperative: it opens a
clause, or follows one of the `leads`. `norms` before a command and `honest` behind it show that it is a rule of the
contract about people. Everything is looked for in a folded view, so that neither spaces nor full width hide it.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from pipeline.document.model import Document
from pipeline.issues import Issue
from pipeline.text.folding import Folded, fold, folded

_SENTENCE_ENDS = "。!?;"
_OPENERS = "。!?;:,\"'[<>#*-=}"
_SENTENCE_CHARS = 60
_BEHIND_CHARS = 12
_ROLE_CHARS = 80
_SHOWN_CHARS = 80
_MOST_REPORTED = 10
# Finds of one instruction lie side by side.
_BESIDE_CHARS = 60
# ASCII in disguise: tag characters that no reader sees. Fillers and marks of direction only part words.
_DISGUISED = frozenset(map(chr, range(0xE0020, 0xE007F)))
_UNMASKED = {ord(char): chr(ord(char) - 0xE0000) for char in _DISGUISED} | dict.fromkeys(
    (0x115F, 0x1160, 0x3164, 0xFFA0, *range(0x2061, 0x2065), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\u200b"
)


@dataclass(frozen=True, slots=True)
class _Slot:
    words: tuple[str, ...]
    imperative: bool


@dataclass(frozen=True, slots=True)
class _Language:
    leads: tuple[str, ...]
    norms: tuple[str, ...]
    honest: tuple[str, ...]
    gap: int
    commands: tuple[tuple[_Slot, ...], ...]


@dataclass(frozen=True, slots=True)
class _Table:
    languages: tuple[_Language, ...]
    anywhere: tuple[str, ...]
    roles: tuple[str, ...]
    told: tuple[str, ...]


def embedded_instructions(document: Document) -> Iterator[Issue]:
    """One issue for each place in the text, and for each aside, that instructs a model."""
    for start, end in find_instructions(document.text)[:_MOST_REPORTED]:
        params = {"where": "text", "quote": _shown(document.text[start:end])}
        yield Issue("embedded_instructions", "warning", params, start=start, end=end)
    for aside in document.asides:
        for start, end in find_instructions(aside.text)[:1]:
            params = {"where": aside.kind, "quote": _shown(aside.text[start:end])}
            yield Issue("embedded_instructions", "warning", params)


def find_instructions(text: str) -> list[tuple[int, int]]:
    """The spans that instruct a model, in order; finds beside one another are one."""
    view = _view(text)
    found = sorted(view.span(*span) for span in (*_commands(view), *_marks(view)))
    spans: list[tuple[int, int]] = []
    for start, end in found:
        if spans and start - spans[-1][1] <= _BESIDE_CHARS:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def _shown(words: str) -> str:
    plain = " ".join(words.translate(_UNMASKED).split())
    return plain if len(plain) <= _SHOWN_CHARS else plain[: _SHOWN_CHARS - 1] + "…"


def _view(text: str) -> Folded:
    """Folded and in lower case, with what is written in unseen characters."""
    view = fold(text.translate(_UNMASKED))
    lowered = view.text.lower()
    return Folded(text, lowered if len(lowered) == len(view.text) else view.text, view.starts, view.ends)


@cache
def _table() -> _Table:
    raw = json.loads((resources.files(__package__) / "instructions.json").read_text("utf-8"))
    marks = raw.pop("marks")
    return _Table(
        languages=tuple(_language(entry) for entry in raw.values()),
        **{name: _folded(words) for name, words in marks.items()},
    )


def _language(raw: Mapping[str, Any]) -> _Language:
    words = {name: _folded(entries) for name, entries in raw["words"].items()}
    commands = tuple(
        tuple(_Slot(words[name.lstrip("^")], name.startswith("^")) for name in command) for command in raw["commands"]
    )
    return _Language(_folded(raw["leads"]), _folded(raw["norms"]), _folded(raw["honest"]), raw["gap"], commands)


def _folded(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(folded(word).lower() for word in words)


def _commands(view: Folded) -> Iterator[tuple[int, int]]:
    for language in _table().languages:
        for first, *rest in language.commands:
            for start, end in _places(view.text, first.words):
                if first.imperative and not _opens_clause(view, start, language):
                    continue
                last = _follow(view.text, end, rest, language.gap)
                if last is not None and not _is_honest(view, start, last, language):
                    yield start, last


def _places(text: str, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    for word in words:
        at = text.find(word)
        while at >= 0:
            yield at, at + len(word)
            at = text.find(word, at + len(word))


def _follow(text: str, end: int, slots: Sequence[_Slot], gap: int) -> int | None:
    """Where the command ends that began before `end`, None where its other words do not follow."""
    for index, slot in enumerate(slots):
        nearest: int | None = None
        for word in slot.words:
            at = text.find(word, end, end + gap + len(word))
            if at >= 0 and not any(mark in text[end:at] for mark in _SENTENCE_ENDS):
                if index == len(slots) - 1:
                    return at + len(word)
                nearest = at + len(word) if nearest is None else min(nearest, at + len(word))
        if nearest is None:
            return None
        end = nearest
    return end


def _opens_clause(view: Folded, start: int, language: _Language) -> bool:
    """Whether a command may begin here: after a mark or a line break, or after a word that leads to one."""
    if start == 0 or view.source[view.starts[start]] in _DISGUISED:
        return True
    between = view.source[view.ends[start - 1] : view.starts[start]]
    if "\n" in between or view.text[start - 1] in _OPENERS:
        return True
    before = view.text[max(start - 20, 0) : start]
    starts_word = bool(between) or not view.source[view.starts[start] - 1].isascii()
    return (starts_word or language.gap < 20) and before.endswith(language.leads)


def _is_honest(view: Folded, start: int, end: int, language: _Language) -> bool:
    """Whether the sentence lays down what people may do, or speaks of those who did it."""
    text = view.text
    low = max(start - _SENTENCE_CHARS, 0, *(text.rfind(mark, 0, start) + 1 for mark in _SENTENCE_ENDS))
    line = view.source.rfind("\n", 0, view.starts[start]) + 1
    low = max(low, bisect_left(view.starts, line))
    high = min(
        (at + 1 for mark in _SENTENCE_ENDS if (at := text.find(mark, end, end + _BEHIND_CHARS)) >= 0), default=len(text)
    )
    before, behind = text[low:start], text[end : min(high, end + _BEHIND_CHARS)]
    if before.endswith(language.leads):
        return False
    return any(norm in before for norm in language.norms) or any(word in behind for word in language.honest)


def _marks(view: Folded) -> Iterator[tuple[int, int]]:
    """Signs that only the machinery of a model writes, and lines that begin as a speaker in its conversation."""
    table = _table()
    yield from _places(view.text, table.anywhere)
    for start, end in _places(view.text, table.roles):
        line = view.source.rfind("\n", 0, view.starts[start]) + 1
        begins = start == 0 or view.starts[start - 1] < line
        if begins and any(word in view.text[end : end + _ROLE_CHARS] for word in table.told):
            yield start, end
