"""`cjkclause text`: the document as the pipeline reads it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from pipeline.cli import options
from pipeline.cli.console import print_json_lines, print_text, say

HELP = "print a document as the pipeline reads it"


def add(parser: ArgumentParser) -> None:
    parser.add_argument("path", type=Path, metavar="PATH")
    parser.add_argument(
        "--revisions",
        choices=("accepted", "original"),
        default="accepted",
        help="unaccepted revisions: read as accepted, or the original text without them (default: accepted)",
    )
    parser.add_argument("--json", action="store_true", help="with blocks, places, asides and issues")
    options.add_ocr(parser)
    options.add_common(parser)


def run(args: Namespace) -> int:
    document = options.document(args, args.revisions)
    language = options.language(args)
    if args.json:
        from pipeline.document.saved import to_json

        print_json_lines(to_json(document, language))
        return 0
    for issue in document.issues:
        say(f"{issue.severity}: {issue.message(language)}")
    print_text(document.text + "\n")
    return 0
