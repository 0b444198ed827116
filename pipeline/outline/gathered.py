"""The definitions of a text wherever it makes them: in lines, fields and sentences about its parties, and in brackets."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.document.model import Block
from pipeline.outline.meanings import meanings
from pipeline.outline.parties.agreed import agreed_parties
from pipeline.outline.parties.another import is_another
from pipeline.outline.parties.called import hereafter, is_party_name
from pipeline.outline.parties.english import english_parties
from pipeline.outline.parties.fields import field_parties
from pipeline.outline.parties.lines import parties_inside, party_lines, signed_lines
from pipeline.outline.parties.makers import makers
from pipeline.outline.parties.name import party_name
from pipeline.outline.parties.naming import with_brackets
from pipeline.outline.parties.organisation import is_organisation
from pipeline.outline.parties.rows import unfilled, with_colons
from pipeline.outline.parties.sentences import parties_said
from pipeline.outline.parties.signed import signed_names
from pipeline.outline.parties.unlisted import siblings, unlisted
from pipeline.outline.parties.word import THING, is_short
from pipeline.outline.parties.wrapped import unwrapped
from pipeline.outline.placed import moved
from pipeline.outline.section import Article, Definition, Part
from pipeline.text.joined import Joined
from pipeline.text.regex import regex
from pipeline.text.wraps import within_sentences

_JOINED = regex(
    r"\s*(?:(?:과|와|은|는|이|가)(?:\((?:과|와|은|는|이|가)\))?(?![가-힣]| (?:관련|관[하한]|함께|같이))|と|及び|および|和|与|與|、|,?\s*and\b|"
    r"及(?=[^，。；\n（）]{2,40}[（(](?:以下|下文)?[简簡]?[称稱]))"
)
# 사단법인 청솔(이하 “본회”)라 한다: what bylaws call the body that they are of.
_IS_ITSELF = regex(r"[”\"]?(?:이?라|으?로) ?(?:한다|칭)")
# 본인은 …, …를 제공받는 정보
_CLAUSE = regex(r"[가-힣][은는을를] ")
_ADDED = regex(r"(?!\s*(?:은|는|이|가)[\s(,])" + _JOINED.pattern)
_NO_PARTY = ("本", "본", "이 ", "this")
_FIRST_ARTICLES = 3
"""Of which one may agree who the parties are."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """`told` are what the text says, lines before sentences before brackets; `signed` are who stands among the signatures."""

    told: Sequence[Definition]
    signed: Sequence[Definition]


def gathered(text: str, parts: Sequence[Part], articles: Sequence[Article], blocks: Sequence[Block]) -> Gathered:
    """All that is defined, however often."""
    english = list(english_parties(text, _opening(text, articles)))
    signed, fields = _apart(field_parties(text, parts, articles), parts)
    text, head = with_brackets(with_colons(text)), head_end(text, articles)
    joined = Joined.at(text, within_sentences(text))
    told = [
        *(unwrapped(text, each) for each in (*party_lines(text, parts), *parties_inside(text, articles), *fields)),
        *makers(text, parts),
        *unfilled(text, parts, blocks),
        *_placed(parties_said(joined, articles, head), joined),
        *meanings(text),
        *english,
    ]
    told += unlisted(text, parts, told)
    agreed = [] if sum(each.kind == "party" for each in told) > 1 else _agreed(text, articles)
    known = {each.end for each in (*english, *agreed)}
    brackets = _placed(hereafter(joined.text, joined.gaps.left(head)), joined)
    told = _with_brackets(text, articles, [*told, *agreed], (each for each in brackets if each.end not in known))
    told = [*told, *siblings(text, parts, told)]
    return Gathered(told, [*signed, *signed_lines(text, parts), *signed_names(text, parts)])


def head_end(text: str, articles: Sequence[Article]) -> int:
    """Where the first article begins that has a number or a title."""
    return next((each.start for each in articles if each.section.label or each.section.title), len(text))


def _opening(text: str, articles: Sequence[Article]) -> int:
    """Where the first article ends; some number the parties themselves: (1) Acme Ltd (“A”)."""
    return next((each.end for each in articles if not each.section.label.startswith("(")), len(text))


def _agreed(text: str, articles: Sequence[Article]) -> list[Definition]:
    return list(agreed_parties(text, articles[:_FIRST_ARTICLES][-1].end if articles else len(text)))


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


def _with_brackets(
    text: str, articles: Sequence[Article], found: Sequence[Definition], brackets: Iterable[Definition]
) -> list[Definition]:
    """What was found, and what brackets define; which of that is a party, hangs on those told before."""
    starts = [article.start for article in articles]
    another = is_another(text)
    told = list(found)
    parties = [each for each in told if each.kind == "party"]
    for each in brackets:
        index = bisect_right(starts, each.start) - 1
        article = index if index >= 0 and each.start < articles[index].end else None
        own = _told(text, each, article, told[-1] if told else None, parties)
        own = replace(own, kind="term") if another else own
        told.append(own)
        parties += [own] if own.kind == "party" else []
    return told


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
