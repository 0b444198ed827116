"""`python -m tests.gold.make OUT --seed N`: contracts as text files, and beside them their gold.

OUT/texts/<language>/<kind>-<n>.txt and OUT/gold/<language>/<kind>-<n>.txt.json, for `cjkclause evaluate`.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.gold import contract
from tests.gold.wording import LANGUAGES, wording


@dataclass(frozen=True, slots=True)
class GoldContract:
    name: str
    kind: str
    language: str
    text: str
    record: dict[str, Any]


def contracts(seed: int, copies: int = 1) -> Iterator[GoldContract]:
    """Ten kinds in four scripts, `copies` of each."""
    for language in LANGUAGES:
        for kind in wording(language).kinds:
            for copy in range(copies):
                name = f"{language}/{kind.name}-{copy + 1}.txt"
                text, record = contract.make(f"{seed} {name}", language, kind)
                record["document"]["name"] = name
                yield GoldContract(name, kind.name, language, text, record)


def write(out: Path, seed: int, copies: int = 1, kinds: Collection[str] = ()) -> int:
    """The number of contracts written; `kinds` are those wanted, all of them if empty."""
    made = [each for each in contracts(seed, copies) if not kinds or each.kind in kinds]
    for each in made:
        text, gold = out / "texts" / each.name, out / "gold" / f"{each.name}.json"
        for path in (text, gold):
            path.parent.mkdir(parents=True, exist_ok=True)
        text.write_text(each.text, "utf-8")
        gold.write_text(json.dumps(each.record, ensure_ascii=False, indent=1), "utf-8")
    return len(made)


def main() -> None:
    parser = ArgumentParser(prog="python -m tests.gold.make", description="contracts with planted truths")
    parser.add_argument("out", type=Path, metavar="OUT")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--copies", type=int, default=1, help="of every kind in every language")
    args = parser.parse_args()
    print(f"{write(args.out, args.seed, args.copies)} contracts in {args.out}")


if __name__ == "__main__":
    main()
