"""Price tables: quantity times unit price against the amount of each row, rows against their totals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from pipeline.checks.contract import Contract
from pipeline.issues import Issue
from pipeline.normalize.currencies import BEFORE_ANY
from pipeline.text.numerals import plain
from pipeline.text.regex import regex

# Words as `fold` writes them: 單價→单价, 金額→金额, 総→总.
_QUANTITY = regex(r"数\s?量|数目|台数|人月|人日|수\s?량|quantity|qty", re.IGNORECASE)
_PRICE = regex(r"单\s?价|단\s?가|unit\s?price", re.IGNORECASE)
_AMOUNT = regex(
    r"金\s?额|小\s?[计計]|合\s?价|总\s?价|合\s?[计計]|费$|费\(|代金|委托料|금\s?액|합\s?계|공급가액|amount",
    re.IGNORECASE,
)
_RATIO = regex(r"率|比例|비율|%|税|세액|tax", re.IGNORECASE)
# Further factors of the product: twelve months, three years, 80 %.
_FACTOR = regex(
    r"月数|期数|年限|次数|天数|日数|期间|折扣|割引|掛率|系数|人数|개월|기간|횟수|할인|税|세|months|discount|tax",
    re.IGNORECASE,
)
_TOTAL = regex(
    r"(?:总\s?|价税)?合\s?[计計]|小\s?[计計]|总\s?[计計]|共\s?[计計]|总\s?额|합\s?계|소\s?계|총\s?계|계$|(?:sub|grand )?total",
    re.IGNORECASE,
)
_SUBTOTAL = regex(r"小\s?[计計]|소\s?계|subtotal", re.IGNORECASE)
_NUMBER = regex(
    rf"(?P<currency>{BEFORE_ANY})?\s?"
    r"(?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,15}(?:\.[0-9]+)?)\s?(?P<unit>[^\d\s,.%万亿億千百만억천백/+×xX*-]{0,4})"
)
_FEWEST_TABS = 2
_SCALE = regex(r"(?P<scale>百万|千|万|亿|백만|천|만|억)?(?:元|圆|円|원)")
_SCALES = {"百万": 10**6, "千": 1000, "万": 10**4, "亿": 10**8, "백만": 10**6, "천": 1000, "만": 10**4, "억": 10**8}


@dataclass(slots=True)
class _Table:
    """The columns of a price table by its header, and what its rows have added up to."""

    header: tuple[str, ...]
    amount: int
    quantity: int | None
    price: int | None
    rows: list[Decimal] = field(default_factory=list)
    since_subtotal: Decimal = Decimal(0)
    is_whole: bool = True
    """Whether every row's amount could be read, in one currency: else no total is held against them."""
    currency: str | None = None

    @property
    def scale(self) -> Decimal:
        """How many units of the amount column one of the price column is: prices in 万元, amounts in 元."""
        price = self.header[self.price] if self.price is not None else ""
        return _scale(price) / _scale(self.header[self.amount])


def tables(contract: Contract) -> Iterator[Issue]:
    table: _Table | None = None
    for block in contract.document.blocks:
        # A plain text has no tables, but lines of cells.
        tabs = contract.plain.count("\t", block.start, block.end)
        if block.kind != "table_row" and tabs < (_FEWEST_TABS if table is None else 1):
            table = table if block.kind == "page" else None
            continue
        cells = tuple(cell.strip() for cell in contract.plain[block.start : block.end].split("\t"))
        if header := _header(cells):
            table = table if table is not None and table.header == header.header else header
        elif table is not None:
            for code, params in _row(table, cells):
                yield Issue(code, "warning", params, "", block.start, block.end)


def _header(cells: Sequence[str]) -> _Table | None:
    """A row of words of which one names an amount."""
    if len(cells) < 2 or any(_NUMBER.fullmatch(cell) for cell in cells):
        return None
    amounts = [index for index, cell in enumerate(cells) if _is_amount(cell)]
    if not amounts or _TOTAL.match(cells[0]):
        return None
    quantity, price = _only(cells, _QUANTITY), _only(cells, _PRICE)
    factors = sum(
        1 for index, cell in enumerate(cells) if index not in (quantity, price, amounts[0]) and _FACTOR.search(cell)
    )
    has_product = quantity is not None and price is not None and not factors and len(amounts) == 1
    both = (quantity, price) if has_product else (None, None)
    return _Table(tuple(cells), amounts[0], *both, is_whole=len(amounts) == 1)


