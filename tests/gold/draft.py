"""A contract while it is written: the text, and the truths that are noted where the pen stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from random import Random
from typing import Any, Final

from tests.gold.people import Side, noise
from tests.gold.values import MAKERS, Planted, blank, event, exact, gold

# {money} {A:은} {place}: a slot and its particle; {!$price}: a value that stands, where it is wrong, at an issue's place.
# {≤days}: of a length, the bound that the words around it set. {event=到货之日起}: a day that hangs on an event.
_SLOT: Final = re.compile(r"\{(?P<here>!?)(?P<sign>[$@%~&#≤<]?)(?P<name>\w*)(?::(?P<particle>.)|=(?P<event>\w+))?\}")
_BOUNDS: Final = {"≤": "inclusive", "<": "exclusive"}
_PLACES: Final = {"place", "bank", "court", "statute", "account", "number", "area", "count"}
_BLANK_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Label:
    """The number of an article (level 0) or of one of its clauses (level 1) at the start of a line; numbers begin anew
    with each stretch."""

    start: int
    end: int
    level: int
    stretch: int


@dataclass(slots=True)
class Draft:
    """`given` are the words and values of the article in hand, `issue` the code of what is wrong in it, if anything;
    `terms` is the register, None of a file that holds two contracts."""

    random: Random
    language: str
    sides: list[Side]
    is_form: bool
    title: str = ""
    text: str = ""
    given: Mapping[str, Any] = field(default_factory=dict)
    issue: str | None = None
    mentions: list[dict[str, Any]] = field(default_factory=list)
    clauses: list[dict[str, Any]] = field(default_factory=list)
    issues: list[dict[str, Any]] = field(default_factory=list)
    terms: dict[str, Any] | None = None
    labels: list[Label] = field(default_factory=list)
    stretch: int = 0

    def write(self, template: str) -> None:
        """Appends the template, its slots filled."""
        at = 0
        for slot in _SLOT.finditer(template):
            self.text += template[at : slot.start()]
            start = len(self.text)
            self._fill(slot)
            if slot["here"] and self.issue:
                self.issues.append({"code": self.issue, "start": start, "end": max(len(self.text), start + 1)})
            at = slot.end()
        self.text += template[at:]

    def label(self, written: str, level: int, number: int, before: int) -> None:
        """The number of an article or of a clause of it, behind the number `before`."""
        self.labels.append(Label(len(self.text), len(self.text) + len(written), level, self.stretch))
        if number != before + 1:
            code = f"{'list' if level else 'numbering'}_{'twice' if number == before else 'gap'}"
            self.issues.append({"code": code, "start": len(self.text), "end": len(self.text) + len(written)})
        self.text += written

    def _fill(self, slot: re.Match[str]) -> None:
        name = slot["name"]
        if slot["event"]:
            self._plant(event(slot["event"]))
        elif name in self.given:
            value = self.given[name]
            self._note_term(name)
            self._plant(exact(self.random, self.language, slot["sign"], value)) if slot["sign"] else self._add(
                str(value)
            )
        elif name in ("A", "B"):
            called = self.sides["AB".index(name)].called
            self._add(called + (_with_particle(called, slot["particle"]) if slot["particle"] else ""))
        elif name in _PLACES:
            self._add(noise(self.random, self.language, name))
        elif name in ("blank", "title"):
            self._add(self.title if name == "title" else "＿＿＿＿＿＿")
        elif name:
            self._plant(self._value(name, _BOUNDS.get(slot["sign"])))

    def _note_term(self, name: str) -> None:
        """First and last day of the contract, where the article in hand says them, or the first and how long it lasts."""
        if name == "starts" and self.terms is not None:
            for field_name, given in (("starts_on", "starts"), ("ends_on", "ends")):
                self.terms[field_name] = {"value": {"iso": date(*self.given[given]).isoformat()}}

    def _value(self, name: str, bound: str | None) -> Planted:
        planted = None if name == "blankdate" else MAKERS[name](self.random, self.language)
        unfilled = planted is None or (self.is_form and self.random.random() < _BLANK_SHARE)
        kind = planted.kind if planted else "date"
        chosen = (unfilled and blank(self.random, self.language, kind)) or planted
        assert chosen
        return replace(chosen, value={**chosen.value, "bound": bound}) if bound and chosen.value else chosen

    def _plant(self, planted: Planted) -> None:
        if planted.is_mention:
            self.mentions.append(gold(planted, len(self.text)))
        self._add(planted.written)

    def _add(self, text: str) -> None:
        self.text += text


def _with_particle(word: str, particle: str) -> str:
    """은 after a final consonant, 는 after a vowel; 이 and 가 likewise."""
    ends_in_consonant = (ord(word[-1]) - 0xAC00) % 28 != 0
    return particle if ends_in_consonant else {"은": "는", "이": "가"}[particle]
