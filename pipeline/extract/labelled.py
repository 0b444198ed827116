"""What the words right before a value call it, in whatever article it stands: the day of signing, the whole price, the
beginning and the end of the term, the contract that a supplement belongs to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from pipeline.extract.record import RecordMention
from pipeline.outline.section import Outline

_LABEL_CHARS: Final = 32
# 原合同签订日期 is another contract's.
_OTHER: Final = r"(?<![原前主该該])(?<!原合同)(?<!主合同)(?<!原契約)(?<!기존계약)"
_SIGNED_ON: Final = re.compile(
    rf"{_OTHER}(?:(?:签[订署约定]|簽[訂署約]|订立|訂立)(?:日期|时间|時間|日)|(?:契約|合意)?(?:締結|作成)(?:年月)?日|契約年月日|契約日|"
    r"계약\s?(?:체결)?\s?일자?|체결\s?일자?|작성\s?일자?|\b(?:dated?|date of (?:signature|signing|agreement))(?: as of)?)"
    r"(?:及び|および|・)?(?:効力発生日)?\s*[：:は]?、?(?:いずれも)?\s*$",
    re.IGNORECASE,
)
_TOTAL: Final = re.compile(
    r"(?:(?:合同|协议|協議|契約|合約)(?:的|之)?(?:总|總)?(?:金额|金額|价款|價款|價金|价|價)|(?:签约)?合同价|(?:总|總)(?:价款?|價款?|金[额額])|"
    r"契約(?:金額|代金|総額)|請負代金額?|委託料(?:総額|の総額)|(?<!月)(?<!月額)報酬総?額|売買代金(?:総額)?|(?:총\s?)?계약\s?금액|총\s?(?:대금|금액)|매매대금|"
    r"(?:total|contract) (?:price|amount|value))"
    r"(?:[（(][^）)\n]{1,12}[）)])?(?:共计|共計|合计|合計|总计|总额|總計)?\s*(?:为|為|是|は、?|은|는|:|：|shall be|is)?\s*(?:人民[币幣])?\s*$",
    re.IGNORECASE,
)
_BESIDE: Final = re.compile(
    r"(?:押金|[保質质][证證]金|敷金|礼金|定金|订金|訂金|违约金|違約金|罚金|罰金|[税稅][额額]|不含[税稅](?:金[额額]|价|價)?|消費税額?|"
    r"보증금|위약금|계약금(?!\s?액)|부가가치세|세액|deposit)"
    r"(?:共计|共計|合计|合計|总额|人民[币幣]|新[臺台][币幣]|为|為|は|은|는|으로|[:：金\s])*$",
    re.IGNORECASE,
)
_TERM: Final = re.compile(
    r"(?:服务|服務|供货|供貨|作業|業務|业务|施工|工事|合同|协议|協議|租赁|租賃|合作|委托|委託|履行|履约|履約|有效|契約|有効|賃貸借|雇用|使用|许可|許可|계약|임대차|용역|위탁|공사)"
    r"(?:之|的|の)?(?:期限?|期间|期間|有效期|有効期間|\s?기간)(?:限|间|間)?(?:为|為|是|：|:|は、?|은|는)?\s*(?:自|从|由)?\s*$"
)
_UNTIL: Final = re.compile(r"\s*起?(?:至|到|から|より|부터|～|〜|~|-|—|–|to|until|through)\s*(?:同|自)?\s*")
_SUPPLEMENT: Final = re.compile(
    r"补充|補充|变更协议|變更|変更(?:契約|覚書|合意)|覚書|추가\s?(?:약정|계약|합의)|변경\s?(?:계약|합의)|부속\s?합의|amendment|supplement|addendum",
    re.IGNORECASE,
)
_CONTRACT_NAME: Final = re.compile(
    r"[《「『](?P<title>[^《》「」『』\n]{2,40}?(?:合同|协议|協議|契约|契約|合約|계약|약정|约定)(?:书|書|서)?)[》」』]"
    r"(?:\s?[（(]?(?:合同)?(?:编号|編號|番号|번호|No\.?)\s*[：:为為]?\s*(?P<number>[A-Za-z0-9一-鿿-]{2,30}?)(?=[）)，,。、；\s]))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ParentContract:
    """The contract that this one changes or adds to; `start` and `end` span its title and number."""

    title: str
    number: str | None
    start: int
    end: int


def signing_dates(text: str, mentions: Sequence[RecordMention]) -> list[RecordMention]:
    """The dates that are called the day of signing."""
    return list(_called(_SIGNED_ON, "date", text, mentions))


def total_amounts(text: str, mentions: Sequence[RecordMention]) -> list[RecordMention]:
    """The sums that are called the price of the whole contract."""
    return list(_called(_TOTAL, "money", text, mentions))


def terms_of_contract(text: str, mentions: Sequence[RecordMention]) -> list[tuple[RecordMention, RecordMention]]:
    """First and last day of what is called the term: 服务期自…起至…止."""
    dates = [mention for mention in mentions if mention.kind == "date"]
    return [
        (first, last)
        for first, last in pairwise(dates)
        if _UNTIL.fullmatch(text, first.end, last.start) and _is_called(_TERM, text, first)
    ]


def parent_contract(text: str, outline: Outline) -> ParentContract | None:
    """The contract that a supplement names before its first article or in it."""
    named = outline.parts[0] if outline.parts and outline.parts[0].kind in ("title", "annex") else None
    if named is None:
        return None
    line = text.find("\n", named.start)
    start = min(named.end, line if line >= 0 else named.end)
    if not _SUPPLEMENT.search(text, named.start, start):
        return None
    end = outline.articles[0].end if outline.articles else len(text)
    found = _CONTRACT_NAME.search(text, start, end)
    return ParentContract(found["title"], found["number"], *found.span()) if found else None


def is_beside_price(text: str, start: int) -> bool:
    """Whether what stands before a sum calls it a deposit, a penalty or a tax, and not the price."""
    return _BESIDE.search(text, max(start - _LABEL_CHARS, 0), start) is not None


def _called(
    label: re.Pattern[str], kind: Literal["date", "money"], text: str, mentions: Sequence[RecordMention]
) -> Iterator[RecordMention]:
    return (mention for mention in mentions if mention.kind == kind and _is_called(label, text, mention))


def _is_called(label: re.Pattern[str], text: str, mention: RecordMention) -> bool:
    return label.search(text, max(mention.start - _LABEL_CHARS, 0), mention.start) is not None
