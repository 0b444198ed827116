"""Shares and interest: 万分之五, 0.05%, 年14.6%, 日歩4銭, 1000분의 1.5, 연 12%, with period, base and cap."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from pipeline.normalize import blanks
from pipeline.normalize.mention import BLANK, Mention, Value
from pipeline.text.numerals import FIND, HAN_CLASS, HANGUL_DIGITS, NUMERAL, plain, to_decimal
from pipeline.text.regex import regex

_PER_UNIT: Final = {"%": 100, "‰": 1000, "‱": 10_000}
_SIGN: Final = regex(
    r" {0,2}(?:(?P<sign>[%‰‱])|(?P<percent>パーセント|퍼센트|프로(?![가-힣])|per ?cent|percent)|"
    r"(?P<point>(?:个?基点|bps?(?![A-Za-z])|basis points?)))",
    re.I,
)
_OF: Final = regex(
    rf"(?P<by>[十百千万]|1?0{{1,4}}|10{{1,4}}|10,000|1,000) ?分之 ?(?P<count>{NUMERAL}(?: ?点[{HAN_CLASS}]+)?)"
    rf"|(?<![0-9.,])(?P<ko>100?|1,?000|10,?000|1?[백천만]) ?분의 ?(?P<ko_count>{NUMERAL}|[{HANGUL_DIGITS}]?십[{HANGUL_DIGITS}]?|[{HANGUL_DIGITS}])"
    rf"|(?<![0-9.,])(?P<ja>[1-9]0|100|1,?000|10,?000|百|千|万) ?分の ?(?P<ja_count>{NUMERAL})"
)
# 지체상금률: 1/1000, 契約金額の1/1,000; a drawing's scale and a page of several are none.
_SLASHED: Final = regex(
    r"(?<=[率의률율の的额款价金:]) ?(?:[:：] ?)?(?P<count>[0-9]{1,3}(?:\.[0-9]+)?) ?/ ?(?P<by>100|1,?000|10,?000)(?![0-9/-]|[.,][0-9])"
)
# 一年期LPR的1.5倍, LPR上浮30%, LPR加20个基点
_PUBLISHED: Final = regex(
    r"(?=[一1五5贷L基기银中同])"
    r"(?P<base>(?:[一1五5]年期(?:以上)?)?(?:贷款市场报价利率(?: ?\(LPR\))?|LPR|(?:贷款)?基准利率|기준금리|基準金利)|"
    r"(?:(?:中国人民)?银行)?(?:同期|同类|同档次?|同种){1,3}(?:银行)?(?:流动资金)?(?:同期|同类)?贷款(?:基准)?利率(?: ?\(LPR\))?)"
    rf"(?:(?:基础上)?(?:(?P<up>上浮|上调)|(?P<down>下浮|下调)) ?(?P<percent>{NUMERAL}) ?%|"
    rf" ?(?:基础上)?(?:加|\+|上浮|(?P<less>减|-|下浮)) ?(?P<points>{NUMERAL}) ?(?:个?基点|[Bb][Pp][Ss]?(?![A-Za-z]))|"
    rf"[^,，。;；\n0-9倍배]{{0,8}}?(?P<times>{NUMERAL}) ?[倍배])"
)
_POWERS: Final = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "백": 100, "천": 1000, "만": 10_000}
_WARI: Final = regex(
    r"(?<![0-9.])(?P<wari>[0-9]{1,2}|[一二三四五六七八九])割(?![合引当り増赋賦])(?:(?P<bu>[0-9]|[一二三四五六七八九])分)?"
    r"(?:(?P<rin>[0-9]|[一二三四五六七八九])厘)?"
)
_CHENG: Final = regex(
    r"(?<![0-9.一二三四五六七八九十])(?P<cheng>[1-9]|[一二两三四五六七八九])成(?P<half>半)?"
    r"(?=的?(?:[款货租佣股利归计收给,，。;；)]|支付|首付|左右|以上|以下)|$)"
)
# 八五折, 9折, 8.5折: what is still paid.
_ZHE: Final = regex(
    r"(?<![0-9.一二三四五六七八九十打])(?P<tenth>[1-9]|[一二三四五六七八九])(?:\.?(?P<hundredth>[1-9])|(?P<han>[一二三四五六七八九]))?折"
    r"(?![旧算叠合回断磨射线弯页减])|(?<![0-9.])(?P<kake>[1-9])掛(?:け)?(?=[でとのに、。,])"
)
_BU: Final = regex(
    r"(?P<by>[年月]) ?(?:利率?|息|率)? ?(?P<bu>[0-9]{1,2}(?:\.[0-9]+)?|[一二两三四五六七八九])分(?![之0-9]|の[0-9一二三四五六七八九十])"
    r"(?:(?P<rin>[0-9]|[一二三四五六七八九])厘)?"
)
_HAL: Final = regex(r"(?<![0-9.])(?P<wari>[0-9]{1,2})할(?!인|당|부)(?: ?(?P<bu>[0-9])푼)?")
_PUN: Final = regex(
    r"(?P<by>연|월) ?(?P<bu>[0-9]{1,2}|[일이삼사오육칠팔구]) ?푼(?: ?(?P<rin>[0-9일이삼사오육칠팔구]) ?리)?"
)
_HIBU: Final = regex(
    r"日歩 ?(?P<sen>[0-9]+(?:\.[0-9]+)?|[一二三四五六七八九十])[銭钱](?:(?P<rin>[0-9]|[一二三四五六七八九])厘)?"
)
_BLANK_TAIL: Final = regex(r" {0,4}(?:[%‰]|パーセント|퍼센트)")
_BLANK_OF: Final = regex(r"[万千百]分之 {0,4}$")

_DIRECT: Final = {
    "day": regex(r"(?:(?<![0-9期同当即])日(?:利率?|息|率)?|每[日天]|매일|1일당|하루|일) ?(?:利率?|为|按|の)? ?$"),
    "month": regex(r"(?:(?<![0-9])月(?:利率?|息|率)?|每月|매월|월) ?(?:利率?|为|按|の|이율)? ?$"),
    "year": regex(
        r"(?:(?<![0-9])年(?:化)?(?:[利息]率?|率|利息)?|每年|연간?|연 ?(?:이율|[복단]리)|연리|매년|annual (?:interest )?rate of) ?"
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
    "year": regex(r" ?(?:(?:/|每|per ) ?(?:年|year|annum)|\(年(?:利|化|率)|[^。;；\n%]{0,10}per annum|p\.a\.)"),
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

_TWIN: Final = regex(r" ?\( ?(?:即 ?)?[0-9.]+ ?[%‰] ?\)")
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


@dataclass(frozen=True, slots=True)
class _Rate:
    """`per` where the notation itself names the period."""

    start: int
    end: int
    rate: Decimal
    per: str | None = None


def find(text: str, original: str, language: str) -> Iterator[Mention]:
    """Every rate of a folded text; a cap stands in the value of the rate it limits, and as a mention of its own."""
    found: list[Mention] = []
    for rate in _twins(text, sorted(_all(text, language), key=lambda rate: (rate.start, -rate.end))):
        if found and rate.start < found[-1].end:
            continue
        mention = _mention(text, original, rate, language)
        if found and _caps(text, found[-1], mention):
            mention = replace(mention, value=mention.value | {"per": "once"})
            cap = mention.value | {"written": original[mention.start : mention.end]}
            found[-1] = replace(found[-1], value=found[-1].value | {"cap": cap})
        found.append(mention)
    yield from found
    yield from _published(text, original)
    for blank in blanks.find(text):
        if tail := _BLANK_TAIL.match(text, blank.end()):
            yield Mention("rate", blank.start(), tail.end(), BLANK, blank=True)
        elif of := _BLANK_OF.search(text[max(blank.start() - 8, 0) : blank.start()]):
            yield Mention("rate", blank.start() - len(of[0]), blank.end(), BLANK, blank=True)


def _twins(text: str, rates: Iterable[_Rate]) -> Iterator[_Rate]:
    """The rates, with one that stands once more in figures as one: 百分之五(5%)."""
    last: _Rate | None = None
    for rate in rates:
        if last and rate.rate == last.rate and (twin := _TWIN.fullmatch(text, last.end, rate.end + 1)):
            last = replace(last, end=twin.end(), per=last.per or rate.per)
            continue
        if last:
            yield last
        last = rate
    if last:
        yield last


def _published(text: str, original: str) -> Iterator[Mention]:
    """Multiples of a published rate and what is added to it: no number of their own, so the rate is null."""
    for match in _PUBLISHED.finditer(text):
        if relation := _relation(match):
            base = original[slice(*match.span("base"))]
            yield Mention("rate", match.start(), match.end(), {"rate": None, "value": None, **relation, "base": base})


def _relation(match: re.Match[str]) -> Value:
    """How the rate stands to the published one, {} where its number cannot be read."""
    count = to_decimal(match["times"] or match["percent"] or match["points"])
    if not count:
        return {}
    if match["times"]:
        return {"multiple": plain(count)}
    if match["percent"]:
        return {"multiple": plain(1 + (-count if match["down"] else count) / 100)}
    return {"spread": plain((-count if match["less"] else count) / 10_000)}


def _all(text: str, language: str) -> Iterator[_Rate]:
    for number in FIND.finditer(text):
        if (sign := _SIGN.match(text, number.end())) and (rate := _signed(number, sign)):
            yield rate
    for match in _OF.finditer(text):
        if rate := _fraction(match):
            yield rate
    for match in _SLASHED.finditer(text):
        by = int(match["by"].replace(",", ""))
        yield _Rate(match.start("count"), match.end(), Decimal(match["count"]) / by)
    for match in _WARI.finditer(text):
        yield _Rate(match.start(), match.end(), _digits(match, wari="0.1", bu="0.01", rin="0.001"))
    for match in _CHENG.finditer(text):
        yield _Rate(match.start(), match.end(), _digits(match, cheng="0.1") + Decimal("0.05" if match["half"] else 0))
    for match in _ZHE.finditer(text):
        yield _Rate(match.start(), match.end(), _digits(match, tenth="0.1", hundredth="0.01", han="0.01", kake="0.1"))
    for match in _HAL.finditer(text):
        yield _Rate(match.start(), match.end(), _digits(match, wari="0.1", bu="0.01"))
    for match in _BU.finditer(text):
        # 年息一分 is ten percent in Chinese, 年5分 five percent in Japanese; 月息二分 is two percent in both.
        tenth = match["by"] == "年" and language.startswith("zh")
        bu, rin = ("0.1", "0.01") if tenth else ("0.01", "0.001")
        yield _Rate(
            match.start(), match.end(), _digits(match, bu=bu, rin=rin), "year" if match["by"] == "年" else "month"
        )
    for match in _PUN.finditer(text):
        period = "year" if match["by"] == "연" else "month"
        yield _Rate(match.start(), match.end(), _digits(match, bu="0.01", rin="0.001"), period)
    for match in _HIBU.finditer(text):  # sen a day on a hundred yen
        yield _Rate(match.start(), match.end(), _digits(match, sen="0.0001", rin="0.00001"), "day")


def _signed(number: re.Match[str], sign: re.Match[str]) -> _Rate | None:
    written, start = number[0], number.start()
    value = to_decimal(written)
    if value is None and " " in written:
        tail = written.rsplit(" ", 1)[1]
        value, start = to_decimal(tail), number.end() - len(tail)
    if value is None or blanks.is_dummy(written):
        return None
    divisor = 10_000 if sign["point"] else _PER_UNIT.get(sign["sign"] or "%", 100)
    return _Rate(start, sign.end(), value / divisor)


def _fraction(match: re.Match[str]) -> _Rate | None:
    by = match["by"] or match["ko"] or match["ja"]
    count = match["count"] or match["ko_count"] or match["ja_count"]
    divisor = _POWERS.get(by[-1]) or int(by.replace(",", ""))
    value = to_decimal(count)
    return None if value is None or divisor < 10 else _Rate(match.start(), match.end(), value / divisor)


def _digits(match: re.Match[str], **weights: str) -> Decimal:
    groups = match.groupdict()
    parts = ((to_decimal(groups[name] or "0"), weight) for name, weight in weights.items())
    return sum(((digit or Decimal(0)) * Decimal(weight) for digit, weight in parts), Decimal(0))


def _mention(text: str, original: str, rate: _Rate, language: str) -> Mention:
    before = _sentence_before(text, rate.start)
    value: Value = {"rate": plain(rate.rate), "per": rate.per or _per(text, rate, before)}
    if base := _base(original, before, rate.start, language):
        value["base"] = base
    period = _PERIOD_WORD.search(before)
    return Mention("rate", rate.start - (len(period[0]) if period else 0), rate.end, value)


def _sentence_before(text: str, start: int) -> str:
    window = text[max(start - _SENTENCE_CHARS, 0) : start]
    ends = [match.end() for match in _SENTENCE.finditer(window)]
    return window[ends[-1] :] if ends else window


def _per(text: str, rate: _Rate, before: str) -> str:
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
    share = period != "year" and rate.rate >= _LEAST_SHARE
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
