"""The parties and terms that a contract defines for itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.document.model import Block
from pipeline.outline.gathered import gathered, head_end
from pipeline.outline.once import once
from pipeline.outline.parties.actors import with_actors
from pipeline.outline.parties.agreed import user
from pipeline.outline.parties.another import is_another, is_verdict
from pipeline.outline.parties.between import concluding
from pipeline.outline.parties.particulars import with_particulars
from pipeline.outline.parties.pledged import with_pledge
from pipeline.outline.parties.published import takers
from pipeline.outline.parties.rows import with_colons
from pipeline.outline.parties.several import each_of
from pipeline.outline.parties.signed import with_signed, with_unlabelled
from pipeline.outline.parties.word import ANY_ROLE, ROLE, SHORT
from pipeline.outline.section import Article, Definition, Part
from pipeline.text.regex import regex

_SIGNED_ROLE = regex(
    rf"(?P<term>{SHORT})[”\"’'」]?\s?[（(](?P<role>(?!{SHORT}[）)])(?:{ROLE.pattern}|{ANY_ROLE}))[）)]"
)
_HEAD_CHARS = 2_000


def definitions(
    text: str, parts: Sequence[Part], articles: Sequence[Article], blocks: Sequence[Block] = ()
) -> tuple[Definition, ...]:
    """The definitions in the order of the text; a term that is defined again the same way is told once.

    Inside the articles a role (開示者) is a term: whom it means changes from case to case.
    """
    parts, articles = _headed(parts, articles)
    found = gathered(text, parts, articles, blocks)
    text = with_colons(text)
    told = with_signed(once(found.told, parts), found.signed)
    if is_verdict(text):
        return tuple(replace(each, kind="term") for each in told)
    told = [own for each in told for own in each_of(text, each)]
    told = _with_both(text, head_end(text, articles), told)
    end = 0 if is_another(text) else articles[0].end if articles else len(text)
    told = with_actors(text, end, with_pledge(text, with_unlabelled(text, parts, told)))
    return tuple(with_particulars(text, parts, articles, _with_roles(text, parts, told)))


def _with_both(text: str, end: int, found: list[Definition]) -> list[Definition]:
    """The definitions; where less than two parties are among them, those that the text tells without defining them."""
    for tell in (user, takers, concluding):
        if sum(each.kind == "party" for each in found) > 1:
            break
        told = tell(text, end, found)
        terms, starts = {each.term for each in told}, {each.start for each in told}
        # What the text defines a party's name as is kept beside the party.
        kept = [own for own in found if own.term not in terms or (own.kind == "term" and own.start not in starts)]
        found = sorted([*kept, *told], key=lambda each: each.start)
    return found


def _headed(parts: Sequence[Part], articles: Sequence[Article]) -> tuple[Sequence[Part], Sequence[Article]]:
    """The parts and the articles; what stands before everything that has a number or a heading is a head."""
    first = articles[0] if articles else None
    if first is None or first.section.label or first.section.title:
        return parts, articles
    return [*parts, Part("preamble", first.start, min(first.end, first.start + _HEAD_CHARS))], articles[1:]


def _with_roles(text: str, parts: Sequence[Part], found: Sequence[Definition]) -> list[Definition]:
    """The parties with the roles that only the signatures tell: 갑(대여인)."""
    roles: dict[str, str] = {}
    for part in parts:
        if part.kind == "signature":
            for match in _SIGNED_ROLE.finditer(text, part.start, part.end):
                roles.setdefault(match["term"], match["role"])
    party = [each.kind == "party" and each.role is None and each.term in roles for each in found]
    return [replace(each, role=roles[each.term]) if own else each for own, each in zip(party, found, strict=True)]
