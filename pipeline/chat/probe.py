"""What an endpoint can do, found out by asking it: a preflight of one small request, a probe of a few more."""

from __future__ import annotations

import contextlib
import datetime
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count

from pipeline.chat.capabilities import THINKING_OFF, USAGE_IN_STREAMS, Capabilities
from pipeline.chat.client import ChatClient
from pipeline.chat.faults import Fault, Refused, Spoken, Unanswered, Unreadable
from pipeline.chat.redaction import redact
from pipeline.chat.wire import JSON_MODE, ChatRequest, Message, Reply
from pipeline.errors import RequestError, SetupError

_ANSWER_TOKENS = 512
_QUESTION = (
    Message("system", 'You answer with one JSON object and nothing else. Example: {"ok": true}'),
    Message("user", 'Reply with the JSON object {"ok": true}.'),
)
# One bad answer in five must not end a run before it began; so many in a row are the endpoint's habit. A failure has
# been asked three times already.
_ANSWERED_BADLY, _FAILED = 5, 2
_TOOL = {
    "type": "function",
    "function": {
        "name": "report_parties",
        "description": "Report the parties of a contract.",
        "parameters": {
            "type": "object",
            "properties": {
                "parties": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "properties": {
                            "name": {"type": "string", "description": "The party's name."},
                            "role": {"type": "string", "description": "甲方 or 乙方."},
                        },
                        "required": ["name", "role"],
                    },
                }
            },
            "required": ["parties"],
        },
    },
}
_CONTRACT = """第一条 甲方为北京远山科技有限公司，乙方为上海临江贸易有限公司。
第二条 乙方应当在收到发票后三十日内向甲方支付人民币壹万元整（¥10,000.00）。"""


def preflight(client: ChatClient) -> Capabilities:
    """One small streamed request in JSON mode: key, model, JSON mode, stream, usage, reasoning.

    More without JSON mode or the stream if they are refused, or in other words where the answer cannot be used; up to
    two to switch off reasoning where it is seen, and one to ask for usage where the stream had none. The client and the
    result know what was found. Raises SetupError where the endpoint cannot be used.
    """
    with _before_work():
        reply = _ask_as_far_as_possible(client)
        if reply.thought and client.capabilities.thinking_off is None:
            _switch_thinking_off(client)
        if client.capabilities.stream_usage is False and client.capabilities.stream_options is None:
            _find_out(_try_stream_options, client)
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    return _know(client, checked_on=today)


def probe(client: ChatClient) -> Capabilities:
    """The preflight, then plain replies, tools and the prompt cache, one request or two each.

    Raises SetupError where the endpoint cannot be used.
    """
    preflight(client)
    with _before_work():
        for attempt in (_try_plain, _try_tools, _try_cache):
            _find_out(attempt, client)
    return client.capabilities


def _find_out(attempt: Callable[[ChatClient], object], client: ChatClient) -> None:
    """What no usable answer came to is not known, and is no reason to end a run."""
    with contextlib.suppress(Unreadable, Unanswered):
        attempt(client)


@contextlib.contextmanager
def _before_work() -> Iterator[None]:
    """What fails before work began is a matter of settings."""
    try:
        yield
    except RequestError as error:
        raise SetupError(error.code, **error.params) from None


def _know(client: ChatClient, **found: object) -> Capabilities:
    client.learn(replace(client.capabilities, **found))  # type: ignore[arg-type]
    return client.capabilities


def _ask_as_far_as_possible(client: ChatClient) -> Reply:
    """Drops JSON mode, the stream, or both where the endpoint refuses the request with them."""
    for json_mode, stream in ((True, True), (False, True), (True, False)):
        with contextlib.suppress(Refused):
            return _ask_with(client, json_mode=json_mode, stream=stream)
    return _ask_with(client, json_mode=False, stream=False)


def _ask_with(client: ChatClient, *, json_mode: bool, stream: bool) -> Reply:
    response_format = JSON_MODE if json_mode else None
    for attempt in count(1):
        request = client.compose(_question(attempt), _ANSWER_TOKENS, response_format=response_format, stream=stream)
        try:
            reply = client.ask(request)
            if reply.cut and not (reply.content or reply.reasoning):
                raise Fault("unreadable", "the reply broke off").error(client.host, client.model, redact)
        except (Unreadable, Unanswered) as error:
            if attempt >= _attempts(error):
                raise
        else:
            _know(client, json_mode=json_mode, stream=stream)
            return reply
    raise AssertionError("unreachable")


def _question(attempt: int) -> tuple[Message, ...]:
    """Each attempt in other bytes: an answer has come to the last ones."""
    system, user = _QUESTION
    return _QUESTION if attempt == 1 else (system, Message(user.role, f"{user.content} ({attempt})"))


def _attempts(error: RequestError) -> int:
    """In how many wordings the preflight is asked: where nobody listens, other words do not help."""
    if isinstance(error, Unreadable | Spoken):
        return _ANSWERED_BADLY
    return _FAILED if error.code == "endpoint_failed" else 1


def _switch_thinking_off(client: ChatClient) -> None:
    """Keeps the first switch that is accepted and works; none, if none does: then answers get all the room."""
    for name, extra in THINKING_OFF.items():
        try:
            reply = client.ask(ChatRequest(client.model, _QUESTION, _ANSWER_TOKENS, extra=extra))
        except (Refused, Unreadable, Unanswered):
            continue
        if not (reply.thought or reply.cut):
            _know(client, thinking_off=name, thinks=False)
            return


def _try_plain(client: ChatClient) -> None:
    """The client itself sees whether a reply tells its usage."""
    client.ask(client.compose(_QUESTION, _ANSWER_TOKENS))


def _try_tools(client: ChatClient) -> None:
    """Whether a tool is called with arguments that are JSON."""
    question = (Message("user", f"Call the tool report_parties with the parties of this contract: {_CONTRACT}"),)
    try:
        reply = client.ask(client.compose(question, client.answer_limit(_ANSWER_TOKENS), tools=(_TOOL,)))
    except Refused:
        _know(client, tools=False)
        return
    _know(client, tools=any(_is_object(call.arguments) for call in reply.tool_calls))


def _is_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False


def _try_stream_options(client: ChatClient) -> None:
    """Whether a stream that reports no usage does once it is asked to; asked for where it works, and only there."""
    request = client.compose(_QUESTION, _ANSWER_TOKENS, stream=True)
    try:
        reply = client.ask(replace(request, extra={**request.extra, **USAGE_IN_STREAMS}))
    except Refused:
        _know(client, stream_options=False)
        return
    _know(client, stream_options=not reply.usage.estimated)


def _try_cache(client: ChatClient) -> Capabilities:
    """The same long beginning twice: whether the second is served from the cache, as far as the endpoint says."""
    text = "\n".join(f"{number} {_CONTRACT}" for number in range(40))
    reply = client.ask(client.compose((Message("user", text), *_QUESTION), _ANSWER_TOKENS))
    reply = client.ask(client.compose((Message("user", text), *_QUESTION), _ANSWER_TOKENS))
    cached = reply.usage.cached_tokens
    return _know(client, caches=None if cached is None else cached > 0)
