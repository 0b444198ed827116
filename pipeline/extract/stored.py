"""Records as files: whole or not there."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from pipeline.errors import SetupError

# File systems take 255 bytes as one component; `.json.tmp` goes on top of the name.
_LONGEST_NAME_BYTES = 255 - len(".json.tmp")
_DIGITS = 16


def stem(name: str) -> str:
    """The path of a document's record below the output folder, without `.json`; over-long names are hashed.

    So are those with bytes that are no UTF-8: no JSON file can tell them apart. None of these is hidden by its name.
    """
    return "/".join(_shortened(part) for part in name.split("/"))


def is_stem_of(found: str, name: str) -> bool:
    """Whether a record of that name may lie there. What stands for bytes that are no UTF-8 gives no digest again."""
    found_parts, parts = found.split("/"), name.split("/")
    return len(found_parts) == len(parts) and all(map(_may_stand_for, found_parts, parts))


def _may_stand_for(found: str, part: str) -> bool:
    if found == _shortened(part):
        return True
    kept, _, digest = found.rpartition("~")
    return "\ufffd" in part and len(digest) == _DIGITS and part.replace("\ufffd", "").lstrip(".").startswith(kept)


def _shortened(part: str) -> str:
    raw = part.encode("utf-8", "surrogateescape")
    kept = raw.decode("utf-8", "ignore")
    # A part may stand as its bytes where the locale knows no UTF-8; its name is the same.
    if len(raw) <= _LONGEST_NAME_BYTES and kept.encode() == raw:
        return kept
    digest = sha256(raw).hexdigest()[:_DIGITS]
    kept = raw[: _LONGEST_NAME_BYTES - _DIGITS - 1].decode("utf-8", "ignore").lstrip(".")
    return f"{kept}~{digest}"


def write_whole(path: Path, pieces: Iterable[bytes]) -> None:
    """Written beside its place and moved into it, so that a reader never sees half of it. Raises SetupError."""
    fresh = path.with_name(path.name + ".tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with fresh.open("wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError as error:
        # On a full disk the half of a file takes the room that the next run needs.
        with suppress(OSError):
            fresh.unlink()
        raise SetupError("output_unwritable", path=str(path), detail=error.strerror or str(error)) from error


def encode(record: dict[str, Any], indent: int | None = None) -> bytes:
    """A record as one JSON document, ending with a line feed."""
    separators = (",", ": ") if indent else (",", ":")
    text = json.dumps(record, ensure_ascii=False, indent=indent, separators=separators)
    return (text + "\n").encode("utf-8", "surrogatepass")


def record_files(folder: Path) -> Iterator[Path]:
    """The files below a folder that hold a record, in the order of their names. `._*` is what macOS notes beside a file."""
    for path in sorted(folder.rglob("*.json")):
        if path.is_file() and not path.name.startswith("._"):
            yield path


def read_json(path: Path) -> dict[str, Any]:
    """A stored record. Raises SetupError where the file holds no JSON object."""
    try:
        stored = json.loads(path.read_bytes())
    except OSError as error:
        raise SetupError("record_unreadable", path=str(path), detail=error.strerror or str(error)) from error
    except (ValueError, RecursionError) as error:
        raise SetupError("record_unreadable", path=str(path), detail=str(error)) from error
    if not isinstance(stored, dict):
        raise SetupError("record_unreadable", path=str(path), detail="not a JSON object")
    return stored
