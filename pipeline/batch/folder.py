"""The output folder: records, texts and the journal. A file is whole or not there."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from pipeline.batch.journal import Done, Journal
from pipeline.errors import SetupError, StopRun
from pipeline.extract.record import Record
from pipeline.extract.stored import encode, write_whole


class OutputFolder:
    """One run at a time. Raises SetupError where it cannot be written or another run is at work in it."""

    def __init__(self, root: Path, fresh: bool = False) -> None:
        self.root = root
        if root.exists() and not root.is_dir():
            raise SetupError("output_unwritable", path=str(root), detail="not a folder")
        self.journal = Journal.open(root / "journal.db")
        if fresh:
            self.journal.forget()

    def close(self) -> None:
        self.journal.close()

    def stored(self, stem: str, key: str) -> Record | None:
        """The record of an earlier run, if it is whole and was made under the same key."""
        done = self.journal.done(stem)
        if done is None or done.key != key:
            return None
        try:
            raw = self._path(stem, ".json").read_bytes()
            return Record.model_validate_json(raw) if sha256(raw).hexdigest() == done.sha256 else None
        except (OSError, ValueError):
            return None

    def write(self, stem: str, record: Record, text: str | None, key: str | None) -> None:
        """Stores a record and its text. Without a key it is written but not done: the next run makes it again."""
        raw = encode(record.to_json(), indent=1)
        with _stopping():
            if text is not None:
                write_whole(self._path(stem, ".txt"), [text.encode("utf-8", "surrogatepass")])
            write_whole(self._path(stem, ".json"), [raw])
        self.journal.finish(stem, Done(key or "", record.status, sha256(raw).hexdigest()))

    def records(self) -> Iterator[dict[str, Any]]:
        """Every stored record, by name, also of earlier runs into this folder."""
        for stem in self.journal.names():
            try:
                yield json.loads(self._path(stem, ".json").read_bytes())
            except (OSError, ValueError):
                continue

    def write_jsonl(self) -> None:
        """All records in one file, one a line."""
        with _stopping():
            write_whole(self.root / "records.jsonl", map(encode, self.records()))

    def _path(self, stem: str, suffix: str) -> Path:
        return self.root / os.fsdecode(f"{stem}{suffix}".encode())


@contextmanager
def _stopping() -> Iterator[None]:
    """A folder that cannot be written any more stops the run: the work began."""
    try:
        yield
    except SetupError as error:
        raise StopRun(error.code, **error.params) from error
