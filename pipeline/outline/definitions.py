"""The parties and terms that a contract defines for itself."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.outline.english_parties import english_parties
from pipeline.outline.meanings import meanings
from pipeline.outline.naming import ASIDE, name_given
from pipeline.outline.particulars import with_particulars
from pipeline.outline.party_fields import field_parties
from pipeline.outline.party_lines import SHORT, parties_inside, party_lines, signed_lines
from pipeline.outline.party_name import COMPANY, is_blank, is_nobody, party_name
from pipeline.outline.party_word import PARTY_WORD, ROLE_LABEL
from pipeline.outline.section import Article, Definition, Part
from pipeline.outline.signed import signed_names, with_signed

_ROLE = re.compile(
    rf"[【\[]?(?P<role>{PARTY_WORD})(?:[】\]]\s*|である|[ \u3000\t]*[：:]\s*|[ \u3000\t]+|$|"
    r"(?<=[\u4e00-\u9fff]{2})(?=[^はがをにのとも的应應须須])(?=.{2}))"
)
_ROLE_GAP = re.compile(rf"(?P<role>{ROLE_LABEL})(?:[\u3000\t]+| {{2,}}|(?<=[人者方인자]) )(?=\S)")
_ROLE_OF_PERSON = re.compile(r"(?P<role>(?:[가-힣]{2,6} )?[가-힣]{1,6}[자인]) (?=[가-힣]{2,4}$)")
# 甲公司（以下簡稱「甲方」）為授權人，
_ROLE_BEHIND = re.compile(rf"[為为](?P<role>{PARTY_WORD})(?=[，,、。；])")
_ROLE_LABEL_BEFORE = re.compile(rf"(?:^|[\s。、，,])(?P<role>{PARTY_WORD})[ \u3000]*[：:][ \u3000]*$")
_QUALITY = re.compile(r"(?<=\S)[（(](?![주유재사株有][）)])[^（）()\n以이]{1,20}[）)]$")
_SUBJECT = re.compile(
    r"[ \u3000]*(?:[（(]?[0-9一二三四五六]{1,2}[）).、．][ \u3000]*)?(?:[甲乙丙丁]方[：:][ \u3000]*)?"
    r"(?P<name>[^，,；;。\n（）()：:]{2,60}(?:[（(][^（）()\n]{1,40}[）)])?)[，,][ \u3000]?"
    r"(?:一[家间間名位个個]|中[国國]公民|自然人|[男女]|身份[证證]|住[所址]|注册|註冊|地址|系|係|为|為|依)[^。\n]*"
)
_SIGNED_ROLE = re.compile(rf"(?P<term>{SHORT})\s?[（(](?P<role>{PARTY_WORD})[）)]")
_NAME_START = re.compile(
    r"[。．，、,；;：:\n\t]|(?<=[다요])\.\s|[（(](?![주유재사株有][）)])|[）)](?<![（(][주유재사株有][）)])|(?<=[）)])(?:と|及び|および|並びに|及|和|与|與)|\s(?:and|AND|between|BETWEEN)\s|(?<=[)）])(?:와|과)\s"
)
_OF_COMPANY = re.compile(r"(?:公司|会社|會社|회사|법인)(?:的|提供|所|[가는의이를은]\s|[がのはを])")
# 賃主○○を甲とし、借主△△を乙とする
_CALLED = re.compile(r"を「?(?P<term>[甲乙丙丁])」?(?=と(?:し|する|して|称|呼)|、[^、。\n]{1,40}を「?[乙丙丁])")
_CALLED_NAME = re.compile(rf"(?P<role>{PARTY_WORD}|賃主)?[ \u3000]?(?P<name>[^\n]+)")
# 借主（以下「契約者」という。）は　山田 太郎　とする。
_NAMED_SO = re.compile(
    rf"(?P<role>{PARTY_WORD})(?:（以下[、]?「(?P<term>[^」\n]{{1,16}})」という。?）)?は、?"
    r"(?P<name>[^\n。、はをが（）]{2,40}?)(?:と(?:する|し)|であ[るり]|（代表)"
)
_JOINED = re.compile(
    r"\s*(?:(?:과|와|은|는|이|가)(?:\((?:과|와|은|는|이|가)\))?(?=[\s,])|と|及び|および|和|与|與|、|,?\s*and\b)"
)
_NO_PARTY = ("本", "본", "이 ", "this")
_OPENING = re.compile(
    r"\s*(?:(?:제\s?[0-9]{1,3}조|第[0-9０-９一二三四五六七八九十百]{1,4}[条條])[ \u3000]+|(?:본|이)\s?(?:계약|약관|협약)서?[은는]\s|(?:및|또는)\s|"
    r"(?:は|[를을은는과와이가의](?=\s)|のうち|[がをにでも](?=[^ァ-ヶ]))[ \u3000]?|[0-9]{1,2}(?:\.[0-9]{1,2})*[.．、]?[ \u3000]+|鉴于|鑒於|就|由|因|[与與](?=\S{2})|经|經|本(?:合同|协议|契約)由)"
)
_PARTY_TERM = re.compile(PARTY_WORD)
_LONGEST_NAME_CHARS, _LONGEST_LABEL_CHARS, _LONGEST_SUBJECT_CHARS = 80, 16, 300


def definitions(text: str, parts: Sequence[Part], articles: Sequence[Article]) -> tuple[Definition, ...]:
    """The definitions in the order of the text; a term that is defined again the same way is told once.

    Inside the articles a role (開示者) is a term: whom it means changes from case to case.
    """
    starts = [article.start for article in articles]
    english = list(english_parties(text, articles[0].end if articles else len(text)))
    known = {definition.end for definition in english}
    signed, fields = _apart(field_parties(text, parts, articles), parts)
    found = [
        *party_lines(text, parts),
        *parties_inside(text, articles),
        *fields,
        *_said(text, articles),
        *meanings(text),
        *english,
    ]
    for definition in _hereafter(text):
        index = bisect_right(starts, definition.start) - 1
        inside = index >= 0 and definition.start < articles[index].end
        if definition.end not in known:
            found.append(_told(text, definition, inside))
    once = with_signed(_once(found, parts), [*signed, *signed_lines(text, parts), *signed_names(text, parts)])
    return tuple(with_particulars(text, parts, articles, _with_roles(text, parts, once)))


def _apart(found: Iterable[Definition], parts: Sequence[Part]) -> tuple[list[Definition], list[Definition]]:
    """What stands among the signatures, and what stands elsewhere."""
    blocks = [part for part in parts if part.kind == "signature"]
    apart: tuple[list[Definition], list[Definition]] = ([], [])
    for each in found:
        apart[not any(block.start <= each.start < block.end for block in blocks)].append(each)
    return apart


def _called(text: str, end: int) -> Iterator[Definition]:
    """Parties that the head gives a short name in its sentence: 賃主○○を甲とし、借主△△を乙とする."""
    for match in _CALLED.finditer(text, 0, end):
        start, words = _before(text, match.start())
        if named := _CALLED_NAME.fullmatch(words):
            name = "" if is_blank(named["name"]) else named["name"]
            yield Definition("party", match["term"], name, named["role"], start, match.end())


def _said(text: str, articles: Sequence[Article]) -> Iterator[Definition]:
    """Parties that a sentence names at the head or in the first articles: 貸主は　株式会社…　とする。"""
    yield from _called(text, articles[0].start if articles else len(text))
    end = articles[min(len(articles), 2) - 1].end if articles else len(text)
    for match in _NAMED_SO.finditer(text, 0, end):
        name = match["name"].strip(" \u3000")
        alone = match["name"] != name or " " in name or "\u3000" in name
        if COMPANY.search(name) or (alone and len(name) <= 10):
            term = match["term"] or match["role"]
            yield Definition("party", term, name, match["role"], match.start(), match.end("name"))


def _told(text: str, definition: Definition, inside: bool) -> Definition:
    """The definition with its kind, as it stands inside an article or before the first."""
    if inside:
        term = definition.kind == "party" and not _is_name(definition)
        return replace(definition, kind="term") if term else definition
    party = _JOINED.match(text, definition.end) and not definition.term.startswith(_NO_PARTY)
    return replace(definition, kind="party") if party else definition


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
            chosen[*key, further] = replace(definition, role=definition.role or (before.role if before else None))
    ordered = sorted(chosen.values(), key=lambda each: each.start)
    aliased = {each.meaning for each in ordered if each.kind == "party" and each.term != each.role and each.meaning}
    covers = {each.meaning: each.role for each in ordered if each.meaning in aliased and each.term == each.role}
    kept = [each for each in ordered if each.meaning not in covers or each.term != each.role]
    return [replace(each, role=each.role or covers.get(each.meaning)) for each in kept]


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


def _names_company(words: str) -> bool:
    """Whether the words are a company, not something of one: 北京…公司提供的平台, 회사가 정한 바."""
    return COMPANY.search(words) is not None and _OF_COMPANY.search(words) is None


def _is_name(definition: Definition) -> bool:
    return _names_company(definition.meaning) or re.fullmatch(SHORT, definition.term) is not None


def _hereafter(text: str) -> Iterator[Definition]:
    """What stands before a name in brackets: 株式会社甲野（以下「甲」という。）."""
    for aside in ASIDE.finditer(text):
        if term := name_given(aside["inside"]):
            start, meaning = _subject(text, aside.start(), term) or _before(text, aside.start())
            role, meaning = _role_of(text, start, meaning, aside.end())
            if meaning or role or _waits(text, aside.start(), term):
                yield _named(term, meaning, role, start, aside.end())


def _waits(text: str, position: int, term: str) -> bool:
    """Whether a gap stands where a party is named: 甲（…）と　　　　（以下「乙」という。）."""
    before = text[max(position - 8, 0) : position]
    gap = before[-2:].strip(" \u3000\n") == "" or before.rstrip(" \u3000\n").endswith(
        ("）と", ")と", "）と、", "）与", "）與", "）和")
    )
    return gap and re.fullmatch(SHORT, term) is not None


def _named(term: str, meaning: str, role: str | None, start: int, end: int) -> Definition:
    name = party_name(meaning)
    if _PARTY_TERM.fullmatch(term) or (_names_company(name.text) and len(name.text) <= _LONGEST_NAME_CHARS // 2):
        return Definition("party", term, name.text, role, start, end, tuple(sorted(name.particulars.items())))
    return Definition("term", term, "" if is_blank(meaning) else meaning, role, start, end)


def _role_of(text: str, start: int, meaning: str, end: int) -> tuple[str | None, str]:
    """The role that stands before a name, above it or behind its brackets, and the name without it."""
    found = _ROLE.match(meaning) or _company_role(meaning)
    if found:
        return found["role"], "" if is_nobody(meaning) else meaning[found.end() :]
    label = _ROLE_LABEL_BEFORE.search(text, max(start - _LONGEST_LABEL_CHARS, 0), start)
    found = label or _ROLE_BEHIND.match(text, end)
    return found["role"] if found else None, meaning


def _company_role(meaning: str) -> re.Match[str] | None:
    """A role that no list holds, before the name of a company or a person: 許諾者　株式会社桜木商事, 자문 제공자 김철수."""
    found = _ROLE_GAP.match(meaning)
    return found if found and COMPANY.search(meaning, found.end()) else _ROLE_OF_PERSON.match(meaning)


def _subject(text: str, position: int, term: str) -> tuple[int, str] | None:
    """Who a line is about that tells more of a party before it gives its name: 1. A公司，一家…，住所：…（“甲方”）."""
    line = text.rfind("\n", 0, position) + 1
    if position - line > _LONGEST_SUBJECT_CHARS or not _PARTY_TERM.fullmatch(term):
        return None
    subject = _SUBJECT.fullmatch(text, line, position)
    return (subject.start("name"), subject["name"]) if subject else None


def _before(text: str, position: int) -> tuple[int, str]:
    """The words before a bracket, back to the end of the sentence part: their start and themselves."""
    low = max(0, position - _LONGEST_NAME_CHARS)
    position -= text.endswith("\n", low, position)
    # 甲野太郎（一人親方）（以下「丙」という。）: what such brackets say is no end of a name.
    behind = _QUALITY.search(text, low, position)
    end = behind.start() if behind else position
    end = low + len(text[low:end].rstrip("：: \u3000"))
    start = low
    for stop in _NAME_START.finditer(text, low, end):
        start = stop.end()
    words = text[start:end]
    if opening := _OPENING.match(words):
        words = words[opening.end() :]
    return end - len(words.lstrip()), words.strip()
