from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.chat.capabilities import Capabilities, load, save
from pipeline.chat.wire import Reply, Usage

CAPABILITIES = Capabilities("llm.test", "kimi-k2-5")
REPLY = Reply("{}", "", (), "stop", Usage(10, 5, 15), "m", "i")


def test_the_answer_limit_is_the_most_until_no_reasoning_is_known() -> None:
    assert CAPABILITIES.answer_limit(1000) == 8192
    assert replace(CAPABILITIES, thinks=True).answer_limit(1000) == 8192
    known = replace(CAPABILITIES, thinks=False)
    assert [known.answer_limit(tokens) for tokens in (0, 1000, 4096, 5000)] == [256, 2000, 8192, 8192]
    assert known.answer_limit(5000, most_tokens=4000) == 4000


def test_replies_teach() -> None:
    seen = CAPABILITIES.seen(REPLY, streamed=False)
    assert (seen.thinks, seen.usage, seen.stream_usage, seen.cached_tokens) == (False, True, None, False)
    seen = seen.seen(replace(REPLY, usage=Usage(10, 5, 15, cached_tokens=0)), streamed=True)
    assert (seen.stream_usage, seen.cached_tokens) == (True, True)
    seen = seen.seen(replace(REPLY, usage=Usage.estimate(1, 1)), streamed=True)
    assert (seen.stream_usage, seen.cached_tokens) == (False, True)


def test_reasoning_stays_seen_and_a_cut_reply_shows_no_absence() -> None:
    thinking = CAPABILITIES.seen(replace(REPLY, reasoning="想"), streamed=False)
    assert thinking.seen(REPLY, streamed=False).thinks
    assert CAPABILITIES.seen(replace(REPLY, cut=True), streamed=True).thinks is None


def test_what_is_saved_is_loaded_and_others_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "new" / "capabilities.json"
    other = Capabilities("other.test", "m", json_mode=False)
    known = replace(CAPABILITIES, thinking_off="thinking", thinks=False)
    save(path, other)
    save(path, known)
    assert load(path, "llm.test", "kimi-k2-5") == known
    assert load(path, "other.test", "m") == other
    assert load(path, "llm.test", "m") is None
    assert path.stat().st_mode & 0o777 == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == ["capabilities.json"]
    assert {"version", "program", "endpoints"} == set(json.loads(path.read_text()))


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", '{"version": 1, "endpoints": []}', '{"version": 99, "endpoints": {"h m": {}}}', "[" * 9999],
)
def test_a_damaged_memory_is_an_empty_one(tmp_path: Path, content: str) -> None:
    path = tmp_path / "capabilities.json"
    path.write_text(content)
    assert load(path, "h", "m") is None
    save(path, CAPABILITIES)
    assert load(path, "llm.test", "kimi-k2-5") == CAPABILITIES


def test_fields_of_other_versions_are_left_out(tmp_path: Path) -> None:
    stored = {**CAPABILITIES.to_json(), "telepathy": True}
    assert Capabilities.from_json(stored) == CAPABILITIES
    path = tmp_path / "capabilities.json"
    path.write_text(json.dumps({"version": 1, "endpoints": {"h m": {"json_mode": True}, "i m": 7}}))
    assert load(path, "h", "m") is None
    assert load(path, "i", "m") is None


def test_only_a_known_switch_is_sent() -> None:
    assert CAPABILITIES.extra_of(stream=True) == {}
    assert replace(CAPABILITIES, thinking_off="thinking").extra_of(stream=False) == {"thinking": {"type": "disabled"}}
    assert replace(CAPABILITIES, thinking_off="rm -rf").extra_of(stream=False) == {}


def test_usage_is_asked_for_in_streams_alone_and_only_where_that_works() -> None:
    known = replace(CAPABILITIES, stream_options=True)
    assert known.extra_of(stream=True) == {"stream_options": {"include_usage": True}}
    assert known.extra_of(stream=False) == {}
    assert replace(CAPABILITIES, stream_options=False).extra_of(stream=True) == {}
