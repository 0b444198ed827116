from __future__ import annotations

import itertools
import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.chat.assembly import Assembly
from pipeline.chat.wire import Reply, ToolCall
from tests.chat.server import DONE, USAGE, chunk, completion

TEXT = '{"clauses": [{"article": 17, "head": "第十七条 𠮷野", "type": "해지"}]}'


def assemble(*pieces: bytes) -> tuple[Assembly, Reply, str]:
    assembly = Assembly()
    said = [text for piece in pieces for text in assembly.feed(piece)]
    said += assembly.close()
    return assembly, assembly.reply(prompt_tokens=7), "".join(said)


def reply(*pieces: bytes) -> Reply:
    return assemble(*pieces)[1]


def document(**more: object) -> bytes:
    return json.dumps(completion(TEXT, **more), ensure_ascii=False).encode()


def test_a_stream_gives_its_text_usage_and_finish() -> None:
    _, got, said = assemble(chunk("第一"), chunk("条"), chunk(finish="stop"), USAGE, DONE)
    assert (got.content, said, got.finish_reason, got.cut) == ("第一条", "第一条", "stop", False)
    assert (got.usage.prompt_tokens, got.usage.completion_tokens, got.usage.estimated) == (10, 5, False)
    assert (got.model, got.id) == ("kimi-k2-5", "chatcmpl-1")


def test_a_json_body_is_read_whatever_was_asked() -> None:
    _, got, said = assemble(b"\xef\xbb\xbf\n  ", document())
    assert (got.content, said, got.finish_reason, got.cut) == (TEXT, TEXT, "stop", False)


@pytest.mark.parametrize(
    "tail",
    [
        USAGE,
        chunk(finish="stop", usage={"prompt_tokens": 10, "completion_tokens": 5}),
        chunk(finish="stop").replace(b'"index"', b'"usage":{"prompt_tokens":10,"completion_tokens":5},"index"'),
    ],
    ids=["last chunk", "finish chunk", "in the choice"],
)
def test_usage_is_found_at_each_of_its_places(tail: bytes) -> None:
    got = reply(chunk("a"), chunk(finish="stop"), tail, DONE)
    assert (got.usage.prompt_tokens, got.usage.total_tokens, got.usage.estimated) == (10, 15, False)


@pytest.mark.parametrize("usage", [None, {}, {"prompt_tokens": 0, "completion_tokens": 0}, {"prompt_tokens": "9"}, []])
def test_missing_usage_is_estimated_and_says_so(usage: object) -> None:
    got = reply(json.dumps(completion("第一条", usage=usage)).encode())
    assert got.usage.estimated
    assert got.usage.prompt_tokens == 7
    assert got.usage.completion_tokens > 0


def test_no_done_is_complete_if_it_finished_and_cut_if_not() -> None:
    assert not reply(chunk("a"), chunk(finish="length")).cut
    assert reply(chunk("a"), chunk("b")).cut
    assert reply(chunk("a"), DONE).cut


def test_reasoning_is_kept_apart_under_both_names() -> None:
    got = reply(chunk(delta={"reasoning_content": "想"}), chunk(delta={"reasoning": "う"}), chunk("答", finish="stop"))
    assert (got.reasoning, got.content) == ("想う", "答")
    assert got.thought


def test_null_content_is_empty() -> None:
    body = json.dumps(completion(None, finish="length", message={"reasoning_content": "想"})).encode()
    got = reply(body)
    assert (got.content, got.reasoning, got.finish_reason) == ("", "想", "length")


def test_content_in_parts_is_joined() -> None:
    parts = [{"type": "text", "text": "第一"}, {"type": "text", "text": "条"}]
    assert reply(json.dumps(completion(message={"content": parts})).encode()).content == "第一条"


def test_a_broken_event_ends_the_reply_where_it_stands() -> None:
    assembly, got, said = assemble(
        chunk("passages 2"), b'data: {"choices": [{"del\n\n', chunk("13"), chunk(finish="stop")
    )
    assert assembly.damaged
    assert (got.content, said, got.cut) == ("passages 2", "passages 2", True)


def test_bytes_that_are_no_utf_8_end_the_reply() -> None:
    assert reply(chunk("甲"), chunk("乙方").replace("乙".encode(), b"\xe4\xb9"), chunk("丙")).content == "甲"


def test_events_without_blank_lines_between_them_are_told_apart() -> None:
    lines = (chunk("a") + chunk("b") + chunk(finish="stop")).replace(b"\n\n", b"\n")
    assert reply(lines + b"\n").content == "ab"


def test_one_document_over_several_data_lines() -> None:
    pretty = json.dumps(json.loads(chunk("a")[6:]), indent=1)
    assert reply(b"".join(b"data: " + line.encode() + b"\n" for line in pretty.split("\n")) + b"\n").content == "a"


