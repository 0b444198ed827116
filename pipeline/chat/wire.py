"""What goes over the wire: the chat-completions request as bytes, and the reply and usage as types."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

JSON_MODE: Mapping[str, object] = {"type": "json_object"}


@dataclass(frozen=True, slots=True)
class Message:
    role: Literal["system", "user", "assistant", "tool"]
    content: str


@dataclass(frozen=True, slots=True)
class ChatRequest:
    """One request. Equal requests have equal bytes: endpoints cache prefixes, and replies are keyed by them.

    `extra` holds parameters beyond the six that every endpoint knows, only ever what a probe has shown to work.
    """

    model: str
    messages: tuple[Message, ...]
    max_tokens: int
    response_format: Mapping[str, object] | None = None
    tools: tuple[Mapping[str, object], ...] | None = None
    stream: bool = False
    extra: Mapping[str, object] = field(default_factory=dict)

    def body(self) -> bytes:
        """Compact UTF-8. A lone surrogate, which UTF-8 cannot hold, becomes "?": still one code point."""
        document: dict[str, object] = {
            "model": self.model,
            "messages": [{"role": message.role, "content": message.content} for message in self.messages],
            "max_tokens": self.max_tokens,
        }
        if self.tools:
            document["tools"] = list(self.tools)
        if self.response_format:
            document["response_format"] = self.response_format
        if self.stream:
            document["stream"] = True
        document.update(self.extra)
        return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")

    def text(self) -> str:
        """All that the messages say: what no error text may repeat."""
        return "\n".join(message.content for message in self.messages)


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one reply. `cached_tokens` and `reasoning_tokens` are None where the endpoint does not report them."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int
    cached_tokens: int | None = None
    reasoning_tokens: int | None = None
    estimated: bool = False

    @classmethod
    def read(cls, reported: object) -> Usage | None:
        """A reported usage, with its details at either place; None if it does not count prompt and completion."""
        if not isinstance(reported, dict):
            return None
        prompt, completion = _count(reported.get("prompt_tokens")), _count(reported.get("completion_tokens"))
        if not prompt or completion is None:
            return None
        cached = _detail(reported, "cached_tokens", "prompt_tokens_details")
        if cached is None:
            cached = _count(reported.get("prompt_cache_hit_tokens"))
        return cls(
            prompt_tokens=prompt,
            completion_tokens=completion,
            total_tokens=_count(reported.get("total_tokens")) or prompt + completion,
            cached_tokens=None if cached is None else min(cached, prompt),
            reasoning_tokens=_detail(reported, "reasoning_tokens", "completion_tokens_details"),
        )

    @classmethod
    def estimate(cls, prompt_tokens: int, completion_tokens: int) -> Usage:
        return cls(prompt_tokens, completion_tokens, prompt_tokens + completion_tokens, estimated=True)


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _detail(reported: Mapping[str, object], name: str, place: str) -> int | None:
    details = reported.get(place)
    inner = _count(details.get(name)) if isinstance(details, dict) else None
    return inner if inner is not None else _count(reported.get(name))


def estimate_tokens(text: str) -> int:
    """About how many tokens a text is, for usage that an endpoint does not report; four letters or 1.2 signs each."""
    ascii_characters = sum(1 for character in text if character < "\x80")
    return -(-ascii_characters // 4) + -(-5 * (len(text) - ascii_characters) // 6)


@dataclass(frozen=True, slots=True)
class ToolCall:
    """A call of a tool; `arguments` is the JSON text as the model wrote it, perhaps broken or cut."""

    id: str
    name: str
    arguments: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back. `cut` says that the reply ended before the endpoint had said that it was finished:
    the content is a beginning, and `finish_reason` is None. `fingerprint` is how the endpoint signs, "" where it does not.
    """

    content: str
    reasoning: str
    tool_calls: tuple[ToolCall, ...]
    finish_reason: str | None
    usage: Usage
    model: str
    id: str
    cut: bool = False
    fingerprint: str = ""

    @property
    def thought(self) -> bool:
        """Whether part of the answer's tokens went into reasoning, reported, shown or hidden.

        Hidden reasoning shows as a bill far above what was answered, or as a spent limit and no answer at all.
        """
        if self.reasoning or self.usage.reasoning_tokens or self.content.lstrip().startswith("<think>"):
            return True
        answered = estimate_tokens(self.content) + sum(
            estimate_tokens(call.name + call.arguments) for call in self.tool_calls
        )
        if self.cut:
            return False
        if not answered and self.finish_reason == "length":
            return True
        return not self.usage.estimated and self.usage.completion_tokens > 3 * answered + 64
