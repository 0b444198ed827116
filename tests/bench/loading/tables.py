"""Kinds of tables and forms: merged and empty cells, signatures side by side, fields and notes."""

from __future__ import annotations

import random
from collections.abc import Sequence

from tests.bench.loading import vocabulary
from tests.bench.loading.press import SIZE, Leaf, Line, Press, stream
from tests.bench.loading.sample import LEFT, PITCH, TOP, Frame, Sample, Truth, set_type, wrap

_EDGES = (LEFT, LEFT + 60, LEFT + 200, LEFT + 320, LEFT + 450)
_PAD = 5.0


def _rows(dice: random.Random, language: str, count: int) -> list[list[str]]:
    """A table of four columns: number, goods (may wrap), amount, note (often empty)."""
    goods = vocabulary.PHRASES[language].what
    return [
        [str(number), dice.choice(goods).replace("{n}", "3"), f"{dice.randint(1, 99)},{dice.randint(100, 999)}.00",
         dice.choice(["", "", vocabulary.name(language, dice)])]
        for number in range(1, count + 1)
    ]  # fmt: skip


def _set_table(
    leaf: Leaf, top: float, rows: Sequence[Sequence[str]], merged: bool = False
) -> tuple[list[Line], list[list[Line]], float]:
    """The lines of all cells row by row, the same in a list per cell, and where the table ends."""
    lines: list[Line] = []
    cells: list[list[Line]] = []
    for index, row in enumerate(rows):
        broken = [
            list(wrap(text, (_EDGES[column + 1] - _EDGES[column] - 2 * _PAD) / SIZE)) for column, text in enumerate(row)
        ]
        high = 8 + 15 * max(1, *map(len, broken))
        for column, texts in enumerate(broken):
            last = column + 1 if not (merged and index == 0) else len(_EDGES) - 1
            if merged and index == 0 and column:
                continue
            leaf.box(_EDGES[column], top, _EDGES[last] - _EDGES[column], high)
            cell = [
                Line(leaf.number, _EDGES[column] + _PAD, top + 14 + 15 * place, text)
                for place, text in enumerate(texts)
            ]
            cells.append(cell)
            lines += cell
        top += high
    return lines, cells, top


def _table(name: str, merged: bool, order: str, dice: random.Random, language: str) -> Sample:
    press = Press()
    leaf = press.leaf()
    before = set_type(
        [vocabulary.label(language, 1), vocabulary.sentence(language, dice)], [Frame(1, LEFT, TOP, 440, 9)]
    )
    rows = _rows(dice, language, 8)
    if merged:
        rows[0] = [vocabulary.PHRASES[language].title, "", "", ""]
    body, _, end = _set_table(leaf, TOP + 4 * PITCH, rows, merged)
    after = set_type(
        [vocabulary.label(language, 2), vocabulary.sentence(language, dice)], [Frame(1, LEFT, end + 30, 440, 9)]
    )
    lines = [*before, *body, *after]
    drawn = sorted(lines, key=lambda line: (line.y, line.x)) if order == "by line" else lines
    return Truth(lines).finish(name, press.draw(drawn).save(), dice)


def table(dice: random.Random, language: str) -> Sample:
    return _table("table", False, "by cell", dice, language)


def table_by_line(dice: random.Random, language: str) -> Sample:
    return _table("table, written line by line", False, "by line", dice, language)


def merged_table(dice: random.Random, language: str) -> Sample:
    return _table("table with merged cells", True, "by cell", dice, language)


_SIGNED = {
    "zh-Hans": ("甲方（盖章）：", "乙方（盖章）：", "法定代表人：", "地址：", "日期：　　年　月　日"),
    "ja": ("甲（住所）", "乙（住所）", "代表取締役：", "名称：", "令和　　年　月　日"),
    "ko": ("갑(인):", "을(인):", "대표이사:", "주소:", "날짜:    년  월  일"),
}  # fmt: skip


