"""Where a document's bytes come from: a file, or a member of an archive or a mail, as `A.zip/甲方/契約.pdf`."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from hashlib import file_digest, sha256
from importlib import import_module
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol, cast

from pipeline.errors import DocumentError
from pipeline.loaders.formats import CONTAINERS
from pipeline.loaders.limits import Limits
from pipeline.loaders.sniff import sniff_as

Opener = Callable[[], BinaryIO]
_REMEMBERED = 4


class Container(Protocol):
    """A file that holds files. `members` are relative paths with `/`, each once; `skipped` were never regular files.

    `is_locked` says that no member at all can be read without a password; `has_text` that it is a document itself.
    """

    members: tuple[str, ...]
    skipped: tuple[str, ...]
    is_locked: bool
    has_text: bool

    def __contains__(self, member: str) -> bool: ...

    def read(self, member: str, name: str, limits: Limits, most: int | None = None) -> bytes:
        """A member, or its first `most` bytes. Raises DocumentError, which names `name`."""


class _Way(NamedTuple):
    """The way to a member: the file on disk, as it was when it was opened, and a member of every container on it."""

    file: Path
    changed_ns: int
    size: int
    trail: tuple[str, ...] = ()


def exists(path: Path, limits: Limits) -> bool:
    """Whether a path names a file, a folder, or a member of a container.

    Into a container that cannot be opened, any may lead: reading it tells why.
    """
    try:
        return path.exists() or _way_to(path, limits) is not None
    except DocumentError:
        return True


def read(path: Path, name: str, limits: Limits, most: int | None = None) -> bytes:
    """The bytes of a regular file or of a member, or the first `most`. Raises DocumentError, which names `name`.

    A pipe or a device would block, so it is refused.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            shut = stat.S_ISDIR(status.st_mode) and not os.access(path, os.R_OK | os.X_OK)
            raise DocumentError("unreadable" if shut else "not_a_file", name=name)
        if most is None:
            limits.check(name, file_bytes=status.st_size)
        with path.open("rb") as file:
            return file.read(-1 if most is None else most)
    except (FileNotFoundError, NotADirectoryError):
        return _read_member(path, name, limits, most)
    except OSError as fault:
        raise DocumentError("unreadable", name=name) from fault


def digest(path: Path, limits: Limits) -> str | None:
    """The sha256, in hex, of a file or member; None for what cannot be read, or would never end as a pipe."""
    try:
        if path.is_file():
            with path.open("rb") as file:
                return file_digest(file, "sha256").hexdigest()
        return sha256(read(path, path.name, limits)).hexdigest()
    except (OSError, DocumentError):
        return None


def open_container(path: Path, name: str, limits: Limits) -> Container | None:
    """What the file or member at a path holds; None where it is no container. Raises DocumentError."""
    with _told_as(name):
        way = _way_to(path, limits)
        return None if way is None else _open(way, limits)


def _read_member(path: Path, name: str, limits: Limits, most: int | None) -> bytes:
    with _told_as(name):
        way = _way_to(path, limits)
        container = _open(way._replace(trail=way.trail[:-1]), limits) if way and way.trail else None
    if way is None or container is None:
        raise DocumentError("not_found", name=name)
    return container.read(way.trail[-1], name, limits, most)


@contextmanager
def _told_as(name: str) -> Iterator[None]:
    """Errors name what was asked for: a container is opened once for all its members."""
    try:
        yield
    except DocumentError as error:
        raise DocumentError(error.code, **{**error.params, "name": name}) from error


def _way_to(path: Path, limits: Limits) -> _Way | None:
    """None where the path leads nowhere."""
    file = next((step for step in (path, *path.parents) if step.is_file()), None)
    if file is None:
        return None
    status = file.stat()
    way = _Way(file, status.st_mtime_ns, status.st_size)
    rest = path.relative_to(file).parts
    while rest:
        container = _open(way, limits)
        steps = (length for length in range(len(rest), 0, -1) if container and "/".join(rest[:length]) in container)
        length = next(steps, 0)
        if not length:
            return None
        way = way._replace(trail=(*way.trail, "/".join(rest[:length])))
        rest = rest[length:]
    return way


@lru_cache(maxsize=_REMEMBERED)
def _open(way: _Way, limits: Limits) -> Container | None:
    """The container at the end of a way; None where there is another kind of file."""
    open_file: Opener
    name = way.file.name
    if way.trail:
        within = _open(way._replace(trail=way.trail[:-1]), limits)
        data = within.read(way.trail[-1], name, limits) if within else b""
        limits.check(name, part_bytes=len(data))
        open_file, suffix = partial(io.BytesIO, data), Path(way.trail[-1]).suffix
    else:
        open_file, suffix = partial(cast(Callable[[str], BinaryIO], way.file.open), "rb"), way.file.suffix
    try:
        with open_file() as file:
            kind = sniff_as(file, suffix.lower(), limits)
    except OSError as fault:
        raise DocumentError("unreadable", name=name) from fault
    if kind.name not in CONTAINERS:
        return None
    module, function = CONTAINERS[kind.name].split(":")
    return cast(Container, getattr(import_module(module), function)(open_file, name, limits))
