"""Shares and interest: 万分之五, 0.05%, 年14.6%, 日歩4銭, 1000분의 1.5, 연 12%, with period, base and cap."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from pipeline.normalize import blanks, published
from pipeline.normalize.mention import BLANK, Mention, Value
from pipeline.normalize.shares import Share, read
from pipeline.text.numerals import plain
from pipeline.text.regex import regex

_BLANK_TAIL: Final = regex(r" {0,4}(?:[%‰]|パーセント|퍼센트)")
_BLANK_OF: Final = regex(r"[万千百]分之 {0,4}$")

_DIRECT: Final = {
    "day": regex(r"(?:(?<![0-9期同当即])日(?:利率?|息|率)?|每[日天]|매일|1일당|하루|일) ?(?:利率?|为|按|の)? ?$"),
    "month": regex(r"(?:(?<![0-9])月(?:利率?|息|率)?|每月|매월|월) ?(?:利率?|为|按|の|이율)? ?$"),
    "year": regex(
        r"(?:(?<![0-9])年(?:化)?(?:[利息]率?|率|利息)?|[每按]年(?:[\u4e00-\u9fff]{0,4}?[递遞调上增][增减涨漲调升浮长加])?|연간?|연 ?(?:이율|[복단]리)|연리|매년|annual (?:interest )?rate of) ?"
        r"(?:利率?|利息|为|按|の|単利|复利|複利|(?:이|금)?리|이율|固定|:|,)? ?(?:为|は|의|이?자?율)? ?$"
    ),
}
_WIDE: Final = {
    "day": regex(
        r"每[^,，。;；\n每0-9二三四五六七八九十月季年周次]{0,10}?(?:[一1壹] ?(?:个?自然|个?工作)?)?[日天](?!历)|"
        r"按[日天](?!历)|逾期[一1壹][日天]|(?<![0-9期同当即次])日(?:违约金|滞纳金|罚[金息])|[1一]日(?:につき|当たり|あたり|ごと)|毎日|日々|매일|"
        r"1 ?일(?:당|에 ?대하여|마다)|하루(?:에|당|마다)|(?:지체|지연|연체) ?(?:일수|1일)|지체 ?상금 ?[율률]|迟延日数1日|per day|(?:each|every) day|daily"
    ),
    "month": regex(
        r"按月(?:息|利|计)|每逾期(?:一|1)?个?月|每个?月[^,，。;；\n]{0,4}按|1[かヶ]月につき|매월 ?말? ?이율|per month"
    ),
    "year": regex(r"年利率|年化|年利息|年率|연이율|연 ?이자율|per annum|per year"),
}
_AFTER: Final = {
    "day": regex(
        r" ?(?:/|每|per )? ?1?(?:[日天](?!历|常|本)|day|(?<=[/1])일)|[^。;；\n%]{0,16}按[日天]计|"
        r"(?:的|の)?[^,，。;；\n%]{0,8}/[日天]"
    ),
    "month": regex(r"\)? ?(?:/|每|per ) ?个?(?:月|month)"),
    "year": regex(r" ?(?:(?:/|每|per ) ?(?:年|year|annum)|[ (]?年(?:利|化|费?率)|[^。;；\n%]{0,10}per annum|p\.a\.)"),
}
_PERIOD_WORD: Final = regex(
    r"(?:每?(?<![0-9〇零一二三四五六七八九十百半当同去今本翌次来毎个かヶカ])[年月](?:利率?|率|息)?|(?<![가-힣])(?:연|월)(?:이율|리)? ?)$"
)
_CAP_STOP: Final = regex(r"[。\n]")
_LATE: Final = regex(
    r"违约金|滞纳金|扣款|延误|误期|拖|罚|利息|赔偿|逾期|迟|损害|損害|지체|지연|연체|배상|위약|penalty|damages|interest|late",
    re.I,
)
_SENTENCE: Final = regex(r"[。;；\n!?]|\. ")
_SENTENCE_CHARS: Final = 80

_BASE: Final = {
    "zh": regex(
        r"(?P<base>[^,，。、:：;；\n\t|%()]{2,30}?)(?:之?的 ?(?:[每按]?[日天月年]?)?|"
        # 首付款30% is a share of something else.
        r"(?<=[款项额价金费用])(?<!违约金)(?<!滞纳金)(?<!罚金)(?<![首预][付收]款)(?<![尾余]款)(?<!进度款)(?<![定订]金)(?<![保质][证保]金)"
        r"(?:每[日天]|按日|日)?) ?$"
    ),
    "ja": regex(
        r"(?P<of>[^,，。、:：;；\n\t|%]{2,30})の ?$|"
        r"(?P<base>[^,，。、:：;；\n\t|%]{2,30}?)(?:に対し(?:て)?|に対する|に)[、,]? ?[^。、\n%]{0,10}$"
    ),
    "ko": regex(
        r"(?P<of>[^,，.。:：;；\n\t|%]{2,30})의 ?$|"
        r"(?P<base>[^,，.。:：;；\n\t|%]{2,30}?)(?:에 ?대하여|에 ?대한|에 ?대해)[ ,]*[^.。\n%]{0,10}$"
    ),
}
_NO_BASE: Final = {
    "zh": regex(
        r"^.*(?:按照?|以|依照?|为|占|向[甲乙丙]方?|支付|收取|承担|扣除|扣减|扣罚|相当于|超过|[低高少多]于|达到?|[付交]至|应(?!付)|由|不足|按日|"
        r"每[日天])"
    ),
    "ja": regex(r"^.*(?:[はがも]|まで|に応じ|より|から|として|につき|当たり|あたり)"),
    "ko": regex(r"^.*(?:[은는을를] |까지 |에게 |하고 |경우 |마다 |에 따라 |일당 |일수 |하루에 |하루당 )"),
}
_LEAST_SHARE: Final = Decimal("0.2")
"""No day and no month costs so much: 每月按完成工程量的80%支付 is a share of each month's work."""

