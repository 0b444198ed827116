"""How commands speak: results to standard output, everything else to standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any

from pipeline.errors import CjkclauseError
from pipeline.text.shown import shown


def say(line: str = "") -> None:
    """A message or a line of progress. A terminal that cannot show a character shows its number instead."""
    stream = sys.stderr
    encoding = stream.encoding or "utf-8"
    print(shown(line).encode(encoding, "backslashreplace").decode(encoding), file=stream, flush=True)


def print_json(document: Any) -> None:
    """The one JSON document of a command with --json, always UTF-8."""
    text = json.dumps(document, ensure_ascii=False, indent=1)
    print_text(text + "\n")


def print_json_lines(document: Mapping[str, Any]) -> None:
    """The one JSON document of a command, an item of its lists a line: a document has hundreds of thousands of places."""
    sys.stdout.flush()
    write = sys.stdout.buffer.write
    for place, (key, value) in enumerate(document.items()):
        write(f"{',' if place else '{'}\n {_encoded(key)}: ".encode())
        if not isinstance(value, list) or not value:
            write(_encoded(value).encode("utf-8", "replace"))
            continue
        for index, item in enumerate(value):
            write(f"{',' if index else '['}\n  {_encoded(item)}".encode("utf-8", "replace"))
        write(b"\n ]")
    write(b"\n}\n")
    sys.stdout.buffer.flush()


def _encoded(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def print_text(text: str) -> None:
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


def complain(error: CjkclauseError, language: str) -> None:
    """One line: what, where, what to do."""
    say(f"cjkclause: {error.line(language)}")
