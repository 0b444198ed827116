"""`cjkclause evaluate`: records scored against gold."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from pipeline.cli import options
from pipeline.cli.console import print_json, print_text

HELP = "precision, recall, F1 and boundaries by clause type, against a folder of gold"


def add(parser: ArgumentParser) -> None:
    parser.add_argument("records", type=Path, metavar="RECORDS", help="output folder of extract")
    parser.add_argument("gold", type=Path, metavar="GOLD", help="folder of (partial) records that are right")
    parser.add_argument("--json", action="store_true", help="one JSON document")
    options.add_common(parser)


def run(args: Namespace) -> int:
    from pipeline.evaluate.evaluation import evaluate
    from pipeline.evaluate.report import lines, to_json

    score = evaluate(args.records, args.gold)
    if args.json:
        print_json(to_json(score))
    else:
        print_text("".join(f"{line}\n" for line in lines(score)))
    return 1 if score.missing_records else 0