def test_raw_controls_in_strings_are_kept() -> None:
    event = chunk("a|b").replace(b"|", "\v\f\u2028\u0085".encode())
    assert reply(event).content == "a\v\f\u2028\u0085b"


def test_half_a_pair_of_surrogates_waits_for_the_other() -> None:
    event = b'data: {"choices":[{"delta":{"content":"%s"}}]}\n\n'
    _, got, said = assemble(event % b"a\\ud842", event % b"\\udfb7b")
    assert got.content == said == "a𠮷b"


def test_a_final_whole_message_is_not_said_twice() -> None:
    whole = b'data: {"choices":[{"message":{"content":"ab"},"finish_reason":"stop"}]}\n\n'
    assert reply(chunk("a"), chunk("b"), whole).content == "ab"
    assert reply(whole).content == "ab"


def test_only_the_first_choice_counts() -> None:
    second = chunk("zweite").replace(b'"index": 0', b'"index": 1')
    assert reply(chunk("a"), second, chunk(finish="stop")).content == "a"


def call(**fields: object) -> bytes:
    return chunk(delta={"tool_calls": [fields]})


def test_tool_calls_are_put_together_by_index() -> None:
    got = reply(
        call(index=0, id="c0", function={"name": "report", "arguments": ""}),
        call(index=0, function={"arguments": '{"甲":'}),
        call(index=1, id="c1", function={"name": "other", "arguments": "{}"}),
        call(index=0, function={"arguments": "1}"}),
        chunk(finish="tool_calls"),
    )
    assert got.tool_calls == (ToolCall("c0", "report", '{"甲":1}'), ToolCall("c1", "other", "{}"))


def test_tool_calls_without_index_go_by_their_ids() -> None:
    got = reply(
        call(id="c0", function={"name": "report", "arguments": "{"}),
        call(function={"arguments": "}"}),
        call(id="c1", function={"name": "report", "arguments": {"a": "甲"}}),
    )
    assert got.tool_calls == (ToolCall("c0", "report", "{}"), ToolCall("c1", "report", '{"a":"甲"}'))


@pytest.mark.parametrize(
    "body",
    [
        b'data: {"error": {"message": "overloaded", "code": 503}}\n\n',
        b'event: error\ndata: {"message": "overloaded"}\n\n',
        b'{"error": "overloaded"}',
        b'{"object": "error", "message": "overloaded", "code": 503}',
        b'{"detail": "overloaded"}',
    ],
)
def test_an_error_inside_a_success_is_seen(body: bytes) -> None:
    assembly, _, _ = assemble(body)
    assert assembly.error is not None
    assert not assembly.started


@pytest.mark.parametrize("body", [b"<html><body>Welcome</body></html>", b'{"hello": 1}', b"[]", b"pong"])
def test_what_is_no_chat_completion_is_told_apart(body: bytes) -> None:
    assert not assemble(body)[0].is_chat


def test_a_document_that_breaks_off_keeps_its_text() -> None:
    body = document()
    for end in range(len(body)):
        got = reply(body[:end])
        assert got.cut
        assert TEXT.startswith(got.content)
    assert len(reply(body[: body.index(b'"finish_reason"')]).content) == len(TEXT)


def test_a_document_cut_within_an_escape_keeps_what_is_before() -> None:
    body = json.dumps(completion("甲𠮷乙")).encode()
    cut = body[: body.index(b"udfb7")]
    assert reply(cut).content == "甲"


@pytest.mark.parametrize("body", [b'{"choices": ' + b"[" * 100_000, b"data: " + b"[" * 100_000 + b"\n\n"])
def test_deep_nesting_is_only_damage(body: bytes) -> None:
    assert reply(body).content == ""


_STREAM = (
    chunk("第一条𠮷") + b": wait\r\n\r\n" + chunk(delta={"reasoning": "考"}) + chunk("갑은", finish="stop") + USAGE
)


@settings(deadline=None, max_examples=60)
@given(st.sampled_from([_STREAM, _STREAM[:150], document(), document()[:120], b"\xef\xbb\xbf" + _STREAM]), st.data())
def test_any_cutting_gives_the_same_reply(body: bytes, data: st.DataObject) -> None:
    cuts = data.draw(st.lists(st.integers(0, len(body)), max_size=8))
    places = sorted({0, len(body), *cuts})
    pieces = [body[start:end] for start, end in itertools.pairwise(places)]
    assert assemble(*pieces)[1:] == assemble(body)[1:]
    assert assemble(*(body[i : i + 1] for i in range(len(body))))[1:] == assemble(body)[1:]


def test_a_document_byte_by_byte_is_linear() -> None:
    assembly, started = Assembly(), time.process_time()
    for byte in json.dumps(completion("甲" * 50_000)).encode():
        assembly.feed(bytes([byte]))
    assert time.process_time() - started < 20
    assert len(assembly.close()[0]) == 50_000
