"""The line ends and spaces that stand inside values, as hard-wrapped lines and wide typing leave them.

They are known by what stands on both sides: 人民币伍拾⏎万元整, ¥1,280,⏎000.00, 2024年3月⏎1日, 人民币 1 280 000 元.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pipeline.text.gaps import Gaps
from pipeline.text.numerals import HAN_CLASS
from pipeline.text.regex import regex

_FORMAL: Final = "零壹贰叁肆伍陆柒捌玖拾佰仟弐弍貮参陌阡"
_BREAK: Final = r" {0,8}\n {0,8}"
_WRAPPED: Final = regex(
    rf"(?<=[0-9],){_BREAK}(?=[0-9]{{3}}(?![0-9]))|"
    rf"(?<=[{_FORMAL}万亿]){_BREAK}(?=[万亿]?(?:[{_FORMAL}]|[元圆](?:整|正|[,，。;；)])))|"
    rf"(?<=[0-9{HAN_CLASS}]){_BREAK}(?=[百千万亿]{{0,2}}(?:元(?![旦素])|円)|[천백만억]{{0,2}}원(?=[정은을이으로의,. )]))|"
    rf"(?<=[0-9〇一二三四五六七八九]){_BREAK}(?=[年년] ?[0-9{HAN_CLASS}]{{1,3}} ?[月월])|"
    rf"(?<=[年년]){_BREAK}(?=[0-9{HAN_CLASS}]{{1,3}} ?[月월])|"
    rf"(?<=[0-9]){_BREAK}(?=[月월] ?[0-9]{{1,2}} ?[日일]|[日일](?:起|止|前|より|から|まで|[부까에]))|"
    rf"(?<=[月월]){_BREAK}(?=[0-9{HAN_CLASS}]{{1,3}} ?(?:日(?![本元圆币])|일))|"
    rf"(?<=[0-9{HAN_CLASS}]){_BREAK}(?=个(?:工作日|月(?!份))|营业日|[かヶヵカケ]月|개월|영업일|[天日]以?内)|"
    rf"(?<=[百千万]分之){_BREAK}(?=[0-9{HAN_CLASS}])|(?<=[百千万]){_BREAK}(?=分之)|(?<=[0-9]){_BREAK}(?=[%‰][\u4e00-\u9fff가-힣，。、；,;)])"
)
_LINE_END: Final = regex(r"(?<=\S) {0,8}\n")
# Groups of three apart by a space are one figure behind a currency, or where there are three of them; 1 280 元 may be a
# count and a price.
_GROUPED: Final = regex(
    r"(?<![0-9.,])(?<![0-9] )[1-9][0-9]{0,2}(?: [0-9]{3}){2,4}(?![0-9])(?! [0-9])|(?<=[币¥₩$])(?: ?)[1-9][0-9]{0,2}(?: [0-9]{3}){1,4}(?![0-9])"
)
_SPACE: Final = regex("(?<=[0-9]) ")
# 二零 二四年十二月, 民國一⏎0八年八月, 20 24年3月: a line of the page ended inside the year.
_SPLIT_YEAR: Final = regex(
    rf"(?:(?<=[0〇零○一二三四五六七八九])[ \n](?=[0〇零○一二三四五六七八九]{{1,3}} ?年 ?[{HAN_CLASS}元]{{1,3}} ?月)|"
    r"(?<=(?<![0-9])(?:19|20))[ \n](?=[0-9]{2} ?[年년] ?[0-9]{1,2} ?[月월]))"
)


def breaks(plain: str) -> Gaps:
    """Those of a folded text."""
    return Gaps.of(sorted((*_wrapped(plain), *_inside_figures(plain))))


def _wrapped(plain: str) -> Iterator[tuple[int, int]]:
    for end in _LINE_END.finditer(plain):
        if match := _WRAPPED.match(plain, end.start()):
            yield match.span()


def _inside_figures(plain: str) -> Iterator[tuple[int, int]]:
    yield from (split.span() for split in _SPLIT_YEAR.finditer(plain))
    for figure in _GROUPED.finditer(plain):
        yield from (space.span() for space in _SPACE.finditer(plain, *figure.span()))
