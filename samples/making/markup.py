"""The markup the contracts are written in: settings in TOML between +++ lines, then one line, one paragraph.

    % title                     %- a line centred under it
    # 第一章｜总则               chapter
    ## 第二条｜定义 {definitions} article, and the clause types it was written to carry
    > numbered clause           >> item        >>> sub-item (the numbers come from `levels`)
    ! 附件一｜价格表 {…}          annex, on a new page
    * unnumbered heading        ~ right aligned          _ flush left
    |= 2 3 5 : caption          opens a table with these widths; then rows: | a | b | c
    |- 1 1                      opens a table without rules
                                a cell `<` joins the one to its left, `^` the one above; the first row is a heading
    @ name                      the rows of a table in making/catalogue.py
    ===                         page break
    !toc                        table of contents

Within a line, for Word alone: [+inserted+], [-deleted-], [^footnote^] and [@passage@comment@].
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from making import catalogue, numerals

_TYPES = re.compile(r"\s*\{([a-z_, ]+)\}$")
_MARKS = {"%-": "subtitle", "%": "title", "##": "article", "#": "chapter", "*": "heading", "~": "right", "_": "flush"}
_WORD_ONLY = re.compile(r"\[-.*?-\]|\[\^.*?\^\]|\[\+(.*?)\+\]|\[@(.*?)@.*?@\]")


@dataclass(frozen=True, slots=True)
class Block:
    """`label` is the printed number; `level` counts the depth of a numbered clause from 1."""

    kind: str
    text: str = ""
    label: str = ""
    level: int = 0
    types: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    widths: tuple[float, ...] = ()
    ruled: bool = True


@dataclass(frozen=True, slots=True)
class Contract:
    """`settings` are the TOML of the source; `truths` its table of that name."""

    name: str
    settings: dict[str, Any]
    blocks: tuple[Block, ...]
    truths: dict[str, Any] = field(default_factory=dict)

    def heading(self, block: Block) -> str:
        """An article's, chapter's or annex's heading as printed."""
        if not block.text:
            return block.label
        return str(self.settings.get(block.kind, "{label}　{title}")).format(label=block.label, title=block.text)


def read(path: Path) -> Contract:
    _, settings, body = path.read_text(encoding="utf-8").split("+++\n", 2)
    parsed = tomllib.loads(settings)
    blocks = _numbered(tuple(_blocks(body.splitlines())), parsed.get("levels", []))
    return Contract(path.stem, parsed, blocks, parsed.pop("truths"))


def final(text: str) -> str:
    """A line as a reader sees it: insertions in, deletions, notes and comments out."""
    return _WORD_ONLY.sub(lambda match: match[1] or match[2] or "", text)


def _blocks(lines: list[str]) -> Iterator[Block]:
    table: Block | None = None
    for line in filter(None, (line.rstrip() for line in lines)):
        if table is not None and line[:2] in ("| ", "@ "):
            table = replace(table, rows=table.rows + _rows(line))
            continue
        if table is not None:
            yield table
        table = _table(line) if line[:2] in ("|=", "|-") else None
        if table is None:
            yield _block(line)
    if table is not None:
        yield table


def _rows(line: str) -> tuple[tuple[str, ...], ...]:
    if line.startswith("@"):
        return catalogue.rows(line[2:])
    return (tuple(cell.strip() for cell in line[2:].split("|")),)


def _table(line: str) -> Block:
    widths, _, caption = line[2:].partition(":")
    return Block("table", caption.strip(), widths=tuple(map(float, widths.split())), ruled=line[1] == "=")


def _block(line: str) -> Block:
    if line == "===":
        return Block("page")
    if line == "!toc":
        return Block("toc")
    mark, _, rest = line.partition(" ")
    if set(mark) == {">"}:
        return Block("clause", rest, level=len(mark))
    kind = "annex" if mark == "!" else _MARKS.get(mark)
    if kind is None:
        return Block("paragraph", line)
    return _headed(kind, rest) if kind in ("article", "chapter", "annex") else Block(kind, rest)


def _headed(kind: str, text: str) -> Block:
    types = _TYPES.search(text)
    label, _, title = _TYPES.sub("", text).partition("｜")
    return Block(kind, title, label, types=tuple(types[1].replace(" ", "").split(",")) if types else ())


def _numbered(blocks: tuple[Block, ...], levels: list[dict[str, Any]]) -> tuple[Block, ...]:
    """Writes the numbers of clauses: counters start anew at each article and below each number above."""
    counts: list[int] = []
    article: str | None = None
    first = levels
    numbered: list[Block] = []
    for block in blocks:
        if block.kind in ("article", "annex", "heading"):
            counts, article = [], numerals.number_of(block.label) if block.kind == "article" else None
        if block.kind == "annex":
            first = [level | {"start": 1} for level in levels]
        if block.kind == "clause":
            counts = _advance(counts, block.level, first)
            block = replace(block, label=_label(levels[block.level - 1], counts[-1], article))
        numbered.append(block)
    return tuple(numbered)


def _advance(counts: list[int], level: int, levels: list[dict[str, Any]]) -> list[int]:
    if len(counts) >= level:
        return [*counts[: level - 1], counts[level - 1] + 1]
    return [*counts, *(1 for _ in range(level - 1 - len(counts))), levels[level - 1].get("start", 1)]


def _label(level: dict[str, Any], count: int, article: str | None) -> str:
    text = level["text"] if article else level.get("annex", level["text"])
    return str(text).format(article=article, n=numerals.COUNTERS[level["kind"]][0](count))