_CAP_BEFORE: Final = regex(
    r"(?:最高|最多|累计|总额|总计|合计|上限|限额|但|且)[^。;；\n]{0,24}(?:不得?超过|不得?高于|不能超过|以|为|至|到)[^。;；\n%]{0,24}$|"
    r"(?:不得?超过|不得?高于|以不超过)[^,，。;；\n%]{0,24}$|上限は?[^。、\n%]{0,16}$|"
    r"(?:not exceed|up to a maximum of|capped at)[^.;\n%]{0,24}$"
)
_CAP_AFTER: Final = regex(
    r" ?(?:を|을 ?|를 ?)?(?:上限|限度|超えない|超えては|为限|为上限|한도|초과하지|초과할 수 없|넘지|넘을 수 없|상한)"
)


def find(text: str, original: str, language: str) -> Iterator[Mention]:
    """Every rate of a folded text; a cap stands in the value of the rate it limits, and as a mention of its own."""
    found: list[Mention] = []
    for rate in read(text, language):
        if found and rate.start < found[-1].end:
            continue
        mention = _mention(text, original, rate, language)
        if found and _caps(text, found[-1], mention):
            mention = replace(mention, value=mention.value | {"per": "once"})
            cap = mention.value | {"written": original[mention.start : mention.end]}
            found[-1] = replace(found[-1], value=found[-1].value | {"cap": cap})
        found.append(mention)
    yield from found
    yield from published.find(text, original)
    for blank in blanks.find(text):
        if tail := _BLANK_TAIL.match(text, blank.end()):
            yield Mention("rate", blank.start(), tail.end(), BLANK, blank=True)
        elif of := _BLANK_OF.search(text[max(blank.start() - 8, 0) : blank.start()]):
            yield Mention("rate", blank.start() - len(of[0]), blank.end(), BLANK, blank=True)


def _mention(text: str, original: str, rate: Share, language: str) -> Mention:
    before = _sentence_before(text, rate.start)
    value: Value = {"rate": plain(rate.value), "per": rate.per or _per(text, rate, before)}
    if base := _base(original, before, rate.start, language):
        value["base"] = base
    period = _PERIOD_WORD.search(before)
    return Mention("rate", rate.start - (len(period[0]) if period else 0), rate.end, value)


def _sentence_before(text: str, start: int) -> str:
    window = text[max(start - _SENTENCE_CHARS, 0) : start]
    ends = [match.end() for match in _SENTENCE.finditer(window)]
    return window[ends[-1] :] if ends else window


def _per(text: str, rate: Share, before: str) -> str:
    """The period, named right before or after the rate, or nearest before it in the sentence; "once" without one."""
    for period, pattern in _DIRECT.items():
        if pattern.search(before):
            return period
    for period, pattern in _AFTER.items():
        if pattern.match(text, rate.end):
            return period
    nearest = {period: max((m.end() for m in pattern.finditer(before)), default=0) for period, pattern in _WIDE.items()}
    period = max(nearest, key=nearest.__getitem__)
    part = max(before.rfind(comma) for comma in ",，、")
    if nearest[period] <= part and (_CAP_AFTER.match(text, rate.end) or _CAP_BEFORE.search(before[part + 1 :])):
        return "once"  # the limit of what a day costs is no cost of a day
    share = period != "year" and rate.value >= _LEAST_SHARE
    return period if nearest[period] and not share else "once"


# The rest of a sum whose comma the clause was cut at: ₩16,500,000 (총액의 30%).
_CUT_SUM: Final = regex(r"(?<=[0-9][,，])[0-9]{3}(?:[,，][0-9]{3})*(?:원|円|元)?[ (（/／件]*")


def _base(text: str, before: str, start: int, language: str) -> str | None:
    """What the rate that starts at `start` is a share of, as `text` has it; `before` is folded."""
    script = language if language in _BASE else "zh"
    match = _BASE[script].search(before)
    if match is None:
        return None
    group = match.lastgroup or "base"
    skipped = _NO_BASE[script].match(match[group])
    low = start - len(before) + match.start(group) + (skipped.end() if skipped else 0)
    if cut := _CUT_SUM.match(text, low):
        low = cut.end()
    return text[low : start - len(before) + match.end(group)].strip(' "“”「」『』()（）') or None


def _caps(text: str, limited: Mention, mention: Mention) -> bool:
    """Whether a rate is the limit of the one before it in the same sentence."""
    between = text[limited.end : mention.start]
    if len(between) > _SENTENCE_CHARS or _CAP_STOP.search(between):
        return False
    about = text[max(limited.start - _SENTENCE_CHARS, 0) : mention.end]
    if mention.value["per"] not in ("once", limited.value["per"]) or not _LATE.search(about):
        return False
    return _CAP_BEFORE.search(between) is not None or _CAP_AFTER.match(text, mention.end) is not None
