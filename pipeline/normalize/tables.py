"""Bare numbers in the cells of a table, in the unit that its header or a line above it names: 单位：万元, 金額（千円）.

A row is a line whose cells stand apart by tabs or, in plain text, by bars. The unit stands in the value as it is written; the amount is in whole
units of the currency.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import accumulate
from typing import Final

from pipeline.normalize import blanks, currencies
from pipeline.normalize.mention import Mention, Value
from pipeline.text.numerals import to_decimal
from pipeline.text.regex import regex

# 人民币万元, 千円, 백만원, USD, 万美元; 元/吨 and 円/㎡ are prices still.
_UNIT: Final = (
    rf"(?P<unit>(?P<lead>{currencies.BEFORE_ANY})? ?(?P<scale>[十百千万亿십백천만억]{{0,2}})(?:{currencies.BEHIND_ANY})?)(?<=\S)"
    r"整?(?: ?/ ?[^\s/,，、:：;；()]{1,6})?(?:[,，、; ]{1,2}[^\s\t()]{1,12})?"
)
_NOTE: Final = regex(rf"(?:(?:金额|货币)?单位|단위|\bunit) ?[:： ] ?{_UNIT}(?=[\s)\]】,，、。;；]|$)", re.I)
_HEADER_UNIT: Final = regex(rf"[(\[【] ?(?:(?:金额)?单位 ?[:：]? ?|단위 ?[:：]? ?)?{_UNIT} ?[)\]】]")
_AMOUNT_WORD: Final = regex(
    r"金 ?额|单 ?价|合 ?价|总 ?价|价 ?[款格税]|小 ?计|合 ?计|总 ?[计额]|[额价款费金资](?:用|率)?(?=$|\()|代金|委托料|料金|税抜|税込|税额|"
    r"(?:19|20)[0-9]{2} ?[年년]|[本上当前]期|期[初末首]|[당전] ?기|租金|赁料|报酬|预算|결제|금 ?액|단 ?가|합 ?계|소 ?계|총 ?액|공급가|세액|대금|비용|보수|amount|price|total|fee|cost",
    re.I,
)
_NO_AMOUNT: Final = regex(r"率|比例|비율|%|数量|数目|수량|人数|占比|序号|编号|번호|ratio|quantity|qty", re.I)
_NUMBER: Final = regex(r"-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,15})(?:\.[0-9]{1,6})?(?:-|\.-)?")
_TOTAL: Final = regex(r"(?:总|共|小)? ?[合总小] ?[计计额]|합 ?계|소 ?계|총 ?계|计$|(?:sub|grand )?total", re.I)
_BAR: Final = regex(r"[\t|]")
_FARTHEST_LINES: Final = 2
"""How far above its table the line with the unit may stand."""
_LONGEST_HEADER_CHARS: Final = 60


@dataclass(frozen=True, slots=True)
class _Unit:
    written: str
    scale: int
    currency: str


_Columns = Sequence[_Unit | None]


def find(text: str, original: str, language: str) -> Iterator[Mention]:
    """The sums among the bare numbers of the tables of a folded text; `original` is the text itself."""
    note, age, start = None, 0, 0
    columns: _Columns = ()
    for line in text.split("\n") if _BAR.search(text) else ():
        read, cells = _Line(original[start : start + len(line)], language), _BAR.split(line)
        if said := read.unit(_NOTE.search(line), 0):
            note, age, columns = said, 0, ()
        if len(cells) < 2:
            age += bool(line.strip()) and not said
            note, columns = note if age <= _FARTHEST_LINES else None, ()
        elif header := read.columns(cells, note):
            columns = header
        else:
            for mention in _row(cells, columns or read.labels(cells, note)):
                yield replace(mention, start=start + mention.start, end=start + mention.end)
        start += len(line) + 1


@dataclass(frozen=True, slots=True)
class _Line:
    """A line as it is written, and what its folded words say of units."""

    written: str
    language: str

    def unit(self, match: re.Match[str] | None, start: int) -> _Unit | None:
        """The unit of a match whose string begins at `start` of the line."""
        if match is None:
            return None
        before = currencies.before(match["lead"]) if match["lead"] else None
        currency = currencies.resolve(before, currencies.behind(match), self.language)
        words = self.written[start + match.start("unit") : start + match.end("unit")]
        scale = int(to_decimal("1" + match["scale"]) or 1)
        return _Unit(words, scale, currency) if currency else None

    def columns(self, cells: Sequence[str], note: _Unit | None) -> _Columns | None:
        """The unit of each column, None where the row is no header that names an amount."""
        if any(_NUMBER.fullmatch(cell.strip()) for cell in cells):
            return None
        units = [self._column(cell, start, note) for start, cell in _placed(cells)]
        return units if any(units) else None

    def labels(self, cells: Sequence[str], note: _Unit | None) -> _Columns:
        """The unit of each cell by the label before it: 合同金额（元） 580,000."""
        return [None, *(self._column(cell, start, note) for start, cell in _placed(cells[:-1]))]

    def _column(self, cell: str, start: int, note: _Unit | None) -> _Unit | None:
        if len(cell) > _LONGEST_HEADER_CHARS or _NO_AMOUNT.search(_HEADER_UNIT.sub("", cell)):
            return None
        own = self.unit(_HEADER_UNIT.search(cell), start)
        return own or (note if _AMOUNT_WORD.search(cell.strip()) else None)


def _placed(cells: Sequence[str]) -> Iterator[tuple[int, str]]:
    return zip(accumulate((len(cell) + 1 for cell in cells), initial=0), cells, strict=False)


def _row(cells: Sequence[str], columns: _Columns) -> Iterator[Mention]:
    """The numbers under a unit, from the start of the row; a total that spans columns stands at their right."""
    if len(cells) < len(columns) and _TOTAL.match(cells[0].strip()):
        columns = [None, *columns[len(columns) - len(cells) + 1 :]]
    for (start, cell), unit in zip(_placed(cells), columns, strict=False) if len(cells) == len(columns) else ():
        number = _NUMBER.fullmatch(cell.strip())
        if unit and number and not blanks.is_dummy(number[0]):
            start += len(cell) - len(cell.lstrip())
            yield Mention("money", start, start + len(number[0]), _value(number[0], unit))


def _value(number: str, unit: _Unit) -> Value:
    amount = Decimal(number.rstrip("-.").replace(",", "")) * unit.scale
    return {"amount": currencies.written(amount, unit.currency), "currency": unit.currency, "unit": unit.written}
