"""cjkclause: long Chinese, Japanese and Korean contracts in, proved clause records out.

    document = pipeline.load(path)
    outline  = pipeline.outline(document)
    plan     = pipeline.plan(document)
    record   = pipeline.extract(path)
    records  = pipeline.extract_folder(folder, out)
    proof    = pipeline.ground(source, quote)
    value    = pipeline.normalize(kind, text, language)

Importing this costs milliseconds; what a function needs is loaded when it is first called. The children that read
files import it too.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from os import PathLike
from types import ModuleType
from typing import TYPE_CHECKING, Any

from pipeline.version import __version__ as __version__

if TYPE_CHECKING:
    from pipeline.document.model import Document
    from pipeline.extract.ground import Grounding
    from pipeline.extract.plan import Plan
    from pipeline.extract.record import Record
    from pipeline.loaders.registry import Revisions
    from pipeline.outline.section import Outline

__all__ = ["extract", "extract_folder", "ground", "load", "normalize", "outline", "plan"]


def load(path: str | PathLike[str], *, revisions: Revisions = "accepted") -> Document:
    """A file as the pipeline reads it. Raises DocumentError only if nothing could be read.

    `revisions` says how unaccepted ones are read: as accepted, or "original", the text before them.
    """
    from pathlib import Path

    from pipeline.loaders.registry import load

    return load(Path(path), revisions=revisions)


def plan(
    document: Document, types: Sequence[str] | None = None, *, schemas: str | None = None, **settings: Any
) -> Plan:
    """What an extraction would send: windows, prompt tokens, cost (None where prices are unknown). Sends nothing."""
    from pipeline.settings import load_settings
    from pipeline.wiring import planning
    from pipeline.wiring.library import library

    return planning.plan(document, library(schemas, types), load_settings(settings))


def extract_folder(
    folder: str | PathLike[str],
    out: str | PathLike[str],
    *,
    types: Sequence[str] | None = None,
    schemas: str | None = None,
    fresh: bool = False,
    language: str = "en",
    record: str | PathLike[str] | None = None,
    replay: str | PathLike[str] | None = None,
    **settings: Any,
) -> Iterator[Record]:
    """Extracts a folder (or a file) into `out`. Starts at once; records come as documents finish.

    `settings` are the fields of pipeline.settings.Settings: endpoint, base_url, model, jobs, … Raises SetupError
    before work begins, StopRun where the run stops early: the same call then continues.
    `record` and `replay` are cassettes, as on the command line.
    """
    from pathlib import Path

    from pipeline.batch.extraction import Extraction, Order
    from pipeline.settings import load_settings

    tape = (Path(record) if record else None, Path(replay) if replay else None)
    order = Order(load_settings(settings), schemas, tuple(types) if types else None, language, *tape)
    return _records(Extraction([Path(folder)], Path(out), order, fresh))


def _records(extraction: Any) -> Iterator[Record]:
    with extraction:
        for outcome in extraction.outcomes():
            yield outcome.record


def ground(source: str | Document, quote: str, within: Sequence[tuple[int, int]] = ()) -> Grounding:
    """Proves a quote: its grade (exact, folded, stitched, altered, absent), span, folds and difference.

    Of several places where it stands, the first inside the first span of `within` that has one is taken.
    """
    from pipeline.extract.ground import ground

    return ground(source, quote, within)


def _extract(
    path: str | PathLike[str],
    *,
    types: Sequence[str] | None = None,
    schemas: str | None = None,
    language: str = "en",
    record: str | PathLike[str] | None = None,
    replay: str | PathLike[str] | None = None,
    **settings: Any,
) -> Record:
    """One document, blocking, nothing stored. A file that cannot be read gives a record with status `failed`."""
    from pathlib import Path

    from pipeline.batch.extraction import Order, extract_one
    from pipeline.settings import load_settings

    tape = (Path(record) if record else None, Path(replay) if replay else None)
    order = Order(load_settings(settings), schemas, tuple(types) if types else None, language, *tape)
    return extract_one(Path(path), order)


def _outline(document: Document) -> Outline:
    """The clause tree of a document."""
    from pipeline.outline.tree import build

    return build(document)


def _normalize(kind: str, text: str, language: str) -> Mapping[str, Any]:
    """The value that the words say: kind is date, money, rate, duration, party or number.

    Raises ValueError where the words do not say one value.
    """
    from pipeline.normalize.values import normalize

    return normalize(kind, text, language)


# These three are functions here and rooms of the package below: the room itself can be called.
_CALLABLE: dict[str, Callable[..., Any]] = {"extract": _extract, "outline": _outline, "normalize": _normalize}
if TYPE_CHECKING:
    extract, outline, normalize = _extract, _outline, _normalize


class _Room(ModuleType):
    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return _CALLABLE[self.__name__.rpartition(".")[2]](*args, **kwargs)


class _Surface(ModuleType):
    def __getattr__(self, name: str) -> Any:
        if name in _CALLABLE:
            return import_module(f"{__name__}.{name}")
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

    def __setattr__(self, name: str, value: Any) -> None:
        """The import system puts a room here when it is first imported."""
        if name in _CALLABLE and isinstance(value, ModuleType):
            value.__class__ = _Room
            value.__dict__["__wrapped__"] = _CALLABLE[name]  # what help() and inspect say of its arguments
            value.__doc__ = f"{_CALLABLE[name].__doc__}\n\n{value.__doc__}"
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Surface
