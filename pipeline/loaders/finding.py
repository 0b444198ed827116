"""Which files of a folder are contracts, those in archives and mails included, and which were passed over."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePath, PurePosixPath
from typing import NamedTuple

from pipeline.errors import DocumentError
from pipeline.loaders.formats import CONTAINER_SUFFIXES, CONTAINERS, CONTRACT_SUFFIXES, MARKED_KINDS
from pipeline.loaders.limits import Limits
from pipeline.loaders.picture_size import HEAD_BYTES as PICTURE_HEAD_BYTES
from pipeline.loaders.picture_size import may_be_page
from pipeline.loaders.registry import printable
from pipeline.loaders.sniff import HEAD_BYTES, Kind, needs_all, sniff_as
from pipeline.loaders.source import Container, open_container, read

# An archive in an archive in a mail; deeper ones are made to exhaust a machine.
_DEEPEST = 3
# What nobody may pass over in silence, under whatever name: formats with a mark of their own, closed archives, messages.
_TOLD_KINDS = MARKED_KINDS | {"packed", "message"}
# What is named where it lies hidden under a contract's name. Text is not: programs hide much of it, and few contracts.
_NAMED_KINDS = _TOLD_KINDS | {"encrypted", "zip"}


class Found(NamedTuple):
    """The contracts of a folder in a stable order, and what was passed over: other formats, hidden contracts, links,
    pipes, devices.

    Paths of members lead through their container: `A.zip/甲方/契約.pdf`.
    """

    files: tuple[Path, ...]
    skipped: tuple[Path, ...]


def find(folder: Path, out: Path | None = None, limits: Limits | None = None) -> Found:
    """The contracts below a folder. Raises DocumentError if there is no such folder.

    Links that lead out of the folder are skipped, and so is what is hidden: of that only contracts are named, not what
    programs keep for themselves. `out` is left out, and where a run wrote among the contracts, the texts beside its
    records are skipped. A folder that may not be listed stands among the files, so that it fails by name instead of
    vanishing.
    """
    root = Path(folder)
    if not root.is_dir():
        raise DocumentError("not_found", name=printable(str(folder)))
    search = _Search(limits or Limits())
    for path in _walk(root, out.resolve() if out else None):
        if _is_hidden(path.relative_to(root)):
            search.pass_over(path)
        elif path.is_file() and _is_inside(path, root) and not _is_of_a_record(path):
            search.look_at(path)
        elif path.is_dir() and not path.is_symlink():
            search.files.append(path)
        else:
            search.skipped.append(path)
    return search.found()


def find_in(path: Path, limits: Limits | None = None) -> Found:
    """A file that was named: itself, or what it holds. A container without a contract stands for itself, and fails."""
    search = _Search(limits or Limits())
    search.look_at(path)
    found = search.found()
    return found if found.files else Found((path,), ())


@dataclass(slots=True)
class _Search:
    """What was found so far; `looked_into` counts the members of all containers below one file."""

    limits: Limits
    files: list[Path] = field(default_factory=list)
    skipped: list[Path] = field(default_factory=list)
    looked_into: int = 0

    def found(self) -> Found:
        return Found(tuple(self.files), tuple(self.skipped))

    def look_at(self, path: Path) -> None:
        """Sorts a file in, and all that it holds."""
        self.looked_into = 0
        self._sort(path, 0)

    def pass_over(self, path: Path) -> None:
        """Names what is hidden if it is a contract by its name and its bytes: an Office lock file is one by name alone."""
        suffix = path.suffix.lower()
        with suppress(DocumentError):
            if suffix in CONTRACT_SUFFIXES and self._kind(path, suffix).name in _NAMED_KINDS:
                self.skipped.append(path)

    def _sort(self, path: Path, depth: int) -> None:
        try:
            wanted, container = self._judge(path)
        except DocumentError:
            wanted, container = True, None  # it fails by name when it is read
        if container is None or depth > _DEEPEST or container.is_locked or not self._may_look_into(container):
            (self.files if wanted else self.skipped).append(path)
            if container is not None and container.has_text:
                self.skipped += (path / member for member in container.members)
            return
        if container.has_text or not (container.members or container.skipped):
            self.files.append(path)
        self.skipped += (path / member for member in container.skipped)
        for member in container.members:
            if _is_hidden(PurePosixPath(member)):
                self.pass_over(path / member)
            else:
                self._sort(path / member, depth + 1)

    def _judge(self, path: Path) -> tuple[bool, Container | None]:
        """Whether a file is wanted, and what it holds."""
        suffix = path.suffix.lower()
        if suffix in CONTRACT_SUFFIXES - CONTAINER_SUFFIXES:
            return True, None
        kind = self._kind(path, suffix)
        container = open_container(path, printable(path.name), self.limits) if kind.name in CONTAINERS else None
        told = kind.name in _TOLD_KINDS or (kind.name == "image" and self._may_be_page(path))
        return told or suffix in CONTRACT_SUFFIXES, container

    def _may_be_page(self, path: Path) -> bool:
        return may_be_page(read(path, printable(path.name), self.limits, PICTURE_HEAD_BYTES))

    def _kind(self, path: Path, suffix: str) -> Kind:
        """By the head where that tells; packages and OLE files tell at their end."""
        head = read(path, printable(path.name), self.limits, HEAD_BYTES)
        if not needs_all(head):
            return sniff_as(io.BytesIO(head), suffix)
        if path.is_file():
            with path.open("rb") as file:
                return sniff_as(file, suffix, self.limits)
        return sniff_as(io.BytesIO(read(path, printable(path.name), self.limits)), suffix, self.limits)

    def _may_look_into(self, container: Container) -> bool:
        self.looked_into += len(container.members)
        return self.looked_into <= self.limits.members


def _walk(root: Path, out: Path | None) -> Iterator[Path]:
    """Everything below a folder in the order of names but the folders, except links to them and those that cannot be
    listed."""
    waiting = [root]
    while waiting:
        path = waiting.pop()
        if not path.is_dir() or (path.is_symlink() and path is not root):
            yield path
            continue
        try:
            entries = sorted(path.iterdir(), reverse=True)
        except OSError:
            yield path
            continue
        waiting += (entry for entry in entries if entry.resolve() != out)


def _is_hidden(path: PurePath) -> bool:
    return any(map(_is_furniture, path.parts))


def _is_furniture(name: str) -> bool:
    """Hidden files, Office lock files, the resource forks that macOS packs into archives."""
    return name.startswith((".", "~$")) or name == "__MACOSX"


def _is_of_a_record(path: Path) -> bool:
    """Whether a file is the text of the record beside it, which holds its sum."""
    beside = path.with_suffix(".json")
    try:
        if path.suffix != ".txt" or not beside.is_file():
            return False
        return sha256(path.read_bytes()).hexdigest().encode() in beside.read_bytes()
    except OSError:
        return False


def _is_inside(path: Path, root: Path) -> bool:
    return not path.is_symlink() or path.resolve().is_relative_to(root.resolve())
