"""`python -m tests.gold [--seed N] [--copies N] [--keep OUT]`: the whole gold set, as `cjkclause evaluate` tells it."""

from __future__ import annotations

import tempfile
from argparse import ArgumentParser
from pathlib import Path

from pipeline.evaluate.report import lines
from tests.gold.make import FORMATS
from tests.gold.run import score


def main() -> None:
    parser = ArgumentParser(prog="python -m tests.gold", description="precision and recall on contracts written here")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--copies", type=int, default=1, help="of every kind in every language")
    parser.add_argument("--keep", type=Path, metavar="OUT", help="a folder for texts, gold and records")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for line in lines(score(args.keep or Path(folder), args.seed, args.copies, FORMATS)):
            print(line)


if __name__ == "__main__":
    main()
