"""Instalments against what they are parts of: percentages against the whole, sums against the price."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby, pairwise
from typing import Any

from pipeline.checks.contract import Contract, Said
from pipeline.issues import Issue
from pipeline.normalize.price_names import FOLDED_WHOLE_PRICE
from pipeline.text.numerals import plain, to_int
from pipeline.text.regex import regex

# Words as `fold` writes them: 總→总, 額→额, 価→价, 契約→契约.
_LAST = r"尾款|余款|餘款|质保金|質保金|质量保证金|質量保证金|末款|最[后終终]一?[期笔]|末期款?|残金|残代金|残额|最终金|잔금|잔액|final payment"
# 剩余10%: what is left of how much only a list of three shows, for a deposit may stand before it.
_REST = r"(?:剩余|其余|余下)(?:的|部分|价款)?(?=[0-9])|残り(?:の|は|、)?(?=[0-9])|나머지\s?(?=[0-9])"
_STAGE = regex(
    rf"(?P<last>{_LAST})|(?P<rest>{_REST})|首付款?|首期|[预預]付款|定金|订金|"
    r"(?:[进進]度|到[货貨]|[发交提][货貨]|验收|签约|竣工|完工|开工|安装|调试|交付|启动|初验|终验|上[线線]|中期|阶段|里程碑)款|"
    r"第?[一二三四五六七八九1-9][期笔]款?|着手金|契约金(?!额)|前[払渡]金|手付金|头金|中间金|内金|第[一二三四五1-9]回|"
    r"계약금(?!액)|선급금|선금|착수금|중도금(?!\s?대출)|기성금|down payment|deposit|instal?lment|milestone",
    re.IGNORECASE,
)
# When nothing is left to be paid, though no word names what is paid then.
_AT_THE_END = regex(
    r"(?:质保|质量保证|保修|缺陷责任)期?(?:届?满|结束|到期)|(?:하자보수|보증)\s?기간\s?(?:만료|종료|경과)|保证期间(?:の)?(?:满了|经过)"
)
# What a contract may have several of under one name.
_SEVERAL = regex(r"[进進]度款|中间金|内金|阶段款|里程碑款|중도금|기성금|instal?lment|milestone", re.IGNORECASE)
_PAY = regex(r"支付|付款|付|支払|払|지급|지불|납부|pay", re.IGNORECASE)
# Percentages and sums in one sentence with these are no instalments.
_FOREIGN = regex(
    r"违约|逾期|滞纳|罚|赔|退还|退款|扣除|扣减|扣款|利[息率]|税(?!.{0,4}发票)|股[权份]|折扣|返还|押金|损失|利润|提成|佣金|手续费|管理费|上浮|下浮|调整|"
    r"遅延|迟延|损害|损失|年利|解约|解除|取消|违约金|违约|割引|지연|연체|이자|위약|손해|해지|해제|반환|할인|수수료|세율|부가|penalt|interest|tax",
    re.IGNORECASE,
)
# 施工完成50%: how far the work has come.
_PROGRESS = regex(r"(?:完成|完成率|进度|达|已达|(?:施工|进行|进展|完工)[至到]|工程量的|出来高|공정률?)\s?$")
# A progress payment tells what has been paid by then; others are limits, or parts of another.
_UNSURE = regex(
    r"[付支]至|累[计計]|达到|付到|不(?:得|可)?(?:超过|少于|低于|高于)|至多|至少|最多|其中|剩余(?!(?:的|部分|价款)?[0-9])|余额的|扣除已|抵扣|冲抵|まで(?:に|の)累|누계|누적|이 ?중|うち|cumulat|up to",
    re.IGNORECASE,
)
_TAXED = regex(r".{0,3}(?:的|の|의)?\s?(?:增值税|税|违约|利息|부가|이자|滞)")
# Where instalments of it are told, the price is called so as well.
_SHORT_OF_IT = "总额|代金额?|委托料|报酬额|총액"
_TOTAL = regex(
    rf"(?:{FOLDED_WHOLE_PRICE}|{_SHORT_OF_IT})"
    r"(?:は|を|은|는|이|가|を?总额|共?[为计計]|合[计計]|:|\([^()\n]{1,16}\)|是|[\s,])*$",
    re.IGNORECASE,
)
_NO_TOTAL = regex(
    r"每|毎|月|季度|不超过|上限|最[高大]|년\s?간|매월|매년|[的の]\s*$|残|잔|内|中|逾期|以下", re.IGNORECASE
)
_THAT_IS = regex(
    r"\s?[,、]?\s?\(?(?:即|[计計]|也就是|合计|金额[为是:]?|すなわち|즉|인|に相当する|=|:|\s|共[计]?)*", re.IGNORECASE
)
_OF_TOTAL = regex(rf"(?:{FOLDED_WHOLE_PRICE}|{_SHORT_OF_IT})(?:的|の|之|의|中)?\s*$")
_BREAK = regex(r"[。;\n]|(?<=[다음함])\.")
_SENTENCE = regex(r"[。\n]|(?<=[다음함])\.")
_COMMA = regex(r"[,、。;\n]|(?<=[다음함])\.")
# 分三期支付, 3回に分けて, 3회에 걸쳐: how many there are.
_COUNT = regex(
    r"分(?:成|为)?([2-9二三四五六七八九两])(?:期|次|笔|批|回)|([2-9二三四五六七八九])回(?:に|で)?(?:分|払)|([2-9])\s?(?:회|차례|번)(?:에|로)?\s?(?:걸쳐|나누|분할)"
)
_CELL_CHARS, _BEHIND_CHARS = 160, 24

_Valued = tuple[int, Said, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class _Part:
    """One instalment: its share of the whole, or its sum; `is_last` where its name says that none follows."""

    said: Said
    amount: Decimal
    name: str
    is_last: bool


def instalments(contract: Contract) -> Iterator[Issue]:
    of_contract = groupby(contract.indexed, key=lambda each: contract.contract(each[1].start))
    wholes = {number: _total(contract.plain, list(said)) for number, said in of_contract}
    by_article: dict[int, list[_Valued]] = {}
    for each in contract.indexed:
        if each[1].kind in ("rate", "money") and (article := contract.article(each[1].start)):
            by_article.setdefault(article.index, []).append(each)
    for said in by_article.values():
        shares = _parts(contract, [each for each in said if each[1].kind == "rate"], "rate", Decimal(1))
        yield from _against_whole(contract, shares, Decimal(1))
        if total := _total(contract.plain, said) or wholes[contract.contract(said[0][1].start)]:
            money = [each for each in said if each[2].get("currency") == total[0]]
            yield from _against_whole(contract, _parts(contract, money, "amount", total[1]), total[1])
            is_whole = sum((part.amount for part in shares), Decimal(0)) == 1
            parts = {part.said.start for part in shares} if is_whole else set()
            yield from _shares_in_figures(contract, said, total, parts)


def _total(plain: str, said: Sequence[_Valued]) -> tuple[str, Decimal] | None:
    """The price of the contract, where all that is called so is one sum."""
    found: dict[tuple[str, Decimal], None] = {}
    for _, each, value in said:
        if each.kind != "money" or not value.get("amount") or "bound" in value:
            continue
        before = plain[max(0, each.start - 40) : each.start]
        before = _BREAK.split(before)[-1]
        if (match := _TOTAL.search(before)) and not _NO_TOTAL.search(before, max(0, match.start() - 8), match.start()):
            found[str(value.get("currency")), Decimal(str(value["amount"]))] = None
    return next(iter(found)) if len(found) == 1 else None


def _parts(contract: Contract, said: Sequence[_Valued], key: str, whole: Decimal) -> list[_Part]:
    """The instalments of an article; none where it holds values that cannot be told apart from them."""
    parts: list[_Part] = []
    strangers: list[int] = []
    cells = list(_cells(contract.plain, said))
    for (_, each, value), cell, pays in zip(said, cells, _paying(contract.plain, said, cells), strict=True):
        if _is_foreign(contract.plain, each, cell) or value.get("per", "once") != "once":
            continue
        if _UNSURE.search(cell) or "bound" in value or not value.get(key):
            return []
        amount, stages = Decimal(str(value[key])), list(_STAGE.finditer(cell))
        if stages:
            parts.append(
                _Part(each, amount, stages[-1][0], bool(stages[-1]["last"] or (stages[-1]["rest"] and len(parts) > 1)))
            )
        elif key == "rate" and pays:
            parts.append(_Part(each, amount, "", bool(_AT_THE_END.search(cell))))
        elif amount != whole:
            strangers.append(each.start)
    shares = [each.start for _, each, _ in said] if key == "rate" else None
    if _is_mixed(contract.plain, parts, strangers, shares) or _has_namesakes(parts):
        return []
    return _counted(contract.plain, parts)


def _counted(text: str, parts: list[_Part]) -> list[_Part]:
    """The instalments, the last one known as such where the words before the first say how many there are."""
    first = parts[0].said.start
    count = _COUNT.search(_BREAK.split(text[max(0, first - _CELL_CHARS) : first])[-1])
    if count and to_int(count[1] or count[2] or count[3]) == len(parts):
        return [*parts[:-1], replace(parts[-1], is_last=True)]
    return parts


def _is_foreign(text: str, said: Said, cell: str) -> bool:
    if _PROGRESS.search(text, max(0, said.start - 8), said.start):
        return True
    return bool(_FOREIGN.search(cell) or _TAXED.match(text, said.end))


def _is_mixed(text: str, parts: Sequence[_Part], strangers: Sequence[int], shares: Sequence[int] | None) -> bool:
    """Whether another value, or among shares a percentage that could not be read, stands among the instalments."""
    if not parts:
        return True
    start, end = parts[0].said.start, parts[-1].said.end
    if any(start < place < end for place in strangers):
        return True
    return shares is not None and text.count("%", start, end) > sum(1 for place in shares if start <= place < end)


def _has_namesakes(parts: Sequence[_Part]) -> bool:
    """Whether one thing stands twice, as where a schedule is told again."""
    names = [part.name for part in parts if part.name and not _SEVERAL.fullmatch(part.name)]
    return len(names) != len(set(names))


def _cells(text: str, said: Sequence[_Valued]) -> Iterator[str]:
    """What is said of each value: from the sentence's start or the comma behind the value before, to its own comma."""
    ends = [0, *(each.end for _, each, _ in said)]
    starts = [*(each.start for _, each, _ in said[1:]), len(text)]
    for (_, each, _), end_before, next_start in zip(said, ends, starts, strict=False):
        low, high = max(end_before, each.start - _CELL_CHARS), min(next_start, each.end + _BEHIND_CHARS)
        if 0 < end_before == low and (comma := _COMMA.search(text, low, each.start)):
            low = comma.start()
        for stop in _BREAK.finditer(text, low, each.start):
            low = stop.end()
        comma = _COMMA.search(text, each.end, high)
        yield text[low : comma.start() if comma else high]


