"""Which files a run works on, and what their records are called."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.extract.stored import stem
from pipeline.loaders.finding import find, find_in
from pipeline.loaders.limits import Limits
from pipeline.loaders.registry import printable
from pipeline.loaders.source import exists


@dataclass(frozen=True, slots=True)
class Input:
    """A file, or a member of an archive or mail, and its name: the path relative to what was named on the command line,
    with `/`, such as `A.zip/甲方/契約.pdf`.

    `stem` is the path of its record below the output folder, without `.json`.
    """

    path: Path
    name: str
    stem: str


@dataclass(frozen=True, slots=True)
class Inputs:
    """`skipped` names what folders and archives hold beside contracts: other formats, hidden ones, links that lead
    nowhere or out, pipes, devices."""

    files: tuple[Input, ...]
    skipped: tuple[str, ...]


def find_inputs(paths: Sequence[Path], out: Path | None = None, limits: Limits | None = None) -> Inputs:
    """Files as they are named, folders searched. Raises UsageError for a path that is not there and for no file."""
    for path in paths:
        if not exists(path, limits or Limits()):
            raise UsageError("path_not_found", path=str(path))
    base = _base(paths)
    files: dict[str, Input] = {}
    skipped: dict[str, None] = {}
    for path in paths:
        found = find(path, out, limits) if path.is_dir() else find_in(path, limits)
        for member in found.files:
            name = _name(member, base)
            files.setdefault(name, Input(member, printable(name), stem(name)))
        skipped.update(dict.fromkeys(printable(_name(member, base)) for member in found.skipped))
    if not files:
        raise UsageError("no_contracts", path=", ".join(str(path) for path in paths), skipped=len(skipped))
    return Inputs(tuple(files.values()), tuple(skipped))


def _name(path: Path, base: str) -> str:
    """A folder that was named and cannot be listed is called by its own name."""
    relative = Path(os.path.relpath(path, base))
    return relative.as_posix() if relative.name else Path(base).name


def _base(paths: Sequence[Path]) -> str:
    """The folder that names are relative to: the one folder that was named, or the common parent of several."""
    # Absolute, not resolved: a link keeps the name it has in its folder.
    if len(paths) == 1 and paths[0].is_dir():
        return os.path.abspath(paths[0])  # noqa: PTH100
    return os.path.commonpath([os.path.abspath(path.parent) for path in paths])  # noqa: PTH100
