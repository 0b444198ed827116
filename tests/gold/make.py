"""`python -m tests.gold.make OUT --seed N`: contracts as files of three formats, and beside them their gold.

OUT/texts/<language>/<kind>-<n>.txt and OUT/gold/<language>/<kind>-<n>.txt.json, for `cjkclause evaluate`; with .docx
and .pdf likewise: the same contract, and the same truths in their places there.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from random import Random
from typing import Any, Final

import pipeline
from tests.gold.contract import SHAPES, Contract, Planned, make
from tests.gold.flaws import BY_TABLE, CODES
from tests.gold.placed import placed
from tests.gold.printed import printed
from tests.gold.word import word
from tests.gold.wording import LANGUAGES, wording

FORMATS: Final = ("txt", "docx", "pdf")


@dataclass(frozen=True, slots=True)
class GoldContract:
    name: str
    language: str
    contract: Contract

    def written(self, form: str) -> bytes:
        """The file's bytes."""
        if form == "docx":
            return word(self.contract, Random(self.name))
        return printed(self.contract) if form == "pdf" else self.contract.text.encode()


def contracts(seed: int, copies: int = 1) -> Iterator[GoldContract]:
    """Ten kinds in four scripts, `copies` of each; among those of a language every flaw once, and its sound twin."""
    for language, copy in product(LANGUAGES, range(copies)):
        turn = Random(f"{seed} {language} {copy}").randrange(len(CODES))
        for place, kind in enumerate(wording(language).kinds):
            name = f"{language}/{kind.name}-{copy + 1}"
            kinds = (kind, wording(language).kinds[place - 1])
            made = make(f"{seed} {name}", language, kinds, _planned(turn + place))
            yield GoldContract(name, language, made)


def _planned(turn: int) -> Planned:
    """Two or three flaws, and the sound twins of others."""
    kinds = len(wording(LANGUAGES[0]).kinds)
    wrong = [code for place, code in enumerate(CODES) if (place - turn) % kinds == 0]
    right = [code for place, code in enumerate(CODES) if (place - turn) % kinds == kinds // 2]
    shape = SHAPES[turn % len(SHAPES)]
    # A title behind an annex may be the annex's own: nobody can tell the two.
    return Planned(wrong, right, "plain" if shape == "twice" and "annex_missing" in right else shape)


def write(out: Path, seed: int, copies: int = 1, formats: Sequence[str] = ()) -> int:
    """The number of files written: each contract in these formats, or in one after the other."""
    files = 0
    for turn, each in enumerate(contracts(seed, copies)):
        for form in formats or [FORMATS[turn % len(FORMATS)]]:
            files += 1
            _write(out, each, form)
    return files


def _write(out: Path, each: GoldContract, form: str) -> None:
    file, gold = out / "texts" / f"{each.name}.{form}", out / "gold" / f"{each.name}.{form}.json"
    for path in (file, gold):
        path.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(each.written(form))
    record = placed(_shown_in(form, each.contract.record), each.contract.text, pipeline.load(file).text)
    gold.write_text(json.dumps(record, ensure_ascii=False, indent=1), "utf-8")


def _shown_in(form: str, record: Mapping[str, Any]) -> dict[str, Any]:
    """Plain text has no tables."""
    issues = [issue for issue in record["issues"] if form != "txt" or issue["code"] not in BY_TABLE]
    return {**record, "issues": issues}


def main() -> None:
    parser = ArgumentParser(prog="python -m tests.gold.make", description="contracts with planted truths")
    parser.add_argument("out", type=Path, metavar="OUT")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--copies", type=int, default=1, help="of every kind in every language")
    args = parser.parse_args()
    print(f"{write(args.out, args.seed, args.copies, FORMATS)} contracts in {args.out}")


if __name__ == "__main__":
    main()
