"""Options that several commands share."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.document.model import Document
    from pipeline.loaders.limits import Limits
    from pipeline.loaders.registry import Revisions
    from pipeline.settings import Settings

LANGUAGES = ("zh-Hans", "zh-Hant", "ja", "ko", "en")


def add_common(parser: ArgumentParser) -> None:
    parser.add_argument("--lang", choices=LANGUAGES, help="language of messages (default: the locale's)")
    parser.add_argument("--debug", action="store_true", help="show tracebacks")


def add_schemas(parser: ArgumentParser) -> None:
    parser.add_argument("--types", metavar="A,B", help="only these clause types")
    parser.add_argument("--schemas", metavar="DIR", help="clause schemas of your own; builtin,DIR adds to the built-in")


def add_endpoint(parser: ArgumentParser) -> None:
    parser.add_argument("--base-url", metavar="URL", help="chat-completions endpoint, with its /v1")
    parser.add_argument("--model", help="model id (default: kimi-k2-5)")
    parser.add_argument("--config", type=Path, metavar="FILE", help="settings file (TOML)")


def add_mask(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--mask",
        action="store_true",
        default=None,
        help="send stand-ins for national ids, accounts and telephone numbers; records hold the numbers themselves",
    )


def add_ocr(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--ocr", choices=("auto", "off"), help="scans: read by text recognition where installed, or not (default: auto)"
    )


def settings(args: Namespace) -> Settings:
    """The settings of a command: its flags over the environment over the files."""
    from pipeline.settings import load_settings

    return load_settings(*_flags(args))


def limits(args: Namespace) -> Limits:
    """The limits of a command; the settings, which take longer to load than a contract, only where one is told."""
    from pipeline.environment import is_told
    from pipeline.loaders.limits import Limits, limits_of

    return limits_of(settings(args)) if is_told(*_flags(args)) else Limits()


def _flags(args: Namespace) -> tuple[dict[str, Any], Path | None]:
    """What the flags of a command tell, and the settings file that one of them names."""
    names = ("endpoint", "base_url", "model", "jobs", "mode", "mask", "ocr")
    return {name: getattr(args, name, None) for name in names}, getattr(args, "config", None)


def language(args: Namespace) -> str:
    from pipeline.environment import locale_language

    return getattr(args, "lang", None) or locale_language()


def types(args: Namespace) -> tuple[str, ...] | None:
    return tuple(name.strip() for name in args.types.split(",") if name.strip()) if args.types else None


def document(args: Namespace, revisions: Revisions = "accepted") -> Document:
    """The one document of a command. Raises UsageError where there is no such path, or a folder."""
    from pipeline.errors import UsageError
    from pipeline.loaders.registry import load
    from pipeline.loaders.source import exists

    path: Path = args.path
    bounds = limits(args)
    if not exists(path, bounds):
        raise UsageError("path_not_found", path=str(path))
    if path.is_dir():
        raise UsageError("not_a_file", name=str(path))
    return load(path, limits=bounds, revisions=revisions)
