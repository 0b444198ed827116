"""`cjkclause probe`: what an endpoint can do, remembered per host and model."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from pipeline.cli import options
from pipeline.cli.console import print_json, print_text

HELP = "find out what an endpoint can do, and remember it"


def add(parser: ArgumentParser) -> None:
    options.add_endpoint(parser)
    parser.add_argument("--json", action="store_true", help="one JSON document")
    options.add_common(parser)


def run(args: Namespace) -> int:
    from pipeline.chat.capabilities import save
    from pipeline.chat.probe import probe
    from pipeline.errors import UsageError
    from pipeline.settings import choose_endpoint
    from pipeline.wiring.client import capability_file, open_client

    settings = options.settings(args)
    endpoint = choose_endpoint(settings)
    if endpoint.embedded:
        raise UsageError("probe_without_endpoint")
    with open_client(settings, endpoint) as client:
        found = probe(client)
    save(capability_file(), found)
    if args.json:
        print_json(found.to_json())
    else:
        print_text("".join(f"{name:>14}  {_word(value)}\n" for name, value in found.to_json().items()))
    return 0


def _word(value: object) -> str:
    if value is None:
        return "unknown"
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
