"""`cjkclause plan`: what an extraction would send and cost. Sends nothing, needs no key."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.cli import options
from pipeline.cli.console import complain, print_json, print_text

if TYPE_CHECKING:
    from pipeline.extract.plan import Plan

HELP = "tokens, windows, requests and cost of an extraction; sends nothing"


def add(parser: ArgumentParser) -> None:
    parser.add_argument("paths", type=Path, nargs="+", metavar="PATH")
    parser.add_argument("--json", action="store_true", help="one JSON document")
    parser.add_argument("--model", help="model id (default: kimi-k2-5)")
    parser.add_argument("--config", type=Path, metavar="FILE", help="settings file (TOML)")
    options.add_mask(parser)
    options.add_ocr(parser)
    options.add_schemas(parser)
    options.add_common(parser)


def run(args: Namespace) -> int:
    from pipeline.batch.inputs import find_inputs
    from pipeline.errors import DocumentError
    from pipeline.loaders.limits import limits_of
    from pipeline.wiring import planning
    from pipeline.wiring.library import library

    settings = options.settings(args)
    chosen = library(args.schemas, options.types(args))
    plans: list[tuple[str, Plan]] = []
    code = 0
    for file in find_inputs(args.paths, limits=limits_of(settings)).files:
        try:
            document = planning.load_document(settings, file.path, file.name)
            plans.append((file.name, planning.plan(document, chosen, settings)))
        except DocumentError as error:
            complain(error, options.language(args))
            code = 1
    report = {"documents": [plan.to_json(name) for name, plan in plans], "totals": _totals(plans)}
    if args.json:
        print_json(report)
    else:
        _print(plans, report["totals"])
    return code


def _totals(plans: list[tuple[str, Plan]]) -> dict[str, Any]:
    costs = [plan.cost for _, plan in plans]
    known = [cost for cost in costs if cost is not None]
    return {
        "documents": len(plans),
        "tokens": sum(plan.tokens for _, plan in plans),
        "windows": sum(len(plan.windows) for _, plan in plans),
        "requests": sum(plan.requests for _, plan in plans),
        "prompt_tokens": sum(plan.prompt_tokens for _, plan in plans),
        "cost": f"{sum(known, Decimal(0)):f}" if len(known) == len(costs) and known else None,
    }


def _print(plans: list[tuple[str, Plan]], totals: Any) -> None:
    lines = [f"{'tokens':>9} {'windows':>7} {'requests':>8} {'prompt':>9}  document"]
    lines += [
        f"{plan.tokens:>9} {len(plan.windows):>7} {plan.requests:>8} {plan.prompt_tokens:>9}  {name}"
        for name, plan in plans
    ]
    cost = totals["cost"] or "unknown (set [prices] in the settings)"
    row = f"{totals['tokens']:>9} {totals['windows']:>7} {totals['requests']:>8} {totals['prompt_tokens']:>9}"
    lines.append(f"{row}  total; cost {cost}")
    print_text("\n".join(lines) + "\n")
