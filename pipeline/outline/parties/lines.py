"""Parties that a line of their own names: 甲方（出租人）：北京安居有限公司, 委託者　株式会社…, 임대인(갑): 홍길동."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from pipeline.outline.parties.label import VERB, uniform
from pipeline.outline.parties.makers import MAKERS
from pipeline.outline.parties.name import NUMBERED, party_name
from pipeline.outline.parties.naming import QUOTES, first_name_given
from pipeline.outline.parties.organisation import COMPANY, LIMITED, is_organisation
from pipeline.outline.parties.person import is_person
from pipeline.outline.parties.word import PARTIES_TITLE, PARTY_WORD, ROLE, ROLE_LABEL, SHORT, is_short
from pipeline.outline.section import Article, Definition, Part
from pipeline.text.regex import regex

_SHORT_FORM = rf"[{QUOTES}]?\s*(?P<term>{SHORT})\s*[{QUOTES}]?"
_SHORT_NAME = rf"[{QUOTES}]?\s*(?P<term>{SHORT}|Party\s[A-D])\s*[{QUOTES}]?"
NAMED: Final = r"(?:(?:以下|下文)?(?:统|統|合)?(?:简|簡)?[称稱](?:[为為])?|以下、?|下称|이하|이하에서는)?\s*[：:]?\s*"
# 甲方（见习单位）名称：…
_NAME_FIELD = (
    r"(?:(?:[单單]位|公司|企[业業])?(?:名[ \u3000]*[称稱]|姓[ \u3000]*名|全[称稱])|[单單]位|"
    r"[ \u3000]*(?:성 *명|상 *호|(?:사업체|업체|기관|회사|법인)?명|氏[ \u3000]*名|商[ \u3000]*号))?"
)
# 甲方：… 采购人地址：…: the next field of a line.
_FIELD_LABEL = r"[\u4e00-\u9fff가-힣]{2,10}(?:[（(][^（）()：:\n]{1,16}[）)]|[/／][^\s：:]{1,16})?[ \u3000]?[：:]"
NEXT_FIELD: Final = rf"[ \u3000]{{1,40}}{_FIELD_LABEL}"
_FIELD = regex(_FIELD_LABEL)
# 甲方：…公司，地址：….
_THEN_FIELD = rf"[，,；;。]\s?{_FIELD_LABEL}"
# 甲方/出租方：
_BESIDE = rf"[/／、—–－-]{{1,2}}[ \u3000]*(?P<beside>{ROLE.pattern})"
# 甲方：…公司（出租方）
_ROLE_BEHIND = regex(rf"(?:^|(?<=\S))[ \u3000]*[（(][ \u3000]*(?P<role>{ROLE.pattern})[ \u3000]*[）)]$")
# 甲 乙 双 方 协 商
_JOINTLY = r"(?:[乙丙丁]|[双雙])[ \u3000]"
_PARTY_LINES = tuple(
    regex(pattern)
    for pattern in (
        # 甲方（出租人）：北京…公司, Party A (Buyer): Contoso Ltd.
        rf"{_SHORT_NAME}\s*(?:[（( ]\s*{NAMED}(?P<role>[^（()）\n：:，,]{{1,24}}?)\s*[）)]|{_BESIDE})?\s*{_NAME_FIELD}\s*[：:]\s*(?P<name>[^\n]*)",
        # 甲方（出租方）苏杨
        rf"{_SHORT_NAME}\s*[（(](?P<role>[\u4e00-\u9fff]{{2,8}}[方人者主])[）)](?P<name>(?!{VERB})[^\s，,。：:；、（）()][^\n，,。：:；]{{1,40}})",
        # 出租方（以下简称甲方）：北京…公司, 임대인(갑): 홍길동, Buyer (Party A): Contoso Ltd.
        rf"(?P<role>(?![”’」』\"'])[^（()：:\s，,、]{{1,12}})\s*[（(]\s*{NAMED}{_SHORT_NAME}[^）)\n]{{0,10}}[）)](?P<gap>\s*(?:{_NAME_FIELD}[ \u3000]*[：:])?\s*)(?P<name>[^\n]*)",
        # 甲　株式会社…, 甲（開示者）　株式会社…
        rf"(?!정){_SHORT_FORM}(?:[（(](?P<role>{ROLE.pattern})[）)])?[ \u3000\t]+(?P<name>(?!{_JOINTLY})[^\n]*)",
        # 委託者：株式会社…, 发包人（全称）：…公司
        rf"(?P<role>{PARTY_WORD}(?:(?<=[人方])[1-9一二三四五])?|{ROLE_LABEL}(?=[（(]全[称稱]))(?P<term>)(?:[（(][^（）()\n]{{1,12}}[）)])?{_NAME_FIELD}"
        rf"\s*(?:[：:]|[ \u3000\t]+)\s*(?P<name>(?!{_JOINTLY})[^\n]*)",
    )
)
# 許諾者：株式会社…, 借用人：某某有限公司: whatever stands before a company and its colon or gap, and is no particular of
# the one above (開戶銀行：…銀行, 연락처: …).
_COMPANY_LINE = regex(
    rf"(?P<role>{ROLE_LABEL})(?P<term>){_NAME_FIELD}(?:\s*[：:]\s*|[\u3000\t]+| {{2,}})(?P<name>[^\n]*)", re.DOTALL
)
# 売主　株式会社青葉　を甲とし: a sentence
_NAMES = regex(r"を[「『]?[甲乙丙丁]")
# 甲方（签字）：…: a place to sign is no role.
_SEALED = regex(
    r"[ 　]*(?:[盖蓋签簽]|公章|印|서명|날인|记名|記名|(?:公司|单位|單位|企业|企業)?(?:名[称稱]|全[称稱]|姓名)$)"
)
# A bracket behind a name that is no part of it: (주) is, （身分證字號 A123…） is not.
_NAME_END = regex(
    rf"{NEXT_FIELD}|{_THEN_FIELD}|"
    r"\s*[（(]\s*(?:(?:[^（）()\n]{1,30}[,，、]\s*)?以下|作[为為]|下?[简簡]?[称稱]|이하|hereinafter|盖章|签字|(?:身[份分]|주민|생년|사업자|법인등록|[住地]|電|电|统一|統一|代表|法定|대표|주소)|"
    r"[^）)\n]{0,20}[0-9０-９]{5})|\t|[ \u3000]{2,}|(?<=公司)(?!\S{2,12}(?:分公司|[支分]行))(?:[ \u3000](?=[\u4e00-\u9fff])|(?=[\u4e00-\u9fff]{2,8}[：:]))|[，；;]|(?<=\S)(?:(?:公民)?身[份分][证證](?:[号號][码碼]?|字[号號])|[统統]一(?:社[会會]信用代[码碼]|[编編][号號])|(?:法定)?代表人|住[所址]|地址|[联聯][系絡](?:人|[电電][话話])|[电電][话話])[：:]|,\s(?:주민|사업자|생년|법인)|\s[/／|]\s|[ \u3000](?:日期|年月日|地址|住[址所]|身份[证證]|주소|住所|전화|연락처)"
)
# …王五，男，1978年3月3日出生，汉族，住…。, _ ___先生/女士 香港身份證號碼 ____。: lines about a person, though they end like
# sentences.
_TOLD = regex(
    rf"[_＿]|(?:[^，,。]|{LIMITED}){{1,40}}{_THEN_FIELD}|"
    r"[^，,。]{1,20}[，,]\s*(?:[男女]|性别|身份[证證]|公民身份|手机|手機|[电電][话話]|[微邮郵][信箱]|中国公民|自然人|住|出生|统一社会信用|法定代表|注册)"
)
# 丙方（担保方）：深圳担保有限公司。, 乙方——Clube Náutico de Macau。
_LAST_NAME = regex(r"(?P<name>[^，,：:（）()与與和及のがを。]{3,40})。")
_LATIN = regex(r"(?:[A-Z][\w.&'’-]*|d[aeo]s?|of|the)(?: (?:[A-Z][\w.&'’-]*|d[aeo]s?|of|the))*")
_TRANSLATED = regex(r"(?<=[\u4e00-\u9fff])[ /-]*[“\"'(]?[A-Za-z][A-Za-z ]*[”\"')]?$")
# 甲方：…公司（作为“发行人”）
_TOLD_BEHIND = regex(r"[（(]作[为為][“\"「]?(?P<role>[^“”\"「」（）()\n]{2,10})[”\"」]?[）)]")
# What opens the line of the parties in Taiwan: 立合約書人　甲方：….
_MAKERS = regex(rf"{MAKERS}(?=\S{{1,8}}[ \u3000：:（(])")
_MAKERS_ALONE = regex(r"立.{0,4}[约約契].{0,4}人[ \u3000：:]*")
# A gap is looked at from its first space alone, however wide it is.
_CELL = regex(
    rf"[^\n\t]+?(?=(?<![ \u3000，,、；;])(?:(?<![：:【［\[])[ \u3000]{{3,}}(?!方[ \u3000]*[：:（(])\S|[ \u3000，,、；;]+(?:{PARTY_WORD}[：:（(]|{ROLE_LABEL}[：:])|"
    rf"[ \u3000]+[\u4e00-\u9fff]{{2,8}}[（(]{NAMED}{SHORT}[）)][：:]|[，,、]\s*{PARTY_WORD}[ \u3000])|[\n\t]|$)"
)
# Markdown's **; **** is a blank.
BOLD = regex(r"(?<!\*)\*\*(?!\*)")
_PARTY = regex(PARTY_WORD)
_LONGEST_LINE_CHARS, _LONGEST_INSIDE_CHARS, _FIRST_ARTICLES = 200, 40, 4
_LONGEST_PERSON_CHARS = 5


def party_lines(text: str, parts: Sequence[Part]) -> Iterator[Definition]:
    """The parties of the lines at the head."""
    for part in parts:
        if part.kind in ("parties", "preamble", "table"):
            yield from _in_cells(text, part)


def signed_lines(text: str, parts: Sequence[Part]) -> Iterator[Definition]:
    """Who stands behind a role among the signatures, or will stand there."""
    for part in parts:
        if part.kind == "signature":
            yield from _in_cells(text, part)


def parties_inside(text: str, articles: Sequence[Article]) -> Iterator[Definition]:
    """Such lines inside the first article: all of one about the parties (第一条 合同主体), else those that name a company or
    stand beside each other.
    """
    for article in articles[:_FIRST_ARTICLES]:
        if PARTIES_TITLE.search(article.section.title):
            for each in _in_cells(text, Part("parties", article.start, article.end)):
                if article.index == 0 or not each.meaning or _is_somebody(each.meaning):
                    yield each
            return
    for article in articles[:1]:
        lines = [
            each for each in _in_cells(text, Part("parties", article.start, article.end)) if _may_stand_inside(each)
        ]
        siblings = len({each.term for each in lines}) > 1
        yield from (each for each in lines if siblings or COMPANY.search(each.meaning))


def _may_stand_inside(party: Definition) -> bool:
    """Whether a line of an article is one of a known role and its name or gap, and not what the role does."""
    name = party.meaning
    somebody = not name or is_person(name) or (is_organisation(name) and len(name) <= _LONGEST_INSIDE_CHARS)
    return somebody and _PARTY.fullmatch(party.term) is not None


def _is_somebody(name: str) -> bool:
    """Whether words are a name, and not what is said of whoever takes a part."""
    return is_organisation(name) or len(name) <= _LONGEST_PERSON_CHARS


def _in_cells(text: str, part: Part) -> Iterator[Definition]:
    for cell in _CELL.finditer(text, part.start, part.end):
        plain = BOLD.sub("  ", cell[0])
        ink = plain.strip(" \u3000，,、；;")
        start = cell.start() + plain.index(ink)
        if makers := _MAKERS.match(ink):
            start, ink = start + makers.end(), ink[makers.end() :]
        line = uniform(ink).lstrip()
        start += len(ink) - len(line)
        if line and len(line) <= _LONGEST_LINE_CHARS and (definition := party_line(line, start)):
            yield definition


def party_line(line: str, start: int) -> Definition | None:
    """The party that a line names, or would name."""
    for pattern in (*_PARTY_LINES, _COMPANY_LINE):
        match = pattern.fullmatch(line)
        if match is None or _is_sentence(match["name"]):
            continue
        if pattern is _COMPANY_LINE and not is_organisation(_first_field(match["name"])):
            continue
        if _MAKERS_ALONE.fullmatch(line) or _goes_on(match):
            continue
        return _defined(line, start, match)
    return None


def _is_sentence(words: str) -> bool:
    """Whether words end like a sentence, and are no line about a person nor a name at the end of a list."""
    ends = words.endswith(("。", "다.")) and not _TOLD.match(words)
    if not ends or (last := _LAST_NAME.fullmatch(words)) is None:
        return ends
    return not (is_organisation(last["name"]) or _LATIN.fullmatch(last["name"]))


def _first_field(words: str) -> str:
    """The words up to what ends a name: the next field of the line, a bracket that is no part of it."""
    return _NAME_END.split(words.strip(), maxsplit=1)[0]


def _goes_on(match: re.Match[str]) -> bool:
    """Whether a sentence goes on behind the brackets, and no name: 義務人（以下簡稱甲方）因資金週轉需要."""
    name = match["name"].strip()
    glued = bool(name) and not match.groupdict().get("gap", " ")
    if name.startswith(("である", "与", "與", "和", "及")) or _NAMES.search(name):
        return True
    return glued and (not COMPANY.search(name) or COMPANY.search(match["role"]) is not None)


def _defined(line: str, start: int, match: re.Match[str]) -> Definition:
    words = _first_field(match["name"])
    named = not _FIELD.match(words) and (is_person(words) or is_organisation(words))
    if not named and _FIELD.match(match["name"]):
        words = ""
    words = words.strip(" \u3000,，、;；。")
    behind = _ROLE_BEHIND.search(words)
    words = words[: behind.start()] if behind else words
    name = party_name(words)
    if numbered := NUMBERED.search(match["name"].strip()):
        name = replace(name, particulars={**numbered.groupdict(), **name.particulars})
    aside, aside_end = first_name_given(line)
    role = None if _SEALED.match(match["role"] or "") else _role(match["role"] or "", line)
    role = role or match.groupdict().get("beside") or (behind["role"] if behind else None)
    term = _joined(match["term"]) or aside or (words if is_short(words) else role) or ""
    end = start + (match.start("name") + match["name"].index(words) + name.end if name.text else len(line))
    end = max(end, start + aside_end) if term == aside else end
    return Definition("party", term, name.text, role, start, end, tuple(sorted(name.particulars.items())))


def _role(words: str, line: str) -> str | None:
    """The role as a label tells it, without its translation (業主Landlord), or as brackets behind the name do."""
    role = _TRANSLATED.sub("", words.strip("【】[]［］"))
    told = None if role else _TOLD_BEHIND.search(line)
    return told["role"] if told else role or None


def _joined(term: str) -> str:
    """甲 方 is 甲方, but Party A stays two words."""
    return (" " if term.isascii() else "").join(term.split())
