"""`cjkclause verify`: proves stored records again, offline."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from pipeline.cli import options
from pipeline.cli.console import print_json, print_text

HELP = "prove every quote, value and sum of stored records again, offline"


def add(parser: ArgumentParser) -> None:
    parser.add_argument("out", type=Path, metavar="OUT", help="output folder of extract, or one record of it")
    parser.add_argument("originals", type=Path, nargs="?", metavar="ORIGINALS", help="the contracts: folder or file")
    parser.add_argument("--schemas", metavar="DIR", help="the clause schemas the records were made with, if your own")
    parser.add_argument("--json", action="store_true", help="one JSON document")
    parser.add_argument("--config", type=Path, metavar="FILE", help="settings file (TOML)")
    options.add_ocr(parser)
    options.add_common(parser)


def run(args: Namespace) -> int:
    from pipeline.extract.verify import verify
    from pipeline.loaders.limits import limits_of
    from pipeline.wiring.library import library

    language = options.language(args)
    verified = verify(args.out, args.originals, library(args.schemas), limits_of(options.settings(args)))
    if args.json:
        print_json(verified.to_json(language))
    else:
        print_text("".join(f"{finding.line(language)}\n" for finding in verified.findings))
        originals = f", {verified.originals} originals" if args.originals else ""
        counts = f"{verified.records} records, {verified.quotes} quotes, {verified.values} values{originals}"
        print_text(f"{counts}: {verified.errors} errors\n")
    return 1 if verified.errors else 0
