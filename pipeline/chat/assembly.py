"""A reply put together from bytes as they arrive, whether they are a stream of events or one JSON document.

Which of the two it is, the bytes say and not the request: endpoints answer a request for a stream with JSON, and the
other way round. What cannot be read ends the reply there: text after a gap could say something else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pipeline.chat.sse import Event, EventParser
from pipeline.chat.wire import Reply, ToolCall, Usage, estimate_tokens

_BLANK = b" \t\r\n\xef\xbb\xbf"
_CONTENT = re.compile(r'"content"\s*:\s*"((?>(?:[^"\\]|\\u[0-9a-fA-F]{4}|\\["\\/bfnrt])*))')
_HIGH_SURROGATE = re.compile("[\ud800-\udbff]$")


@dataclass(slots=True)
class _CallParts:
    id: str = ""
    name: str = ""
    arguments: list[str] = field(default_factory=list)

    def call(self) -> ToolCall:
        return ToolCall(self.id, self.name, "".join(self.arguments))


class Assembly:
    """Feed bytes, then `close`, then ask for `reply`. Pure: the same bytes in any pieces give the same reply."""

    def __init__(self) -> None:
        self._events: EventParser | None = None
        self._is_document = False
        self._head = bytearray()
        self._half = ""
        self._content: list[str] = []
        self._reasoning: list[str] = []
        self._calls: list[_CallParts] = []
        self._usage: Usage | None = None
        self._model = ""
        self._fingerprint = ""
        self._id = ""
        self._recognised = False
        self._whole = False
        self.finish_reason: str | None = None
        self.ended = False
        self.damaged = False
        self.error: Mapping[str, object] | None = None

    def feed(self, data: bytes) -> list[str]:
        """The pieces of content that these bytes complete."""
        if self._events is None:
            self._head += data
            if self._is_document or not (said := data.strip(_BLANK)):
                return []
            if said[:1] in (b"{", b"["):
                self._is_document = True
                return []
            data, self._events = bytes(self._head), EventParser()
        return list(self._read(self._events.feed(data)))

    def close(self) -> list[str]:
        """The content that the end of the bytes completes."""
        if self._events is not None:
            return list(self._read(self._events.close()))
        return list(self._read_document()) if self._head else []

    @property
    def started(self) -> bool:
        """Whether anything of an answer has come."""
        return bool(self._content or self._reasoning or self._calls or self.finish_reason)

    @property
    def is_chat(self) -> bool:
        """Whether the bytes were a chat completion at all, and not a web page."""
        return self._recognised or self.started

    @property
    def is_empty(self) -> bool:
        """Whether nothing has come but blanks."""
        return self._events is None and not self._is_document

    def reply(self, prompt_tokens: int) -> Reply:
        """What has come; `prompt_tokens` stands in where the endpoint reports no usage."""
        content, reasoning = "".join(self._content), "".join(self._reasoning)
        calls = tuple(parts.call() for parts in self._calls)
        said = content + reasoning + "".join(call.name + call.arguments for call in calls)
        return Reply(
            content=content,
            reasoning=reasoning,
            tool_calls=calls,
            finish_reason=self.finish_reason,
            usage=self._usage or Usage.estimate(prompt_tokens, estimate_tokens(said)),
            model=self._model,
            id=self._id,
            cut=self.finish_reason is None and not self._whole,
            fingerprint=self._fingerprint,
        )

    def _read(self, events: list[Event]) -> Iterator[str]:
        for event in events:
            if self.ended or self.damaged:
                return
            if event.data.strip() == b"[DONE]":
                self.ended = self._recognised = True
            else:
                yield from self._read_event(event)

    def _read_event(self, event: Event) -> Iterator[str]:
        chunks = list(_documents(event.data))
        if not chunks and event.data.strip():
            self.damaged = self._recognised = True
        for chunk in chunks:
            yield from self._read_chunk(chunk, named_error=event.name == "error")

    def _read_document(self) -> Iterator[str]:
        body = bytes(self._head).lstrip(_BLANK)
        text = _as_far_as_utf8(body)
        try:
            document = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            self._salvage(text)
            yield from self._content
            return
        if isinstance(document, list):
            document = document[0] if document else None
        if isinstance(document, dict):
            yield from self._read_chunk(document)
        self._whole = self.error is None and self.is_chat

    def _salvage(self, text: str) -> None:
        """The content of a document that breaks off, up to its last whole character."""
        found = _CONTENT.search(text)
        self._recognised = True
        if found and '"choices"' in text:
            self._content.append(self._whole_characters(str(json.loads(f'"{found[1]}"', strict=False))))

    def _read_chunk(self, chunk: Mapping[str, object], named_error: bool = False) -> Iterator[str]:
        choices = chunk.get("choices")
        if _is_error(chunk, named_error):
            self.error = self.error or chunk
            self.ended = True
            return
        if isinstance(choices, list):
            self._recognised = True
        self._usage = Usage.read(chunk.get("usage")) or self._usage
        self._model = self._model or _string(chunk.get("model"))
        self._fingerprint = self._fingerprint or _string(chunk.get("system_fingerprint"))
        self._id = self._id or _string(chunk.get("id"))
        for choice in choices if isinstance(choices, list) else ():
            if isinstance(choice, dict) and not choice.get("index"):
                yield from self._read_choice(choice)

    def _read_choice(self, choice: Mapping[str, object]) -> Iterator[str]:
        self._usage = Usage.read(choice.get("usage")) or self._usage
        # Some streams end with the whole message once more.
        said = choice.get("delta") or (choice.get("message") if not self._content else None)
        if isinstance(said, dict):
            if piece := self._whole_characters(_text(said.get("content"))):
                self._content.append(piece)
                yield piece
            if thought := _text(said.get("reasoning_content")) or _text(said.get("reasoning")):
                self._reasoning.append(thought)
            calls = said.get("tool_calls")
            for call in calls if isinstance(calls, list) else ():
                if isinstance(call, dict):
                    self._read_call(call)
        self.finish_reason = _string(choice.get("finish_reason")) or self.finish_reason

    def _whole_characters(self, piece: str) -> str:
        """A piece without half characters: an escaped pair of surrogates may be split between two events."""
        piece, self._half = self._half + piece, ""
        if _HIGH_SURROGATE.search(piece):
            piece, self._half = piece[:-1], piece[-1]
        return piece.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

    def _read_call(self, part: Mapping[str, object]) -> None:
        """A call or a piece of one: by its index, else by a new id, else the last one goes on."""
        call = self._call_of(part)
        function = part.get("function")
        if isinstance(function, dict):
            arguments = function.get("arguments")
            call.name = call.name or _string(function.get("name"))
            call.arguments.append(arguments if isinstance(arguments, str) else _compact(arguments))

    def _call_of(self, part: Mapping[str, object]) -> _CallParts:
        index, name = part.get("index"), _string(part.get("id"))
        if isinstance(index, int) and 0 <= index < len(self._calls):
            return self._calls[index]
        new = isinstance(index, int) or not self._calls or (name and name != self._calls[-1].id)
        if new:
            self._calls.append(_CallParts(id=name))
        return self._calls[-1]


def _as_far_as_utf8(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        return body[: error.start].decode("utf-8")


def _documents(data: bytes) -> Iterator[Mapping[str, object]]:
    """The JSON of an event: its data as a whole, or line by line where a server forgot the blank lines."""
    for pieces in ([data], data.split(b"\n")):
        try:
            documents = [json.loads(piece.decode("utf-8"), strict=False) for piece in pieces if piece.strip()]
        except (ValueError, RecursionError):
            continue
        if all(isinstance(document, dict) for document in documents):
            yield from documents
            return


def _is_error(chunk: Mapping[str, object], named: bool) -> bool:
    """An error object, nested or flat, and not merely a chunk that has nothing to say."""
    if chunk.get("error") or named or chunk.get("object") == "error":
        return True
    return not chunk.get("choices") and isinstance(chunk.get("message") or chunk.get("detail"), str | list)


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""


def _text(value: object) -> str:
    """Content as a string, or as a list of parts with text."""
    if isinstance(value, list):
        return "".join(_string(part.get("text")) for part in value if isinstance(part, dict))
    return _string(value)


def _compact(arguments: object) -> str:
    return "" if arguments is None else json.dumps(arguments, ensure_ascii=False, separators=(",", ":"))
