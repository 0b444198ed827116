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
from pipeline.normalize.price_names import WHOLE_PRICE
from pipeline.outline.section import Outline

_LABEL_CHARS, _PHRASE_CHARS = 32, 96
# 原合同签订日期 is another contract's.
_OTHER: Final = r"(?<![原前主该該])(?<!原合同)(?<!主合同)(?<!原契約)(?<!기존계약)"
_SIGNED_ON: Final = re.compile(
    rf"{_OTHER}(?:(?:签[订署约定]|簽[訂署約]|订立|訂立)(?:日期|时间|時間|日)|(?:契約|合意)?(?:締結|作成)(?:年月)?日|契約年月日|契約日|"
    r"계약\s?(?:체결)?\s?일자?|체결\s?일자?|작성\s?일자?|\b(?:dated?|date of (?:signature|signing|agreement))(?: as of)?|"
    # This Agreement is made and entered into as of May 1, 2026
    r"\b(?:agreement|contract|deed|lease|memorandum)\b[^.;\n]{0,40}\b(?:made|entered|concluded|executed|signed)(?: (?:and|made|entered|executed|concluded|into|as|of|on|this|the|at)\b|,)*)"
    r"(?:及び|および|・)?(?:効力発生日)?\s*[：:は为為是]?、?(?:いずれも)?\s*$",
    re.IGNORECASE,
)
# 本租約於…由…訂立, 本契約は…に締結された, 본 계약은 …에 체결되었다: what is said of a day that the contract begins with.
_HERE: Final = re.compile(
    r"本(?:补充|補充)?(?:合同|协议|協議|契[约約]|合[约約]|租[约約])书?書?[^。；;\n]{0,60}[于於]\s*$|"
    r"本(?:契約|合意|覚書)書?は、?[^。\n]{0,40}$|(?:본|이)\s?(?:계약|협약|약정)서?[은는]\s?[^.\n]{0,40}$"
)
_MADE: Final = re.compile(
    r"\s*[，,]?[^，,。；;\n生起至前后後止]{0,60}(?:签[订署]|簽[訂署]|订立|訂立)|(?:に|付け?で)[^。\n]{0,40}(?:締結|作成)(?:され|した|する)|"
    r"(?:에|자로)?\s[^.\n]{0,40}(?:체결|작성)(?:되|하|한|된)"
)
_TOTAL: Final = re.compile(
    rf"(?:{WHOLE_PRICE}|合[计計](?:总|總)?金[额額])(?:上限)?"
    r"(?:[（(][^）)\n]{1,12}[）)])?(?:共计|共計|合计|合計|总计|总额|總計|大写|小写|大寫|小寫)?\s*(?:为|為|是|は、?|은|는|:|：|shall be|is)?\s*(?:人民[币幣]|총|일?금|합계)?\s*$",
    re.IGNORECASE,
)
# 服务费：人民币…: the price of a contract that names no other.
_FEE: Final = re.compile(
    r"(?:服[务務]|技[术術]|[设設][计計]|咨[询詢]|諮詢|[顾顧][问問]|[开開][发發]|[制製]作|委[托託]|代理|[监監](?:理|造|[测測])|[检檢][测測验驗]|[评評]估|"
    r"[审審][计計]|推[广廣]|[广廣]告|培[训訓]|[维維](?:[护護]|保)|加工|[运運][输輸]|拍[摄攝]|研究|翻[译譯]|[授特][权權许許]|[许許]可|加盟)"
    r"(?:服[务務]|[开開][发發]|工作)?(?:[费費]用?|[报報]酬|酬金)(?:[总總][额額计計]|合[计計]|共[计計])?"
    r"(?:[（(][^）)\n]{1,12}[）)])?\s*(?:共[计計])?(?:为|為|是|：|:)?\s*(?:人民[币幣])?\s*$"
)
# 每学年校服总价, 单个学生总价: the whole price of one of many.
_OF_ONE: Final = re.compile(
    r"(?:每|单个|單個|单位|各|1[個件人]あたり|개당|인당|につき|当たり|あたり)[^，,。；;、\n]{0,16}$"
)
_UNTAXED: Final = re.compile(r"(?:税抜き?|税別|不含[税稅]|未[税稅]|부가세\s?별도|공급가액?)[^，。、\n]{0,6}$")
# 金1000万円を貸し渡し, 向甲方借款人民币…, 금 1억원을 대여: what a loan is about, beside its repayments.
_BORROWED: Final = re.compile(
    r"(?:借(?:款|到|入|给|給)|出借|贷款|貸款)(?:本金)?(?:为|為|：|:)?\s*(?:人民[币幣]|新[臺台][币幣])?\s*$"
)
_LENT: Final = re.compile(
    r"(?:[（(][^（）()\n]{1,40}[）)])?\s*(?:を(?:貸|借|融資)|[貸贷借出](?:[與与給给予]|借[給给予])|[을를]\s?(?:대여|차용|빌려|대출))"
)
_BESIDE: Final = re.compile(
    r"(?:押金|[保質质][证證]金|敷金|礼金|定金|订金|訂金|违约金|違約金|罚金|罰金|[税稅][额額]|不含[税稅](?:金[额額]|价|價)?|消費税額?|"
    r"보증금|위약금|계약금(?!\s?액)|부가가치세|세액|deposit)"
    r"(?:共计|共計|合计|合計|总额|人民[币幣]|新[臺台][币幣]|为|為|は|은|는|으로|[:：金\s])*$",
    re.IGNORECASE,
)
# A month's rent or wage, the price of one piece: no price of the whole.
_PERIODIC: Final = re.compile(
    r"(?:每(?:[个個半]?(?:月|年|季度?|日|天)|[人件次台套本份平])|(?<![一二两三四五六七八九十0-9０-９])[月年](?:租|薪|工[资資]|(?:服[务務]|管理|物[业業]|使用|[维維][护護])?[费費]|付|供|額|给|給|々|固定|基本)|毎[月年]|時給|日給|[单單]价|單價|単価|家賃|賃料|"
    r"(?<![가-힣])매?(?:월|년)\s?(?:차임|세|임대료|임차료|급여?|이용료|사용료|정액|관리비)?|につき|当たり|あたり|차임|임대료|기본급|시급|일급|월급|단가)"
    r"(?:[^，,。；;、\n0-9０-９]{0,10})$"
)
_PER_PIECE: Final = re.compile(
    r"\s?(?:整|정)?[（(]?\s?[/／每毎]\s?(?:月|年|季|日|天|人|㎡|平方米|平米|件|次|台|套|吨|噸|度|股|[亩畝]|公斤|千克|kg|小[时時]|月額|월|년|일|명|개)"
)
# 2023년 8월 30일까지 임차인에게 인도하며: the day of delivery, beside the term of a lease.
_HANDED_OVER: Final = re.compile(r"\s*(?:까지|まで|前)[^.。，,、\n]{0,16}(?:인도|납품|引き?渡|交付)")
_BORN: Final = re.compile(
    r"(?:생년월일|생일|生年月日|出生(?:日期|年月日)?|date of birth|born(?: on)?)\s*[：:)）]?\s*$", re.IGNORECASE
)
_OTHERS_TERM: Final = (
    r"(?<!許可)(?<!许可)(?<!許可証)(?<!许可证)(?<!免許)(?<!营业)(?<!営業)(?<!保函)(?<![证証證]书)(?<!保险)(?<!保険)"
)
_TERM: Final = re.compile(
    rf"(?:{_OTHERS_TERM}"
    r"(?:服务|服務|供货|供貨|作業|業務|业务|施工|工事|合同|协议|協議|租赁|租賃|合作|委托|委託|履行|履约|履約|有效|契約|有効|賃貸借|雇用|使用|许可|許可|借款|계약|임대차|용역|위탁|공사|과업|수행|사업|연구)"
    r"(?:之|的|の)?(?:期限?|期间|期間|有效期|有効期間|\s?기간)(?:限|间|間)?|"
    # 指定期間, 훈련기간: whatever else it is the time of, but a warranty, a trial, a time to apply.
    r"(?<=[\u4e00-\u9fff]{2})(?<!保[証證管固存])(?<!据置)(?<!申込)(?<!募集)(?<!試用)(?<!猶[予豫])(?<!瑕疵)(?<!検査)(?<!入札)(?<!免責)(?<!予告)(?<!審[閱査查])(?<!保[険險])(?<!担保)期間|"
    r"(?<=[가-힣])(?<!하자)(?<!보증)(?<!보관)(?<!보수)(?<!보험)(?<!담보)(?<!유예)(?<!수습)(?<!신청)(?<!접수)(?<!모집)(?<!입찰)(?<!평가)(?<!심사)(?<!거치)(?<!이의)(?<!납부)(?<!허가)(?<!면책)\s?기간)"
    r"\s*(?:为|為|是|：|:|は、?|은|는)?\s*(?:自|从|由)?\s*$"
)
_UNTIL: Final = re.compile(r"\s*起?(?:至|到|から|より|부터|～|〜|~|-|—|–|to|until|through)\s*(?:同|自)?\s*")
# ，有效期至…, 合同期限自签订之日起至…: the last day of a term that begins with an event.
_ENDS: Final = re.compile(
    r"(?:(?:^|[，,。；;\s]|合同|协议|協議|合約)(?:的)?有效期(?:限)?(?:至|到|截至|截止至?)|"
    r"(?:服务|服務|合同|协议|協議|租赁|租賃|合作|委托|委託|履行|履約|借款)(?:期限|期间|期間|期)[^。；;\n]{0,24}?(?:起至|起到|之日至|至))\s*$"
)
_ENDS_WITH: Final = re.compile(
    r"(?:(?:履行|契約|委託|業務|事業|有効|賃貸借|工事)(?:期限|期間)|工期|(?:계약|용역|공사|사업|위탁|임대차|과업|수행)\s?기간)[^。.\n]{0,24}(?:から|より|부터)[、,]?\s*$"
)
_LAST_DAY: Final = re.compile(r"\s*(?:[（(][^（）()\n]{1,20}[）)])?\s*(?:まで|限り|까지)")
_EFFECTIVE_ON: Final = re.compile(
    r"(?:生效(?:日期|日|时间)|效力[发發]生日|効力発生(?:年月)?日|발효일|효력\s?발생일|\beffective (?:date|as of|on|from))(?:兼締結日)?\s*(?:[：:はは은는]|为|為|is)?、?(?:いずれも)?\s*$",
    re.IGNORECASE,
)
# May 1, 2026 (the “Effective Date”)
_EFFECTIVE_DATE: Final = re.compile(r"\s*\((?:hereinafter )?(?:the )?[“\"]Effective Date", re.IGNORECASE)
# 本协议自…起生效: what is said of a day that the contract itself begins with.
_OURS: Final = re.compile(
    r"(?:本(?:合同|协议|協議|契約|合約|약정)|(?:본|이)\s?(?:계약|협약|약정)[은는]?)[^，,。；;\n]{0,12}\s*$"
)
_TAKES_EFFECT: Final = re.compile(
    r"\s*(?:之?日?起|に|から|より|부터|자로)?\s*(?:正式)?(?:生效|発効(?:する|し)|効力を(?:生|発)|그?\s?(?:효력을?\s?(?:발생|가진|갖)|발효|시행))"
)
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
    called = list(_called(_SIGNED_ON, "date", text, mentions, _PHRASE_CHARS))
    here = _called(_HERE, "date", text, mentions, _PHRASE_CHARS)
    return called or [mention for mention in here if _MADE.match(text, mention.end)]


