"""What brackets that give a short name speak of: 株式会社甲野（以下「甲」という。）, 주식회사 한빛(이하 "갑"이라 한다)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.outline.parties.name import party_name
from pipeline.outline.parties.naming import ASIDE, QUOTES, name_given
from pipeline.outline.parties.nobody import TAKER, is_blank, is_nobody
from pipeline.outline.parties.organisation import COMPANY, INCORPORATED, LIMITED, is_organisation
from pipeline.outline.parties.word import PARTY, PARTY_WORD, ROLE, ROLE_LABEL, SELF, SHORT, is_short
from pipeline.outline.section import Definition
from pipeline.outline.words import form
from pipeline.text.regex import regex

_ROLE = regex(
    rf"[【\[]?(?P<role>{PARTY_WORD})(?:[】\]]\s*|である|인\s+|を(?=\S)|[ \u3000\t]*[：:]\s*|[ \u3000\t]+|$|"
    r"(?:(?<=[\u4e00-\u9fff]{2})(?=[^はがをにのとも的应應须須])|(?<=[ァ-ヶー]{3})(?=[^ァ-ヶーはがをにのとも]))(?=.{2}))"
)
_ROLE_GAP = regex(rf"(?P<role>{ROLE_LABEL})(?:[\u3000\t]+| {{2,}}|(?<=[人者方인자체]) )(?=\S)")
_ROLE_OF_PERSON = regex(
    r"(?P<role>(?!\S*법인 )(?:[가-힣]{2,6} )?[가-힣]{1,6}[자인](?= [가-힣]{2,4}$)|(?:[가-힣]{1,6} ){0,2}[가-힣]{0,6}업체(?= \S)) "
)
# 시공사 [시공사 이름], 作業代行業者 ${name}
_ROLE_BEFORE_SLOT = regex(
    r"(?P<role>(?!\S*(?:회사|법인|[会會]社|公司|法人)[ \u3000])[가-힣]{2,8}|[\u4e00-\u9fff]{1,9}[者人社店主員])[ \u3000]+(?P<slot>\S.*)"
)
# **정보제공자**, 계약 신청자
_PART = regex(
    rf"[*_ ]*(?P<role>(?!.*[即兼]|회사|당사|본인|법인|[会會]社|公司)(?!{SHORT}[*_ ]*$)(?:{PARTY_WORD}|{TAKER}|{ROLE_LABEL}))[*_ ]*"
)
# 甲公司（以下簡稱「甲方」）為授權人，
_ROLE_BEHIND = regex(rf"[為为](?P<role>{PARTY_WORD})(?=[，,、。；])")
_ROLE_LABEL_BEFORE = regex(
    rf"(?:^|[\s。、，,と])(?P<role>{PARTY_WORD}|{ROLE_LABEL}|(?![收付缴繳]款|开户|開戶|主管)[\u4e00-\u9fff]{{2,4}}[单單]位)[ \u3000]*[：:][ \u3000]*$"
)
# (派遣元)株式会社青葉
_ROLE_IN_BRACKETS = regex(rf"(?:^|[\s、，,と])[（(](?P<role>{PARTY_WORD}|派遣[元先])[）)]$")
_QUALITY = regex(r"(?<=\S)[（(](?![주유재사株有][）)]|[ \u3000_]*[）)])[^（）()\n以이]{1,20}[）)]$")
_SUBJECT = regex(
    r"[ \u3000]*(?:[（(]?[0-9一二三四五六]{1,2}[）).、．][ \u3000]*)?(?:[甲乙丙丁]方[：:][ \u3000]*)?"
    rf"(?P<name>(?:[^，,；;。\n（）()：:]|[（(][^（）()\n]{{1,40}}[）)]|{LIMITED}){{2,60}})[，,][ \u3000]?"
    r"(?:一[家间間名位个個]|中[国國]公民|自然人|[男女]|身份[证證]|住[所址]|注册|註冊|地址|系|係|为|為|依)[^。\n]*"
)
_NAME_START = regex(rf",(?! ?{INCORPORATED})|{form('name_start').pattern}")
# 育见（杭州）科技有限公司: brackets that a name goes on behind.
_INNER = regex(
    rf"(?<![\sと、，,及和与與])[（(](?!{PARTY_WORD}[）)]|以下|下[称稱]|[简簡][称稱])[\u4e00-\u9fff]{{2,8}}[）)](?![与與及和同跟的是]|[系係]?由)(?=[\u4e00-\u9fff]{{2}})"
)
# 客户（甲方）与厦门银行股份有限公司（乙方）
_BARE = regex(r"\s*(?P<term>[甲乙丙丁戊]方)\s*")
# （以下簡稱甲方/客戶）
_BESIDE_LETTER = regex(rf"(?P<term>{SHORT})[/／](?P<role>[^/／]{{2,8}})")
# 株式会社青葉（甲）と, 주식회사 한빛(갑)과
_LETTER = regex(r"\s*(?P<term>[甲乙丙丁갑을병정])\s*")
_BESIDE = regex(r"\s?(?:と|は|及び|および|並びに|과|와|은|는|및|간|사이)")
# ____________（用人单位）与____________（劳动者）
_BARE_ROLE = regex(rf"\s*(?P<term>{PARTY_WORD})\s*")
_UNWRITTEN = regex(r"[_＿]{2}[ \u3000]?$")
# 联系电话：…⏎（以下简称“甲方”）: brackets on a line of their own, below a field that is no name.
_BELOW_FIELD = regex(
    r"[^\n：:]{0,12}(?:[电電][话話]|地址|住[所址]|[号號][码碼]?|[邮郵][编編箱]|[联聯][系絡]|[传傳]真|代表人|[负負][责責]人)[：:][^\n]*\n\s*$"
)
# 消 費 者 姓 名：      （以下簡稱甲方）, 终端提供人（以下简称甲方）：…: the brackets stand beside a label.
_LABEL = regex(
    r"(?:^|[\n\t，,。；;、）)]|[ \u3000]{2}|(?<=\S\S)[ \u3000])(?P<label>[^\n\t：:，,。；;、（）()]{2,24})(?P<colon>[：:])?[ \u3000_＿]*$"
)
# 开户申请人（甲方）: whoever it is.
_WHOEVER = regex(
    r"[^\W即是为為a-zA-Z]{2,8}[人方者]|[\u4e00-\u9fff]{3,8}[主员員户戶]|[\u4e00-\u9fff]{2,4}(?:[单單]位|[機机][構构關关])|[^，。\n]{2,30}(?:的|之(?=..[人方者主员員户戶體体]?$))[^，。的\n]{2,8}"
)
_COLON = regex(r"[ \u3000]*[：:]")
_FIELD_WORD = regex(r"(?<=..)(?:公司)?(?:姓名|名[称稱]|全[称稱])$")
# 雇主⏎名称：____（以下简称“甲方”）
_NAME_FIELD = regex(r"姓名|名[称稱]")
_ROLE_ABOVE = regex(rf"(?:^|\n)[ \u3000]*(?P<role>{ROLE.pattern})[ \u3000]*[：:]?[ \u3000]*\n$")
_GAP = regex(
    r"(?:[ \u3000\n]{2}|[)）][ \u3000]?(?:と|와|과|与|與|和)、?[ \u3000\n]*|[（(](?:[ \u3000_]*|[^（）()\n]{1,8}(?:名|氏名|名称|명|이름))[）)]|[“\"'‘「『][ \u3000_]*[”\"'’」』][ \u3000]?|[、,][ \u3000]+|[)）\]】。.：:]\n)\Z"
)
_QUOTED = regex(
    r"(?:(?<=[\s、，,])|\A|(?<=의 ))(?:'(?P<a>[^'\n]{2,60})'|‘(?P<b>[^‘’\n]{2,60})’|\"(?P<c>[^\"\n]{2,60})\"|“(?P<d>[^“”\n]{2,60})”|「(?P<e>[^「」\n]{2,60})」)\s*\Z"
)
# …の管理を行わせるため甲が指定した指定管理者●●●●: what is said of somebody before the name.
_SAID_BEFORE = regex(
    r".*(?<=[\u4e00-\u9fffァ-ヶー）)])[をがに].{1,40}(?:する|した|している|せる|せた|行う|営む|有し|有する|ため|である|けた|れた|いた)(?=[\u4e00-\u9fffァ-ヶ(（●○〇])|"
    r".*(?:に(?:もとづ|基づ)いて|について|により|によって|において|における|場合の)(?=[^、。]{4})"
)
# 不可撤销地同意接受上海…公司, 委托方委托上海…公司, 甲公司于…与广州…公司: the last that is said before the name of a company.
_SAID_BEFORE_COMPANY = regex(
    r"(?!.*(?:[会會]社|法人)).*(?:(?<!自)由(?!自)|[与與]|[给給](?!力)|(?:委[托託]|授[权權]|聘[请請任]|提供|使用|代表|[购購][买買]|[选選][择擇])(?![人者方商家])|接受|同意|[适適]用[于於]?|"
    r"[鉴鑒关關][于於]|(?<=[人方司])向|被告|本[^\W公]{2,8}[是系係])[ ]?(?=.{4})"
)
# 著作権者〇〇〇〇
_ROLE_OF_MARKS = regex(r"(?P<role>[\u4e00-\u9fff]{1,7}[人者主])(?=[○〇●◯△▲□]{2,}$)")
_OF_COMPANY = regex(
    r"[或及]其(?:[他它]|[关關][联聯])|(?:公司|会社|會社|회사|법인)(?:的|提供|所|[가는의이를은]\s|[がのはを])"
)
# 다음의 채권에 관하여 양수인 주식회사…, 서비스를 제공하는 …: the last word that says something of what follows.
_KOREAN_CLAUSE = regex(
    r"(?:\S+ )*(?:은/는|[가-힣]*(?:하는|하여|하고|관하여|관한|있어|에서|에게|되는|위한|대한|따라|있는)|둔|가진|위치한|소재한|[가-힣]+(?<!마을)(?<!마)[을를의]) (?=\S)"
)
# "시공사(이하 '을')"가 "발주자(이하 '갑')"
_OPEN_QUOTE = regex(r".*(?:^|\s)[\"“](?=[^\"”]*$)")
_HANGUL = regex(r"[가-힣]")
_PARTY_TERM = regex(rf"{PARTY_WORD}|{SELF.pattern}")
_LONGEST_NAME_CHARS, _LONGEST_LABEL_CHARS, _LONGEST_SUBJECT_CHARS = 80, 16, 300


def hereafter(text: str, head: int) -> Iterator[Definition]:
    """What stands before a name in brackets: 株式会社甲野（以下「甲」という。）; up to `head` the bare name is enough:
    厦门银行股份有限公司（乙方）.
    """
    for aside in ASIDE.finditer(text):
        if term := name_given(aside["inside"]) or (_bare_name(text, aside) if aside.start() < head else ""):
            if _is_below_field(text, aside.start()):
                continue
            beside = _BESIDE_LETTER.fullmatch(term)
            term = beside["term"] if beside else term
            if (label := _label(text, aside)) is not None:
                role, start = (beside["role"] if beside else label[0]), label[1]
                yield Definition("party" if _PARTY_TERM.fullmatch(term) else "term", term, "", role, start, aside.end())
                continue
            start, meaning = _subject(text, aside.start(), term) or words_before(text, aside.start())
            if _PARTY_TERM.fullmatch(term) or COMPANY.search(meaning):
                said = said_before(meaning)
                start, meaning = start + said, meaning[said:]
            role, meaning = _role_of(text, start, meaning, aside.end())
            role = role or (beside["role"] if beside else None)
            role, meaning = _without_term(term, role, meaning)
            unwritten = _is_unwritten(text, aside.start())
            meaning = "" if unwritten else meaning
            if meaning or role or unwritten or _waits(text, aside.start(), term):
                yield _named(term, meaning, role, start, aside.end())


def _is_unwritten(text: str, position: int) -> bool:
    """Whether a line to write on ends there."""
    return _UNWRITTEN.search(text, max(position - 4, 0), position) is not None


def _is_below_field(text: str, position: int) -> bool:
    """Whether brackets begin a line, and the line above is a field that names nobody."""
    low = max(position - _LONGEST_NAME_CHARS, 0)
    return text[low:position].rstrip(" \u3000").endswith("\n") and _BELOW_FIELD.search(text, low, position) is not None


def _bare_name(text: str, aside: re.Match[str]) -> str:
    """The short name that stands in brackets with no word around it, or the role behind a gap for the name."""
    words = _is_unwritten(text, aside.start()) and _BARE_ROLE.fullmatch(aside["inside"])
    letter = _BESIDE.match(text, aside.end()) and _LETTER.fullmatch(aside["inside"])
    bare = words or letter or _BARE.fullmatch(aside["inside"])
    return bare["term"] if bare else ""


def _label(text: str, aside: re.Match[str]) -> tuple[str, int] | None:
    """The label that the brackets stand beside, where nobody is named, and its start."""
    low = max(text.rfind("\n", 0, aside.start()) + 1, aside.start() - _LONGEST_NAME_CHARS)
    found = _LABEL.search(text[low : aside.start()])
    labelled = found and (found["colon"] or _COLON.match(text, aside.end())) and not found["label"].isascii()
    if found is None or not labelled or (COMPANY.search(found["label"]) and not ROLE.fullmatch(found["label"])):
        return None
    label = "".join(found["label"].strip("【】[]").split())
    if _NAME_FIELD.fullmatch(label) and (above := _ROLE_ABOVE.search(text, max(low - _LONGEST_LABEL_CHARS, 0), low)):
        return above["role"], above.start("role")
    return _FIELD_WORD.sub("", label), low + found.start("label")


def words_before(text: str, position: int) -> tuple[int, str]:
    """The words before a bracket, back to the end of the sentence part: their start and themselves."""
    low = max(0, position - _LONGEST_NAME_CHARS)
    position -= text.endswith("\n", low, position)
    if text[low:position].rstrip().endswith(tuple(QUOTES)) and (quoted := _QUOTED.search(text, low, position)):
        name = quoted.lastgroup or ""
        return quoted.start(name), quoted[name].strip()
    # 甲野太郎（一人親方）（以下「丙」という。）: what such brackets say is no end of a name.
    behind = _QUALITY.search(text, low, position)
    end = behind.start() if behind else position
    end = low + len(text[low:end].rstrip("：: \u3000"))
    inner = {place for brackets in _INNER.finditer(text, low, end) for place in (brackets.start(), brackets.end() - 1)}
    start = max((stop.end() for stop in _NAME_START.finditer(text, low, end) if stop.start() not in inner), default=low)
    words = text[start:end]
    if quoted := _OPEN_QUOTE.match(words):
        words = words[quoted.end() :]
    while opening := form("opening").match(words):
        words = words[opening.end() :]
    if said := _SAID_BEFORE.match(words):
        words = words[said.end() :]
    if (said := _SAID_BEFORE_COMPANY.match(words)) and COMPANY.search(words, said.end()):
        words = words[said.end() :]
    return end - len(words.lstrip()), words.strip()


def said_before(words: str) -> int:
    """How many characters of the words only tell something of whom the rest of them names: 물건을 보관하는 한빛센터."""
    clause = _KOREAN_CLAUSE.match(words)
    return clause.end() if clause else 0


def is_party_name(definition: Definition) -> bool:
    own = is_short(definition.term) or SELF.fullmatch(definition.term) is not None
    return _names_company(definition.meaning) or own


def _names_company(words: str) -> bool:
    """Whether the words are a company, not something of one: 北京…公司提供的平台, 회사가 정한 바."""
    return COMPANY.search(words) is not None and _OF_COMPANY.search(words) is None


def _waits(text: str, position: int, term: str) -> bool:
    """Whether a gap stands where a party is named: 甲（…）と　　　　（以下「乙」という。）, 法人である(    )(「ライセンサー」)."""
    waits = _PARTY_TERM.fullmatch(term) or re.fullmatch(rf"{SHORT}|[A-D]", term)
    return waits is not None and _GAP.search(text, max(position - 40, 0), position) is not None


def _named(term: str, meaning: str, role: str | None, start: int, end: int) -> Definition:
    if _WHOEVER.fullmatch(meaning) and not COMPANY.search(meaning) and is_short(term):
        return Definition("party", term, "", role or meaning, start, end)
    is_party = _PARTY_TERM.fullmatch(term) is not None
    if is_party or (COMPANY.search(meaning) and not meaning.startswith("《")):
        name = party_name(meaning)
        if is_party or (_names_company(name.text) and len(name.text) <= _LONGEST_NAME_CHARS // 2):
            return Definition("party", term, name.text, role, start, end, tuple(sorted(name.particulars.items())))
    return Definition("term", term, "" if is_blank(meaning) else meaning, role, start, end)


def _role_of(text: str, start: int, meaning: str, end: int) -> tuple[str | None, str]:
    """The role that stands before a name, above it or behind its brackets, and the name without it."""
    if part := part_of(meaning):
        return part, ""
    found = _ROLE.match(meaning) or _company_role(meaning) or _ROLE_OF_MARKS.match(meaning)
    if found:
        return found["role"], "" if is_nobody(meaning) else meaning[found.end() :]
    low = max(start - _LONGEST_LABEL_CHARS, 0)
    label = _ROLE_LABEL_BEFORE.search(text, low, start) or _ROLE_IN_BRACKETS.search(text, low, start)
    found = label or _ROLE_BEHIND.match(text, end)
    return found["role"] if found else None, meaning


def _without_term(term: str, role: str | None, meaning: str) -> tuple[str | None, str]:
    """The role and the name, where the short name itself stands before the name: 売払人安城市（以下「売払人」という。）."""
    rest = meaning.removeprefix(term)
    glued = not rest.startswith((" ", "\u3000"))
    name = rest.strip(" \u3000")
    known = (not _HANGUL.match(term) and PARTY.fullmatch(term)) if glued else ROLE.fullmatch(term)
    told = known and len(rest) < len(meaning) and not role and is_organisation(name) and not is_nobody(name)
    return (term, name) if told else (role, meaning)


def part_of(words: str) -> str:
    """The part that words name without its holder: 계약 신청자, 시공사 [시공사 이름]; else ""."""
    if is_nobody(words) and (part := _PART.fullmatch(words)):
        return part["role"]
    before = _ROLE_BEFORE_SLOT.fullmatch(words)
    return before["role"] if before and _is_slot(before["slot"]) else ""


def _is_slot(words: str) -> bool:
    """Whether a name is to be written there: ____, OOO, [시공사 이름]."""
    return is_blank(words) or (not words[0].isalpha() and is_nobody(words))


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
