"""What a reader should find in a contract: planted by its source, checked against the text that is written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from making import numerals
from making.markup import Block, Contract, final


def of(contract: Contract) -> dict[str, Any]:
    text = plain(contract)
    for written in _written(contract.truths):
        if written not in text:
            raise ValueError(f"{contract.name}: {written} does not stand in the text")
    return {
        "language": contract.settings["language"],
        "title": contract.settings["title"],
        **contract.truths,
        "articles": list(_articles(contract)),
        "annexes": [_headed(block) for block in contract.blocks if block.kind == "annex"],
    }


def plain(contract: Contract) -> str:
    """Every line and cell as a reader sees it."""
    lines = [f"{contract.heading(block)} {block.text}" for block in contract.blocks]
    lines += ["\n".join(" ".join(row) for row in block.rows) for block in contract.blocks]
    return "\n".join(map(final, lines))


def _articles(contract: Contract) -> Iterator[dict[str, Any]]:
    chapter, annex = None, None
    for block in contract.blocks:
        if block.kind == "chapter":
            chapter = block.label
        elif block.kind == "annex":
            chapter, annex = None, block.label
        elif block.kind == "article":
            yield _headed(block) | {"chapter": chapter, "annex": annex}


def _headed(block: Block) -> dict[str, Any]:
    number = numerals.number_of(block.label)
    return {"label": block.label, "number": number, "title": block.text, "types": list(block.types)}


def _written(value: Any) -> Iterator[str]:
    """Everything that is said to be written: the values of `written` and of party names, however deep."""
    if isinstance(value, dict):
        yield from (item for key, item in value.items() if key in ("written", "name") and isinstance(item, str))
        for item in value.values():
            yield from _written(item)
    elif isinstance(value, list):
        for item in value:
            yield from _written(item)
