"""The one place that gives every kind of file to its loader."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Literal, Protocol, cast

from pipeline.document.instructions import embedded_instructions
from pipeline.document.model import Document
from pipeline.errors import DocumentError
from pipeline.issues import Issue
from pipeline.loaders.formats import CONTAINERS, READERS
from pipeline.loaders.invisible import invisible_characters
from pipeline.loaders.limits import Limits, too_large
from pipeline.loaders.sniff import REFUSALS, Kind, sniff_as
from pipeline.loaders.source import open_container, read

Revisions = Literal["accepted", "original"]
# The issues that tell of revisions.
_REVISED = ("unaccepted_revisions", "marked_revisions")


class Loader(Protocol):
    """What every loader is: bytes in, document out; raises DocumentError, and nothing else on purpose."""

    def __call__(self, data: bytes, name: str, sha256: str, limits: Limits) -> Document: ...


def load(
    path: Path, *, name: str | None = None, limits: Limits | None = None, revisions: Revisions = "accepted"
) -> Document:
    """Reads one file, by what its bytes are; only plain text must be named as such. Raises DocumentError.

    `revisions` says whether the unaccepted ones are read as accepted, or the original text without them.
    """
    path, limits = Path(path), limits or Limits()
    shown = name or printable(path.name)
    data = read(path, shown, limits)
    kind = sniff_as(io.BytesIO(data), path.suffix.lower(), limits)
    if kind.name in CONTAINERS and kind.name not in READERS:
        _refuse_container(path, shown, limits)
    loader = _loader(kind, shown, revisions)
    try:
        document = loader(data, shown, hashlib.sha256(data).hexdigest(), limits)
    except DocumentError:
        raise
    except MemoryError as fault:
        raise too_large(shown) from fault
    except Exception as fault:
        raise DocumentError("damaged", name=shown) from fault
    seen = (*invisible_characters(document.text), *embedded_instructions(document))
    return replace(document, issues=(*_of_view(document, kind, revisions), *seen))


def _of_view(document: Document, kind: Kind, revisions: Revisions) -> Iterator[Issue]:
    """The issues of a document; where there are revisions and no other view of them, it says which one this is."""
    for issue in document.issues:
        yield issue
        if issue.code in _REVISED and revisions == "original" and not READERS[kind.name].original:
            yield Issue("original_view_missing", "warning")


def printable(name: str) -> str:
    """A file name as text: bytes that are no UTF-8 become U+FFFD, since a lone surrogate fits into no JSON file."""
    return os.fsencode(name).decode("utf-8", "replace")


def _refuse_container(path: Path, name: str, limits: Limits) -> None:
    """Raises DocumentError for a file that holds documents and is none: they have names of their own."""
    container = open_container(path, name, limits)
    if container is None or not container.members:
        raise DocumentError("container_empty", name=name)
    if container.is_locked:
        raise DocumentError("encrypted", name=name)
    raise DocumentError("container_named", name=name, count=len(container.members), first=container.members[0])


def _loader(kind: Kind, name: str, revisions: Revisions) -> Loader:
    """The loader of a kind. Raises DocumentError where there is none."""
    if kind.name in REFUSALS:
        raise DocumentError(REFUSALS[kind.name], name=name, format=kind.label)
    reader = READERS[kind.name]
    loads = reader.original if revisions == "original" and reader.original else reader.loads
    module, function = loads.split(":")
    return cast(Loader, getattr(import_module(module), function))