def effective_dates(text: str, mentions: Sequence[RecordMention]) -> list[RecordMention]:
    """The dates that are called the day of effect."""
    called = list(_called(_EFFECTIVE_ON, "date", text, mentions))
    called += [each for each in mentions if each.kind == "date" and _EFFECTIVE_DATE.match(text, each.end)]
    ours = _called(_OURS, "date", text, mentions)
    return called or [mention for mention in ours if _TAKES_EFFECT.match(text, mention.end)]


def total_amounts(text: str, mentions: Sequence[RecordMention]) -> list[RecordMention]:
    """The sums that are called the price of the whole contract, or that are lent by it."""
    sums = [mention for mention in mentions if mention.kind == "money"]
    totals = [each for each in sums if _is_total(text, each) and not _is_of_one(text, each)]
    totals = totals or [
        each
        for each in sums
        if _is_called(_FEE, text, each) and not (_is_of_one(text, each) or _is_called(_PERIODIC, text, each))
    ]
    return [each for each in totals if not _is_called(_UNTAXED, text, each)] or totals


def terms_of_contract(text: str, mentions: Sequence[RecordMention]) -> list[tuple[RecordMention, RecordMention]]:
    """First and last day of what is called the term: 服务期自…起至…止."""
    dates = [mention for mention in mentions if mention.kind == "date"]
    return [
        (first, last)
        for first, last in pairwise(dates)
        if _UNTIL.fullmatch(text, first.end, last.start) and _is_called(_TERM, text, first)
    ]


