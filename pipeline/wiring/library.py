"""The clause types of a run."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.schema.library import BUILTIN, Library, load_library
from pipeline.schema.lint import check_library

OTHER = "other"


def library(schemas: str | None = None, types: Sequence[str] | None = None) -> Library:
    """The clause types of a run: `schemas` as in `--schemas`, cut down to `types`. Raises SetupError.

    `other` is always among them: every article is accounted for, and most are of no type that was asked for.
    """
    chosen = load_library(schema_sources(schemas))
    check_library(chosen)
    wanted = chosen.only(types) if types else chosen
    return Library([load_library().only([OTHER])[OTHER], *wanted.values()])


def schema_sources(schemas: str | None) -> tuple[str, ...]:
    """`--schemas builtin,DIR`: a folder alone replaces the built-in types."""
    return tuple(filter(None, (schemas or BUILTIN).split(","))) or (BUILTIN,)
