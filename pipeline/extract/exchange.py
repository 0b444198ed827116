"""Messages to a reply, paid for once: from the store where an earlier run has it, else from the endpoint."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from typing import Literal, Protocol

from pipeline.budget.windows import Request, Window
from pipeline.chat.capabilities import MOST_ANSWER_TOKENS
from pipeline.chat.client import ChatClient
from pipeline.chat.wire import JSON_MODE, ChatRequest, Message, Reply, ToolCall, Usage
from pipeline.schema import contract


class Store(Protocol):
    """What outlives a run: replies and plans, as JSON texts under their keys."""

    def get(self, kind: Literal["reply", "plan"], key: str) -> str | None: ...

    def put(self, kind: Literal["reply", "plan"], key: str, value: str) -> None: ...


@dataclass(frozen=True, slots=True)
class PaidExchange:
    """The exchange of one document. `endpoint` is part of every key: another endpoint's answers are not this one's."""

    client: ChatClient
    store: Store
    endpoint: str
    account: str
    most_answer_tokens: int = MOST_ANSWER_TOKENS
    mode: Literal["json", "tools"] = "json"
    json_mode: bool = True
    stream: bool = True

    def __call__(
        self, messages: Sequence[dict[str, str]], answer_tokens: int, on_first_byte: Callable[[], None] | None = None
    ) -> Reply:
        request = self._request(messages, self.client.answer_limit(answer_tokens, self.most_answer_tokens))
        key = self._key(messages)
        if stored := self.store.get("reply", key):
            if on_first_byte:
                on_first_byte()
            return read_reply(stored)
        reply = self.client.ask(request, on_first_byte=on_first_byte, document=self.account)
        self.store.put("reply", key, write_reply(reply))
        return _as_content(reply)

    def _request(self, messages: Sequence[dict[str, str]], max_tokens: int) -> ChatRequest:
        tools = (contract.reply_tool(),) if self.mode == "tools" else None
        return self.client.compose(
            tuple(Message(message["role"], message["content"]) for message in messages),  # type: ignore[arg-type]
            max_tokens,
            response_format=JSON_MODE if self.json_mode and not tools else None,
            tools=tools,
            stream=self.stream,
        )

    def _key(self, messages: Sequence[dict[str, str]]) -> str:
        """Of what is asked. `max_tokens` and the stream are how, not what: they change with what a run learns."""
        asked = json.dumps([self.endpoint, self.client.model, self.mode, list(messages)], ensure_ascii=False)
        return sha256(asked.encode("utf-8", "surrogatepass")).hexdigest()


def _as_content(reply: Reply) -> Reply:
    """A call of the reply tool read as if its arguments were the answer."""
    if not reply.tool_calls or reply.content.strip():
        return reply
    return replace(reply, content=reply.tool_calls[0].arguments)


def write_reply(reply: Reply) -> str:
    return json.dumps(asdict(reply), ensure_ascii=False)


def read_reply(stored: str) -> Reply:
    fields = json.loads(stored)
    fields["usage"] = Usage(**fields["usage"])
    fields["tool_calls"] = tuple(ToolCall(**call) for call in fields["tool_calls"])
    return _as_content(Reply(**fields))


def write_windows(windows: Sequence[Window]) -> str:
    """A plan as it is journalled before its first request."""
    return json.dumps([asdict(window) for window in windows])


def read_windows(stored: str) -> list[Window]:
    windows = []
    for fields in json.loads(stored):
        requests = tuple(
            Request(**{**request, "articles": tuple(request["articles"])}) for request in fields["requests"]
        )
        windows.append(Window(**{**fields, "requests": requests, "carried": tuple(fields.get("carried", ()))}))
    return windows