def last_days(text: str, mentions: Sequence[RecordMention]) -> list[RecordMention]:
    """The last days of terms that begin with an event: 有效期至…, 契約締結日から…まで."""
    dates = [mention for mention in mentions if mention.kind == "date"]
    return [
        each
        for each in dates
        if _is_called(_ENDS, text, each)
        or (_is_called(_ENDS_WITH, text, each) and _LAST_DAY.match(text, each.end) is not None)
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


def is_beside_price(text: str, start: int, end: int) -> bool:
    """Whether the words around a sum call it a deposit, a penalty, a tax, or what a month or a piece costs, and not the
    price.
    """
    low = max(start - _LABEL_CHARS, 0)
    return any(label.search(text, low, start) for label in (_BESIDE, _PERIODIC)) or bool(_PER_PIECE.match(text, end))


def is_birthday(text: str, start: int) -> bool:
    """Whether the words before a date make it the day somebody was born."""
    return _BORN.search(text, max(start - _LABEL_CHARS, 0), start) is not None


def is_handed_over(text: str, end: int) -> bool:
    """Whether the words behind a date make it a day of delivery."""
    return _HANDED_OVER.match(text, end) is not None


def _is_total(text: str, mention: RecordMention) -> bool:
    lent = _is_called(_BORROWED, text, mention) or _LENT.match(text, mention.end) is not None
    return lent or _is_called(_TOTAL, text, mention)


def _is_of_one(text: str, mention: RecordMention) -> bool:
    return _is_called(_OF_ONE, text, mention) or _PER_PIECE.match(text, mention.end) is not None


def _called(
    label: re.Pattern[str],
    kind: Literal["date", "money"],
    text: str,
    mentions: Sequence[RecordMention],
    chars: int = _LABEL_CHARS,
) -> Iterator[RecordMention]:
    return (mention for mention in mentions if mention.kind == kind and _is_called(label, text, mention, chars))


def _is_called(label: re.Pattern[str], text: str, mention: RecordMention, chars: int = _LABEL_CHARS) -> bool:
    return label.search(text, max(mention.start - chars, 0), mention.start) is not None
