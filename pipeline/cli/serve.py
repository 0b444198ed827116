"""`cjkclause serve`: the embedded endpoint as a server."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from pipeline.cli import options

HELP = "serve the embedded endpoint: POST /v1/chat/completions, GET /v1/models"


def add(parser: ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8321, help="0 for any free port (default: %(default)s)")
    parser.add_argument("--api-key", metavar="KEY", help="for tests; otherwise set CJKCLAUSE_SERVE_KEY")
    parser.add_argument("--schemas", metavar="DIR", help="clause schemas of your own; builtin,DIR adds to the built-in")
    parser.add_argument("--requests-per-minute", type=int, metavar="N", help="answer 429 beyond")
    parser.add_argument("--balance", type=int, metavar="TOKENS", help="answer 402 when so many tokens are spent")
    parser.add_argument("--fail", metavar="PLAN", help="answer 5xx by plan: a rate (0.2) or STATUS:COUNT (503:3)")
    options.add_common(parser)


def run(args: Namespace) -> int:
    from pipeline.endpoint.config import ServeConfig
    from pipeline.endpoint.faults import FaultPlan
    from pipeline.endpoint.server import serve
    from pipeline.environment import serve_key
    from pipeline.wiring.library import schema_sources

    config = ServeConfig(
        api_key=args.api_key or serve_key(),
        schemas=schema_sources(args.schemas),
        requests_per_minute=args.requests_per_minute,
        balance_tokens=args.balance,
        fail=FaultPlan.parse(args.fail) if args.fail else None,
    )
    serve(config, args.host, args.port)
    return 0
