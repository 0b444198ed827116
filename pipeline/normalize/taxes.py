"""Whether a sum holds the tax: （税別）, 含税总价为, 부가세 포함, (うち消費税額500,000円)."""

from __future__ import annotations

import re
from typing import Final, Literal

from pipeline.text.numerals import HAN_CLASS
from pipeline.text.regex import regex

Tax = Literal["excluded", "included"]

_HEAD_CHARS: Final = 24
_BEHIND_CHARS: Final = 40

_EXCLUDED: Final = regex(
    r"[不未]包?[含括][^,，。\n()含]{0,8}税|未税|税[^,，。\n()]{0,4}[不未]包?[含括](?:在|[)]|$)|"
    r"税[^,，。\n()]{0,8}含(?:まれ?(?:てい|てお[らり])?|め|み)(?:ない|ず|ませ?ん)|"
    r"税别|税抜き?|(?:消费税|增值税|税)(?:等|额)?(?:は)?(?:别途|别|抜)|税外|"
    r"(?:别途|\+) ?(?:消费|增值)税|税[额金款]?(?:另[计加付收算行]|外加)|"
    r"(?:부가(?:가치)?세|VAT)[^,。\n]{0,6}(?:별도|제외|[미불]포함|포함 ?(?:하지|되지|되어 ?있지|안))|"
    r"(?:excluding|exclusive of|plus|before|not including) (?:VAT|tax|consumption tax)|(?:VAT|tax) (?:is )?not included",
    re.I,
)
_INCLUDED: Final = regex(
    r"含[^,，。\n()不]{0,8}税|税込み?|内税|价税合计|(?:消费税|增值税|税)[^,。\n()]{0,10}(?:を)?(?:含む|込み|含ま?[れみ]|包含)|"
    r"包[含括][^,。\n]{0,6}税|(?:부가(?:가치)?세|VAT)[^,。\n]{0,6}포함|"
    r"(?:including|inclusive of) (?:VAT|tax|consumption tax)|(?:VAT|tax) (?:is )?included",
    re.I,
)
# The clause before a sum, with what it says in brackets: 总价（含税）：
_HEAD: Final = regex(r"(?:[^,，。;；、\n()元円원]|\([^()\n]*\))*$")
# The sum is the tax itself: 增值税13万元, 消費税額及び地方消費税額.
_IS_TAX: Final = regex(
    r"(?:(?<![含抜])税[额金款]?|(?:부가(?:가치)?세|세)액?)(?:[为:は은는] ?)?(?:人民币|金|금)?[ ¥₩]*$"
)
# 金100万円とし、消費税は別途とする; 금 1억원으로 하고 부가가치세는 별도로 한다.
_BEHIND: Final = regex(
    r"-? ?(?:(?P<bracket>[(\[])|[,，、]|(?=\+? ?(?:消费|增值)?税|부가)|と(?:し|する)[、。] ?(?=消费税)|(?:으로|로) ?(?:하[고며되]|한다)[,.]? ?(?=부가|VAT))"
)
_PARTS: Final = regex(
    r" ?(?:(?:其中|内|うち|이 ?중|그 ?중|包?含)[^,。\n]{0,12}[税세]|(?:부가(?:가치)?세|VAT) ?[0-9,만천백억 ]{1,14}원 ?포함)"
)
_SUM: Final = regex(rf"(?:[0-9]|[{HAN_CLASS}]{{2}})[0-9,.{HAN_CLASS}만억천백십 ]*[元円원]|[¥₩$] ?[0-9]")
_BRACKET: Final = regex(rf" ?[(\[](?P<said>[^()\[\]。\n0-9{HAN_CLASS}%_]{{2,32}})[)\]]")


def of(text: str, start: int, end: int) -> Tax | None:
    """What a folded text says of the sum between `start` and `end`: in it, before it in its clause, or behind it."""
    head = _HEAD.search(text, max(start - _HEAD_CHARS, 0), start)
    before = head[0] if head else ""
    if said := _said(text[start:end]):
        return said
    if _IS_TAX.search(before):
        return None
    return _said(before) or _behind(text, end)


def bracket_end(text: str, end: int) -> int:
    """Where a sum ends with the bracket behind it that says nothing but whether it holds the tax: 壱百万円（税別）."""
    bracket = _BRACKET.match(text, end)
    return bracket.end() if bracket and _said(bracket["said"]) else end


def _behind(text: str, end: int) -> Tax | None:
    """Said in the bracket or the clauses behind a sum, of the sum and not of the next one."""
    opened = _BEHIND.match(text, end)
    if opened is None:
        return None
    window = text[opened.end() : opened.end() + _BEHIND_CHARS]
    window = re.split(r"[)\]。\n]" if opened["bracket"] else r"[(\[。;；\n]", window)[0]
    if _PARTS.match(window):
        return "included"
    if following := _SUM.search(window):
        own = window[: following.start()]
        window = own[: max(map(own.rfind, ",，、")) + 1]
    return _said(window)


def _said(words: str) -> Tax | None:
    return "excluded" if _EXCLUDED.search(words) else "included" if _INCLUDED.search(words) else None