def _paying(text: str, said: Sequence[_Valued], cells: Sequence[str]) -> list[bool]:
    """Whether each value is paid: its own words say so, or those of the next value of its sentence (30％、70％を支払う)."""
    paying: list[bool] = []
    next_start = len(text)
    for (_, each, _), cell in zip(reversed(said), reversed(cells), strict=True):
        follows = bool(paying) and paying[-1] and not _BREAK.search(text, each.end, next_start)
        paying.append(follows or bool(_PAY.search(cell)))
        next_start = each.start
    return paying[::-1]


def _against_whole(contract: Contract, parts: Sequence[_Part], whole: Decimal) -> Iterator[Issue]:
    total = sum((part.amount for part in parts), Decimal(0))
    is_told_whole = [part.is_last for part in parts].count(True) == 1 and parts[-1].is_last
    if len(parts) < 2 or not (is_told_whole or (total > whole and _is_one_sentence(contract, parts))):
        return
    if total == whole or total % whole == 0 or not whole / 2 < total < 2 * whole:
        return
    shown = [contract.text[part.said.start : part.said.end] for part in parts]
    params = {"parts": " + ".join(shown), "sum": _shown(total, whole), "total": _shown(whole, whole)}
    code = "shares_against_whole" if whole == 1 else "instalments_against_total"
    yield Issue(code, "warning", params, "", parts[0].said.start, parts[-1].said.end)


