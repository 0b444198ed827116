"""The journal of an output folder: what was paid for and what is done, in one SQLite file that survives a kill."""

from __future__ import annotations

import errno
import os
import sqlite3
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pipeline.errors import SetupError, StopRun

VERSION = 1
_SCHEMA = """
CREATE TABLE IF NOT EXISTS paid (kind TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (kind, key));
CREATE TABLE IF NOT EXISTS records (
    name TEXT PRIMARY KEY, key TEXT NOT NULL, status TEXT NOT NULL, sha256 TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS spent (account TEXT PRIMARY KEY, totals TEXT NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Done:
    """A stored record: the key it was made under, its status and the sha256 of the file."""

    key: str
    status: str
    sha256: str


class Journal:
    """One run at a time writes it. Every write is on disk when the call returns."""

    def __init__(self, connection: sqlite3.Connection, path: Path | None = None) -> None:
        self._connection, self._path = connection, path
        self._file = _identity(path) if path else None
        self._lock = threading.Lock()
        with self._lock:
            connection.executescript(_SCHEMA)

    @classmethod
    def open(cls, path: Path) -> Journal:
        """Raises SetupError where the file cannot be written, is in use by another run or is no journal of ours."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
        except (OSError, sqlite3.Error) as error:
            detail = getattr(error, "strerror", None) or str(error)
            raise SetupError("output_unwritable", path=str(path.parent), detail=detail) from error
        try:
            # Held until the connection or the process ends: a second run is turned away, a killed one leaves no lock.
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version not in (0, VERSION):
                raise SetupError("journal_foreign", path=str(path), version=version)
            connection.execute(f"PRAGMA user_version={VERSION}")
            return cls(connection, path)
        except sqlite3.OperationalError as error:
            connection.close()
            code = "output_in_use" if "locked" in str(error) else "output_unwritable"
            raise SetupError(code, path=str(path.parent), detail=str(error)) from error
        except sqlite3.DatabaseError as error:
            connection.close()
            raise SetupError("journal_damaged", path=str(path), detail=str(error)) from error

    @classmethod
    def in_memory(cls) -> Journal:
        """For one document whose record is not stored."""
        return cls(sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False))

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    def get(self, kind: Literal["reply", "plan"], key: str) -> str | None:
        rows = self._execute("SELECT value FROM paid WHERE kind=? AND key=?", kind, key)
        return rows[0][0] if rows else None

    def put(self, kind: Literal["reply", "plan"], key: str, value: str) -> None:
        self._execute("INSERT OR REPLACE INTO paid VALUES (?, ?, ?)", kind, key, value)

    def done(self, name: str) -> Done | None:
        """The stored record of a file, by the record's path in the output folder."""
        rows = self._execute("SELECT key, status, sha256 FROM records WHERE name=?", name)
        return Done(*rows[0]) if rows else None

    def finish(self, name: str, done: Done) -> None:
        self._execute("INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?)", name, done.key, done.status, done.sha256)

    def names(self) -> list[str]:
        """Every record the folder holds, also of earlier runs."""
        return [row[0] for row in self._execute("SELECT name FROM records ORDER BY name")]

    def spent(self, account: str) -> str | None:
        """What was spent on a document, as JSON, by all runs so far."""
        rows = self._execute("SELECT totals FROM spent WHERE account=?", account)
        return rows[0][0] if rows else None

    def spend(self, account: str, totals: str) -> None:
        self._execute("INSERT OR REPLACE INTO spent VALUES (?, ?)", account, totals)

    def forget(self) -> None:
        """A fresh start: everything is asked again. What was spent stays on the books."""
        self._execute("DELETE FROM paid")
        self._execute("DELETE FROM records")

    def _execute(self, statement: str, *values: str) -> list[Any]:
        """Raises StopRun where the file cannot be read or written any more: nothing could be paid for safely."""
        try:
            with self._lock:
                # SQLite would go on in a file that was taken away, and all that it holds would be paid for again.
                if self._path and _identity(self._path) != self._file:
                    raise sqlite3.OperationalError(f"{self._path.name}: {os.strerror(errno.ENOENT)}")
                return self._connection.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            folder = self._path.parent if self._path else Path()
            raise StopRun("output_unwritable", path=str(folder), detail=str(error)) from error


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file stands at a path, None for none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
