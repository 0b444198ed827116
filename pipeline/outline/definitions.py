"""The parties and terms that a contract defines for itself."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.document.model import Block
from pipeline.outline.meanings import meanings
from pipeline.outline.parties.agreed import agreed_parties, with_user
from pipeline.outline.parties.another import is_another, is_verdict
from pipeline.outline.parties.between import with_both
from pipeline.outline.parties.called import hereafter, is_party_name
from pipeline.outline.parties.english import english_parties
from pipeline.outline.parties.fields import field_parties
from pipeline.outline.parties.lines import parties_inside, party_lines, signed_lines
from pipeline.outline.parties.name import party_name
from pipeline.outline.parties.organisation import is_organisation
from pipeline.outline.parties.particulars import with_particulars
from pipeline.outline.parties.published import with_takers
from pipeline.outline.parties.rows import unfilled, with_colons
from pipeline.outline.parties.sentences import parties_said
from pipeline.outline.parties.several import each_of
from pipeline.outline.parties.signed import signed_names, with_signed, with_unlabelled
from pipeline.outline.parties.word import ANY_ROLE, PARTY_WORD, ROLE, SELF, SHORT, THING, is_short
from pipeline.outline.parties.wrapped import unwrapped
from pipeline.outline.placed import moved
from pipeline.outline.section import Article, Definition, Part
from pipeline.text.joined import Joined
from pipeline.text.regex import regex

_SIGNED_ROLE = regex(
    rf"(?P<term>{SHORT})[”\"’'」]?\s?[（(](?P<role>(?!{SHORT}[）)])(?:{ROLE.pattern}|{ANY_ROLE}))[）)]"
)
_JOINED = regex(
    r"\s*(?:(?:과|와|은|는|이|가)(?:\((?:과|와|은|는|이|가)\))?(?![가-힣]| (?:관련|관[하한]|함께|같이))|と|及び|および|和|与|與|、|,?\s*and\b|"
    r"及(?=[^，。；\n（）]{2,40}[（(](?:以下|下文)?[简簡]?[称稱]))"
)
# 사단법인 청솔(이하 “본회”)라 한다: what bylaws call the body that they are of.
_IS_ITSELF = regex(r"[”\"]?(?:이?라|으?로) ?(?:한다|칭)")
# 본인은 …, …를 제공받는 정보
_CLAUSE = regex(r"[가-힣][은는을를] ")
_ADDED = regex(r"(?!\s*(?:은|는|이|가)[\s(,])" + _JOINED.pattern)
# 立合約書人: whoever signs, no role.
_MAKER = regex(r"立(?:合|契)?[約约契].{0,3}人|立書人")
_HEAD_CHARS = 2_000
_NO_PARTY = ("本", "본", "이 ", "this")


def definitions(
    text: str, parts: Sequence[Part], articles: Sequence[Article], blocks: Sequence[Block] = ()
) -> tuple[Definition, ...]:
    """The definitions in the order of the text; a term that is defined again the same way is told once.

    Inside the articles a role (開示者) is a term: whom it means changes from case to case.
    """
    parts, articles = _headed(parts, articles)
    starts = [article.start for article in articles]
    head = next((each.start for each in articles if each.section.label or each.section.title), len(text))
    # Some number the parties themselves: (1) Acme Ltd (“A”).
    opening = next((each.end for each in articles if not each.section.label.startswith("(")), len(text))
    english = list(english_parties(text, opening))
    signed, fields = _apart(field_parties(text, parts, articles), parts)
    text = with_colons(text)
    joined = Joined.of(text)
    found = [
        *(unwrapped(text, each) for each in (*party_lines(text, parts), *parties_inside(text, articles), *fields)),
        *unfilled(text, parts, blocks),
        *_placed(parties_said(joined, articles, head), joined),
        *meanings(text),
        *english,
    ]
    named = sum(each.kind == "party" for each in found) > 1
    first = articles[min(len(articles), 3) - 1].end if articles else len(text)
    agreed = [] if named else list(agreed_parties(text, first))
    known = {definition.end for definition in (*english, *agreed)}
    found += agreed
    seen = [each for each in found if each.kind == "party"]
    another = is_another(text)
    for definition in _placed(hereafter(joined.text, joined.gaps.left(head)), joined):
        index = bisect_right(starts, definition.start) - 1
        article = index if index >= 0 and definition.start < articles[index].end else None
        if definition.end not in known:
            told = _told(text, definition, article, found[-1] if found else None, seen)
            told = replace(told, kind="term") if another else told
            found.append(told)
            seen += [told] if told.kind == "party" else []
    once = with_signed(_once(found, parts), [*signed, *signed_lines(text, parts), *signed_names(text, parts)])
    if is_verdict(text):
        return tuple(replace(each, kind="term") for each in once)
    once = [own for each in once for own in each_of(text, each)]
    once = _with_roles_inside(once, articles[0]) if articles and not another else once
    whole = with_unlabelled(text, parts, with_both(text, head, with_takers(text, with_user(text, once))))
    whole = _with_roles(text, parts, whole)
    return tuple(with_particulars(text, parts, articles, whole))


def _headed(parts: Sequence[Part], articles: Sequence[Article]) -> tuple[Sequence[Part], Sequence[Article]]:
    """The parts and the articles; what stands before everything that has a number or a heading is a head."""
    first = articles[0] if articles else None
    if first is None or first.section.label or first.section.title:
        return parts, articles
    return [*parts, Part("preamble", first.start, min(first.end, first.start + _HEAD_CHARS))], articles[1:]


def _with_roles_inside(found: Sequence[Definition], first: Article) -> list[Definition]:
    """The definitions; where no party is among them, two roles that the first article gives to somebody are parties:
    第1条　{{client}}（以下「委託者」という。）は、{{contractor}}（以下「受託者」という。）に対し.
    """
    inside = [each.start < first.end and bool(re.fullmatch(PARTY_WORD, each.term)) for each in found]
    if sum(inside) != 2 or any(each.kind == "party" for each in found):
        return list(found)
    return [replace(each, kind="party") if own else each for own, each in zip(inside, found, strict=True)]


def _apart(found: Iterable[Definition], parts: Sequence[Part]) -> tuple[list[Definition], list[Definition]]:
    """What stands among the signatures, and what stands elsewhere."""
    blocks = [part for part in parts if part.kind == "signature"]
    apart: tuple[list[Definition], list[Definition]] = ([], [])
    for each in found:
        apart[not any(block.start <= each.start < block.end for block in blocks)].append(each)
    return apart


def _placed(found: Iterable[Definition], joined: Joined) -> Iterator[Definition]:
    """What was found in the joined lines, where it stands in the text."""
    return (moved(each, joined.gaps) for each in found)


def _told(
    text: str, definition: Definition, article: int | None, before: Definition | None, seen: Sequence[Definition]
) -> Definition:
    """The definition with its kind, as it stands inside an article, counted from 0, or before the first: what is joined
    to a party, is one too. `seen` are the parties told before.
    """
    party = definition.kind == "party"
    if party and (THING.search(definition.term) or _IS_ITSELF.match(text, definition.end)):
        return replace(definition, kind="term")
    added = _ADDED.match(text, before.end) if before is not None and before.kind == "party" else None
    behind = added is not None and 0 <= definition.start - added.end() <= 1
    opens = article == 0 and not party and (behind or (not seen and _ADDED.match(text, definition.end)))
    if article is not None and not opens:
        another = article > 0 and len(seen) > 1 and not is_short(definition.term)
        return replace(definition, kind="term") if party and (another or not is_party_name(definition)) else definition
    joined = behind or (_JOINED.match(text, definition.end) and not _CLAUSE.search(definition.meaning))
    if joined and _is_joinable(definition, bool(opens) or (bool(seen) and is_short(seen[0].term))):
        return replace(definition, kind="party", meaning=party_name(definition.meaning).text)
    return definition


def _is_joinable(definition: Definition, only_named: bool) -> bool:
    """Whether a term may be a party; `only_named` if it is nobody but an organisation, or who goes by a letter."""
    term, meaning = definition.term, definition.meaning
    thing = term.startswith(_NO_PARTY) or (len(term) > 1 and term.isascii()) or THING.search(term)
    return not thing and (not only_named or is_short(term) or is_organisation(meaning))


def _once(found: Sequence[Definition], parts: Sequence[Part]) -> list[Definition]:
    """Each definition once, in the order of the text; a cover and a preamble name the same party once.

    Behind a signature block 甲方 may be another company: that of a further contract in the same file.
    """
    signed = [part.end for part in parts if part.kind == "signature"]
    chosen: dict[tuple[str, str, int], Definition] = {}
    for definition in sorted(found, key=lambda each: (each.start, each.end)):
        key = (definition.kind, definition.term)
        first = chosen.get((*key, 0))
        further = bisect_right(signed, definition.start) if _is_another(first, definition) else 0
        before = chosen.get((*key, further))
        if before is None or (definition.meaning and not before.meaning):
            told = before or definition
            particulars = tuple(sorted({**dict(told.particulars), **dict(definition.particulars)}.items()))
            chosen[*key, further] = replace(definition, role=definition.role or told.role, particulars=particulars)
        elif definition.meaning in ("", before.meaning):
            particulars = tuple(sorted({**dict(definition.particulars), **dict(before.particulars)}.items()))
            role = before.role or (definition.role if definition.role != definition.term else None)
            chosen[*key, further] = replace(before, role=role, particulars=particulars)
    ordered = sorted(chosen.values(), key=lambda each: each.start)
    called = {each.meaning for each in ordered if each.kind == "party" and each.term}
    ordered = [each for each in ordered if each.kind != "party" or each.term or each.meaning not in called]
    aliased = {each.meaning for each in ordered if each.kind == "party" and each.meaning and not _is_plain(each)}
    covers = {each.meaning: each.role for each in ordered if each.meaning in aliased and _is_plain(each)}
    ordered = [_as_term(each, ordered) for each in ordered]
    lettered = {each.role for each in ordered if each.kind == "party" and is_short(each.term)}
    kept = [each for each in ordered if each.meaning not in covers or not _is_plain(each)]
    kept = [
        each
        for each in kept
        if each.kind != "party" or each.meaning or is_short(each.term) or each.term not in lettered
    ]
    roles = [each.role or covers.get(each.meaning) for each in kept]
    return [_as_told(each, role) for each, role in zip(kept, roles, strict=True)]


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


def _with_roles(text: str, parts: Sequence[Part], found: Sequence[Definition]) -> list[Definition]:
    """The parties with the roles that only the signatures tell: 갑(대여인)."""
    roles: dict[str, str] = {}
    for part in parts:
        if part.kind == "signature":
            for match in _SIGNED_ROLE.finditer(text, part.start, part.end):
                roles.setdefault(match["term"], match["role"])
    party = [each.kind == "party" and each.role is None and each.term in roles for each in found]
    return [replace(each, role=roles[each.term]) if own else each for own, each in zip(party, found, strict=True)]
