"""`cjkclause extract`: files and folders in, records out."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli import options
from pipeline.cli.console import complain, print_json, say
from pipeline.messages import render

if TYPE_CHECKING:
    from pipeline.batch.extraction import Announcement, Order
    from pipeline.outputs.registry import Writer

HELP = "extract proved clause records from contracts"


def add(parser: ArgumentParser) -> None:
    parser.add_argument("paths", type=Path, nargs="+", metavar="PATH", help="contracts, or folders of them")
    parser.add_argument("-o", "--out", type=Path, metavar="OUT", help="folder for the records")
    parser.add_argument("--json", action="store_true", help="one file and no -o: the record on standard output")
    options.add_schemas(parser)
    parser.add_argument("--endpoint", choices=("embedded",), help="the rule engine on this machine; needs no key")
    options.add_endpoint(parser)
    parser.add_argument("--jobs", type=int, metavar="N", help="documents side by side (default: 2)")
    parser.add_argument("--fresh", action="store_true", help="start over instead of resuming")
    parser.add_argument("--format", metavar="A,B", default="", help="further outputs beside the records: csv")
    parser.add_argument("--mode", choices=("json", "tools"), help="how the endpoint is asked (default: json)")
    options.add_mask(parser)
    options.add_ocr(parser)
    parser.add_argument("--record", type=Path, metavar="FILE", help="keep every request and reply in FILE")
    parser.add_argument("--replay", type=Path, metavar="FILE", help="answer from FILE; nothing is sent")
    options.add_common(parser)


def run(args: Namespace) -> int:
    from pipeline.batch.extraction import Order
    from pipeline.errors import UsageError
    from pipeline.outputs.registry import writers

    if args.endpoint and args.base_url:
        raise UsageError("two_endpoints")

    if args.record is not None and args.replay is not None:
        raise UsageError("cassette_both_ways")
    order = Order(
        settings=options.settings(args),
        schemas=args.schemas,
        types=options.types(args),
        language=options.language(args),
        record=args.record,
        replay=args.replay,
    )
    if args.out is not None:
        return _run_folder(args, order, writers(args.format))
    if not args.json or len(args.paths) != 1 or args.paths[0].is_dir():
        raise UsageError("output_not_named")
    return _run_one(args, order)


def _run_one(args: Namespace, order: Order) -> int:
    from pipeline.batch.extraction import extract_one
    from pipeline.errors import UsageError
    from pipeline.loaders.limits import limits_of
    from pipeline.loaders.source import exists

    if not exists(args.paths[0], limits_of(order.settings)):
        raise UsageError("path_not_found", path=str(args.paths[0]))
    record = extract_one(args.paths[0], order, _announce)
    print_json(record.to_json())
    if record.reason is not None:
        say(f"cjkclause: {record.reason.line}")
    return 0 if record.status == "complete" else 1


def _run_folder(args: Namespace, order: Order, outputs: tuple[Writer, ...]) -> int:
    from pipeline.batch.extraction import Extraction
    from pipeline.batch.progress import progress
    from pipeline.batch.summary import Summary
    from pipeline.errors import StopRun

    stopped: StopRun | None = None
    with Extraction(args.paths, args.out, order, args.fresh, _announce) as extraction:
        files = len(extraction.inputs.files)
        summary = Summary(extraction.endpoint.name, extraction.by_rules, files, extraction.inputs.skipped, order.replay)
        try:
            with progress(files, say, order.language) as advance:
                for outcome in extraction.outcomes():
                    summary.add(outcome)
                    advance(outcome)
                    if outcome.trace and args.debug:
                        say(outcome.trace)
        except StopRun as error:
            stopped = error
        summary.caches = extraction.connection.cached
        for output in outputs:
            output(args.out, extraction.folder.records())
    for line in summary.lines(str(args.out), order.language):
        say(line)
    if args.json:
        print_json(summary.to_json())
    if stopped is not None:
        complain(stopped, order.language)
        return stopped.exit_code
    return summary.exit_code


def _announce(told: Announcement) -> None:
    say(render(*_where(told), told.language).text)
    for notice in told.notices:
        say(" ".join(filter(None, notice)))


def _where(told: Announcement) -> tuple[str, dict[str, object]]:
    """Code and parameters of a run's first line: which endpoint, and what goes there."""
    endpoint = told.endpoint
    if told.replay is not None:
        return "run_on_cassette", {"endpoint": endpoint.name, "path": told.replay}
    if endpoint.embedded:
        return "run_on_embedded", {}
    asked: dict[str, object] = {"endpoint": endpoint.name, "model": endpoint.model}
    if endpoint.local:
        return "run_on_local", asked
    return "run_on_remote", {**asked, "documents": told.documents, "host": endpoint.host}