def _is_amount(cell: str) -> bool:
    return (
        bool(_AMOUNT.search(cell))
        and not _PRICE.search(cell)
        and not _RATIO.search(_AMOUNT.split(cell)[0])
        and len(cell) <= 20
    )


def _only(cells: Sequence[str], pattern: re.Pattern[str]) -> int | None:
    found = [index for index, cell in enumerate(cells) if pattern.search(cell)]
    return found[0] if len(found) == 1 else None


def _row(table: _Table, cells: Sequence[str]) -> Iterator[tuple[str, dict[str, object]]]:
    label = next((cell for cell in cells if cell), "")
    if _TOTAL.match(label):
        yield from _total(table, label, cells)
        return
    amount = _number(cells[table.amount]) if len(cells) == len(table.header) else None
    if amount is None:
        table.is_whole = table.is_whole and not any(map(_number, cells))
        return
    table.is_whole = table.is_whole and table.currency in (None, _currency(cells[table.amount]))
    table.currency = _currency(cells[table.amount])
    table.rows.append(amount)
    table.since_subtotal += amount
    if table.quantity is not None and table.price is not None:
        yield from _product(table, cells, amount)


def _product(table: _Table, cells: Sequence[str], amount: Decimal) -> Iterator[tuple[str, dict[str, object]]]:
    assert table.quantity is not None and table.price is not None
    quantity, price = _number(cells[table.quantity]), _number(cells[table.price])
    if quantity is None or price is None or _currency(cells[table.price]) not in ("", table.currency):
        return
    computed = quantity * price * table.scale
    if abs(computed - amount) > _rounding(amount) + abs(quantity) * table.scale * _rounding(price):
        params = {"row": cells[0] or cells[1], "stated": plain(amount)}
        computation = f"{plain(quantity)} × {plain(price * table.scale)} = {plain(computed)}"
        yield "row_against_product", {**params, "computed": computation}


def _rounding(number: Decimal) -> Decimal:
    """Half of the last place that a number with places is written with; whole numbers are not taken for rounded."""
    exponent = number.as_tuple().exponent
    return Decimal(1).scaleb(exponent) / 2 if isinstance(exponent, int) and exponent < 0 else Decimal(0)


def _total(table: _Table, label: str, cells: Sequence[str]) -> Iterator[tuple[str, dict[str, object]]]:
    """A total is the sum of its rows or, where it is one of several, of those since the last one."""
    numbers = [number for number in map(_number, cells) if number is not None]
    known = {table.since_subtotal, sum(table.rows, Decimal(0))}
    stated = (
        numbers[0] if len(numbers) == 1 else _number(cells[table.amount]) if len(cells) == len(table.header) else None
    )
    since, table.since_subtotal = table.since_subtotal, Decimal(0)
    if stated is None or not table.is_whole or len(table.rows) < 2:
        return
    if not any(abs(stated - each) <= len(table.rows) * _rounding(stated) for each in known):
        computed = since if _SUBTOTAL.match(label) else sum(table.rows, Decimal(0))
        yield "total_against_rows", {"label": label, "stated": plain(stated), "computed": plain(computed)}
        table.is_whole = bool(_SUBTOTAL.match(label))


def _number(cell: str) -> Decimal | None:
    match = _NUMBER.fullmatch(cell)
    return Decimal(match["number"].replace(",", "")) if match else None


def _currency(cell: str) -> str:
    """The name of the currency before a number, "" where none stands there."""
    match = _NUMBER.fullmatch(cell)
    return match["currency"] or "" if match else ""


def _scale(header: str) -> Decimal:
    match = _SCALE.search(header)
    return Decimal(_SCALES.get(match["scale"] or "", 1) if match else 1)
