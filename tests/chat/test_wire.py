from __future__ import annotations

import json
from dataclasses import replace

import pytest

from pipeline.chat.wire import JSON_MODE, ChatRequest, Message, Reply, ToolCall, Usage, estimate_tokens

REQUEST = ChatRequest("kimi-k2-5", (Message("system", "规则"), Message("user", "第一条")), 700)
REPLY = Reply("{}", "", (), "stop", Usage(10, 5, 15), "m", "i")


def test_the_body_is_compact_utf_8_with_nothing_that_was_not_asked_for() -> None:
    assert (
        REQUEST.body()
        == (
            '{"model":"kimi-k2-5","messages":[{"role":"system","content":"规则"},{"role":"user","content":"第一条"}],'
            '"max_tokens":700}'
        ).encode()
    )


def test_all_parameters_are_sent_in_one_order() -> None:
    full = replace(
        REQUEST, tools=({"type": "function"},), response_format=JSON_MODE, stream=True, extra={"thinking": 1}
    )
    names = ["model", "messages", "max_tokens", "tools", "response_format", "stream", "thinking"]
    assert list(json.loads(full.body())) == names


def test_a_lone_surrogate_does_not_stop_a_request() -> None:
    request = replace(REQUEST, messages=(Message("user", "a\ud800b"),))
    assert json.loads(request.body())["messages"][0]["content"] == "a?b"


@pytest.mark.parametrize(
    ("more", "cached"),
    [
        ({}, None),
        ({"cached_tokens": 4}, 4),
        ({"prompt_tokens_details": {"cached_tokens": 4}}, 4),
        ({"prompt_tokens_details": {"cached_tokens": 0}}, 0),
        ({"prompt_tokens_details": None, "cached_tokens": 4}, 4),
        ({"prompt_tokens_details": {"cached_tokens": None}}, None),
        ({"prompt_cache_hit_tokens": 4}, 4),
        ({"cached_tokens": 99}, 10),
        ({"cached_tokens": True}, None),
        ({"cached_tokens": -1}, None),
    ],
)
def test_cached_tokens_are_found_at_either_place(more: dict[str, object], cached: int | None) -> None:
    usage = Usage.read({"prompt_tokens": 10, "completion_tokens": 5, **more})
    assert usage is not None
    assert (usage.cached_tokens, usage.total_tokens) == (cached, 15)


def test_reasoning_tokens_are_found() -> None:
    usage = Usage.read(
        {"prompt_tokens": 1, "completion_tokens": 2, "completion_tokens_details": {"reasoning_tokens": 2}}
    )
    assert usage is not None
    assert usage.reasoning_tokens == 2


@pytest.mark.parametrize(
    "reported", [None, [], "x", {}, {"prompt_tokens": 1}, {"prompt_tokens": 0, "completion_tokens": 1}]
)
def test_a_usage_that_does_not_count_is_none(reported: object) -> None:
    assert Usage.read(reported) is None


@pytest.mark.parametrize(
    ("changes", "thought"),
    [
        ({}, False),
        ({"reasoning": "想"}, True),
        ({"usage": Usage(10, 5, 15, reasoning_tokens=3)}, True),
        ({"usage": Usage(10, 5, 15, reasoning_tokens=0)}, False),
        ({"content": "<think>想</think>{}"}, True),
        ({"usage": Usage(10, 900, 910)}, True),
        ({"usage": Usage(10, 900, 910), "tool_calls": (ToolCall("", "f", "x" * 3600),)}, False),
        ({"content": "第" * 900, "usage": Usage(10, 900, 910)}, False),
        ({"content": "", "finish_reason": "length", "usage": Usage.estimate(1, 0)}, True),
        ({"content": "", "finish_reason": "stop", "usage": Usage.estimate(1, 0)}, False),
        ({"content": "第", "finish_reason": "length", "usage": Usage.estimate(1, 1)}, False),
        ({"content": "", "finish_reason": None, "cut": True}, False),
    ],
)
def test_reasoning_is_seen_where_it_is_only_billed(changes: dict[str, object], thought: bool) -> None:
    assert replace(REPLY, **changes).thought is thought  # type: ignore[arg-type]


def test_estimates_are_near_the_measured_tokens() -> None:
    assert estimate_tokens("") == 0
    assert 600 <= estimate_tokens("갑은 을에게 대금을 지급한다." * 62) <= 1000
    assert estimate_tokens("a" * 400) == 100
