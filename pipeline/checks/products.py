"""Quantity times unit price against the total of the same sentence: 单价2,000元，数量50台，总价100,000元."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from pipeline.checks.contract import Contract, Said
from pipeline.issues import Issue
from pipeline.normalize.currencies import BEFORE_ANY
from pipeline.normalize.price_names import FOLDED_WHOLE_PRICE
from pipeline.text.numerals import plain, to_decimal
from pipeline.text.regex import regex

# Words as `fold` writes them: 單價→单价, 総→总, 額→额.
_MONEY = rf"\s*(?:{BEFORE_ANY}|金|금)?\s*$"
_LABEL_GAP = rf"(?:\([^()\n]{{1,12}}\))?\s*(?:为|是|は|은|는|:|of)?{_MONEY}"
_PRICE = regex(
    rf"(?:单\s?价|단\s?가|unit price){_LABEL_GAP}|"
    rf"(?:每|1\s?)(?:台|套|件|个|吨|本|枚|箱|部|辆|대|개|세트|권)(?:当たり|あたり|につき|당)?{_MONEY}",
    re.IGNORECASE,
)
_TOTAL = regex(
    rf"(?:{FOLDED_WHOLE_PRICE}|总\s?(?:价|额|[计計])|合\s?[计計](?:金额)?|共[计計]|代金总?额|총액|합계(?:액|금액)?|total){_LABEL_GAP}",
    re.IGNORECASE,
)
_QUANTITY = regex(
    r"(?:数\s?量|共?(?:[购購][买買]|[采採][购購])|共|수\s?량|quantity)(?:为|是|は|은|는|:|of)?\s*"
    r"(?P<number>[0-9][0-9,]{0,12}|[一二三四五六七八九十百千]{1,5})\s?"
    r"(?:台|套|件|个|箇|吨|kg|本|册|枚|箱|部|辆|只|张|批|개|대|세트|부|권|EA|pcs|units)",
    re.IGNORECASE,
)
# What makes the product something else than the total.
_FACTOR = regex(
    r"折|税|运费|安装费|优惠|扣|另[计计加]|其中|不含|包含|月|年|期|(?<![本此首])次|割引|送料|할인|부가|별도|discount|tax|freight",
    re.IGNORECASE,
)
_BREAK = regex(r"[。;\n]|(?<=[다음함])\.")
_LABEL_CHARS = 20


def products(contract: Contract) -> Iterator[Issue]:
    sums = [(index, said, value) for index, said, value in contract.indexed if said.kind == "money"]
    starts = [said.start for _, said, _ in sums]
    start = 0
    for stop in [*(match.start() for match in _BREAK.finditer(contract.plain)), len(contract.plain)]:
        inside = sums[bisect_left(starts, start) : bisect_left(starts, stop)]
        if len(inside) == 2 and (issue := _product(contract, start, stop, inside)):
            yield issue
        start = stop + 1


def _product(
    contract: Contract, start: int, stop: int, inside: list[tuple[int, Said, Mapping[str, Any]]]
) -> Issue | None:
    text = contract.plain
    prices = [each for each in inside if _is_called(_PRICE, text, each[1])]
    totals = [each for each in inside if _is_called(_TOTAL, text, each[1])]
    counts = list(_QUANTITY.finditer(text, start, stop))
    if not (len(prices) == len(totals) == len(counts) == 1) or prices == totals or _FACTOR.search(text, start, stop):
        return None
    price, total = (Decimal(str(each[0][2].get("amount") or 0)) for each in (prices, totals))
    count = to_decimal(counts[0]["number"].replace(",", "")) or Decimal(0)
    same = prices[0][2].get("currency") == totals[0][2].get("currency")
    if not (price and total and count and same) or price * count == total:
        return None
    index, said, _ = totals[0]
    params = {"stated": plain(total), "computed": f"{plain(count)} × {plain(price)} = {plain(count * price)}"}
    return Issue("total_against_product", "warning", params, f"/mentions/{index}", said.start, said.end)


def _is_called(label: re.Pattern[str], text: str, said: Said) -> bool:
    return label.search(text, max(said.start - _LABEL_CHARS, 0), said.start) is not None
