"""Which types an article carries: titles say it, passages prove or add it, `not` cues take it back."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from pipeline.endpoint.cues import CueBook
from pipeline.endpoint.evidence import Evidence, by_line, gather, weigh
from pipeline.endpoint.units import Piece, Unit

OTHER = "other"
# What nearly every clause lays down: said only where nothing more definite is.
_RESIDUAL = "obligations"
_VAGUE = (OTHER, _RESIDUAL)
# What the first articles of a contract are about where none of their words says it (品种和数量, 工程地点).
_MATTER, _FIRST_ARTICLES = "subject_matter", 2
# What joins two matters in a heading.
_JOINT = re.compile("[、,，;；/&与與和及或並并・·およと]|또는|및|[과와]|에대한|에관한|(?<![a-z])(?:and|or)(?![a-z])")
# In folded text, so in simplified characters.
_DUTY = re.compile(
    "(?<![相反对供适响效])应(?![付收用急聘])|须|不得|负责|义务|需(?=[出提按遵经先在])|禁止|严禁|不准|切勿|有责任"
    "|(?<![申聘邀提])请(?![求款示教问假您仔认审先])|务必(?![仔认审先])"
    "|なければならない|ものとする|てはならない|できない|できません"
    "|야(?:한다|합니다)|아니된다|아니하다|의무를진다|수없(?:다|습니다)|못(?:한다|합니다)|shall|must"
)
# What a party is said to do, without a word of duty: 乙は、…を行う。, 을은 …을 알린다.
_PARTY = re.compile("[甲乙丙丁者社人主员店](?:ら|等)?は|[갑을병정자사인원][\"']?[은는이가]")
# Syllables that end in ㄴ, as a plain verb does before 다.
_PLAIN = "".join(map(chr, range(0xAC04, 0xD7A4, 28)))
_ACTS = re.compile(
    "(?:する|[えけげせてねべめれ]る|(?<!い)う|[くすつぶむ]|(?<!でき)(?<!あり)ます)$"
    f"|(?<![말라])(?:(?<!로)|(?<=기로))(?:[{_PLAIN}]다|합니다)$"
)
_SENTENCE_ENDS = re.compile("[。.]")

# What the passages must weigh for a type of which the title says nothing: beside a title that says another type,
# where no title says anything, and where nothing else is said at all.
_BESIDE_TITLE, _ALONE, _FAINT = 1.9, 0.7, 0.5
# What a word of a heading must weigh where an article does not begin with it.
_PLAIN_WORD = 0.75
# A type far weaker than the strongest of its article is a mention, not a clause.
_LEAST_SHARE = 0.4
# Where an article without a title says what it is about, in characters.
_OPENING_CHARS = 40
_OPENING_ENDS = re.compile(r"[。.;：:\n]")
_COMMA = re.compile("[,，、]")
# When, on what condition or why (租赁期间，…): the article is about what follows.
# A heading's word before one of these is a point in time (合同签订后), no matter.
_ASIDE = re.compile("之日|[后後时時前内中]")
_CIRCUMSTANCE = re.compile(r"[^,，。.;；：:\n]{1,30}(?:期间|期内|期满|之日起|后|前|时|内|中|下|的|上|因)[,，]")


@dataclass(frozen=True, slots=True)
class Typed:
    """A type of an article. `pieces` are the passages that carry it."""

    type: str
    titled: bool
    weight: float
    pieces: tuple[Piece, ...]


_Evident = Mapping[str, Evidence]


def classify(units: Sequence[Unit], books: Sequence[CueBook], types: Collection[str]) -> Iterator[list[Typed]]:
    """The types of each article among those asked for, `other` where there is none; strongest first."""
    openings = gather([_opened(unit) for unit in units], books)
    for unit, named, evidence, opening in zip(units, _named(units, books), gather(units, books), openings, strict=True):
        titled = _borne_out(named, evidence)
        begun = {name for name, own in opening.items() if own.weight >= _ALONE and name in evidence}
        yield _classified(unit, titled, begun, evidence, books, types)


def _classified(
    unit: Unit,
    titled: Collection[str],
    begun: Collection[str],
    evidence: _Evident,
    books: Sequence[CueBook],
    types: Collection[str],
) -> list[Typed]:
    said = _said_by_body(evidence, titled, begun, books)
    if not said and not unit.title:
        said = _told(unit, evidence, books)
    names = dict.fromkeys([*sorted(titled), *said])
    found = [_typed(unit, name, titled, evidence) for name in _without_residual(names, titled) if name in types]
    if not found and OTHER not in titled and _RESIDUAL in types and _lays_down(unit):
        return [Typed(_RESIDUAL, False, 0.0, unit.pieces)]
    if not found:
        matter = OTHER not in titled and unit.index < _FIRST_ARTICLES and _MATTER in types
        return [Typed(_MATTER if matter else OTHER, OTHER in titled, 0.0, unit.pieces)]
    return sorted(found, key=lambda typed: (not typed.titled, -typed.weight, typed.type))


def _typed(unit: Unit, name: str, titled: Collection[str], evidence: _Evident) -> Typed:
    own = evidence.get(name)
    return Typed(name, name in titled, own.weight if own else 0.0, _carriers(unit, own))


def _without_residual(names: Iterable[str], titled: Collection[str]) -> list[str]:
    definite = [name for name in names if name not in _VAGUE]
    residual_alone = not definite or (_RESIDUAL in titled and not any(name in titled for name in definite))
    return [name for name in names if name != OTHER and (name != _RESIDUAL or residual_alone)]


def _lays_down(unit: Unit) -> bool:
    """Whether the article obliges anybody to anything."""
    return any(_DUTY.search(piece.tight_text) or _promises(piece.tight_text) for piece in unit.pieces)


def _promises(text: str) -> bool:
    sentences = _SENTENCE_ENDS.split(text)[:-1]
    return any(_ACTS.search(sentence) and _PARTY.search(sentence) for sentence in sentences)


def _named(units: Sequence[Unit], books: Iterable[CueBook]) -> list[dict[str, set[int]]]:
    """The types that the heading of each article names, and in which of the parts that 与 or 、 join."""
    names: list[dict[str, set[int]]] = [{} for _ in units]
    for book in books:
        titles = [book.folded(unit.title) for unit in units]
        joints = [[joint.start() for joint in _JOINT.finditer(title)] for title in titles]
        starts = list(accumulate((len(title) + 1 for title in titles), initial=0))
        vetoed = {(hit.owner, index) for hit, index in by_line(titles, book.no)}
        for hit, index in by_line(titles, book.title):
            if (hit.owner, index) not in vetoed:
                part = bisect_left(joints[index], hit.start - starts[index])
                names[index].setdefault(hit.owner, set()).add(part)
    return names


def _borne_out(named: Mapping[str, set[int]], evidence: _Evident) -> set[str]:
    """The types of a heading, without one that only qualifies another (股权转让的价格) and of which no passage speaks."""
    proved = {part for name, parts in named.items() if name in evidence for part in parts}
    return {name for name, parts in named.items() if name in evidence or name in _VAGUE or not parts <= proved}


def _said_by_body(
    evidence: _Evident, titled: Collection[str], begun: Collection[str], books: Sequence[CueBook]
) -> list[str]:
    """The types that the passages say, without those that the leading ones include.

    What leads an article without a title is only guessed: it hides nothing that is proved.
    """
    strong = _strong_somewhere(evidence) if OTHER in titled else _strong(evidence, _BESIDE_TITLE if titled else _ALONE)
    said = sorted(name for name, own in evidence.items() if own.sure or name in strong or name in begun)
    if OTHER in titled:
        return said
    leading = titled or _leading({name: evidence[name] for name in said}, begun)
    included = {part for name in leading for part in books[0].includes(name) if part in evidence}
    hidden = {name for name in included.difference(leading) if titled or not evidence[name].sure}
    return [name for name in said if name not in hidden]


def _leading(said: _Evident, begun: Collection[str]) -> list[str]:
    """What an article without a title is about: what it begins with, unless another type says more than twice that."""
    strongest = max((own.weight for own in said.values()), default=0.0)
    leading = [name for name in begun if 2 * said[name].weight > strongest]
    leading = leading or [name for name, own in said.items() if own.weight == strongest]
    # What is proved goes before what is only spoken of.
    return [name for name in leading if said[name].sure] or leading


def _strong(evidence: _Evident, least: float) -> set[str]:
    strongest = max((own.weight for own in evidence.values()), default=0.0)
    return {name for name, own in evidence.items() if own.weight >= max(least, _LEAST_SHARE * strongest)}


def _strong_somewhere(evidence: _Evident) -> set[str]:
    """What an article of many matters (附则, 雑則, 기타) says: each of its passages speaks for itself."""
    strong: set[str] = set()
    for passage in {passage for own in evidence.values() for passage in own.passages}:
        weights = {name: own.weight_in(passage) for name, own in evidence.items()}
        least = max(_ALONE, *weights.values())
        strong.update(name for name, weight in weights.items() if weight >= least)
    return strong


def _first_words(unit: Unit) -> str:
    """What an article begins with, after its number and the circumstances it names."""
    start = len(unit.text) - len(unit.text[len(unit.label) :].lstrip())
    if circumstance := _CIRCUMSTANCE.match(unit.text, start):
        start = circumstance.end()
    return unit.text[start : start + _OPENING_CHARS]


def _opened(unit: Unit) -> Unit:
    """The first clause of an article without a title, as an article of its own; without passages where it has one."""
    words = "" if unit.title else _COMMA.split(_OPENING_ENDS.split(_first_words(unit), maxsplit=1)[0], maxsplit=1)[0]
    return Unit(unit.index, unit.label, unit.title, (Piece(0, 0, words),) if words else (), words)


def _told(unit: Unit, evidence: _Evident, books: Sequence[CueBook]) -> list[str]:
    """The type that a heading's word names where an article without a title says what it is about.

    First words tell too seldom what a duty is about; what is to be done stands last.
    """
    if _lays_down(unit):
        return _named_in(_last_clause(unit), {}, books, _PLAIN_WORD)
    opening = _OPENING_ENDS.split(_first_words(unit), maxsplit=1)[0]
    named = _named_in(opening, evidence, books, _FAINT)
    return named if named or unit.index < _FIRST_ARTICLES else _named_in(unit.text, {}, books, _PLAIN_WORD)


def _last_clause(unit: Unit) -> str:
    """What the first sentence of an article ends with."""
    sentence = _OPENING_ENDS.split(unit.text[len(unit.label) :].lstrip(), maxsplit=1)[0]
    return _COMMA.split(sentence)[-1]


def _named_in(words: str, evidence: _Evident, books: Iterable[CueBook], least: float) -> list[str]:
    """The type that weighs most by the heading's words among these, with what else speaks for it."""
    scores = {name: own.weight for name, own in evidence.items()}
    for book in books:
        view = book.folded(words)
        vetoed = {hit.owner for hit in book.no.hits(view)}
        for hit in book.title.hits(view):
            if hit.owner not in vetoed and not _ASIDE.match(view, hit.end):
                scores[hit.owner] = scores.get(hit.owner, 0.0) + weigh(hit, book)
    definite = sorted(name for name, score in scores.items() if score >= least and name not in _VAGUE)
    return sorted(definite, key=lambda name: -scores[name])[:1]


def _carriers(unit: Unit, own: Evidence | None) -> tuple[Piece, ...]:
    """The passages with a cue of the type; all of them where only the heading speaks for it."""
    said = [unit.pieces[passage] for passage in sorted(own.passages)] if own else []
    beyond_heading = any(piece.start + len(piece.text) > unit.head_end for piece in said)
    return tuple(said) if beyond_heading else unit.pieces
