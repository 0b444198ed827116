"""A contract as a word processor keeps it: numbers that stand in no text, tables, changes that nobody has accepted."""

from __future__ import annotations

import html
from collections.abc import Iterator
from itertools import groupby
from random import Random
from typing import Final

from tests.gold.contract import Contract
from tests.gold.draft import Label
from tests.loaders.docx_file_maker import level, make, numbered, numbering, paragraph, row, table, tc, text

_FORMATS: Final = {"{n}": "decimal", "{han}": "chineseCountingThousand", "{wide}": "decimalFullWidth", "{circled}": "decimalEnclosedCircle"}  # fmt: skip
_BY: Final = 'w:id="7" w:author="A" w:date="2026-01-05T09:00:00Z"'
_STRUCK: Final = "（此处原有约定）"
_REVISED_SHARE, _LEAST_REVISED_CHARS = 0.15, 16


def word(contract: Contract, random: Random) -> bytes:
    """Numbers that do not count on stand in the text, as they do where a person typed them."""
    typed = any(issue["code"].split("_")[0] in ("numbering", "list") for issue in contract.record["issues"])
    labels = {} if typed else {label.start: label for label in contract.labels}
    body = "".join(_blocks(contract.text, labels, random))
    shown = contract.layout
    lists = numbering(_level(0, shown.number), _level(1, shown.sub), nums=_lists(contract))
    return make(table(f"<w:tr>{tc(body)}</w:tr>") + paragraph() if contract.in_a_cell else body, numbering=lists)


def _lists(contract: Contract) -> str:
    """One list for each stretch of numbers, all of the same form."""
    anew = "".join(f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="1"/></w:lvlOverride>' for depth in (0, 1))
    last = max((label.stretch for label in contract.labels), default=0)
    return "".join(
        f'<w:num w:numId="{stretch + 1}"><w:abstractNumId w:val="0"/>{anew}</w:num>' for stretch in range(last + 1)
    )


def _level(depth: int, pattern: str) -> str:
    sign = next(sign for sign in _FORMATS if sign in pattern)
    shown = pattern.replace(sign, f"%{depth + 1}").replace("{number}", "%1.").replace("..", ".").strip()
    return level(depth, _FORMATS[sign], shown)


def _blocks(written: str, labels: dict[int, Label], random: Random) -> Iterator[str]:
    """Paragraphs, and a table for each run of lines with tabs."""
    for is_row, lines in groupby(_lines(written), key=lambda line: "\t" in line[1]):
        if is_row:
            yield table(*(row(*line.split("\t")) for _, line in lines)) + paragraph()
        else:
            yield from (_paragraph(line, labels.get(start), random) for start, line in lines)


def _lines(written: str) -> Iterator[tuple[int, str]]:
    """Each line and where it starts, behind its indent."""
    start = 0
    for line in written.split("\n"):
        inner = line.lstrip(" \u3000")
        yield start + len(line) - len(inner), inner
        start += len(line) + 1


def _paragraph(line: str, label: Label | None, random: Random) -> str:
    if label is None:
        return paragraph(_runs(line, random))
    words = _runs(line[label.end - label.start :].lstrip(" \u3000"), random)
    return numbered(words, label.stretch + 1, label.level)


def _runs(line: str, random: Random) -> str:
    """Some paragraphs hold words that were put in and words that were struck out."""
    if len(line) < _LEAST_REVISED_CHARS or random.random() > _REVISED_SHARE:
        return text(_escaped(line))
    middle = len(line) // 2
    struck = f"<w:del {_BY}><w:r><w:delText>{_STRUCK}</w:delText></w:r></w:del>"
    put_in = f"<w:ins {_BY}>{text(_escaped(line[middle : middle + 5]))}</w:ins>"
    return text(_escaped(line[:middle])) + struck + put_in + text(_escaped(line[middle + 5 :]))


def _escaped(line: str) -> str:
    return html.escape(line, quote=False)