def _is_one_sentence(contract: Contract, parts: Sequence[_Part]) -> bool:
    """Whether one sentence tells three instalments or more: they may be fewer than all, and never more than the whole."""
    first, last = parts[0].said, parts[-1].said
    return len(parts) > 2 and not _SENTENCE.search(contract.plain, first.end, last.start)


def _shown(amount: Decimal, whole: Decimal) -> str:
    return f"{plain(amount * 100)}%" if whole == 1 else plain(amount)


def _shares_in_figures(
    contract: Contract, said: Sequence[_Valued], total: tuple[str, Decimal], parts: Collection[int]
) -> Iterator[Issue]:
    """合同总价的30%，即300,000元: the share of the price and the sum beside it.

    `parts` are where shares start that are called nothing, and make the whole together.
    """
    for (_, share, rate), (index, sum_, money) in pairwise(said):
        if share.kind != "rate" or sum_.kind != "money" or money.get("currency") != total[0]:
            continue
        between, before = (share.end, sum_.start), (max(0, share.start - 24), share.start)
        beside = sum_.start - share.end <= 12 and _THAT_IS.fullmatch(contract.plain, *between)
        is_of_total = share.start in parts or _OF_TOTAL.search(contract.plain, *before)
        if not beside or not is_of_total or not rate.get("rate"):
            continue
        computed, stated = Decimal(str(rate["rate"])) * total[1], Decimal(str(money["amount"]))
        if abs(computed - stated) < 1:
            continue
        params = {
            "share": contract.text[share.start : share.end],
            "stated": contract.text[sum_.start : sum_.end],
            "computed": f"{plain(total[1])} × {plain(Decimal(str(rate['rate'])))} = {plain(computed)}",
        }
        yield Issue("share_against_sum", "warning", params, f"/mentions/{index}", sum_.start, sum_.end)
