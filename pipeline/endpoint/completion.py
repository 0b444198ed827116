"""The response: one chat completion, whole or as the chunks of a stream."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

from pipeline.endpoint import meter
from pipeline.version import RULES_FINGERPRINT, __version__

_PIECE_CHARS = 24


@dataclass(frozen=True, slots=True)
class ToolCall:
    """`arguments` is JSON as text, cut off where the answer was."""

    name: str
    arguments: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the engine says: text, or one tool call instead."""

    content: str | None = None
    call: ToolCall | None = None


@dataclass(frozen=True, slots=True)
class Usage:
    """`cached` of the `prompt` tokens were the beginning of an earlier prompt."""

    prompt: int
    cached: int
    completion: int

    def to_json(self) -> dict[str, object]:
        return {
            "prompt_tokens": self.prompt,
            "completion_tokens": self.completion,
            "total_tokens": self.prompt + self.completion,
            "prompt_tokens_details": {"cached_tokens": self.cached},
        }


@dataclass(frozen=True, slots=True)
class Completion:
    """`model` is the one that was asked for, as the API has it; `system_fingerprint` says who really answered."""

    model: str
    answer: Answer
    finish_reason: str
    usage: Usage
    id: str
    call_id: str
    created: int

    def to_json(self) -> dict[str, object]:
        message: dict[str, object] = {"role": "assistant", "content": self.answer.content}
        if self.answer.call:
            message["tool_calls"] = [_call_json(self.call_id, self.answer.call)]
        choice = {"index": 0, "message": message, "finish_reason": self.finish_reason}
        return self._head("chat.completion") | {"choices": [choice], "usage": self.usage.to_json()}

    def chunks(self, include_usage: bool) -> Iterator[dict[str, object]]:
        """The stream. Usage stands in the last chunk: one without choices where the client asked for that,
        else the one that finishes.
        """
        usage = self.usage.to_json()
        head = self._head("chat.completion.chunk") | ({"usage": None} if include_usage else {})
        for delta in self._deltas():
            yield head | {"choices": [{"index": 0, "delta": delta, "finish_reason": None}]}
        last = head | {"choices": [{"index": 0, "delta": {}, "finish_reason": self.finish_reason}]}
        if include_usage:
            yield last
            yield head | {"choices": [], "usage": usage}
        else:
            yield last | {"usage": usage}

    def _deltas(self) -> Iterator[dict[str, object]]:
        call = self.answer.call
        if call is None:
            yield {"role": "assistant", "content": ""}
            for piece in _pieces(self.answer.content or ""):
                yield {"content": piece}
            return
        opened = {"index": 0} | _call_json(self.call_id, replace(call, arguments=""))
        yield {"role": "assistant", "content": None, "tool_calls": [opened]}
        for piece in _pieces(call.arguments):
            yield {"tool_calls": [{"index": 0, "function": {"arguments": piece}}]}

    def _head(self, kind: str) -> dict[str, Any]:
        return {
            "id": self.id,
            "object": kind,
            "created": self.created,
            "model": self.model,
            "system_fingerprint": fingerprint(),
        }


def _call_json(call_id: str, call: ToolCall) -> dict[str, Any]:
    return {"id": call_id, "type": "function", "function": {"name": call.name, "arguments": call.arguments}}


def _pieces(text: str) -> Iterator[str]:
    return (text[start : start + _PIECE_CHARS] for start in range(0, len(text), _PIECE_CHARS))


def complete(model: str, answer: Answer, limit: int, prompt: int, cached: int) -> Completion:
    """The completion of an answer, cut at `limit` tokens."""
    text = answer.call.arguments if answer.call else answer.content or ""
    kept, tokens = meter.cut(text, limit)
    shown = Answer(call=replace(answer.call, arguments=kept)) if answer.call else Answer(content=kept)
    finish = "length" if len(kept) < len(text) else "tool_calls" if answer.call else "stop"
    usage = Usage(prompt, cached, tokens)
    return Completion(model, shown, finish, usage, f"chatcmpl-{uuid4().hex}", f"call_{uuid4().hex[:24]}", _now())


def _now() -> int:
    return int(time.time())


def fingerprint() -> str:
    """Names the rule engine, so that nobody takes its answers for a model's."""
    return f"{RULES_FINGERPRINT}-{__version__}"


def dump(payload: object) -> bytes:
    """JSON with CJK as it is; escaped where a lone surrogate cannot be written as UTF-8."""
    try:
        return json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:
        return json.dumps(payload, separators=(",", ":")).encode()
