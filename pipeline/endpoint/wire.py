"""The request as it comes in: every parameter of the page checked, everything else ignored."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pipeline.endpoint.problems import malformed, unaccepted

WINDOW_TOKENS = 262_144
MAX_OUTPUT_TOKENS = 8192

Role = Literal["system", "user", "assistant", "tool"]
_ROLES = ("system", "user", "assistant", "tool")


@dataclass(frozen=True, slots=True)
class Message:
    """`text` joins the text parts; `calls` is the JSON of the tool calls an assistant message repeats."""

    role: Role
    text: str
    calls: str = ""


@dataclass(frozen=True, slots=True)
class Tool:
    """`parameters` is a JSON schema; `source` the tool as JSON, for counting."""

    name: str
    parameters: Mapping[str, Any]
    source: str


@dataclass(frozen=True, slots=True)
class ChatRequest:
    """`tool` names the function that must be called; `choice` says whether one may be, must be or must not be.

    `schema` is the JSON schema of a `json_schema` response format; with it `json` is true too.
    """

    model: str
    messages: tuple[Message, ...]
    max_tokens: int | None = None
    tools: tuple[Tool, ...] = ()
    choice: Literal["none", "auto", "required"] = "auto"
    tool: str | None = None
    json: bool = False
    schema: Mapping[str, Any] | None = None
    stream: bool = False
    include_usage: bool = False


def parse_body(body: bytes) -> ChatRequest:
    """The request of a body. Raises ApiError 400 or 422."""
    fields = _read_object(body)
    for name, kind in (("model", str), ("messages", list)):
        if name not in fields:
            raise malformed(f"{name} is missing.", name)
        if not isinstance(fields[name], kind):
            raise malformed(f"{name} must be {'a string' if kind is str else 'an array'}.", name)
    tools = _tools(fields.get("tools"))
    choice, tool = _tool_choice(fields.get("tool_choice"), tools)
    as_json, schema = _response_format(fields.get("response_format"))
    return ChatRequest(
        model=fields["model"],
        messages=_messages(fields["messages"]),
        max_tokens=_max_tokens(fields.get("max_tokens")),
        tools=tools,
        choice=choice,
        tool=tool,
        json=as_json,
        schema=schema,
        stream=_boolean(fields.get("stream"), "stream"),
        include_usage=_include_usage(fields.get("stream_options")),
    )


def _read_object(body: bytes) -> dict[str, Any]:
    try:
        fields = json.loads(body.decode("utf-8-sig"), parse_constant=_refuse_constant)
    except UnicodeDecodeError as error:
        raise malformed("The body is not UTF-8.") from error
    except (ValueError, RecursionError) as error:
        raise malformed("The body is not JSON.") from error
    if not isinstance(fields, dict):
        raise malformed("The body must be a JSON object.")
    return fields


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def _messages(items: Sequence[object]) -> tuple[Message, ...]:
    if not items:
        raise unaccepted("messages", "messages must hold at least one message.")
    return tuple(_message(item, f"messages[{index}]") for index, item in enumerate(items))


def _message(item: object, param: str) -> Message:
    if not isinstance(item, dict):
        raise unaccepted(param, f"{param} must be an object.")
    role = item.get("role")
    if role not in _ROLES:
        raise unaccepted(f"{param}.role", f"{param}.role must be one of {', '.join(_ROLES)}.")
    calls = item.get("tool_calls") or []
    if not isinstance(calls, list):
        raise unaccepted(f"{param}.tool_calls", f"{param}.tool_calls must be an array.")
    if item.get("content") is None and role == "assistant":
        text = ""
    else:
        text = _content(item.get("content"), f"{param}.content")
    return Message(role, text, json.dumps(calls, ensure_ascii=False) if calls else "")


def _content(content: object, param: str) -> str:
    if isinstance(content, str):
        return content
    if not isinstance(content, list):
        raise unaccepted(param, f"{param} must be a string or an array of text parts.")
    return "\n".join(_part(part, f"{param}[{index}]") for index, part in enumerate(content))


def _part(part: object, param: str) -> str:
    """The text of one part. A picture is a well-formed part that this model does not take: 422, not 400."""
    if not isinstance(part, dict) or part.get("type") != "text":
        kind = part.get("type") if isinstance(part, dict) else type(part).__name__
        raise unaccepted(param, f"{param}: only text parts are taken, not {kind!r}; this model has no vision.")
    if not isinstance(part.get("text"), str):
        raise unaccepted(f"{param}.text", f"{param}.text must be a string.")
    return str(part["text"])


def _max_tokens(value: object) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MAX_OUTPUT_TOKENS:
        raise unaccepted("max_tokens", f"max_tokens must be an integer from 1 to {MAX_OUTPUT_TOKENS}.")
    return value


def _boolean(value: object, param: str) -> bool:
    if value is None:
        return False
    if not isinstance(value, bool):
        raise unaccepted(param, f"{param} must be true or false.")
    return value


def _include_usage(options: object) -> bool:
    if options is None:
        return False
    if not isinstance(options, dict):
        raise unaccepted("stream_options", "stream_options must be an object.")
    return _boolean(options.get("include_usage"), "stream_options.include_usage")


def _tools(value: object) -> tuple[Tool, ...]:
    if value is None:
        return ()
    if not isinstance(value, list):
        raise unaccepted("tools", "tools must be an array.")
    return tuple(_tool(item, f"tools[{index}]") for index, item in enumerate(value))


def _tool(item: object, param: str) -> Tool:
    function = item.get("function") if isinstance(item, dict) and item.get("type") == "function" else None
    if not isinstance(function, dict):
        raise unaccepted(param, f"{param} must be an object of type function with a function.")
    name, parameters = function.get("name"), function.get("parameters")
    if not isinstance(name, str) or not name:
        raise unaccepted(f"{param}.function.name", f"{param}.function.name must be a name.")
    if parameters is not None and not isinstance(parameters, dict):
        raise unaccepted(f"{param}.function.parameters", f"{param}.function.parameters must be a JSON schema.")
    return Tool(name, parameters or {}, json.dumps(item, ensure_ascii=False))


def _tool_choice(value: object, tools: tuple[Tool, ...]) -> tuple[Literal["none", "auto", "required"], str | None]:
    if value is None or value == "auto":
        return "auto", None
    if value == "none":
        return "none", None
    if value == "required":
        if not tools:
            raise unaccepted("tool_choice", "tool_choice is required, but there are no tools.")
        return "required", None
    function = value.get("function") if isinstance(value, dict) and value.get("type") == "function" else None
    name = function.get("name") if isinstance(function, dict) else None
    if not isinstance(name, str) or all(tool.name != name for tool in tools):
        raise unaccepted("tool_choice", "tool_choice must be none, auto, required or one of the tools by name.")
    return "required", name


def _response_format(value: object) -> tuple[bool, Mapping[str, Any] | None]:
    if value is None:
        return False, None
    kind = value.get("type") if isinstance(value, dict) else None
    if kind in ("text", "json_object"):
        return kind == "json_object", None
    if isinstance(value, dict) and kind == "json_schema":
        wrapped = value.get("json_schema")
        schema = wrapped.get("schema") if isinstance(wrapped, dict) else None
        if isinstance(schema, dict):
            return True, schema
        raise unaccepted("response_format.json_schema", "response_format.json_schema.schema must be a JSON schema.")
    raise unaccepted("response_format.type", "response_format.type must be text, json_object or json_schema.")
