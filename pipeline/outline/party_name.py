"""The name of a party among the words that stand for it, which also say where it sits, who acts for it, what it was called."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from pipeline.outline.address import is_address
from pipeline.outline.party_word import PARTY_WORD, ROLE_LABEL

COMPANY: Final = re.compile(
    r"公司|会社|會社|법인|회사|㈜|㈱|\(주\)|（株）|\b(?:Inc|Ltd|Co|LLC|Corp|GmbH)\b|合伙|事务所|事務所|研究院|大学|학교|조합|財団|機構|組合|法人|企業体"
)
"""Finds what only the name of an organisation has."""

_FORM: Final = (
    r"(?:株式会社|有限会社|合同会社|(?:一般|公益)(?:社団|財団)法人|学校法人|医療法人|社会福祉法人|주식회사|유한회사|(?:재단|사단|학교|의료)법인|㈜|㈱|"
    r"[（(](?:株|주)[）)])"
)
_MARK: Final = r"[_＿●△▲▽▼□■◯○〇◎×Ｘ＊*◇◆☆★ＯXxO]"
# ○○建設, 株式会社〇〇, ******有限公司, OO시; 홍○○ and 张** are people whose names are half hidden.
_HOLLOW: Final = re.compile(rf"(?:{_FORM}[ \u3000]?)?(?P<mark>{_MARK})[ \u3000]?(?P=mark)+(?![A-Za-z])")
_HALF: Final = re.compile(rf"[\u4e00-\u9fff가-힣]{{1,2}}{_MARK}{{1,3}}")
# ${buyer.name}, {{company}}, <%=name%>: what a program writes there.
_TEMPLATE: Final = r"(?:\$?\{{1,2}[^{}\n]{1,60}\}{1,2}|<%[^%\n]{1,60}%>)"
_ONLY_MARKS: Final = re.compile(rf"(?>(?:[_＿【】\[\]［］〔〕\s●△▲□■◯○〇×xXＯO…．.—\-　（）()]|{_TEMPLATE})*)")
# 指定管理者●●●●
_ROLE_AND_MARKS: Final = re.compile(rf"{ROLE_LABEL}[ \u3000]?{_MARK}{{2,}}|{_FORM}|.*[_＿]{{2,}}.*|.*{_TEMPLATE}")
# ［委託者名］, [受託者名], 【乙方名称】, (회사명): what is to be written there, not what is.
_SLOT: Final = re.compile(
    r"[［\[〔【（(](?:请|請)?(?:填[写寫入]|输入|輸入)[^］\]〕】）)\n]{0,30}[］\]〕】）)]|"
    r"[［\[〔【<＜（(「『{][^］\]〕】>＞）)」』}\n]{0,20}(?:名|名[称稱]|姓名|氏名|商号|者|[个個]人|[单單]位|성명|상호|명칭|명|입력|記入|填写|Name|name|NAME)[］\]〕】>＞）)」』}]"
)
_NOBODY: Final = re.compile(
    rf"{PARTY_WORD}|お客様?|.{{1,30}}を(?:記載|記入|入力)|회사|당사|기업|업체|고객|본인|会社|當社|当社|公司|本公司|本人|[个個]人|单位|單位|法人|[人方]|[\u4e00-\u9fff]{{0,7}}(?<!当事)者|[甲乙]双方|双方|以下|[（(][^（）()\n]{{1,16}}[）)]|[0-9０-９][0-9０-９,，.년월일年月日원円元 ]*|"
    r"印|㊞|인|서명|날인|[签簽盖蓋][字章名]|公章|様|殿|.{0,10}您|用户|用戶|客户|客戶|会员|會員|消费者|消費者|(?:股份)?有限(?:[责責]任)?公司|[（(](?:以下|下)?[简簡]?[称稱][^（）()\n]{1,20}[）)]|.{0,40}(?:[债債][权權务務]|[义義][务務]|[权權]利)人"
)
# 業務委託契約書, 本合同由, 본 계약은, 発注者を, / 사업자등록번호: what stands around a gap for the name.
_AROUND: Final = re.compile(
    rf"\S{{0,20}}(?:契約書|協定書|覚書|合意書|合同[书書]?|协议[书書]?|協議書|계약서|약정서)|(?:本|본 )(?:合同|协议|協議|契約|契约|계약)(?:由|係由|系由|은|는|は)?|"
    rf"{PARTY_WORD}(?:を|인)|/.*|.*[（(：:]|[“\"'‘][갑을병정甲乙丙丁][”\"'’].{{0,6}}|収入印紙|둔|[■□☑☐✓].*|未成年人?|[-0-9() .–—]+|"
    r"\S{0,6}(?:供給|購入|請負|賃借|賃貸|注文|買受|受託|委託|運送|管理)人"
)
# 住　所, 성 명: the next label of a form whose field is empty; 와, と: what joins the next party.
_LABEL: Final = re.compile(
    r"(?:住[ \u3000]*[所址]|所[ \u3000]*在[ \u3000]*地|地[ \u3000]*址|職?[ \u3000]*氏[ \u3000]*名|商[ \u3000]*号|名[ \u3000]*[称稱]|姓[ \u3000]*名|代表者?(?:氏名)?|"
    r"주[ \u3000]*소|성[ \u3000]*명|상[ \u3000]*호|대[ \u3000]*표[ \u3000]*자?|전[ \u3000]*화|연락처|[電电][話话]|法定代表人|和|与|與|及|と|及び|와|과|은|는|및)[ \u3000]*[：:]?"
)
_PLACED: Final = re.compile(
    r"[^\n]{2,60}?(?:を置く|を有する|に所在する|に居住する|である|을 둔|를 둔|소재한|소재하는|거주하는)[ \u3000]*(?=\S)"
)
# 【北京…公司】, __北京…公司__, "주식회사 한빛"
_FRAMED: Final = re.compile(
    r"[【［\[“\"「『‘'][ \u3000]*(?P<inside>[^\s【】\[\]“”\"「」『』‘’'](?:[^\n【】\[\]“”\"「」『』‘’']*[^\s【】\[\]“”\"「」『』‘’'])?)"
    r"[ \u3000]*[】］\]”\"」』’']"
)
_UNDERLINED: Final = re.compile(r"[_＿]+[ \u3000]*(?P<inside>[^\s_＿](?:[^\n_＿]*[^\s_＿])?)[ \u3000]*[_＿]+")
_FRONT_ADDRESS: Final = re.compile(
    r"(?P<address>(?:〒?[0-9０-９]{3}[-－][0-9０-９]{4}[ \u3000]*)?[\u4e00-\u9fff]{2,3}[都道府県][^\s、，]{2,40}?[0-9０-９一二三四五六七八九十]"
    r"(?:番地の?[0-9０-９]*|[号番階])?)[ \u3000]+(?=\S{2})"
)
_ACTING: Final = re.compile(
    r"[ \u3000]*(?:[（(][ \u3000]*)?(?P<title>代表取締役(?:[社会]長|副社長|専務)?(?:兼[^\s　]{1,12})?|取締役社長|代表社員|代表執行役(?:社長)?|代表理事|"
    r"(?<=[\s　（(])(?:代表者?|支配人|[会社学総所局院組]長|組合長|支[店社]長|本部長|工場長)|理事長|(?<=場)場長|(?<=[場館園所局院校])長(?=[ \u3000])|(?<=[会団合社局ー])(?:会長|社長|組合長|所長|局長)(?=[ \u3000]|$)|"
    r"(?:공동\s?)?(?:대표이사|대표사원)|(?<=[\s(])(?:대표자?|이사장|원장|총장|사장|지점장|본부장)|"
    r"法定代表人|法人代表|[負负][責责]人|授[权權]代表)[ \u3000:：]*"
    r"(?P<representative>(?:[^\s　（）()、，,:：]{1,20})(?:[ \u3000][^\s　（）()、，,:：]{1,8})?)?[ \u3000]*[）)]?$"
)
# 東京都知事　…, 横浜市長　…: who signs for a prefecture, a city, a ward.
_CHIEF: Final = re.compile(
    r"(?<=[都道府県市区町村])(?P<title>知事|長)(?:[ \u3000]+(?P<representative>[^\s　、，]{1,8}(?:[ \u3000][^\s　、，]{1,6})?))?$"
)
_BRACKETED: Final = re.compile(
    r"[ \u3000]*[（(](?:曾用名|原名|原：|旧|舊|구[ :]|구명칭|前身|一人親方|個人事業主?|[个個]人|自然人|개인|formerly)[^（）()\n]{0,40}[）)]$"
)
_SEAL: Final = re.compile(
    r"[ \u3000]*(?:[（(][ \u3000]*(?:[印章]|인|직인|서명|날인|[盖蓋]章|公章|印章|签[字章名]|簽[字章名]|或|及|/|또는|및| )+[ \u3000]*[）)]|㊞|"
    r"(?<=[\s　])(?:印|인|[签簽][章名字]|[盖蓋]章|서명|날인)|[_＿]+)$"
)
# 한성대부 주식회사 (110-81-77777), 김철수(831130-1247712): the number of a company or a person in its register.
NUMBERED: Final = re.compile(
    r"[ \u3000]*[（(][^（）()\n0-9]{0,12}(?P<registration_number>[0-9]{3}-[0-9]{2}-[0-9]{5}|[0-9]{6}-[0-9*]{7}|[0-9]{13}|[0-9A-Z]{18})[）)]$"
)
# 胜唐体控（深圳市胜唐科技有限公司）
_LEGAL: Final = re.compile(r"(?P<trade>[^（()）]{2,20})[（(](?P<inside>[^（()）]{4,40}(?:公司|会社|회사))[）)]")
# What stands before a name: 성명:, 姓名(或团体名称), {{住所}}, および.
_LEAD: Final = re.compile(
    rf"{_TEMPLATE}(?![}}])[ \u3000]*(?=\S)|(?:および|及び|並びに|ならびに|또는|및)[ \u3000]?(?=\S{{2}})|姓名[（(][^（）()]{{1,12}}[）)][：:]?[ \u3000]*(?=\S{{2}})|"
    r"(?:성[ ]?명|이름|상[ ]?호|회사명|氏[ \u3000]?名|会社名|商号)[ \u3000]*[：:]?[ \u3000]+(?=\S{2})"
)
# 水巻町を甲（以下「甲」という。）
_CALLS: Final = re.compile(r"(?<=\S\S)を[「『]?[甲乙丙丁][」』]?$")
_COURTESY: Final = re.compile(r"(?<=(?<![가-힣])[가-힣]{3})(?:님|씨)$|(?<=\S{2})[ \u3000]?(?:様|殿|귀하)$")
# 운송 서비스를 제공하고자 하는 운수종사자: whoever it is.
_WHOEVER: Final = re.compile(r".*(?:[을를]|에[서게]?) .*(?:하는|되는|한|된|할) (?:[가-힣]+ ){0,2}[가-힣]+[자인]")


_JOINS_NEXT: Final = re.compile(r"[ \u3000][与與和及][ \u3000]*$")


@dataclass(frozen=True, slots=True)
class PartyName:
    """`text` is "" where nobody is named; `start` and `end` span it in the words given."""

    text: str
    start: int
    end: int
    particulars: Mapping[str, str] = field(default_factory=dict)


def party_name(words: str) -> PartyName:
    """The name in words that stand for one party: 東京都港区芝1丁目1番1号 株式会社青葉 代表取締役 山田 太郎."""
    told: dict[str, str] = {}
    start = len(words) - len(words.lstrip(" \u3000・:：|｜"))
    end = len(_JOINS_NEXT.sub("", words).rstrip(" \u3000,，、;；|｜"))
    if (lined := _UNDERLINED.fullmatch(words, start, end)) is not None:
        start, end = lined.span("inside")
    if not is_nobody(words[start:end]) and (framed := _FRAMED.fullmatch(words, start, end)):
        start, end = framed.span("inside")
    if (legal := _LEGAL.fullmatch(words, start, end)) and not COMPANY.search(legal["trade"]):
        start, end = legal.span("inside")
    if lead := _LEAD.match(words, start, end):
        start = lead.end()
    if calls := _CALLS.search(words, start, end):
        end = calls.start()
    if (placed := _PLACED.match(words, 0, end)) is not None:
        start = placed.end()
    if is_address(words[start:end]):
        return PartyName("", start, end, {"address": words[start:end]})
    if (front := _FRONT_ADDRESS.match(words, start, end)) and COMPANY.search(words, front.end(), end):
        start, told["address"] = front.end(), front["address"]
    end = _without_tail(words, start, end, told)
    start += len(words[start:end]) - len(words[start:end].lstrip(" \u3000"))
    name = words[start:end]
    return PartyName("" if is_nobody(name) else name, start, end, told)


def representative_in(words: str) -> str:
    """Who acts for a party in words that are an office and its holder (代表取締役　山田 太郎, 대표이사 홍길동 (인)); else ""."""
    sealed = _SEAL.search(words)
    acting = _ACTING.fullmatch(" " + (words[: sealed.start()] if sealed else words).strip(" \u3000"))
    return (acting["representative"] or "") if acting else ""


def is_blank(words: str) -> bool:
    """Whether nothing is written: the empty string and marks."""
    return _ONLY_MARKS.fullmatch(words) is not None


def is_nobody(name: str) -> bool:
    """Whether the words name nobody: a blank, a slot of a form, a role without its holder."""
    if all(len(word) == 1 for word in name.split()):
        name = "".join(name.split())
    whole = any(
        words.fullmatch(name)
        for words in (_ONLY_MARKS, _LABEL, _AROUND, _SLOT, _SEAL, _NOBODY, _ROLE_AND_MARKS, _WHOEVER)
    )
    return whole or _is_hollow(name) or bool(representative_in(name))


def _is_hollow(name: str) -> bool:
    """Whether marks stand for the name or a word of it: 行政書士 ○○ ○○; 홍○○ and 张** are people half named."""
    marks = _HOLLOW.search(name)
    return marks is not None and _HALF.fullmatch(name) is None


def _without_tail(words: str, start: int, end: int, told: dict[str, str]) -> int:
    """The end of the name before seals, before who acts for it and before what it is or was besides."""
    for pattern in (_SEAL, _SEAL, NUMBERED, _BRACKETED, _ACTING, _CHIEF, _BRACKETED, _COURTESY):
        found = pattern.search(words, start, end)
        if found is None or not words[start : found.start()].strip(" \u3000"):
            continue
        end = found.start()
        for name, value in found.groupdict().items():
            if name != "title" and value:
                told.setdefault(name, value)
    return end - (len(words[start:end]) - len(words[start:end].rstrip(" \u3000")))
