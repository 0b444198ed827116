"""`cjkclause schema`: checks of extraction schemas."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from pipeline.cli import options
from pipeline.cli.console import print_json, print_text

HELP = "check extraction schemas"


def add(parser: ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    lint = actions.add_parser("lint", help="check schemas: meta-schema, references, what breaks with models")
    lint.add_argument("paths", type=Path, nargs="+", metavar="PATH", help="schema files, or folders of them")
    lint.add_argument("--json", action="store_true", help="one JSON document")
    options.add_common(lint)


def run(args: Namespace) -> int:
    from pipeline.errors import UsageError
    from pipeline.schema.lint import lint_paths

    for path in args.paths:
        if not path.exists():
            raise UsageError("path_not_found", path=str(path))
    language = options.language(args)
    found = lint_paths(args.paths)
    errors = sum(issue.severity == "error" for issues in found.values() for issue in issues)
    if args.json:
        files = [
            {"path": str(path), "issues": [issue.to_json(language) for issue in issues]}
            for path, issues in found.items()
        ]
        print_json({"files": files, "errors": errors})
        return 1 if errors else 0
    for issues in found.values():
        for issue in issues:
            print_text(f"{issue.severity}: {issue.message(language)}\n")
    print_text(f"{len(found)} schemas, {errors} errors\n")
    return 1 if errors else 0
