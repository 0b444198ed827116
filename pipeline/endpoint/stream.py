"""Server-sent events: one `data:` line an event, `[DONE]` at the end."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.endpoint.completion import Completion, dump

MEDIA_TYPE = "text/event-stream"


def events(completion: Completion, include_usage: bool) -> Iterator[bytes]:
    for chunk in completion.chunks(include_usage):
        yield b"data: " + dump(chunk) + b"\n\n"
    yield b"data: [DONE]\n\n"
