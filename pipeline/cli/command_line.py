"""The command line: one parser, one file per command, one place where errors become exit codes."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from importlib import import_module

from pipeline.cli.console import complain, hold_streams
from pipeline.version import __version__

# Each module has HELP, `add(parser)` and `run(args) -> int`; run imports what it needs.
COMMANDS = ("extract", "text", "outline", "plan", "verify", "serve", "schema", "probe", "evaluate")


def build_parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="cjkclause",
        description="Folders of long Chinese, Japanese and Korean contracts in, proved clause records out.",
        epilog="Exit codes: 0 all complete; 1 something partial, failed or wrong; 2 usage; 3 settings, credentials or "
        "endpoint refused before work began; 4 stopped early, run again to continue; 130 interrupted.",
    )
    parser.add_argument("--version", action="version", version=f"cjkclause {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name in COMMANDS:
        module = import_module(f"pipeline.cli.{name}")
        command = commands.add_parser(name, help=module.HELP, description=module.HELP)
        module.add(command)
        command.set_defaults(run=module.run)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a command and returns its exit code."""
    hold_streams()
    args = build_parser().parse_args(argv)
    from pipeline.cli.options import language
    from pipeline.errors import CjkclauseError

    try:
        code: int = args.run(args)
    except CjkclauseError as error:
        _trace(args)
        complain(error, language(args))
        return error.exit_code
    except KeyboardInterrupt:
        complain(CjkclauseError("command_interrupted"), language(args))
        return 130
    except BrokenPipeError:
        # The reader of our output went away, as `| head` does.
        return 1
    except Exception as error:
        _trace(args)
        complain(CjkclauseError("command_failed", detail=f"{type(error).__name__}: {error}"), language(args))
        return 1
    return code


def _trace(args: Namespace) -> None:
    """The traceback of what is being handled, where it was asked for."""
    if getattr(args, "debug", False):
        from traceback import print_exc

        print_exc()
