"""Parties: 甲方（出租人）：某某公司 / 株式会社青葉（以下「甲」という。） / 임대인 주식회사 한빛(이하 "갑"이라 한다)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipeline.normalize.blanks import is_blank
from pipeline.normalize.mention import BLANK, Mention, Value
from pipeline.outline.section import Definition

_ROLES: Final = (
    "出租|承租|出卖|买受|委托|受托|发包|承包|总包|分包|转让|受让|许可|被许可|出借|借款|贷款|保证|担保|抵押|质押|采购|供应|供货|供|需|"
    "卖|买|定作|承揽|用人|劳动|聘用|受聘|披露|接收|服务|购买|销售|建设|施工|监理|设计|投资|出资|转租|合作|发行|赠与|受赠|寄存|保管|托运|承运|"
    "委任|受任|注文|请负|赁贷|赁借|贷|借|雇用|使用|开示|受领|发注|受注|利用|甲|乙|丙|丁|戊"
)
_ROLE_ZH: Final = rf"(?:{_ROLES})(?:方|人|者|主|单位|商|公司)"
_ROLE_KO: Final = (
    "(?:원사업자|수급사업자|사용자|사업주|근로자|임대인|임차인|매도인|매수인|위탁자|수탁자|도급인|수급인|발주자|수주자|공급자|구매자|"
    "양도인|양수인|대여인|차용인|의뢰인|수행자|발주처|계약자|가맹본부|가맹점사업자|라이선서|라이선시|판매자|개발자|제공자|수령자|연대보증인|보증인|갑|을|병)"
)
_INTRODUCED: Final = re.compile(
    r"\( ?(?:[^()\n]{1,30}[,，、] ?)?(?:(?:以下|下)(?:简|统|合|总)?称?(?:为|:)?|이하(?:에서는)?|hereinafter(?: referred to as)?|the) ?"
    r"[\"'「『“‘](?P<alias>[^\"'」』”’\n]{1,20})[\"'」』”’][^()\n]{0,16}\)",
    re.I,
)
_LABEL: Final = re.compile(
    rf"^[ \t]*(?:[一二三四1-9][、.])?(?P<first>{_ROLE_ZH}|{_ROLE_KO}|[甲乙丙丁])"
    r"(?: ?[(/](?P<second>[^()\n:：]{1,24})\)?)?(?: ?\((?P<third>[^()\n:：]{1,24})\))?"
    r" ?(?P<colon>[:：]|\t) ?(?P<name>[^\n]{0,80})",
    re.MULTILINE,
)
_NAME_END: Final = re.compile(
    r" {2,}|\t|[,，;；。、]|\((?:盖章|公章|签章|签字|印|인|서명|以下|이하|下称|法人)|盖章|签字|住所|地址|注册地址|"
    r"法定代表|代表者|代表取|代表人|负责人|身份证|统一社会|주소|\(?대표|사업자등록|电话|联系|所在地|성명|생년|이하"
)
_SHORT: Final = r"[甲乙丙丁戊]方?|[갑을병정]"
_CALLED: Final = re.compile(
    rf"[ \"'「『]*(?:(?P<short>{_SHORT})|(?:以下|下|이하)[简合统]?称?为?[ \"'「『:：]*(?P<alias>[^\"'「」』]{{1,20}}?))"
    r"[ \"'」』]*(?:이?라 ?한다|という)?"
)
_WORD_START: Final = re.compile(
    r"(?:[,，。;；:：\n]|(?<![(（][주株有])\)) ?(?:と|及び|并びに|並びに|与|和|、|와|과|및|\b)? ?(?:连带保证人)?、? ?|为|由"
)
_COMPANY: Final = re.compile(
    r"公司|会社|商会|事务所|事務所|集团|银行|大学|医院|学校|研究所|研究院|中心|合伙|组合|法人|財団|机构|委员会|政府|局|厅|市$|县$|"
    r"주식회사|유한회사|\(주\)|㈜|재단|사단|조합|병원|은행|센터|협회|공사|공단|Co\.|Ltd|Inc|Corp|LLC|GmbH|Company|Bank"
)
_PARTY_ALIAS: Final = re.compile(
    rf"[甲乙丙丁戊](?:方)?|[갑을병정]|{_ROLE_ZH}|{_ROLE_KO}|(?:The )?[A-Z][a-z]+(?:er|or|ee|nt)"
)
_LEADING_ROLE: Final = re.compile(rf"^ ?(?P<role>{_ROLE_ZH}|{_ROLE_KO})(?: ?[:：] ?| +)(?=\S)")
_ROLE_AND_NAME: Final = re.compile(
    rf"^ ?(?:连带)?(?P<role>(?:{_ROLES})[人者方主])(?=.{{2,40}}$)(?=[^\n]*(?:公司|会社|法人|组合|银行))"
)
_GENERIC: Final = re.compile(r"(?:者|[한된는은을] ?자|当事人|一方|双方|方|당사자|각자|사항|内容|情报|信息)$")
_BEFORE_CHARS: Final = 60


def find(text: str, original: str) -> Iterator[Mention]:
    """Every party that a folded text introduces with a label (甲方：…) or with what it will be called (以下「甲」)."""
    for match in _LABEL.finditer(text):
        if mention := _labelled(text, original, match):
            yield mention
    for match in _INTRODUCED.finditer(text):
        if mention := _introduced(text, original, match):
            yield mention


def of_definition(definition: Definition) -> Mention:
    """The party that the outline found; a definition without a name is a form that waits for one."""
    if not definition.meaning:
        return Mention("party", definition.start, definition.end, BLANK, blank=True)
    alias = definition.term if definition.term not in ("", definition.role) else None
    value: Value = {"name": definition.meaning, "role": definition.role, "alias": alias, **dict(definition.particulars)}
    return Mention("party", definition.start, definition.end, value)


def _labelled(text: str, original: str, match: re.Match[str]) -> Mention | None:
    names = [match.span(group) for group in ("first", "second", "third") if match[group]]
    called = [_CALLED.fullmatch(text, *span) for span in names]
    aliases = [original[slice(*name.span(name.lastgroup or 0))] for name in called if name]
    roles = [original[slice(*span)].strip() for span, name in zip(names, called, strict=True) if not name]
    start, end = match.span("name")
    cut, inline = _NAME_END.search(text, start, end), _INTRODUCED.search(text, start, end)
    if cut and inline and cut.start() < inline.start():
        inline = None
    end = min(cut.start() if cut else end, inline.start() if inline else end)
    if is_blank(text[start:end]):
        return Mention("party", match.start("first"), max(end, match.end("colon")), BLANK, blank=True)
    value: Value = {
        "name": original[start:end].strip(" \u3000_"),
        "role": roles[0] if roles else None,
        "alias": original[slice(*inline.span("alias"))] if inline else aliases[0] if aliases else None,
    }
    stop = inline.end() if inline else start + len(original[start:end].rstrip())
    return Mention("party", match.start("first"), stop, value)


def _introduced(text: str, original: str, match: re.Match[str]) -> Mention | None:
    low = max(match.start() - _BEFORE_CHARS, 0)
    line = text[low : match.start()]
    starts = [word.end() for word in _WORD_START.finditer(line)]
    start = low + (starts[-1] if starts else 0)
    role = _LEADING_ROLE.match(text[start : match.start()]) or _ROLE_AND_NAME.match(text[start : match.start()])
    begin = start + (role.end() if role else 0)
    name = original[begin : match.start()].strip(" \u3000_")
    alias = match["alias"]
    if is_blank(text[begin : match.start()]):
        known = _PARTY_ALIAS.fullmatch(alias)
        return Mention("party", begin, match.end(), BLANK, blank=True) if known else None
    if _GENERIC.search(name) or not (_PARTY_ALIAS.fullmatch(alias) or _COMPANY.search(name)):
        return None
    said = original[start + role.start("role") : start + role.end("role")] if role else _role_of(original, match)
    value: Value = {"name": name, "role": said, "alias": original[slice(*match.span("alias"))]}
    shown = text[start : match.end()].lstrip(" ")
    return Mention("party", match.end() - len(shown), match.end(), value)


def _role_of(original: str, match: re.Match[str]) -> str | None:
    """An alias that is a role (以下「出租人」) is both."""
    is_role = re.fullmatch(f"{_ROLE_ZH}|{_ROLE_KO}", match["alias"]) and len(match["alias"]) > 2
    return original[slice(*match.span("alias"))] if is_role else None
