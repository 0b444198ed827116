"""Requests and replies of a run in one file, to be answered from later without an endpoint.

One JSON object a line. The first says who answered; a message's text stands once and requests name it by its sha256:

    {"cassette": "1", "program", "endpoint", "engine", "model", "prompts": {language: fingerprint}}
    {"message": sha256, "content"}
    {"plan": key, "windows": "..."}
    {"key", "request": {"messages": [[role, sha256]], "answer_tokens"}, "reply" or "fault"}

A key is of the window's text, the task and the schemas, not of the prompt's wording: a cassette of an older prompt
still plays. The same question asked again (an answer was refused) has the next turn of its key. The file holds
contract text: it is made for its owner alone, and keys never reach it.
"""

from __future__ import annotations

import json
import os
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from typing import Any, BinaryIO

from pipeline.budget.windows import Window
from pipeline.chat.faults import Refused, Spoken, TooLong, Unanswered, Unreadable
from pipeline.chat.ledger import Ledger
from pipeline.chat.wire import Reply
from pipeline.errors import RequestError, SetupError
from pipeline.extract.ask import Exchange
from pipeline.extract.exchange import read_reply, read_windows, write_reply, write_windows
from pipeline.extract.job import Job
from pipeline.schema import contract
from pipeline.schema.library import Library
from pipeline.version import __version__

VERSION = "1"
PROGRAM = f"cjkclause {__version__}"
# What the asking goes on from: a replay must take the same turn. A run that was stopped is not recorded.
_FAULTS: Mapping[str, type[RequestError]] = {
    fault.__name__: fault for fault in (Refused, Spoken, TooLong, Unanswered, Unreadable)
}
_MASK = "[…]"
# Shorter ones would mask words of the contract.
_SECRET_CHARS = 8

