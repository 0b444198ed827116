"""Each definition once, however often a contract names its parties: on the cover, at the head, among the signatures."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Sequence
from dataclasses import replace

from pipeline.outline.parties.word import ROLE, SELF, is_short
from pipeline.outline.section import Definition, Part
from pipeline.text.regex import regex

# 立合約書人: whoever signs, no role.
_MAKER = regex(r"立(?:合|契)?[約约契].{0,3}人|立書人")


def once(found: Sequence[Definition], parts: Sequence[Part]) -> list[Definition]:
    """Each definition once, in the order of the text; a cover and a preamble name the same party once."""
    told = _filled(_merged(found, parts))
    called = {each.meaning for each in told if each.kind == "party" and each.term}
    told = [each for each in told if each.kind != "party" or each.term or each.meaning not in called]
    aliased = {each.meaning for each in told if each.kind == "party" and each.meaning and not _is_plain(each)}
    covers = {each.meaning: each.role for each in told if each.meaning in aliased and _is_plain(each)}
    told = [_as_term(each, told) for each in told]
    lettered = {_stem(each.role) for each in told if each.kind == "party" and each.role and is_short(each.term)}
    return [
        _as_told(each, each.role or covers.get(each.meaning))
        for each in told
        if not (each.meaning in covers and _is_plain(each)) and not _is_letters(each, lettered)
    ]


def _filled(found: Sequence[Definition]) -> list[Definition]:
    """The definitions; whom a line names by the role alone (委託者：株式会社…) is the nameless party that goes by a letter in
    that role.
    """
    waiting = {each.role: each for each in found if each.kind == "party" and is_short(each.term) and not each.meaning}
    by_role = {
        each.role: _spanning(each, waiting[each.role])
        for each in reversed(found)
        if each.kind == "party" and each.meaning and each.term == each.role and each.role in waiting
    }
    kept = [each for each in found if each.role not in by_role or each.kind != "party" or each.term != each.role]
    return [by_role[each.role] if each in waiting.values() and each.role in by_role else each for each in kept]


def _spanning(named: Definition, lettered: Definition) -> Definition:
    """The party that has a name in one place and a letter in another."""
    start, end = min(named.start, lettered.start), max(named.end, lettered.end)
    return replace(named, term=lettered.term, start=start, end=end)


def _merged(found: Sequence[Definition], parts: Sequence[Part]) -> list[Definition]:
    """One definition for each term, which knows what all say of it.

    Behind a signature block 甲方 may be another company: that of a further contract in the same file.
    """
    signed = [part.end for part in parts if part.kind == "signature"]
    chosen: dict[tuple[str, str, int], Definition] = {}
    for each in sorted(found, key=lambda each: (each.start, each.end)):
        another = _is_another(chosen.get((each.kind, each.term, 0)), each)
        key = (each.kind, each.term, bisect_right(signed, each.start) if another else 0)
        chosen[key] = _more(chosen.get(key), each)
    return sorted(chosen.values(), key=lambda each: each.start)


def _more(before: Definition | None, again: Definition) -> Definition:
    """What two definitions of a term say together; the first that names somebody stands, whom the other may not contradict."""
    if before is None or (again.meaning and not before.meaning):
        told = before or again
        return replace(again, role=again.role or told.role, particulars=_particulars(told, again))
    if again.meaning not in ("", before.meaning):
        return before
    role = before.role or (again.role if again.role != again.term else None)
    return replace(before, role=role, particulars=_particulars(again, before))


def _particulars(less: Definition, more: Definition) -> tuple[tuple[str, str], ...]:
    """What both tell of a party; of the same, what the second says."""
    return tuple(sorted({**dict(less.particulars), **dict(more.particulars)}.items()))


def _stem(role: str) -> str:
    """委托 of 委托方 and 委托人: a cover may say the one, the contract the other."""
    return role.rstrip("人方者") or role


def _is_letters(definition: Definition, lettered: Container[str]) -> bool:
    """Whether a definition is but the role, without a name, of a party that goes by a letter."""
    nameless = definition.kind == "party" and not definition.meaning and not is_short(definition.term)
    return nameless and _stem(definition.term) in lettered


def _as_term(definition: Definition, found: Sequence[Definition]) -> Definition:
    """What a party that has a letter is called besides is a term: 甲方：北京星海智能科技有限公司（以下简称“星海智能”）."""
    role = definition.role or ""
    lettered = is_short(role) and role != definition.term
    again = lettered and any(each.term == role and each.meaning == definition.meaning for each in found)
    return replace(definition, kind="term") if again and definition.meaning else definition


def _is_plain(party: Definition) -> bool:
    """Whether a party goes by no name of its own, but by its role or by 本公司."""
    return party.term == party.role or SELF.fullmatch(party.term) is not None


def _as_told(definition: Definition, role: str | None) -> Definition:
    """A party whose name is but its role has none, one whose role is but its name has no role; nor has who makes the
    contract (立約人).
    """
    if definition.kind == "party" and role and definition.meaning == role:
        is_role = ROLE.fullmatch(role) is not None
        return replace(definition, meaning="", role=role) if is_role else replace(definition, role=None)
    return replace(definition, role=None if _MAKER.fullmatch(role or "") else role)


def _is_another(before: Definition | None, definition: Definition) -> bool:
    """Whether a short name, under which one party is known, stands for another."""
    known = before.meaning if before else ""
    return bool(known and definition.meaning and definition.kind == "party" and definition.meaning != known)
