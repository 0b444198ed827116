"""The parties and terms that a contract defines for itself."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.outline.english_parties import english_parties
from pipeline.outline.particulars import with_particulars
from pipeline.outline.party_word import PARTY_WORD, ROLE_LABEL
from pipeline.outline.section import Article, Definition, Part

_QUOTES = "“”\"「」『』《》'‘’＂"
_SHORT = r"(?:[甲乙丙丁]\s?方?|[갑을병정])"
_SHORT_FORM = rf"[{_QUOTES}]?\s*(?P<term>{_SHORT})\s*[{_QUOTES}]?"
_SHORT_NAME = rf"[{_QUOTES}]?\s*(?P<term>{_SHORT}|Party\s[A-D])\s*[{_QUOTES}]?"
_NAMED = r"(?:(?:以下|下文)?(?:统|統|合)?(?:简|簡)?[称稱](?:[为為])?|以下、?|下称|이하|이하에서는)?\s*[：:]?\s*"
_PARTY_LINES = tuple(
    re.compile(pattern)
    for pattern in (
        # 甲方（出租人）：北京…公司, Party A (Buyer): Contoso Ltd.
        rf"{_SHORT_NAME}\s*(?:[（(]\s*(?P<role>[^）)\n：:，,]{{1,16}})\s*[）)])?\s*[：:]\s*(?P<name>[^\n]*)",
        # 出租方（以下简称甲方）：北京…公司, 임대인(갑): 홍길동, Buyer (Party A): Contoso Ltd.
        rf"(?P<role>[^（()：:\s，,、]{{1,12}})\s*[（(]\s*{_NAMED}{_SHORT_NAME}[^）)\n]{{0,10}}[）)]\s*[：:]?\s*(?P<name>[^\n]*)",
        # 甲　株式会社…
        rf"{_SHORT_FORM}(?P<role>)[ \u3000\t]+(?P<name>[^\n]*)",
        # 委託者：株式会社…
        rf"(?P<role>{PARTY_WORD})(?P<term>)\s*(?:[：:]|[ \u3000\t]+)\s*(?P<name>[^\n]*)",
    )
)
# 許諾者：株式会社…, 借用人：某某有限公司: whatever stands before a company and its colon or gap, and is no particular of
# the one above (開戶銀行：…銀行, 연락처: …).
_COMPANY_LINE = re.compile(
    rf"(?P<role>{ROLE_LABEL})(?P<term>)(?:\s*[：:]\s*|[\u3000\t]+| {{2,}})(?P<name>[^\n]*)", re.DOTALL
)
_ASIDE = re.compile(r"[（(](?P<inside>[^（）()\n]{1,120})[）)]")
_QUOTED_NAME = re.compile(
    r"(?P<lead>[^“\"「『'‘＂]{0,60})[“\"「『'‘＂](?P<term>[^“”\"「」『』'‘’＂]{1,40})[”\"」』'’＂].{0,40}", re.DOTALL
)
_LEAD = re.compile(
    r"\s*(?:以下|下文|后文|後文|下称|下稱|[简簡总總统統合]?[称稱]|简称|簡稱|本(?:合同|协议)|이하|이\s?하|$|"
    r"(?:hereinafter|hereafter|collectively|together|each|the|referred|as|individually)\b)",
    re.IGNORECASE,
)
_BARE_NAME = re.compile(
    r"\s*(?:(?:以下|下文)?(?:统|統|合)?(?:简称|簡稱|下称|下稱|称|稱)(?:为|為)?\s*[：:]?\s*(?P<term>[^“”「」，。,]{1,12}?)"
    r"|以下、?(?P<short>[甲乙丙丁])という。?)\s*"
)
_MEANS = re.compile(
    r"[“\"「『＂](?P<term>[^\n“”\"「」『』＂]{1,40})[”\"」』＂]\s*[：:]?\s*"
    r"(?:(?:系|係|是|即|均|应|所)?指|意指|とは、?|\(?이?\)?란|\(?이?\)?라\s?함은|(?:shall\s)?means?\b)\s*[：:，,]?\s*"
    r"(?P<meaning>(?:(?!(?:を?いい|を?指し|를?을? ?말하[고며]|를?을? ?뜻하[고며])[、,]\s?[「『“\"]|(?<=다\.)\s)[^\n。；;]){1,300})"
)
_ROLE = re.compile(
    rf"[【\[]?(?P<role>{PARTY_WORD})(?:[】\]]\s*|である|[ \u3000\t]*[：:]\s*|[ \u3000\t]+|$|"
    r"(?<=[\u4e00-\u9fff]{2})(?=[^はがをにのとも的应應须須])(?=.{2}))"
)
_ROLE_GAP = re.compile(rf"(?P<role>{ROLE_LABEL})(?:[\u3000\t]+| {{2,}}|(?<=[人者方인자]) )(?=\S)")
# 甲公司（以下簡稱「甲方」）為授權人，
_ROLE_BEHIND = re.compile(rf"[為为](?P<role>{PARTY_WORD})(?=[，,、。；])")
_SIGNED_ROLE = re.compile(rf"(?P<term>{_SHORT})\s?[（(](?P<role>{PARTY_WORD})[）)]")
_NAME_START = re.compile(
    r"[。．，、,；;：:\n\t]|[（(](?![주유재사株有][）)])|[）)](?<![（(][주유재사株有][）)])|(?<=[）)])(?:と|及び|および|並びに|及|和|与|與)|\s(?:and|AND|between|BETWEEN)\s|(?<=[)）])(?:와|과)\s"
)
# A bracket behind a name that is no part of it: (주) is, （身分證字號 A123…） is not.
_NAME_END = re.compile(
    r"\s*[（(]\s*(?:以下|下称|이하|hereinafter|盖章|签字|(?:身[份分]|주민|생년|사업자|법인등록|[住地]|電|电|统一|統一|代表|法定|대표|주소)|"
    r"[^）)\n]{0,20}[0-9０-９]{5})|\t|[ \u3000]{2,}|[，；]"
)
# What opens the line of the parties in Taiwan: 立合約書人　甲方：….
_MAKERS = re.compile(r"立(?:合|契)?[约約]?(?:契約|合約|契约)?書?人[ \u3000：:]*(?=\S{1,8}[ \u3000：:（(])")
_CELL = re.compile(
    rf"[^\n\t]+?(?=[ \u3000]{{3,}}\S|[ \u3000，,、]+{PARTY_WORD}[：:（(]|[，,、]\s*{PARTY_WORD}[ \u3000]|[\n\t]|$)"
)
# How a party goes on in the sentence that names it.
_SIGNED_NAME = re.compile(
    rf"^[ \u3000]*(?P<role>{PARTY_WORD})(?=[ \u3000：:（(])[^\n]{{0,80}}?(?:성 ?명|氏 ?名|姓 ?名)[ \u3000：:]{{1,4}}"
    r"(?P<name>[\u4e00-\u9fff가-힣]{2,5}|[\u4e00-\u9fff]{1,3}[ \u3000][\u4e00-\u9fff]{1,3})(?=[ \u3000\n（(]|$)",
    re.MULTILINE,
)
_LINE = re.compile(r"[^\n]+")
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
    r"(?:は|[를을은는과와이가의](?=\s)|のうち|[がをにでも](?=[^ァ-ヶ]))[ \u3000]?|[0-9]{1,2}(?:\.[0-9]{1,2})*[.．、]?[ \u3000]+|鉴于|鑒於|就|由|因|经|經|本(?:合同|协议|契約)由)"
)
_COMPANY = re.compile(
    r"公司|会社|會社|법인|회사|㈜|㈱|\(주\)|（株）|\b(?:Inc|Ltd|Co|LLC|Corp|GmbH)\b|合伙|事务所|研究院|大学|학교|조합|財団|機構|組合"
)
_PARTY_TERM = re.compile(PARTY_WORD)
_BLANK = re.compile(r"[_＿\s●△▲□■◯○〇×xXＯO□…．.—\-　]*")
_LONGEST_NAME_CHARS = 80


def definitions(text: str, parts: Sequence[Part], articles: Sequence[Article]) -> tuple[Definition, ...]:
    """The definitions in the order of the text; a term that is defined again the same way is told once.

    Inside the articles a role (開示者) is a term: whom it means changes from case to case.
    """
    starts = [article.start for article in articles]
    english = list(english_parties(text, articles[0].end if articles else len(text)))
    known = {definition.end for definition in english}
    found = [
        *_party_lines(text, parts),
        *_parties_inside(text, articles),
        *_said(text, articles),
        *_means(text),
        *english,
    ]
    for definition in _hereafter(text):
        index = bisect_right(starts, definition.start) - 1
        inside = index >= 0 and definition.start < articles[index].end
        if definition.end not in known:
            found.append(_told(text, definition, inside))
    if not any(definition.kind == "party" for definition in found):
        found += _signed(text, parts)
    return tuple(with_particulars(text, parts, articles, _with_roles(text, parts, _once(found, parts))))


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
        before = chosen.get((*key, 0))
        further = bisect_right(signed, definition.start) if _is_another(before, definition) else 0
        if (*key, further) not in chosen or (definition.meaning and not chosen[*key, further].meaning):
            chosen[*key, further] = definition
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


def _is_name(definition: Definition) -> bool:
    return _COMPANY.search(definition.meaning) is not None or re.fullmatch(_SHORT, definition.term) is not None


def _party_lines(text: str, parts: Sequence[Part]) -> Iterator[Definition]:
    """The lines at the head that name a party: 甲方（出租人）：北京安居有限公司."""
    for part in parts:
        if part.kind not in ("parties", "preamble", "table"):
            continue
        for cell in _CELL.finditer(text, part.start, part.end):
            ink = cell[0].strip(" \u3000，,、")
            start = cell.start() + cell[0].index(ink)
            if makers := _MAKERS.match(ink):
                start, ink = start + makers.end(), ink[makers.end() :]
            if ink and len(ink) <= 200 and (definition := _party_line(ink, start)):
                yield definition


def _parties_inside(text: str, articles: Sequence[Article]) -> Iterator[Definition]:
    """Such lines inside the first article (第一条 合同主体), where they name a company."""
    for article in articles[:1]:
        for line in _LINE.finditer(text, article.start, article.end):
            ink = line[0].strip(" \u3000")
            start = line.start() + line[0].index(ink)
            found = _party_line(ink.rstrip("。"), start) if re.match(_SHORT, ink) else None
            if found and len(found.meaning) <= _LONGEST_NAME_CHARS // 2 and _COMPANY.search(found.meaning):
                yield found


def _said(text: str, articles: Sequence[Article]) -> Iterator[Definition]:
    """Parties that a sentence names at the head or in the first articles: 貸主は　株式会社…　とする。"""
    end = articles[min(len(articles), 2) - 1].end if articles else len(text)
    for match in _NAMED_SO.finditer(text, 0, end):
        name = match["name"].strip(" \u3000")
        alone = match["name"] != name or " " in name or "\u3000" in name
        if _COMPANY.search(name) or (alone and len(name) <= 10):
            term = match["term"] or match["role"]
            yield Definition("party", term, name, match["role"], match.start(), match.end("name"))


def _signed(text: str, parts: Sequence[Part]) -> Iterator[Definition]:
    """Parties that only the signatures name: 임대인 주민등록번호 … 성명 홍길동."""
    for part in parts:
        if part.kind == "signature":
            for match in _SIGNED_NAME.finditer(text, part.start, part.end):
                role = "".join(match["role"].split())
                yield Definition("party", role, match["name"], role, match.start("role"), match.end("name"))


def _party_line(line: str, start: int) -> Definition | None:
    for pattern in (*_PARTY_LINES, _COMPANY_LINE):
        match = pattern.fullmatch(line)
        if match is None or match["name"].endswith(("。", "다.")):
            continue
        if pattern is _COMPANY_LINE and not _COMPANY.search(match["name"]):
            continue
        name = _NAME_END.split(match["name"].strip(), maxsplit=1)[0].strip(" \u3000,，、;；")
        aside, aside_end = _named_aside(line)
        role = match["role"] or None
        term = _joined(match["term"]) or aside or role or ""
        end = start + (match.start("name") + match["name"].index(name) + len(name) if name else len(line))
        end = max(end, start + aside_end) if term == aside else end
        blank = _BLANK.fullmatch(name) is not None
        return Definition("party", term, "" if blank else name, role, start, end)
    return None


def _named_aside(line: str) -> tuple[str, int]:
    """The name that brackets in a line give, and where the brackets end: 台北雲端公司（以下簡稱「甲方」）."""
    named = ((_name(aside["inside"]), aside.end()) for aside in _ASIDE.finditer(line))
    return next((found for found in named if found[0]), ("", 0))


def _joined(term: str) -> str:
    """甲 方 is 甲方, but Party A stays two words."""
    return (" " if term.isascii() else "").join(term.split())


def _hereafter(text: str) -> Iterator[Definition]:
    """What stands before a name in brackets: 株式会社甲野（以下「甲」という。）."""
    for aside in _ASIDE.finditer(text):
        term = _name(aside["inside"])
        if not term:
            continue
        start, meaning = _before(text, aside.start())
        role = None
        if found := _ROLE.match(meaning) or _company_role(meaning):
            role, meaning = found["role"], meaning[found.end() :]
        elif found := _ROLE_BEHIND.match(text, aside.end()):
            role = found["role"]
        party = bool(_PARTY_TERM.fullmatch(term)) or bool(_COMPANY.search(meaning) and len(meaning) <= 40)
        if meaning or role:
            meaning = "" if _BLANK.fullmatch(meaning) else meaning
            yield Definition("party" if party else "term", term, meaning, role, start, aside.end())


def _company_role(meaning: str) -> re.Match[str] | None:
    """A role that no list holds, before the name of a company: 許諾者　株式会社桜木商事."""
    found = _ROLE_GAP.match(meaning)
    return found if found and _COMPANY.search(meaning, found.end()) else None


def _name(aside: str) -> str:
    """The name that the words in brackets give, "" where they give none."""
    quoted = _QUOTED_NAME.fullmatch(aside)
    if quoted and _LEAD.match(quoted["lead"]):
        return quoted["term"].strip()
    bare = _BARE_NAME.fullmatch(aside)
    return (bare["term"] or bare["short"]).strip() if bare else ""


def _before(text: str, position: int) -> tuple[int, str]:
    """The words before a bracket, back to the end of the sentence part: their start and themselves."""
    low = max(0, position - _LONGEST_NAME_CHARS)
    start = low
    for stop in _NAME_START.finditer(text, low, position):
        start = stop.end()
    words = text[start:position]
    if opening := _OPENING.match(words):
        words = words[opening.end() :]
    return position - len(words.lstrip()), words.strip()


def _means(text: str) -> Iterator[Definition]:
    """Sentences that say what a word stands for: “交付物”指…, 「成果物」とは…, "제품"이란 …."""
    for match in _MEANS.finditer(text):
        yield Definition("term", match["term"].strip(), match["meaning"].strip(), None, match.start(), match.end())