Messages = Sequence[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Header:
    """Who answered, in the words of the record; `prompts` are fingerprints by language."""

    endpoint: str
    engine: str
    model: str
    prompts: Mapping[str, str]

    def to_json(self) -> dict[str, Any]:
        return {"cassette": VERSION, "program": PROGRAM, **asdict(self)}


class _Turns:
    """Keys of one document's requests; the same question asked again has the next turn."""

    def __init__(self, library: Library) -> None:
        self._schemas = library.hashes()
        self._asked: Counter[str] = Counter()
        self._lock = threading.Lock()

    def next(self, messages: Messages) -> str:
        _, block, tail = (message["content"] for message in messages)
        task = contract.read_task(tail)
        asked = _digest([block, asdict(task) if task else tail, self._schemas])
        with self._lock:
            turn = self._asked[asked]
            self._asked[asked] += 1
        return f"{asked}.{turn}"


def plan_key(job: Job, halvings: int) -> str:
    return _digest([job.document.text, job.library.hashes(), halvings])


def _digest(value: object) -> str:
    written = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return sha256(written.encode("utf-8", "surrogatepass")).hexdigest()


class Recorder:
    """Appends what a run asks and is answered. An existing cassette of the same endpoint is continued.

    Raises SetupError where the file cannot be written or was recorded from another endpoint.
    """

    def __init__(self, path: Path, header: Header, secrets: Sequence[str] = ()) -> None:
        self._secrets = [json.dumps(secret)[1:-1] for secret in secrets if len(secret) >= _SECRET_CHARS]
        self._lock = threading.Lock()
        self._path = path
        # Part of a record's key: what is being recorded is asked again, from the journal where it was paid for.
        self.identity = token_hex(8)
        known = read_header(path) if _has_content(path) else None
        if known and (known.endpoint, known.model) != (header.endpoint, header.model):
            raise SetupError("cassette_of_another_endpoint", path=str(path), endpoint=known.endpoint, model=known.model)
        self._file = _open_private(path)
        self._messages: set[str] = set()
        if known is None:
            self._write(header.to_json())

    def close(self) -> None:
        self._file.close()

    def exchange(self, inner: Exchange, library: Library) -> Exchange:
        """An exchange of one document that asks `inner` and keeps what came of it."""
        turns = _Turns(library)

        def ask(messages: Messages, answer_tokens: int, on_first_byte: Callable[[], None] | None = None) -> Reply:
            entry = {"key": turns.next(messages), "request": self._request(messages, answer_tokens)}
            try:
                reply = inner(messages, answer_tokens, on_first_byte)
            except tuple(_FAULTS.values()) as fault:
                self._write(entry | {"fault": [type(fault).__name__, fault.code, fault.params]})
                raise
            self._write(entry | {"reply": json.loads(write_reply(reply))})
            return reply

        return ask

    def keep_plan(self, key: str, windows: Sequence[Window]) -> None:
        self._write({"plan": key, "windows": write_windows(windows)})

    def _request(self, messages: Messages, answer_tokens: int) -> dict[str, Any]:
        named = []
        for message in messages:
            name = _digest(message["content"])
            with self._lock:
                is_new = name not in self._messages
                self._messages.add(name)
            if is_new:
                self._write({"message": name, "content": message["content"]})
            named.append([message["role"], name])
        return {"messages": named, "answer_tokens": answer_tokens}

    def _write(self, entry: Mapping[str, Any]) -> None:
        line = json.dumps(entry, ensure_ascii=False, default=str)
        for secret in self._secrets:
            line = line.replace(secret, _MASK)
        try:
            with self._lock:
                self._file.write(line.encode("utf-8", "replace") + b"\n")
                self._file.flush()
        except OSError as error:
            raise _unwritable(self._path, error) from error


@dataclass(frozen=True)
class Player:
    """Answers from a cassette. `identity` changes with its content.

    The ledger is told what the replies cost when they were recorded.
    """

    header: Header
    identity: str
    replies: Mapping[str, Mapping[str, Any]] = field(repr=False)
    plans: Mapping[str, list[Window]] = field(repr=False)

    def exchange(self, library: Library, ledger: Ledger, account: str) -> Exchange:
        """An exchange of one document that sends nothing. Raises RequestError where the cassette has no reply."""
        turns = _Turns(library)

        def ask(messages: Messages, answer_tokens: int, on_first_byte: Callable[[], None] | None = None) -> Reply:
            entry = self.replies.get(turns.next(messages))
            if entry is None:
                raise RequestError("cassette_lacks_reply")
            if on_first_byte:
                on_first_byte()
            ledger.sent(account)
            if "fault" in entry:
                name, code, params = entry["fault"]
                raise _FAULTS[name](code, **params)
            reply = read_reply(json.dumps(entry["reply"]))
            ledger.billed(account, reply.usage)
            return reply

        return ask

    def windows(self, job: Job, halvings: int) -> list[Window] | None:
        """The plan that was recorded, None where there is none that fits the document's passages."""
        windows = self.plans.get(plan_key(job, halvings), [])
        return windows if windows and windows[-1].last == len(job.passages) else None


def open_cassette(path: Path) -> Player:
    """Raises SetupError where the file is no cassette."""
    try:
        raw = path.read_bytes()
        entries = list(_entries(raw))
        header = _header(entries[0] if entries else {})
        replies = {entry["key"]: _checked(entry) for entry in entries if "key" in entry}
        plans = {entry["plan"]: read_windows(entry["windows"]) for entry in entries if "plan" in entry}
    except OSError as error:
        raise SetupError("cassette_unreadable", path=str(path), detail=error.strerror or str(error)) from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise SetupError("cassette_unreadable", path=str(path), detail=f"{error}") from error
    return Player(header, sha256(raw).hexdigest(), replies, plans)


def _entries(raw: bytes) -> Iterator[dict[str, Any]]:
    """The lines of a cassette; the last one may have been cut by a kill."""
    *lines, _ = raw.split(b"\n")
    for line in lines:
        entry = json.loads(line)
        if not isinstance(entry, dict):
            raise ValueError("a line that is no JSON object")
        yield entry


def _checked(entry: dict[str, Any]) -> dict[str, Any]:
    """Raises ValueError, KeyError or TypeError where the entry cannot be played."""
    if "fault" in entry:
        name, code, params = entry["fault"]
        _FAULTS[name](code, **params).line()
    else:
        read_reply(json.dumps(entry["reply"]))
    return entry


def _header(entry: Mapping[str, Any]) -> Header:
    if entry.get("cassette") != VERSION:
        raise ValueError("not a cassette of this program")
    return Header(str(entry["endpoint"]), str(entry["engine"]), str(entry["model"]), {**entry["prompts"]})


def read_header(path: Path) -> Header:
    """Who answered in a cassette. Raises SetupError where the file is none."""
    try:
        with path.open("rb") as file:
            return _header(json.loads(file.readline()))
    except OSError as error:
        raise SetupError("cassette_unreadable", path=str(path), detail=error.strerror or str(error)) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise SetupError("cassette_unreadable", path=str(path), detail=str(error)) from error


def _has_content(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 0


def _open_private(path: Path) -> BinaryIO:
    """For appending after the last whole line, readable by its owner alone."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        if hasattr(os, "fchmod"):
            os.fchmod(handle, 0o600)
        file = os.fdopen(handle, "r+b")
        file.truncate(file.read().rfind(b"\n") + 1)
        file.seek(0, os.SEEK_END)
    except OSError as error:
        raise _unwritable(path, error) from error
    return file


def _unwritable(path: Path, error: OSError) -> SetupError:
    return SetupError("cassette_unwritable", path=str(path), detail=error.strerror or str(error))
