"""How commands speak: results to standard output, everything else to standard error."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any, TextIO

from pipeline.errors import CjkclauseError
from pipeline.text.shown import shown


def hold_streams() -> None:
    """Stands in for standard streams that the caller closed: the next file opened would take their place, the journal
    perhaps. Results cannot be written to what stands in; messages go nowhere.
    """
    for name, flags in (("stdin", os.O_RDONLY), ("stdout", os.O_RDONLY), ("stderr", os.O_WRONLY)):
        if getattr(sys, name) is None:
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, os.fdopen(os.open(os.devnull, flags), mode, encoding="utf-8"))


def say(line: str = "") -> None:
    """A message or a line of progress. A terminal that cannot show a character shows its number instead; a log on a
    full disk gets none, and the work goes on. Raises BrokenPipeError where the reader went away.
    """
    stream = sys.stderr
    encoding = stream.encoding or "utf-8"
    try:
        print(shown(line).encode(encoding, "backslashreplace").decode(encoding), file=stream, flush=True)
    except OSError as error:
        _forget(stream)
        if isinstance(error, BrokenPipeError):
            raise


def print_json(document: Any) -> None:
    """The one JSON document of a command with --json, always UTF-8."""
    text = json.dumps(document, ensure_ascii=False, indent=1)
    print_text(text + "\n")


def print_json_lines(document: Mapping[str, Any]) -> None:
    """The one JSON document of a command, an item of its lists a line: a document has hundreds of thousands of places."""
    _write(_lines(document))


def _lines(document: Mapping[str, Any]) -> Iterator[str]:
    for place, (key, value) in enumerate(document.items()):
        yield f"{',' if place else '{'}\n {_encoded(key)}: "
        if not isinstance(value, list) or not value:
            yield _encoded(value)
            continue
        for index, item in enumerate(value):
            yield f"{',' if index else '['}\n  {_encoded(item)}"
        yield "\n ]"
    yield "\n}\n"


def _encoded(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def print_text(text: str) -> None:
    _write((text,))


def _write(pieces: Iterable[str]) -> None:
    """Raises BrokenPipeError where the reader went away, CjkclauseError where standard output takes nothing."""
    try:
        sys.stdout.flush()
        for piece in pieces:
            sys.stdout.buffer.write(piece.encode("utf-8", "replace"))
        sys.stdout.buffer.flush()
    except OSError as error:
        _forget(sys.stdout)
        if isinstance(error, BrokenPipeError):
            raise
        raise CjkclauseError("results_unwritable", detail=error.strerror) from error


def _forget(stream: TextIO) -> None:
    """What waits in the buffer would fail again when the process ends, and give it another exit code."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def complain(error: CjkclauseError, language: str) -> None:
    """One line: what, where, what to do. Nobody may be there to read it."""
    with suppress(BrokenPipeError):
        say(f"cjkclause: {error.line(language)}")
