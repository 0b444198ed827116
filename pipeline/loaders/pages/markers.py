"""What lines begin with: articles, annexes, the items of lists, parties, dates, and the last words of a text."""

from __future__ import annotations

import re

from pipeline.text.numerals import to_int

_CJK_NUMBER = "〇零一二三四五六七八九十百千两兩壹贰叁肆伍陆柒捌玖拾貳參陸"
# The syllables that items are counted with, and no other: (주) begins the name of a company.
_GANADA = "[가나다라마바사아자차카타파하]"
_ORDINAL = rf"[0-9０-９{_CJK_NUMBER}]{{1,7}}"
_ARTICLE = (
    rf"第\s*{_ORDINAL}\s*(?:条|條|章|节|節|编|編|款|项|項|号|號|部分|部)(?:\s*[之の]\s*{_ORDINAL})?"
    r"|제\s*\d{1,4}\s*(?:조|장|절|관|편|항|호)(?:\s*의\s*\d{1,3})?"
    r"|(?i:article|section|chapter|clause|schedule|appendix|exhibit|annex)\s+[0-9IVXA-Z]{1,6}\b"
)
_ANNEX = r"附\s*(?:件|表|录|錄|則|则|属)|付則|別\s*[紙表添]|별\s*[첨지표]|부\s*칙|補充協議|补充协议|前\s*文|특약사항"
_ITEM = (
    rf"[（(〔［\[]\s*(?:[0-9０-９]{{1,3}}|[{_CJK_NUMBER}]{{1,4}}|[a-zA-Z]|[ivx]{{1,5}}|{_GANADA}|[ア-ン])\s*[）)〕］\]]"
    rf"|[0-9０-９]{{1,3}}(?:[.．][0-9０-９]{{1,3}}){{1,4}}[.．、]?(?![0-9０-９%％,，元円원年日月])"
    r"|[0-9０-９]{1,3}(?:[.．](?![0-9０-９])|[、)）]|[ 　\t])"
    rf"|[{_CJK_NUMBER}]{{1,4}}[、．.　 ]"
    r"|[①-⑳㉑-㉟❶-❿㊀-㊉⑴-⒇]"
    rf"|{_GANADA}[.)]"
    r"|[ア-ン][　 .．)）]|[イロハニホヘト][　 .．)）]"
    r"|[a-zA-Z][.)]\s"
    r"|[•●○■□◆◇▪❖➢※・☑☐☒✓*＊]"
)
_PARTY = r"[甲乙丙丁戊]\s*方?\s*[（(：:]|[갑을병]\s*[（(：:]|[（(]\s*[갑을병정]\s*[）)]|立合[約约]"
# A date on a line of its own, over the signatures.
_ERA = r"(?:(?:令和|平成|昭和|西暦|中華民國|中华民国|民國)\s*)?"
_DATE = _ERA + r"[0-9０-９〇一二三四五六七八九十元\s_＿]{1,8}[年년].{1,12}[日일]\s*$"
_CLOSE = r"[（(]\s*(?:以下(?:无|無|余白|空白)|本页|本頁|此页|此頁|签署页|簽署頁|이하\s*여백)"
# The last sentence before the signatures.
_WITNESS = r"(?:以上[、，]?\s*)?本(?:契約|覚書|合意)書?の(?:成立|締結)を証|[본이]\s*계약(?:서)?의\s*(?:성립|체결)을?\s*(?:증명|증하)|IN WITNESS WHEREOF|This (?:agreement|deed) has been "
_MAKERS = r"立(?:合同|合[約约]|契[約约]|[合約约])?書?人"
_MARKER = re.compile(
    rf"[【〔\[「<＜〈|｜]?\s*(?:{_ARTICLE}|{_ANNEX}|{_ITEM}|{_PARTY}|{_DATE}|{_CLOSE}|{_WITNESS}|{_MAKERS})"
)
LISTED = re.compile(_ITEM)
HEADING = re.compile(rf"(?:{_ARTICLE}|{_ANNEX})\s*(?:[（(【「].{{1,40}}[）)】」]\s*|[ 　].{{1,30}})?")
# An article's number with its title in brackets and what comes after, or with words; a reference has no such gap.
NUMBERED = re.compile(
    rf"(?:{_ARTICLE})\s*(?:[（(【「][^）)】」]{{1,40}}(?:[）)】」]\s*(?P<after>.*))?|[ 　](?P<words>.*)|$)", re.DOTALL
)
_COUNT = re.compile(rf"[0-9０-９]+|[{_CJK_NUMBER}]+")


def begins_item(text: str) -> bool:
    """Whether a line begins like an article, a clause, an item or a party."""
    return _MARKER.match(text) is not None


def begins_article(text: str) -> bool:
    return re.match(_ARTICLE, text) is not None


def number_of(text: str) -> tuple[str, int] | None:
    """The item number a line begins with: its shape, with the figures blurred, and its value.

    第3条 is left out: at the start of a line it may as well be a reference.
    """
    marker = LISTED.match(text)
    figures = _COUNT.search(marker.group()) if marker else None
    value = to_int(figures.group()) if figures else None
    if marker is None or value is None:
        return None
    return _COUNT.sub("#", marker.group(), count=1), value


def follow(one: str, other: str) -> bool:
    """Whether two lines begin with unlike numbers of one kind: (1) and (2)."""
    first, second = _MARKER.match(one), _MARKER.match(other)
    if first is None or second is None or first.group() == second.group():
        return False
    return _COUNT.sub("#", first.group()) == _COUNT.sub("#", second.group())
