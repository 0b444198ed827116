"""Outputs beside the records, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from pipeline.errors import UsageError

Writer = Callable[[Path, Iterable[Mapping[str, Any]]], None]

# "module:function", loaded when it is asked for.
_WRITERS = {"csv": "pipeline.outputs.register:write"}


def writers(names: str) -> tuple[Writer, ...]:
    """The writers of a comma-separated list; each takes the output folder and its records. Raises UsageError."""
    return tuple(_writer(name.strip()) for name in names.split(",") if name.strip())


def _writer(name: str) -> Writer:
    if name not in _WRITERS:
        raise UsageError("format_unknown", format=name, known=", ".join(_WRITERS))
    module, _, function = _WRITERS[name].partition(":")
    writer: Writer = getattr(import_module(module), function)
    return writer
