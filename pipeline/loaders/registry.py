"""The one place that knows which loader reads which kind of file, and which files of a folder are contracts."""

from __future__ import annotations

import hashlib
import io
import os
import stat
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Literal, NamedTuple, Protocol, cast

from pipeline.document.model import Document
from pipeline.errors import DocumentError
from pipeline.loaders.formats import CONTRACT_SUFFIXES, MARKED_KINDS, READERS, TEXT_SUFFIXES
from pipeline.loaders.invisible import invisible_characters
from pipeline.loaders.limits import Limits
from pipeline.loaders.sniff import Kind, sniff

# Kinds that are the name of an error.
_REFUSED = ("empty_file", "encrypted", "damaged")

Revisions = Literal["accepted", "original"]


class Loader(Protocol):
    """What every loader is: bytes in, document out; raises DocumentError, and nothing else on purpose."""

    def __call__(self, data: bytes, name: str, sha256: str, limits: Limits) -> Document: ...


class Found(NamedTuple):
    """The contract files of a folder in a stable order, and the files of other formats that were passed over."""

    files: tuple[Path, ...]
    skipped: tuple[Path, ...]


def load(
    path: Path, *, name: str | None = None, limits: Limits | None = None, revisions: Revisions = "accepted"
) -> Document:
    """Reads one file, by what its bytes are; only plain text must be named as such. Raises DocumentError.

    `revisions` says whether the unaccepted ones are read as accepted, or the original text without them.
    """
    path, limits = Path(path), limits or Limits()
    shown = name or printable(path.name)
    data = _read(path, shown, limits)
    kind = _as_named(sniff(io.BytesIO(data)), path.suffix.lower())
    loader = _loader(kind, shown, revisions)
    try:
        document = loader(data, shown, hashlib.sha256(data).hexdigest(), limits)
    except DocumentError:
        raise
    except MemoryError as fault:
        raise DocumentError("too_large", name=shown) from fault
    except Exception as fault:
        raise DocumentError("damaged", name=shown) from fault
    return replace(document, issues=(*document.issues, *invisible_characters(document.text)))


def _as_named(kind: Kind, suffix: str) -> Kind:
    """Text bears no mark of its own: in a file called .pdf it is a broken download, in one called .csv no contract."""
    if kind.name != "text" or suffix in TEXT_SUFFIXES:
        return kind
    return Kind("damaged") if suffix in CONTRACT_SUFFIXES else Kind("foreign", suffix)


def is_contract(path: Path) -> bool:
    """Whether a folder run reads this file: its bytes or its suffix say that it is, or should be, a contract."""
    if path.suffix.lower() in CONTRACT_SUFFIXES:
        return True
    try:
        with path.open("rb") as file:
            return sniff(file).name in MARKED_KINDS
    except OSError:
        return False


def find(folder: Path, out: Path | None = None) -> Found:
    """The contract files below a folder. Raises DocumentError if there is no such folder.

    Hidden files, Office lock files and `out` are passed over, links that lead out of the folder are skipped. A folder
    that may not be listed stands among the files, so that it fails by name instead of vanishing.
    """
    root = Path(folder)
    if not root.is_dir():
        raise DocumentError("not_found", name=printable(str(folder)))
    files: list[Path] = []
    skipped: list[Path] = []
    for path in _walk(root, out.resolve() if out else None):
        wanted = path.is_dir() or (_is_inside(path, root) and is_contract(path))
        (files if wanted else skipped).append(path)
    return Found(tuple(files), tuple(skipped))


def printable(name: str) -> str:
    """A file name as text: bytes that are no UTF-8 become U+FFFD, since a lone surrogate fits into no JSON file."""
    return os.fsencode(name).decode("utf-8", "replace")


def _walk(root: Path, out: Path | None) -> Iterator[Path]:
    """Regular files in the order of their names, and folders that cannot be listed."""
    waiting = [root]
    while waiting:
        path = waiting.pop()
        if path.is_dir() and (path is root or not path.is_symlink()):
            try:
                entries = sorted(path.iterdir(), reverse=True)
            except OSError:
                yield path
                continue
            waiting += (entry for entry in entries if not _is_furniture(entry.name) and entry.resolve() != out)
        elif path.is_file():
            yield path


def _is_furniture(name: str) -> bool:
    """Hidden files, Office lock files, the resource forks that macOS packs into archives."""
    return name.startswith((".", "~$")) or name == "__MACOSX"


def _is_inside(path: Path, root: Path) -> bool:
    return not path.is_symlink() or path.resolve().is_relative_to(root.resolve())


def _read(path: Path, name: str, limits: Limits) -> bytes:
    """The bytes of a regular file. A pipe or a device would block, so it is refused."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise DocumentError("not_a_file", name=name)
        if status.st_size > limits.file_bytes:
            raise DocumentError("too_large", name=name)
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as fault:
        raise DocumentError("not_found", name=name) from fault
    except OSError as fault:
        raise DocumentError("unreadable", name=name) from fault


def _loader(kind: Kind, name: str, revisions: Revisions) -> Loader:
    """The loader of a kind; a format without revisions has one view only. Raises DocumentError where there is none."""
    if kind.name in _REFUSED:
        raise DocumentError(kind.name, name=name)
    if kind.name not in READERS:
        raise DocumentError("foreign_format", name=name, format=kind.label)
    reader = READERS[kind.name]
    module, function = (reader.original or reader.loads if revisions == "original" else reader.loads).split(":")
    return cast(Loader, getattr(import_module(module), function))
