"""Which files a run works on, and what their records are called."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.extract.stored import stem
from pipeline.loaders.registry import find, printable


@dataclass(frozen=True, slots=True)
class Input:
    """A file and its name: the path relative to what was named on the command line, with `/`.

    `stem` is the path of its record below the output folder, without `.json`.
    """

    path: Path
    name: str
    stem: str


@dataclass(frozen=True, slots=True)
class Inputs:
    """`skipped` counts files of other formats inside folders."""

    files: tuple[Input, ...]
    skipped: int


def find_inputs(paths: Sequence[Path], out: Path | None = None) -> Inputs:
    """Files as they are named, folders searched. Raises UsageError for a path that is not there and for no file."""
    for path in paths:
        if not path.exists():
            raise UsageError("path_not_found", path=str(path))
    base = _base(paths)
    files: dict[str, Input] = {}
    skipped = 0
    for path in paths:
        if path.is_dir():
            found = find(path, out)
            skipped += len(found.skipped)
            members: Sequence[Path] = found.files
        else:
            members = (path,)
        for member in members:
            name = Path(os.path.relpath(member, base)).as_posix()
            files.setdefault(name, Input(member, printable(name), stem(name)))
    if not files:
        raise UsageError("no_contracts", path=", ".join(str(path) for path in paths), skipped=skipped)
    return Inputs(tuple(files.values()), skipped)


def _base(paths: Sequence[Path]) -> str:
    """The folder that names are relative to: the one folder that was named, or the common parent of several."""
    # Absolute, not resolved: a link keeps the name it has in its folder.
    if len(paths) == 1 and paths[0].is_dir():
        return os.path.abspath(paths[0])  # noqa: PTH100
    return os.path.commonpath([os.path.abspath(path.parent) for path in paths])  # noqa: PTH100