def _signatures(name: str, order: str, dice: random.Random, language: str) -> Sample:
    """Two parties side by side without rules; names and addresses that take two lines."""
    first, second, by, at, on = _SIGNED[language]
    sides = []
    for label in (first, second):
        address = vocabulary.name(language, dice) + vocabulary.name(language, dice) + str(dice.randint(10, 99))
        sides.append(
            [label + vocabulary.name(language, dice), by + vocabulary.name(language, dice)[:3], at + address, on]
        )
    body = set_type([vocabulary.sentence(language, dice) for _ in range(6)], [Frame(1, LEFT, TOP, 450, 30)])
    top = body[-1].y + 40
    blocks: list[list[Line]] = [[], []]
    rows: list[list[Line]] = []
    for row in range(4):
        broken = [list(wrap(side[row], 20.5)) for side in sides]
        for place, texts in enumerate(broken):
            cell = [Line(1, LEFT + place * 240, top + step * 16, text) for step, text in enumerate(texts)]
            blocks[place] += cell
            rows.append(cell)
        top += 16 * max(map(len, broken)) + 6
    by_side = [line for block in blocks for line in block]
    by_row = [line for cell in rows for line in cell]
    drawn = {"by side": by_side, "by row": by_row, "by line": sorted(by_row, key=lambda line: (line.y, line.x))}[order]
    truth = Truth([*body, *by_side])
    truth.others = ("".join(line.text for line in [*body, *by_row]),)
    truth.quotes = 0  # both orders are right, and a quote may lie across
    return truth.finish(name, Press().draw([*body, *drawn]).save(), dice)


def signatures(dice: random.Random, language: str) -> Sample:
    return _signatures("signatures side by side", "by side", dice, language)


def signatures_by_row(dice: random.Random, language: str) -> Sample:
    return _signatures("signatures, cell by cell", "by row", dice, language)


def signatures_by_line(dice: random.Random, language: str) -> Sample:
    return _signatures("signatures, line by line", "by line", dice, language)


def form(dice: random.Random, language: str) -> Sample:
    """Fields with an appearance of their own, and a note that was typed onto the page."""
    press = Press()
    leaf = press.leaf()
    fields = []
    lines = set_type([vocabulary.sentence(language, dice) for _ in range(3)], [Frame(1, LEFT, TOP, 450, 12)])
    top = lines[-1].y + 60
    for label in (_SIGNED[language][0], _SIGNED[language][2]):
        value = vocabulary.name(language, dice)
        left = Line(1, LEFT, top, label)
        fields.append(_field(leaf, value, (LEFT + 110, top - 14, LEFT + 330, top + 6)))
        lines += [left, Line(1, LEFT + 112, top, value)]
        leaf.text(left)
        top += 40
    note = vocabulary.sentence(language, dice)[:24]
    _free_text(leaf, note, (LEFT, top - 14, LEFT + 330, top + 6))
    lines.append(Line(1, LEFT + 2, top, note))
    for line in lines[: len(lines) - 5]:
        leaf.text(line)
    press.catalog += b"/AcroForm<</Fields[%s]/DA(/F0 10 Tf 0 g)>>" % b" ".join(b"%d 0 R" % each for each in fields)
    return Truth(lines).finish("form fields and typed notes", press.save(), dice)


def _field(leaf: Leaf, value: str, box: tuple[float, float, float, float]) -> int:
    text = b"<feff%s>" % value.encode("utf-16-be").hex().encode()
    return leaf.annotate(
        b"/Subtype/Widget/FT/Tx/F 4/T(f%d)/V%s/AP<</N %d 0 R>>"
        % (len(leaf.annotations), text, _appearance(leaf, value, box)),
        box,
    )


def _free_text(leaf: Leaf, value: str, box: tuple[float, float, float, float]) -> int:
    text = b"<feff%s>" % value.encode("utf-16-be").hex().encode()
    entries = b"/Subtype/FreeText/F 4/DA(/F0 10 Tf)/Contents%s/AP<</N %d 0 R>>" % (text, _appearance(leaf, value, box))
    return leaf.annotate(entries, box)


def _appearance(leaf: Leaf, value: str, box: tuple[float, float, float, float]) -> int:
    press = leaf.press
    name = press.name_of(press.face)
    shown = b"/Tx BMC q BT 0 g /%s %g Tf 2 6 Td <%s> Tj ET Q EMC" % (name, SIZE, press.face.encode(value))
    entries = b"/Type/XObject/Subtype/Form/BBox[0 0 %g %g]/Resources<</Font<</%s %d 0 R>>>>" % (
        box[2] - box[0], box[3] - box[1], name, press.first_of(press.face),
    )  # fmt: skip
    return press.add(stream(shown, entries))


_THREE = ("zh-Hans", "ja", "ko")
KINDS = (
    (table, _THREE), (table_by_line, ("zh-Hans", "ja")), (merged_table, ("zh-Hans", "ko")), (signatures, _THREE),
    (signatures_by_row, ("zh-Hans", "ja")), (signatures_by_line, _THREE), (form, ("zh-Hans", "ja")),
)  # fmt: skip
