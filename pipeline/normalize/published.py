"""Rates that hang on a published one: 一年期LPR的1.5倍, LPR上浮30%, LPR加20个基点."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipeline.normalize.mention import Mention, Value
from pipeline.text.numerals import NUMERAL, plain, to_decimal
from pipeline.text.regex import regex

_PUBLISHED: Final = regex(
    r"(?=[一1五5贷L基기银中同])"
    r"(?P<base>(?:[一1五5]年期(?:以上)?)?(?:贷款市场报价利率(?: ?\(LPR\))?|LPR|(?:贷款)?基准利率|기준금리|基準金利)|"
    r"(?:(?:中国人民)?银行)?(?:同期|同类|同档次?|同种){1,3}(?:银行)?(?:流动资金)?(?:同期|同类)?贷款(?:基准)?利率(?: ?\(LPR\))?)"
    rf"(?:(?:基础上)?(?:(?P<up>上浮|上调)|(?P<down>下浮|下调)) ?(?P<percent>{NUMERAL}) ?%|"
    rf" ?(?:基础上)?(?:加|\+|上浮|(?P<less>减|-|下浮)) ?(?P<points>{NUMERAL}) ?(?:个?基点|[Bb][Pp][Ss]?(?![A-Za-z]))|"
    rf"[^,，。;；\n0-9倍배]{{0,8}}?(?P<times>{NUMERAL}) ?[倍배])"
)


def find(text: str, original: str) -> Iterator[Mention]:
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
