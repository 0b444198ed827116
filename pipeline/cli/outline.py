"""`cjkclause outline`: the clause tree of a document."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli import options
from pipeline.cli.console import print_json, print_text

if TYPE_CHECKING:
    from pipeline.outline.section import Section

HELP = "print the clause tree of a document"


def add(parser: ArgumentParser) -> None:
    parser.add_argument("path", type=Path, metavar="PATH")
    parser.add_argument("--json", action="store_true", help="with kinds, numbers and spans")
    options.add_ocr(parser)
    options.add_common(parser)


def run(args: Namespace) -> int:
    from pipeline.outline.tree import build

    outline = build(options.document(args))
    if args.json:
        print_json(outline.to_json())
    else:
        print_text("".join(f"{line}\n" for line in _lines(outline.sections)))
    return 0


def _lines(sections: Sequence[Section], depth: int = 0) -> Iterator[str]:
    for section in sections:
        name = " ".join(filter(None, (section.label, section.title))) or section.kind
        yield f"{'  ' * depth}{name}  [{section.start}:{section.end}]"
        yield from _lines(section.children, depth + 1)
