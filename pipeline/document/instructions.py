"""Words in a document that speak to a language model instead of the parties: found and reported, never followed.

`instructions.json` is a table by language. A command is a row of word lists that follow one another closely in one
sentence: what is to be done and to what, in the order of the language. A list marked ^ is an imperative: it opens a
clause, or follows one of the `leads`. `norms` before a command and `honest` behind it show that it is a rule of the
contract about people. Everything is looked for in a folded view, so that neither spaces nor full width hide it.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate, chain, groupby
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.document.model import Document
from pipeline.issues import Issue
from pipeline.text.code_points import characters
from pipeline.text.folding import Folded, fold, folded, folded_for
from pipeline.text.held_words import HeldWords
from pipeline.text.shortened import shortened

_SENTENCE_ENDS = "。!?;"
_OPENERS = "。!?;:,\"'[<>#*-=}"
_SENTENCE_CHARS = 60
_BEHIND_CHARS = 12
_ROLE_CHARS = 80
_SHOWN_CHARS = 80
_MOST_REPORTED = 10
# Finds of one instruction lie side by side.
_BESIDE_CHARS = 60
# Between two texts that are read at once; the sign is no character that a text may hold.
_BORDER_SIGN = "\ufdd0"
_BORDER = f"。{_BORDER_SIGN}\n"
# ASCII in disguise: tag characters that no reader sees. Fillers and marks of direction only part words.
_DISGUISED = frozenset(map(chr, range(0xE0020, 0xE007F)))
_UNMASKED = {ord(char): chr(ord(char) - 0xE0000) for char in _DISGUISED} | dict.fromkeys(
    (
        0x115F,
        0x1160,
        0x3164,
        0xFFA0,
        ord(_BORDER_SIGN),
        *range(0x2061, 0x2065),
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
    ),
    "\u200b",
)
_MASKED = frozenset(map(chr, _UNMASKED))


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


@dataclass(frozen=True)
class _Table:
    languages: tuple[_Language, ...]
    anywhere: tuple[str, ...]
    roles: tuple[str, ...]
    told: tuple[str, ...]

    @cached_property
    def alphabet(self) -> frozenset[str]:
        """What words are looked for in, and what parts them, in lower and upper case."""
        slots = (slot for language in self.languages for command in language.commands for slot in command)
        words = "".join((*chain.from_iterable(slot.words for slot in slots), *self.anywhere, *self.roles, *self.told))
        return frozenset(words + words.upper() + _SENTENCE_ENDS)


Span = tuple[int, int]


class _Command(NamedTuple):
    """Words of a command that follow one another; `start` and `end` are places in the folded view."""

    language: _Language
    imperative: bool
    start: int
    end: int


def embedded_instructions(document: Document) -> Iterator[Issue]:
    """One issue for each place in the text, and for each aside, that instructs a model."""
    texts = [document.text, *(aside.text for aside in document.asides)]
    for index, spans in _instructing(texts):
        if index == 0:
            for start, end in spans[:_MOST_REPORTED]:
                params = {"where": "text", "quote": _shown(document.text[start:end])}
                yield Issue("embedded_instructions", "warning", params, start=start, end=end)
        else:
            start, end = spans[0]
            params = {"where": document.asides[index - 1].kind, "quote": _shown(texts[index][start:end])}
            yield Issue("embedded_instructions", "warning", params)


def _instructing(texts: Sequence[str]) -> Iterator[tuple[int, list[Span]]]:
    """The texts that instruct a model, each with its spans in order: all are read at once, since they may be many."""
    starts = [0, *accumulate(len(text) + len(_BORDER) for text in texts)]
    for index, spans in groupby(_finds(texts), key=lambda span: bisect_right(starts, span[0]) - 1):
        yield index, [(start - starts[index], end - starts[index]) for start, end in _joined(spans)]


def _joined(found: Iterable[Span]) -> list[Span]:
    """Finds beside one another are one."""
    spans: list[Span] = []
    for start, end in found:
        if spans and start - spans[-1][1] <= _BESIDE_CHARS:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def _finds(texts: Sequence[str]) -> list[Span]:
    """Every find in the texts, as they stand with borders between them.

    The way back to the source is only worked out where the folded words alone leave a doubt.
    """
    chars = characters(texts[0]).union(*texts[1:])
    if chars.isdisjoint(_MASKED):
        words, chars = _BORDER.join(texts), chars.union(_BORDER)
    else:
        words = _BORDER.join(text.translate(_UNMASKED) for text in texts)
        chars = characters(words)
    text, folds = folded_for(words, _table().alphabet, chars)
    plain = _lowered(text)
    held = HeldWords(plain, set(_lowered("".join(folds))))
    commands, roles = list(_commands(plain, held)), list(_roles(plain, held))
    marks = list(_places(plain, _table().anywhere, held))
    if not (commands or marks or roles):
        return []
    view = fold(words)
    view = Folded(_BORDER.join(texts), _lowered(view.text), view.starts, view.ends)
    marks += [(each.start, each.end) for each in commands if _is_given(view, each)]
    marks += [span for span in roles if _begins_line(view, span[0])]
    return sorted(view.span(*span) for span in marks)


def _shown(words: str) -> str:
    return shortened(" ".join(words.translate(_UNMASKED).split()), _SHOWN_CHARS)


def _lowered(text: str) -> str:
    """In lower case, every character in its place: İ is the only one of which lower case makes two."""
    return text.replace("İ", "I").lower()


@cache
def _table() -> _Table:
    raw = json.loads(Path(__file__).with_name("instructions.json").read_text("utf-8"))
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


def _commands(text: str, held: HeldWords) -> Iterator[_Command]:
    for language in _table().languages:
        for command in language.commands:
            if not all(any(map(held.__getitem__, slot.words)) for slot in reversed(command)):
                continue
            first, *rest = command
            for start, end in _places(text, first.words, held):
                last = _follow(text, end, rest, language.gap)
                if last is not None:
                    yield _Command(language, first.imperative, start, last)


def _is_given(view: Folded, command: _Command) -> bool:
    """Whether words of a command are one, and neither a part of a sentence nor a rule about people."""
    language, imperative, start, end = command
    if imperative and not _opens_clause(view, start, language):
        return False
    return not _is_honest(view, start, end, language)


def _places(text: str, words: Sequence[str], held: HeldWords) -> Iterator[Span]:
    for word in filter(held.__getitem__, words):
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
    low = max(start - _SENTENCE_CHARS, 0)
    low = max(low, *(text.rfind(mark, low, start) + 1 for mark in _SENTENCE_ENDS))
    line = view.source.rfind("\n", view.starts[low], view.starts[start]) + 1
    low = max(low, bisect_left(view.starts, line))
    high = min(
        (at + 1 for mark in _SENTENCE_ENDS if (at := text.find(mark, end, end + _BEHIND_CHARS)) >= 0), default=len(text)
    )
    before, behind = text[low:start], text[end : min(high, end + _BEHIND_CHARS)]
    if before.endswith(language.leads):
        return False
    return any(norm in before for norm in language.norms) or any(word in behind for word in language.honest)


def _roles(text: str, held: HeldWords) -> Iterator[Span]:
    """Names of speakers in a conversation with a model, shortly before what one of them is told."""
    table = _table()
    for start, end in _places(text, table.roles, held):
        behind, _, _ = text[end : end + _ROLE_CHARS].partition(_BORDER_SIGN)
        if any(word in behind for word in table.told):
            yield start, end


def _begins_line(view: Folded, start: int) -> bool:
    return start == 0 or "\n" in view.source[view.starts[start - 1] : view.starts[start]]
